"""The judge of joint solves: every level rebuilt from the inspecting halves of its rules, the proofs read by stable id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizer.domain import Roster, Status
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Certificate, Impossibility
from optimizer.model.result import ModelResult
from optimizer.rules.ordering import LOTTERY
from optimizer.verify import Verdict, verify_model
from optimizer.verify.certificate_file import GROUPS, LINKS, Reader
from optimizer.verify.exact import Array
from optimizer.verify.people import People, people_of, slots_of, view_of
from optimizer.verify.roster_certificate import Names
from optimizer.verify.verdict import Rejected
from scenarios.chain.chain import Chain
from scenarios.chain.components import Component
from scenarios.chain.joint_model import JointModel, Part, joined
from scenarios.chain.joint_ties import check_ties
from scenarios.chain.linking import Owners, linked
from scenarios.chain.tree import Tree

FORMAT = "jiedui.joint"


@dataclass(frozen=True, eq=False)
class _Level:
    number: int
    people: People
    names: Names


def judge_joint(
    chain: Chain,
    tree: Tree,
    part: Component,
    owners: Owners,
    rosters: Mapping[int, Roster] | None,
    certificate: Mapping[str, Any],
) -> Verdict:
    """What the certificate of a joint solve proves of ``rosters`` (by level, all levels of the part; None: that there is none),
    given ``owners`` of the nodes above. Nothing that compiled or solved it is used.

    Raises FormatError for a certificate that cannot be read, Rejected for what cannot be rebuilt; a falsehood is a verdict that is
    not accepted.
    """
    levels = [_level(chain, tree, part, number, owners) for number in part.levels]
    reader = Reader(FORMAT, FORMAT, _nothing, _nowhere)
    claims = [reader.object_("tiers", claim) for claim in reader.list_("tiers", certificate.get("tiers"))]
    lottery = any(str(claim.get("name")).endswith(f".{LOTTERY}") for claim in claims)
    joint = joined(tree, [_part(level) for level in levels], lottery=lottery)
    check_ties(tree, joint)
    names = _JointNames(joint, levels)
    reader = Reader(FORMAT, FORMAT, names.vector, names.pair)
    if rosters is None:
        given = certificate.get("impossibility")
        if given is None:
            return Verdict(True, Status.UNDECIDED)
        proof = Certificate(impossibility=Impossibility(reader.tree("impossibility", given)))
        return verify_model(joint.model, ModelResult(status=Status.INFEASIBLE, certificate=proof))
    proofs = []
    for number, claim in enumerate(claims):
        names.tier = number
        proofs.append(reader.optional(f"tiers[{number}].proof", claim.get("proof")))
    chosen, amount = _chosen(joint, levels, part, rosters)
    result = ModelResult(
        status=Status.FEASIBLE, chosen=chosen, amount=amount, certificate=Certificate(tiers=tuple(proofs))
    )
    return verify_model(joint.model, result)


def outcomes_of(verdict: Verdict) -> tuple[tuple[str, int, str], ...]:
    """(tier name, value, label) as proved."""
    return tuple((tier.name, int(tier.value), tier.label) for tier in verdict.tiers)


def _level(chain: Chain, tree: Tree, part: Component, number: int, owners: Owners) -> _Level:
    programme = linked(chain, tree, number, owners, singly=number != part.levels[-1], free=part.levels, within=part)
    people = people_of(view_of(programme), classes=True)
    if people.model.pair_list is None or any(limit.missing is not None for limit in people.model.limits):
        raise Rejected("no_model", detail=chain.levels[number].title)
    return _Level(number, people, Names(people))


def _part(level: _Level) -> Part:
    view, grouping = level.people.view, level.people.grouping

    def behind(of: Ints, people: Sequence[Any]) -> list[list[str]]:
        rows: dict[int, list[str]] = {}
        for person, row in zip(people, of.tolist(), strict=True):
            if row >= 0:
                rows.setdefault(row, []).append(person.id)
        return [sorted(rows[row]) for row in sorted(rows)]

    recipients = behind(grouping.recipients.of, view.recipients)
    need = {person.id: sum(person.needs) for person in view.recipients}
    return Part(
        level.number,
        level.people.model,
        behind(grouping.helpers.of, view.helpers),
        recipients,
        [sum(need[node] for node in nodes) for nodes in recipients],
    )


def _chosen(
    joint: JointModel, levels: Sequence[_Level], part: Component, rosters: Mapping[int, Roster]
) -> tuple[Array, Array]:
    chosen, amounts = [], []
    for level, start in zip(levels, joint.starts, strict=True):
        own = part.nodes[level.number]
        pairings = tuple(p for p in rosters[level.number].pairings if p.recipient in own)
        slots = slots_of(level.people.view, Roster(programme="", pairings=pairings))
        pair, amount = level.people.pairs_of(slots)
        chosen.append(pair + start[2])
        amounts.append(amount)
    return np.concatenate(chosen), np.concatenate(amounts)


class _JointNames:
    """From ids of people, with the number of their level, to rows of the joint model."""

    def __init__(self, joint: JointModel, levels: Sequence[_Level]) -> None:
        self.joint, self.levels = joint, {level.number: level for level in levels}
        self.start = {level.number: start for level, start in zip(levels, joint.starts, strict=True)}
        self.tier = 0
        self.reader = Reader(FORMAT, FORMAT, self.vector, self.pair)

    def vector(self, where: str, name: str, value: Any) -> Array:
        if name.startswith(GROUPS):
            number = self.tier if name == LINKS else int(name.removeprefix(GROUPS))
            tiers = self.joint.model.tiers
            name = (tiers[number].on if number < len(tiers) else None) or ""
        level, own = self._placed(where, name, ".")
        return level.names.vector(where, own, value)

    def pair(self, where: str, value: Any) -> int:
        level, own = self._placed(where, self.reader.text(where, value), "/")
        return level.names.pair(where, own) + self.start[level.number][2]

    def _placed(self, where: str, text: str, sign: str) -> tuple[_Level, str]:
        number, _, own = text.partition(sign)
        if not number.isascii() or not number.isdigit() or int(number[:6]) not in self.levels:
            raise self.reader.refuse(where, f"{text[:40]!r} names no level")
        return self.levels[int(number[:6])], own


def _nothing(where: str, name: str, value: Any) -> Array:
    raise NotImplementedError


def _nowhere(where: str, value: Any) -> int:
    raise NotImplementedError
