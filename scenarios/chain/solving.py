"""Solve a chain from the top down, and together where one level leaves the next without a roster."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from optimizer.domain import Answer, Finding, Pairing, Roster, Status
from optimizer.errors import FormatError, InputError, InternalError, JieduiError
from optimizer.planning import Options, plan
from scenarios.chain.blame import Planner, blame_findings, blames
from scenarios.chain.chain import Chain
from scenarios.chain.components import Component, components
from scenarios.chain.coverage import Coverage, prove_coverage
from scenarios.chain.holes import check_chain, tree_of
from scenarios.chain.joint import Joint, solve_jointly, versions
from scenarios.chain.joint_judge import judge_joint, outcomes_of
from scenarios.chain.levels import LevelAnswer
from scenarios.chain.linking import linked, owners_of, pinned
from scenarios.chain.tree import Tree

Whole = Literal["optimal_jointly", "level_by_level", "partly_jointly", "impossible", "impossible_given_above", "open"]
"""optimal_jointly: whatever is tied over levels was solved as one and proved; level_by_level: each level proved given those
above, nothing said of the whole; partly_jointly: the same, with some parts decided together; impossible: proved, whatever is
decided above; impossible_given_above: proved only given what was decided above; open: no proof.
"""
JOINT_WORK = 600
"""Work of one joint solve (branching nodes and rounds) when nothing else is asked: it ends, with the same result every time."""
Step = Callable[[str, Mapping[str, object]], None]


@dataclass(frozen=True)
class ChainAnswer:
    """levels: those that were reached, from the top. joint: the parts that were solved as one. findings: blame
    (chain.blocked_by_upper), joint solves, what planning found. coverage: the proof over the rosters there are.
    """

    chain: Chain
    tree: Tree
    whole: Whole
    levels: tuple[LevelAnswer, ...]
    joint: tuple[Joint, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage

    @property
    def to_look_at(self) -> tuple[Finding, ...]:
        """The findings without what the table of joint solves says."""
        return tuple(finding for finding in self.findings if finding.code != "chain.solved_jointly")

    @property
    def rosters(self) -> tuple[Roster, ...]:
        return tuple(found.answer.roster for found in self.levels if found.answer.roster is not None)


def solve_chain(
    chain: Chain,
    options: Options | None = None,
    *,
    jointly: bool = False,
    planner: Planner = plan,
    progress: Step | None = None,
) -> ChainAnswer:
    """Plan level after level, each given the rosters above. ``jointly``: first solve whatever is tied over levels as one.

    When a level has no roster, the upper pairs responsible are named, and the parts that they are in are solved together with the
    level above, then with two above, and so on; the rest of the chain stays. Raises InputError with every hole of the chain
    at once, else as ``planner`` does. A level that is short by itself ends the chain; the findings then hold every node, of all
    levels, that the rules leave nobody for. ``progress``: called with a message code and its facts at every step.
    """
    tree = tree_of(chain)
    if tree.findings:
        raise InputError(findings=check_chain(chain))
    run = _Run(chain, tree, options or Options(), planner, progress or (lambda code, facts: None))
    try:
        return run.finished(run.jointly() if jointly else run.downwards())
    except InputError as error:
        raise InputError(findings=check_chain(chain) or error.findings) from error


class _Run:
    def __init__(self, chain: Chain, tree: Tree, options: Options, planner: Planner, progress: Step) -> None:
        self.chain, self.tree, self.options, self.planner, self.progress = chain, tree, options, planner, progress
        self.findings: list[Finding] = []
        self.levels: list[LevelAnswer] = []
        self.joint: list[Joint] = []
        self.blamed: set[int] = set()
        self.asked = False

    def title(self, number: int) -> str:
        return self.chain.levels[number].title

    def rosters(self, before: int | None = None) -> list[Roster]:
        found = self.levels if before is None else self.levels[:before]
        return [entry.answer.roster for entry in found if entry.answer.roster is not None]

    def decided(self, number: int) -> list[Pairing]:
        """Pairings of the level that were decided together with levels below."""
        rosters = [joint.rosters for joint in self.joint if joint.rosters is not None and number in joint.rosters]
        return sorted((p for roster in rosters for p in roster[number].pairings), key=lambda p: (p.recipient, p.helper))

    def jointly(self) -> Whole | None:
        """Whatever is tied over levels as one, then level after level around it."""
        tied = [
            part for part in components(self.chain, self.tree, 0, len(self.chain.levels) - 1) if len(part.levels) > 1
        ]
        self.asked = True
        whole = self.together(tied, 0)
        return whole or self.downwards()

    def downwards(self) -> Whole | None:
        """Level after level, until one ends the chain."""
        while len(self.levels) < len(self.chain.levels):
            whole = self.level(len(self.levels))
            if whole is not None:
                return whole
        return None

    def level(self, number: int) -> Whole | None:
        """Plan one level; None when the chain may go on (perhaps from a level above, which was decided anew)."""
        self.progress("chain.step_level", {"level": self.title(number)})
        programme = linked(self.chain, self.tree, number, owners_of(self.rosters()))
        planned = self.planner(pinned(programme, self.decided(number)), self.options)
        ids = tuple(level.id for level in self.chain.levels)
        with_ = {ids[k] for joint in self.joint if number in joint.levels for k in joint.levels} - {ids[number]}
        entry = LevelAnswer(ids[number], self.title(number), planned, ids[:number], tuple(sorted(with_)))
        if planned.answer.roster is not None:
            self.levels.append(entry)
            return None
        whole: Whole | None = "open"
        if planned.answer.status is Status.INFEASIBLE and number not in self.blamed:
            self.blamed.add(number)
            whole = self.impossible(number, planned.answer)
        if whole is not None and len(self.levels) == number:
            self.levels.append(self.unconditional(entry, number) if whole == "impossible" else entry)
        return whole

    def unconditional(self, entry: LevelAnswer, number: int) -> LevelAnswer:
        """The proof that the level is impossible by itself, when it is: its superiors set aside."""
        planned = self.planner(linked(self.chain, self.tree, number, None), self.options)
        return (
            entry
            if planned.answer.status is not Status.INFEASIBLE
            else replace(entry, plan=planned, given=(), alone=True)
        )

    def impossible(self, number: int, answer: Answer) -> Whole | None:
        """Name who is responsible, then decide the parts concerned together with the level above, with two, and so on."""
        self.progress("chain.step_blame", {"level": self.title(number)})
        owners = owners_of(self.rosters())
        found = blames(self.chain, self.tree, number, owners, answer, self.planner, self.options)
        self.findings += blame_findings(self.chain, self.tree, number, owners, found)
        if not found:
            return "impossible_given_above" if number else "impossible"
        if any(not blame.parents for blame in found):
            self.findings += [finding for finding in check_chain(self.chain) if finding.severity == "error"]
            return "impossible"
        whole: Whole | None = "impossible_given_above"
        nodes = {node for blame in found for node in blame.nodes}
        for first in range(number - 1, -1, -1):
            parts = components(self.chain, self.tree, first, number)
            whole = self.together([part for part in parts if nodes & part.nodes.get(number, frozenset())], first)
            if whole != "impossible_given_above":
                break
        return whole

    def together(self, parts: Collection[Component], first: int) -> Whole | None:
        """Solve each part as one, given the levels above ``first``; None when all have rosters, which then stand."""
        done: list[Joint] = []
        if parts:
            self.progress("chain.step_joint", {"parts": len(parts)})
        for part in parts:
            found = self.solved(part, first)
            if found is None:
                return "open"
            done.append(found)
        impossible = [joint for joint in done if joint.rosters is None]
        self.findings += [Finding("chain.impossible_jointly", facts=self.facts(joint.part)) for joint in impossible]
        self.joint = [old for old in self.joint if not any(_meet(old.part, new.part) for new in done)] + done
        if impossible:
            return "impossible" if first == 0 else "impossible_given_above"
        self.findings += [Finding("chain.solved_jointly", "note", self.facts(joint.part)) for joint in done]
        del self.levels[first:]
        return None

    def solved(self, part: Component, first: int) -> Joint | None:
        """None, with a finding that says why, when there is neither a roster nor a proof that there is none."""
        limits = self.options
        if limits.work_limit is None and limits.time_limit_seconds is None:
            limits = limits.altered(work_limit=JOINT_WORK)
        try:
            joint = solve_jointly(self.chain, self.tree, part, first, owners_of(self.rosters(first)), limits)
        except JieduiError as error:
            detail = " ".join([error.say(), *(finding.say() for finding in error.findings)])
            self.findings.append(Finding("chain.joint_open", facts={**self.facts(part), "detail": detail}))
            return None
        if joint.rosters is None and joint.status is not Status.INFEASIBLE:
            facts = {**self.facts(part), "detail": joint.status.value}
            self.findings.append(Finding("chain.joint_open", facts=facts))
            return None
        return joint

    def facts(self, part: Component) -> dict[str, object]:
        names = {row.id: row.name for level in self.tree.levels for row in level.nodes}
        top = sorted(names[node] for node in part.nodes[part.levels[0]])
        return {
            "levels": "、".join(self.title(number) for number in part.levels),
            "top": top[0],
            "tops": len(top),
            "nodes": sum(map(len, part.nodes.values())),
        }

    def finished(self, whole: Whole | None) -> ChainAnswer:
        """With every joint solve judged again by what the rosters came to be."""
        joint = [self.judged(one) for one in self.joint]
        coverage = prove_coverage(self.tree, self.rosters())
        statuses = [entry.answer.status for entry in self.levels]
        name = whole or whole_of(self.chain, self.tree, statuses, joint, asked=self.asked)
        return ChainAnswer(
            self.chain, self.tree, name, tuple(self.levels), tuple(joint), tuple(self.findings), coverage
        )

    def judged(self, joint: Joint) -> Joint:
        if joint.rosters is None or len(self.rosters()) <= joint.levels[-1]:
            return joint
        rosters = dict(enumerate(self.rosters()))
        owners = owners_of(self.rosters(joint.first))
        best: Joint | None = None
        for certificate in versions(joint):
            try:
                verdict = judge_joint(self.chain, self.tree, joint.part, owners, rosters, certificate)
            except FormatError:
                continue  # a form of proof that names rows in a way of its own: no claim
            if not verdict.accepted:
                continue
            found = replace(joint, status=verdict.status, values=outcomes_of(verdict), certificate=certificate)
            if best is None or len(found.unproved) < len(best.unproved):
                best = found
            if best.proved:
                return best
        if best is None:
            raise InternalError(detail="a joint solve without proofs was rejected")
        return best


def _meet(one: Component, other: Component) -> bool:
    return any(one.nodes[number] & other.nodes.get(number, frozenset()) for number in one.levels)


def whole_of(chain: Chain, tree: Tree, statuses: Iterable[Status], joint: Collection[Joint], *, asked: bool) -> Whole:
    """What may be said of a chain whose levels all have rosters: its levels' statuses, and the parts solved as one. Where nothing is
    tied over levels, their own proofs are the proof of the whole, which is claimed when it was ``asked`` for.
    """
    if any(status is not Status.OPTIMAL for status in statuses):
        return "open"
    tied = [part for part in components(chain, tree, 0, len(chain.levels) - 1) if len(part.levels) > 1]
    if (tied or asked) and all(any(one.part == part and one.proved for one in joint) for part in tied):
        return "optimal_jointly"
    return "partly_jointly" if joint else "level_by_level"
