"""The judge's half of the lottery: classes, hashes and the drawn order, from docs/decisions/lottery.md alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np

from optimizer.rules.lottery import Lottery
from optimizer.rules.view import Half, Ints, Reading, Slot, View


def bounds(rule: Lottery, view: View) -> None:
    """The rule's seed beats the programme's."""
    if rule.seed:
        view.seed = rule.seed


def inspect(rule: Lottery, view: View, slots: Sequence[Slot]) -> Reading:
    """What the draw costs, pairings of helpers who take no part left out; :func:`drawn` asks whether it is the drawn one."""
    classes = classes_of(view)
    return Reading(sum(classes.cost(*slot) for slot in slots if slot[0] in classes.helper), 0)


HALF = Half(inspect=inspect, bounds=bounds)


def drawn_hash(seed: str, text: str) -> int:
    """64 bits."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8, key=seed.encode()[:64]).digest(), "big")


def mixed(a: int, b: int, role: int) -> int:
    """The 20-bit cost of a pairing between classes of hashes a and b."""
    wrap = 2**64 - 1
    z = (a + 0x9E3779B97F4A7C15 * (b + 1 + role)) & wrap
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & wrap
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & wrap
    return (z ^ (z >> 31)) >> 44


def mixed_block(a: Any, b: Any, role: int) -> Ints:
    """:func:`mixed` of uint64[h] x uint64[r] -> int64[h, r]."""
    with np.errstate(over="ignore"):
        z = a[:, None] + np.uint64(0x9E3779B97F4A7C15) * (b[None, :] + np.uint64(1 + role))
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    costs: Ints = ((z ^ (z >> np.uint64(31))) >> np.uint64(44)).astype(np.int64)
    return costs


@dataclass(frozen=True, eq=False)
class Drawn:
    """Classes by person row (helpers without a class are left out): content and hash."""

    seed: str
    helper: dict[int, str]
    recipient: dict[int, str]
    hashes: dict[str, int]

    def cost(self, helper: int, recipient: int, role: int) -> int:
        return mixed(self.hashes[self.helper[helper]], self.hashes[self.recipient[recipient]], role)

    def marks(self, side: str, rows: Iterable[int]) -> Any:
        """uint64[rows]: hash of each person's class."""
        content = self.helper if side == "helper" else self.recipient
        return np.array([self.hashes[content[row]] for row in rows], np.uint64)


def classes_of(view: View) -> Drawn:
    """Step 1 of the definition."""
    return view.once("lottery classes", lambda: _classes(view))


def _classes(view: View) -> Drawn:
    helpers = {}
    columns = _columns(view, "helper")
    for row, helper in enumerate(view.helpers):
        if view.takes_part[row] or view.kept(row):
            facts = {name: _value(helper, name) for name in columns}
            facts |= {"least": view.least[row], "most": view.most[row]}
            for role, bounds_ in view.by_role.items():
                low, high = bounds_[row] or (None, None)
                name = view.programme.roles[role].id
                facts |= {f"least.{name}": low, f"most.{name}": high}
            if view.individuals or row in view.named_helpers:
                facts["id"] = helper.id
            helpers[row] = _content(facts)
    recipients = {}
    columns = _columns(view, "recipient")
    for row, recipient in enumerate(view.recipients):
        facts = {name: _value(recipient, name) for name in columns}
        if view.individuals or row in view.named_recipients:
            facts["id"] = recipient.id
        recipients[row] = _content(facts)
    texts = {*helpers.values(), *recipients.values()}
    return Drawn(view.seed, helpers, recipients, {text: drawn_hash(view.seed, text) for text in texts})


def _columns(view: View, side: str) -> set[str]:
    names = {name for rule in view.rules if rule.active for name in getattr(rule.columns(), side)}
    return names | {"needs"} if side == "recipient" else names


def _value(person: Any, column: str) -> Any:
    if column.startswith("traits."):
        return person.traits.get(column.removeprefix("traits."))
    return getattr(person, column)


def _content(facts: dict[str, Any]) -> str:
    return json.dumps(sorted(facts.items()), ensure_ascii=False, separators=(",", ":"))


def drawn(view: View, slots: Sequence[Slot]) -> set[Slot]:
    """Step 3: the pairings that the draw gives to people, for as many between classes as ``slots`` have."""
    classes = classes_of(view)
    between: dict[tuple[str, str, int], int] = {}
    for helper, recipient, role in slots:
        key = (classes.recipient[recipient], classes.helper[helper], role)
        between[key] = between.get(key, 0) + 1
    helpers = _members(classes, classes.helper, [helper.id for helper in view.helpers])
    recipients = _members(classes, classes.recipient, [recipient.id for recipient in view.recipients])

    def place(text: str) -> tuple[int, str]:
        return classes.hashes[text], text

    next_slot = dict.fromkeys(helpers, 0)
    next_member = dict.fromkeys(recipients, 0)
    found = set()
    for served, serving, role in sorted(between, key=lambda key: (place(key[0]), place(key[1]), key[2])):
        for _ in range(between[served, serving, role]):
            helper = helpers[serving][next_slot[serving] % len(helpers[serving])]
            recipient = recipients[served][next_member[served] % len(recipients[served])]
            found.add((helper, recipient, role))
            next_slot[serving] += 1
            next_member[served] += 1
    return found


def _members(classes: Drawn, content: dict[int, str], ids: Sequence[str]) -> dict[str, list[int]]:
    """Rows of each class in the drawn order."""
    found: dict[str, list[int]] = {}
    for row in sorted(content, key=lambda row: (drawn_hash(classes.seed, ids[row]), ids[row])):
        found.setdefault(content[row], []).append(row)
    return found
