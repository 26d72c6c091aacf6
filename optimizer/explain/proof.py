"""The roster certificate: the engine's proof, told in stable ids of people, never names or row numbers.

A class row is the sum of its members' rows, so a multiplier of the row is a multiplier of each member and the bound that
it proves between classes holds person by person. Layout: docs/certificate.md.
"""

from __future__ import annotations

from typing import Any

from optimizer.domain import Answer, Status, programme_fingerprint, roster_fingerprint, rules_fingerprint
from optimizer.model.certificate import Dual, Flow, Leaf, Proof
from optimizer.model.compiled import Compiled
from optimizer.model.expand import by_person
from optimizer.model.result import ModelResult

FORMAT, VERSION = "jiedui-certificate", 1


def roster_certificate(compiled: Compiled, result: ModelResult, answer: Answer) -> dict[str, Any]:
    """What ``verify_roster`` reads: hashes, the claimed tiers, and for each a proof by person (None: no bound claimed)."""
    programme = compiled.programme
    proofs = result.certificate.tiers if result.certificate is not None else ()
    tiers = [
        {"name": tier.name, "value": tier.value, "bound": tier.bound, "proof": _proof(compiled, proof)}
        for tier, proof in zip(answer.tiers, proofs, strict=False)
    ]
    return {
        "format": FORMAT,
        "version": VERSION,
        "programme": programme_fingerprint(programme),
        "rules": rules_fingerprint(programme),
        "roster": None if answer.roster is None else roster_fingerprint(answer.roster),
        "status": str(answer.status),
        "tiers": tiers,
        "impossibility": _impossibility(compiled, result) if answer.status is Status.INFEASIBLE else None,
    }


def _proof(compiled: Compiled, proof: Proof | None) -> dict[str, Any] | None:
    return _dual(compiled, proof.dual, proof.kind) if isinstance(proof, Flow) else None


def _impossibility(compiled: Compiled, result: ModelResult) -> dict[str, Any] | None:
    certificate = result.certificate
    if certificate is None or certificate.impossibility is None:
        return None
    nodes = certificate.impossibility.tree.nodes
    leaf = nodes[0]
    if len(nodes) != 1 or not isinstance(leaf, Leaf):
        return None
    return _dual(compiled, leaf.dual, "impossibility")


def _dual(compiled: Compiled, dual: Dual, kind: str) -> dict[str, Any]:
    return {"kind": kind, "scale": dual.scale, "fixed": list(dual.fixed), "limits": by_person(compiled, dual.limits)}
