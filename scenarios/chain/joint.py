"""Solve a part of a chain as one model, several levels at once, and tell its proof in stable ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from optimizer.domain import Pairing, Roster, Status
from optimizer.errors import InputError, NoRouteError
from optimizer.messages import Finding
from optimizer.model.compile import compile_programme
from optimizer.model.compiled import Compiled
from optimizer.model.result import ModelResult
from optimizer.planning import Options
from optimizer.rules import rules_in_force
from optimizer.rules.ordering import LOTTERY
from scenarios.chain.chain import Chain
from scenarios.chain.components import Component
from scenarios.chain.joint_model import JointModel, Part, joined
from scenarios.chain.joint_told import spare, told
from scenarios.chain.linking import Owners, linked
from scenarios.chain.tree import Tree

COMBINATIONS_AT_MOST = 4_000_000
"""Helpers x nodes of one level."""
PAIRS_AT_MOST = 100_000
"""Pairs of all levels together; beyond it the rows that tie levels are more than the solver can prove in minutes."""


@dataclass(frozen=True)
class Joint:
    """A part of the chain solved as one. rosters: by level, those above the last one; None without a roster.

    values: (tier name, value, label). ``certificate``: what the judge of chains reads. spare: for a level with an aim that was not
    proved, the proofs of that level alone, by tier name: they hold as well, and meet the value when nothing above stands in
    its way. ``first``: levels above this one were given.
    """

    part: Component
    first: int
    status: Status
    rosters: Mapping[int, Roster] | None
    values: tuple[tuple[str, int, str], ...] = ()
    route: str = ""
    certificate: Mapping[str, Any] = field(default_factory=dict)
    spare: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def levels(self) -> tuple[int, ...]:
        return self.part.levels

    @property
    def proved(self) -> bool:
        """Impossible, or every aim but the draws is at its best."""
        if self.rosters is None:
            return self.status is Status.INFEASIBLE
        return not self.unproved

    @property
    def unproved(self) -> frozenset[int]:
        """Levels with an aim, beside the draw, whose value is not proved best."""
        aims = [(name, label) for name, _, label in self.values if not name.endswith(f".{LOTTERY}")]
        return frozenset(int(name.partition(".")[0]) for name, label in aims if label != "optimal")


def solve_jointly(chain: Chain, tree: Tree, part: Component, first: int, owners: Owners, options: Options) -> Joint:
    """Solve the levels of ``part`` together, given ``owners`` of the nodes above level ``first``. The judge checks the certificate.

    Raises InputError for a level whose coverage is not hard or whose programme is refused, NoRouteError.
    """
    from optimizer.solve import solve_model

    compiled = [_compiled(chain, tree, part, number, owners) for number in part.levels]
    parts = [_part(number, one) for number, one in zip(part.levels, compiled, strict=True)]
    pairs = sum(one.pairs for one in parts)
    if pairs > PAIRS_AT_MOST:
        raise _too_large(pairs, PAIRS_AT_MOST)
    joint = joined(tree, parts, lottery=True)
    result = solve_model(joint.model, work_limit=options.work_limit, time_limit=options.time_limit_seconds)
    certificate = told(chain, part, first, joint, compiled, result)
    if result.status in (Status.INFEASIBLE, Status.UNDECIDED):
        return Joint(part, first, result.status, None, (), result.route, certificate)
    values = tuple((t.name, int(t.value), t.label) for t in result.tiers)
    made = Joint(part, first, result.status, _rosters(joint, compiled, result), values, result.route, certificate)
    alone = {}
    for number, one in enumerate(parts):
        if one.level in made.unproved:
            by_itself = solve_model(one.model, work_limit=options.work_limit, time_limit=options.time_limit_seconds)
            alone[one.level] = spare(joint, compiled, number, by_itself)
    return replace(made, spare=alone)


def versions(joint: Joint) -> list[Mapping[str, Any]]:
    """The certificate as it came, with the spare proofs in the place of those that did not meet their value, both without proofs of
    the draws, and without any. A proof may lean on values that the roster of the last level, planned anew, has since bettered: the
    judge takes the first that still holds.
    """
    own = {name: proof for level in joint.unproved for name, proof in joint.spare.get(level, {}).items()}

    def version(proofs: Mapping[str, Any], keep: Callable[[str], bool]) -> Mapping[str, Any]:
        tiers = [
            claim | {"proof": proofs.get(claim["name"], claim["proof"]) if keep(claim["name"]) else None}
            for claim in joint.certificate["tiers"]
        ]
        return {**joint.certificate, "tiers": tiers}

    def aims(name: str) -> bool:
        return not name.endswith(f".{LOTTERY}")

    return [
        joint.certificate,
        version(own, lambda name: True),
        version({}, aims),
        version(own, aims),
        version({}, lambda name: False),
    ]


def _compiled(chain: Chain, tree: Tree, part: Component, number: int, owners: Owners) -> Compiled:
    """The level's part compiled; everybody but those of the last level is a row, because the rows that tie name them."""
    combinations = len(part.helpers[number]) * len(part.nodes[number])
    if combinations > COMBINATIONS_AT_MOST:
        raise _too_large(combinations, COMBINATIONS_AT_MOST)
    alone = number != part.levels[-1]
    programme = linked(chain, tree, number, owners, singly=alone, free=part.levels, within=part)
    rules, problems = rules_in_force(programme)
    compiled = compile_programme(programme, rules) if not problems else None
    if compiled is None or compiled.model is None:
        raise InputError(findings=problems if compiled is None else compiled.findings)
    if any(limit.missing is not None for limit in compiled.model.limits):
        facts = {"level": chain.levels[number].title}
        raise InputError(findings=[Finding("chain.joint_coverage", facts=facts)])
    return compiled


def _part(number: int, compiled: Compiled) -> Part:
    assert compiled.model is not None and compiled.helpers is not None and compiled.recipients is not None
    programme, helpers, recipients = compiled.programme, compiled.helpers, compiled.recipients
    assert compiled.needs is not None
    return Part(
        number,
        compiled.model,
        [sorted(programme.helpers[p].id for p in helpers.of(row).tolist()) for row in range(len(helpers))],
        [sorted(programme.recipients[p].id for p in recipients.of(row).tolist()) for row in range(len(recipients))],
        [int(compiled.needs[recipients.of(row)].sum()) for row in range(len(recipients))],
    )


def _too_large(pairs: int, most: int) -> NoRouteError:
    return NoRouteError(detail=f"{pairs} pairs, at most {most} can be solved jointly")


def _rosters(joint: JointModel, compiled: list[Compiled], result: ModelResult) -> dict[int, Roster]:
    """The levels above the last: there everybody is a row of the model."""
    helper, recipient, role = joint.model.pair_ends(result.chosen)
    rosters = {}
    for part, start, one in list(zip(joint.parts, joint.starts, compiled, strict=True))[:-1]:
        mine = np.flatnonzero((result.chosen >= start[2]) & (result.chosen < start[2] + part.pairs))
        ends = zip(helper[mine].tolist(), recipient[mine].tolist(), role[mine].tolist(), strict=True)
        pairings = tuple(
            Pairing(
                helper=part.helpers[h - start[0]][0],
                recipient=part.recipients[r - start[1]][0],
                role=k,
                term=one.programme.term,
            )
            for h, r, k in ends
        )
        rosters[part.level] = Roster(programme=one.programme.id, pairings=pairings)
    return rosters
