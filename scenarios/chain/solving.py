"""Solve a chain from the top down, and together where one level leaves the next without a roster."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from optimizer.domain import Answer, Finding, Programme, Roster, Status
from optimizer.errors import InputError, JieduiError
from optimizer.messages import Private
from optimizer.planning import Options, Plan, plan
from scenarios.chain.chain import Chain
from scenarios.chain.coverage import Coverage, prove_coverage
from scenarios.chain.holes import check_chain, tree_of
from scenarios.chain.joint import Joint, solve_jointly
from scenarios.chain.linking import linked, owners_of, pinned
from scenarios.chain.tree import Tree

Whole = Literal["optimal_jointly", "level_by_level", "partly_jointly", "impossible", "impossible_given_above", "open"]
"""optimal_jointly: all levels were solved as one and proved; level_by_level: each proved given those above, nothing said of
the whole; partly_jointly: the same, with some levels decided together; impossible: proved, whatever is decided above;
impossible_given_above: proved only given what was decided above; open: no proof.
"""
Planner = Callable[[Programme, Options], Plan]


@dataclass(frozen=True)
class LevelAnswer:
    """A level's plan given the levels ``given`` (ids); ``jointly``: ids of the levels it was decided together with."""

    level: str
    title: str
    plan: Plan
    given: tuple[str, ...]
    jointly: tuple[str, ...] = ()

    @property
    def answer(self) -> Answer:
        return self.plan.answer


@dataclass(frozen=True)
class ChainAnswer:
    """levels: those that were reached, from the top. findings: blame (chain.blocked_by_upper), joint solves, what planning
    found. coverage: the proof over the rosters there are.
    """

    chain: Chain
    tree: Tree
    whole: Whole
    levels: tuple[LevelAnswer, ...]
    joint: tuple[Joint, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage

    @property
    def rosters(self) -> tuple[Roster, ...]:
        return tuple(found.answer.roster for found in self.levels if found.answer.roster is not None)


def solve_chain(
    chain: Chain, options: Options | None = None, *, jointly: bool = False, planner: Planner = plan
) -> ChainAnswer:
    """Plan level after level, each given the rosters above. ``jointly``: all levels as one model from the start.

    When a level has no roster, the upper pairs responsible are named, and it is solved together with the level above, then
    with two above, and so on. Raises InputError with every hole of the chain at once, else as ``planner`` does. A level that
    is short by itself ends the chain; the findings then hold every node, of all levels, that the rules leave nobody for.
    """
    options = options or Options()
    tree = tree_of(chain)
    if tree.findings:
        raise InputError(findings=check_chain(chain))
    run = _Run(chain, tree, options, planner)
    try:
        return run.finished(run.together(0, len(chain.levels) - 1) if jointly else run.downwards())
    except InputError as error:
        raise InputError(findings=check_chain(chain) or error.findings) from error


class _Run:
    def __init__(self, chain: Chain, tree: Tree, options: Options, planner: Planner) -> None:
        self.chain, self.tree, self.options, self.planner = chain, tree, options, planner
        self.findings: list[Finding] = []
        self.levels: list[LevelAnswer] = []
        self.joint: list[Joint] = []

    def title(self, number: int) -> str:
        return self.chain.levels[number].title

    def ids(self, first: int, last: int) -> tuple[str, ...]:
        return tuple(level.id for level in self.chain.levels[first : last + 1])

    def programme(self, number: int) -> Programme:
        rosters = [found.answer.roster for found in self.levels[:number] if found.answer.roster is not None]
        return linked(self.chain, self.tree, number, owners_of(rosters))

    def downwards(self) -> Whole | None:
        """Level after level, until one ends the chain."""
        for number in range(len(self.chain.levels)):
            whole = self.level(number)
            if whole is not None:
                return whole
        return None

    def level(self, number: int) -> Whole | None:
        """Plan one level; None when the chain may go on."""
        planned = self.planner(self.programme(number), self.options)
        entry = LevelAnswer(self.chain.levels[number].id, self.title(number), planned, self.ids(0, number - 1))
        if planned.answer.roster is not None:
            self.levels.append(entry)
            return None
        if planned.answer.status is not Status.INFEASIBLE:
            self.levels.append(entry)
            return "open"
        blame = self.blame(number, planned.answer)
        self.findings += blame
        if not blame:
            self.levels.append(entry)
            missing = 0 if planned.answer.shortage is None else planned.answer.shortage.missing
            facts = {"level": self.title(number), "missing": missing}
            self.findings.append(Finding("chain.own_shortage", facts=facts))
            self.findings += [finding for finding in check_chain(self.chain) if finding.severity == "error"]
            return "impossible"
        whole: Whole | None = "impossible_given_above"
        for first in range(number - 1, -1, -1):
            whole = self.together(first, number)
            if whole != "impossible_given_above":
                break
        if len(self.levels) <= number:
            self.levels.append(entry)
        return whole

    def blame(self, number: int, answer: Answer) -> list[Finding]:
        """The upper pairs above the recipients that cannot be served, where somebody is kept out by a superior."""
        shortage = answer.shortage
        short = () if shortage is None else shortage.core or shortage.recipients
        nodes = short or tuple(node.id for node in self.chain.levels[number].programme.recipients)
        owners = owners_of(self.rosters())
        serves, superiors = self.tree.serves[number], self.tree.superiors[number]
        kept_out: dict[str, set[str]] = {}
        for helper, bosses in superiors.items():
            for node in serves[helper] if bosses else ():
                kept_out.setdefault(node, set()).update(bosses)
        found = []
        for parent in sorted({self.tree.parent[node] for node in nodes} - {""}):
            others = kept_out.get(parent, set()) | kept_out.get("*", set())
            if others - set(owners.get(parent, ())):
                found += [self._blamed(number, helper, parent) for helper in owners.get(parent, ())]
        return found

    def _blamed(self, number: int, helper: str, node: str) -> Finding:
        upper = self.tree.level_of[node]
        people = {row.id: row.name for row in self.tree.levels[upper].owners}
        names = {row.id: row.name for row in self.tree.levels[upper].nodes}
        facts = {
            "level": self.title(number),
            "helper": Private(people[helper]),
            "node": names[node],
            "upper": self.title(upper),
            "pair": (helper, node),
        }
        return Finding("chain.blocked_by_upper", "warning", facts)

    def rosters(self) -> list[Roster]:
        return [found.answer.roster for found in self.levels if found.answer.roster is not None]

    def together(self, first: int, last: int) -> Whole | None:
        """Solve levels first..last as one, keep the upper ones' pairings, and plan each around them."""
        names = "、".join(self.title(number) for number in range(first, last + 1))
        above = owners_of(self.rosters()[:first])
        try:
            joint = solve_jointly(self.chain, self.tree, tuple(range(first, last + 1)), above, self.options)
        except JieduiError as error:
            detail = " ".join([error.say(), *(finding.say() for finding in error.findings)])
            self.findings.append(Finding("chain.joint_open", facts={"levels": names, "detail": detail}))
            return "open"
        self.joint.append(joint)
        if joint.rosters is None:
            if joint.status is not Status.INFEASIBLE:
                self.findings.append(Finding("chain.joint_open", facts={"levels": names, "detail": joint.status.value}))
                return "open"
            self.findings.append(Finding("chain.impossible_jointly", facts={"levels": names}))
            return "impossible" if first == 0 else "impossible_given_above"
        del self.levels[first:]
        for number, roster in zip(range(first, last + 1), joint.rosters, strict=True):
            programme = self.programme(number)
            planned = self.planner(programme if number == last else pinned(programme, roster), self.options)
            others = tuple(name for name in self.ids(first, last) if name != self.chain.levels[number].id)
            given = self.ids(0, number - 1)
            self.levels.append(LevelAnswer(self.chain.levels[number].id, self.title(number), planned, given, others))
        self.findings.append(Finding("chain.solved_jointly", "note", {"levels": names}))
        return None

    def finished(self, whole: Whole | None) -> ChainAnswer:
        coverage = prove_coverage(self.tree, self.rosters())
        return ChainAnswer(
            self.chain,
            self.tree,
            whole or self._whole(),
            tuple(self.levels),
            tuple(self.joint),
            tuple(self.findings),
            coverage,
        )

    def _whole(self) -> Whole:
        everything = tuple(range(len(self.chain.levels)))
        solved = [joint for joint in self.joint if joint.rosters is not None]
        if any(j.levels == everything and j.status is Status.OPTIMAL for j in solved):
            return "optimal_jointly"
        if any(found.answer.status is not Status.OPTIMAL for found in self.levels):
            return "open"
        return "partly_jointly" if solved else "level_by_level"
