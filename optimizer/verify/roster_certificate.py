"""A roster's certificate: what it speaks of, what it claims, and its proofs by stable id, turned into rows of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizer.model.certificate import UNUSABLE, Certificate, Impossibility, Leaf, Proof, Tree
from optimizer.model.normal import LimitRows
from optimizer.verify.certificate_file import GROUPS, LINKS, ROSTER_FORMAT, Reader
from optimizer.verify.exact import Array, narrow
from optimizer.verify.people import People
from optimizer.verify.people_sides import side_names

FIELDS = ("programme", "rules", "roster", "status", "tiers", "impossibility")
CLAIM = frozenset({"name", "value", "bound", "proof"})


@dataclass(frozen=True)
class Claims:
    """Hashes and claims as they stand in the file; ``tiers``: (name, value, bound)."""

    programme: str
    rules: str
    roster: str | None
    status: str
    tiers: tuple[tuple[str, int, int | None], ...]


def read_claims(data: Any) -> Claims:
    """Everything but the proofs. Raises FormatError, FormatVersionError."""
    reader = Reader("certificate", ROSTER_FORMAT, _nothing, _no_pair)
    whole = reader.head(data, FIELDS)
    tiers = []
    for number, item in enumerate(reader.list_("tiers", whole["tiers"])):
        where = f"tiers[{number}]"
        claim = reader.object_(where, item)
        reader.fields(where, claim, CLAIM, CLAIM)
        bound = claim["bound"]
        tiers.append(
            (
                reader.text(f"{where}.name", claim["name"]),
                reader.integer(f"{where}.value", claim["value"]),
                None if bound is None else reader.integer(f"{where}.bound", bound),
            )
        )
    roster = whole["roster"]
    return Claims(
        reader.text("programme", whole["programme"]),
        reader.text("rules", whole["rules"]),
        None if roster is None else reader.text("roster", roster),
        reader.text("status", whole["status"]),
        tuple(tiers),
    )


def speaks_of_classes(data: Mapping[str, Any]) -> bool:
    """Whether some proof branches on pairs, or minimises over helpers' own pairs: then equal people are one row, and a pair
    is named by a member of either row. The judge finds out for itself who is equal."""
    left: list[Any] = [data.get("tiers"), data.get("impossibility")]
    while left:
        part = left.pop()
        if isinstance(part, Mapping):
            if "pair" in part or "kept" in part:
                return True
            left += part.values()
        elif isinstance(part, list | tuple):
            left += part
    return False


def read_proofs(data: Mapping[str, Any], people: People) -> Certificate:
    """The proofs with one multiplier a person. Raises FormatError for ids, limits or pairs that are not there."""
    names = Names(people)
    reader = Reader("certificate", ROSTER_FORMAT, names.vector, names.pair)
    proofs: list[Proof | None] = []
    for number, claim in enumerate(data["tiers"]):
        names.tier = number
        proofs.append(reader.optional(f"tiers[{number}].proof", claim["proof"]))
    given = data["impossibility"]
    impossibility = None
    if given is not None:
        whole = reader.object_("impossibility", given)
        if whole.get("kind") == "impossibility":
            dual = reader.dual("impossibility", whole, frozenset({"kind"}))
            impossibility = Impossibility(Tree((Leaf(dual, empty=True),)))
        else:
            impossibility = Impossibility(reader.tree("impossibility", whole))
    return Certificate(tuple(proofs), impossibility)


class Names:
    """From stable ids to rows of the model of people."""

    def __init__(self, people: People) -> None:
        view, grouping = people.view, people.grouping
        self.people = people
        of = grouping.helpers.of.tolist()
        self.helper = {helper.id: row for helper, row in zip(view.helpers, of, strict=True) if row >= 0}
        served = grouping.recipients.of.tolist()
        self.recipient = {recipient.id: row for recipient, row in zip(view.recipients, served, strict=True)}
        self.sizes = {"helper": grouping.helpers.sizes, "recipient": grouping.recipients.sizes}
        self.roles = view.roles
        self.tier = 0
        self.reader = Reader("certificate", ROSTER_FORMAT, self.vector, self.pair)

    def vector(self, where: str, name: str, value: Any) -> Array:
        """{row of people: number} -> one number a row of the limit."""
        given = self.reader.object_(where, value)
        if name.startswith(GROUPS):
            told_of = name.removeprefix(GROUPS)
            if name != LINKS and not (told_of.isascii() and told_of.isdigit() and len(told_of) <= 6):
                raise self.reader.refuse(where, "no such limit")
            number = self.tier if name == LINKS else int(told_of)
            tiers = self.people.model.tiers
            name = (tiers[number].on if number < len(tiers) else None) or ""
        limits = [limit for limit in self.people.model.every_limit if limit.name == name]
        if not limits:
            raise self.reader.refuse(where, "no such limit")
        limit = limits[0]
        index = self._index(limit)
        out = np.zeros(limit.count, dtype=object)
        told = np.zeros(limit.count, np.int64)
        for key, number in given.items():
            row = self._row(index, key, name)
            if row is None:
                raise self.reader.refuse(where, f"{key[:80]!r} is nobody here")
            value = self.reader.integer(f"{where}.{key}", number)
            if told[row] and out[row] != value:
                raise self.reader.refuse(where, f"{key[:80]!r} has another number than its equals")
            out[row] = value
            told[row] += 1
        if ((told != self._members(limit)) & (told > 0) & (out != 0)).any():
            raise self.reader.refuse(where, "a number stands for some of several equals only")
        return narrow(out)

    def _members(self, limit: LimitRows) -> Array:
        """[rows of the limit]: how many people a row stands for."""
        if limit.name in side_names(self.people.view):
            return np.ones(limit.count, np.int64)
        if limit.helper_key is not None and limit.recipient_key is None:
            return self.sizes["helper"]
        if limit.recipient_key is not None and limit.helper_key is None:
            return np.repeat(self.sizes["recipient"], limit.count // max(1, len(self.sizes["recipient"])))
        return np.ones(limit.count, np.int64)

    def _index(self, limit: LimitRows) -> Mapping[str, int]:
        """Row names: a helper, a recipient (several roles: ``id:role``), ``helper|recipient``, or ``all``."""
        if limit.name in side_names(self.people.view):
            return {str(row): row for row in range(limit.count)}
        if limit.helper_key is None:
            return self.recipient if limit.recipient_key is not None else {"all": 0}
        if limit.recipient_key is None:
            return self.helper
        return {
            f"{helper}|{recipient}": int(limit.helper_key[row] * limit.recipient_groups + limit.recipient_key[column])
            for helper, row in self.helper.items()
            if limit.helper_key[row] >= 0
            for recipient, column in self.recipient.items()
            if limit.recipient_key[column] >= 0
        }

    def _row(self, index: Mapping[str, int], key: str, name: str) -> int | None:
        if name != "need" or self.roles == 1:
            return index.get(key)
        person, _, role = key.rpartition(":")
        known = person in index and role.isascii() and role.isdigit() and int(role[:6]) < self.roles
        return index[person] * self.roles + int(role) if known else None

    def pair(self, where: str, value: Any) -> int:
        """ "helper id|recipient id|role" -> index among the pairs; UNUSABLE where the two are known but no rule lets them pair."""
        parts = self.reader.text(where, value).split("|")
        known = len(parts) == 3 and parts[0] in self.helper and parts[1] in self.recipient
        if not known or parts[2] not in map(str, range(self.roles)):
            raise self.reader.refuse(where, "no such pair")
        ends = [np.array([n]) for n in (self.helper[parts[0]], self.recipient[parts[1]], int(parts[2]))]
        key = int(self.people.key(*ends)[0])
        if self.people.model.pair_list is None:
            return key
        listed = self.people.known()
        at = int(np.searchsorted(listed, key))
        return UNUSABLE if at == len(listed) or listed[at] != key else at


def _nothing(where: str, name: str, value: Any) -> Array:
    raise NotImplementedError


def _no_pair(where: str, value: Any) -> int:
    raise NotImplementedError
