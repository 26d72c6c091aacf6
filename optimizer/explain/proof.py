"""The roster certificate: the engine's proof, told in stable ids of people, never names or row numbers.

A class row is the sum of its members' rows, so a multiplier of the row is a multiplier of each member and the bound that
it proves between classes holds person by person. A branch on a pair of classes is named by a member of either, and the judge
then makes equal people one row as well. What cannot be told at all leaves its tier without a proof. Layout: docs/certificate.md.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.domain import Answer, Status, programme_fingerprint, roster_fingerprint, rules_fingerprint
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Proof
from optimizer.model.classes import Classes
from optimizer.model.compiled import Compiled
from optimizer.model.expand import by_person
from optimizer.model.normal import LimitRows
from optimizer.model.result import ModelResult
from optimizer.verify.certificate_file import ROSTER_FORMAT, VERSION, proof_to_json


class Untold(Exception):
    """Something of a proof that has no meaning for single people."""


def roster_certificate(compiled: Compiled, result: ModelResult, answer: Answer) -> dict[str, Any]:
    """What ``verify_roster`` reads: hashes, the claimed tiers, and for each a proof by person (None: no bound claimed)."""
    programme = compiled.programme
    proofs = result.certificate.tiers if result.certificate is not None else ()
    tiers = []
    for number, tier in enumerate(answer.tiers):
        proof = _proof(compiled, proofs[number] if number < len(proofs) else None, number)
        bound = None if proof is None else tier.bound
        tiers.append({"name": tier.name, "value": tier.value, "bound": bound, "proof": proof})
    return {
        "format": ROSTER_FORMAT,
        "version": VERSION,
        "programme": programme_fingerprint(programme),
        "rules": rules_fingerprint(programme),
        "roster": None if answer.roster is None else roster_fingerprint(answer.roster),
        "status": str(answer.status),
        "tiers": tiers,
        "impossibility": _impossibility(compiled, result) if answer.status is Status.INFEASIBLE else None,
    }


def _impossibility(compiled: Compiled, result: ModelResult) -> dict[str, Any] | None:
    certificate = result.certificate
    if certificate is None or certificate.impossibility is None:
        return None
    return _proof(compiled, certificate.impossibility.tree, 0)


def _proof(compiled: Compiled, proof: Proof | None, tier: int) -> dict[str, Any] | None:
    if proof is None:
        return None
    assert compiled.model is not None
    try:
        return proof_to_json(
            proof,
            lambda name, rows: rows_told(compiled, name, rows),
            lambda pair: pair_told(compiled, pair),
            tier=tier,
            on=[cost.on for cost in compiled.model.tiers],
        )
    except Untold:
        return None


def rows_told(compiled: Compiled, name: str, rows: Ints) -> dict[str, int]:
    """{row: multiplier} of a limit: by person, by pair of single people, or by the number that the limit's rule gives.

    Raises Untold.
    """
    assert compiled.model is not None
    told = by_person(compiled, {name: rows})
    if name in told:
        return dict(told[name])
    by_name = name in ("one_role", "required") or name.startswith("changes.")
    limit = compiled.model.limit(name)
    return {
        _row_name(compiled, limit, row) if by_name else str(row): int(rows[row])
        for row in np.flatnonzero(rows).tolist()
    }


def _row_name(compiled: Compiled, limit: LimitRows, row: int) -> str:
    if limit.count == 1 and limit.helper_key is None and limit.recipient_key is None:
        return "all"
    if limit.helper_key is None or limit.recipient_key is None or limit.role_key is not None:
        raise Untold
    assert compiled.helpers is not None and compiled.recipients is not None
    own, other = divmod(row, limit.recipient_groups)
    helpers, recipients = np.flatnonzero(limit.helper_key == own), np.flatnonzero(limit.recipient_key == other)
    if len(helpers) != 1 or len(recipients) != 1:
        raise Untold
    programme = compiled.programme
    helper = programme.helpers[_single(compiled.helpers, int(helpers[0]))].id
    return f"{helper}|{programme.recipients[_single(compiled.recipients, int(recipients[0]))].id}"


def pair_told(compiled: Compiled, pair: int) -> str:
    """A pair of rows by a member of either: the judge of a proof that branches makes equal people one row too."""
    assert compiled.model is not None and compiled.helpers is not None and compiled.recipients is not None
    if pair >= compiled.model.pair_count:
        raise Untold
    helper, recipient, role = (int(end[0]) for end in compiled.model.pair_ends(np.array([pair], np.int64)))
    programme = compiled.programme
    name = programme.helpers[int(compiled.helpers.of(helper).min())].id
    return f"{name}|{programme.recipients[int(compiled.recipients.of(recipient).min())].id}|{role}"


def _single(classes: Classes, number: int) -> int:
    members = classes.of(number)
    if len(members) != 1:
        raise Untold
    return int(members[0])
