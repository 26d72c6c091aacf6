"""Why a level is impossible given those above: which upper pairs are responsible, as few as will do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from optimizer.domain import Answer, Programme, Status
from optimizer.messages import Finding, Private
from optimizer.planning import Options, Plan
from scenarios.chain.chain import Chain
from scenarios.chain.components import Component, components
from scenarios.chain.linking import Owners, linked
from scenarios.chain.tree import ROOT, Tree

Planner = Callable[[Programme, Options], Plan]


@dataclass(frozen=True)
class Blame:
    """A part of a level that has no roster given ``owners``. nodes: those of the short group that the proof speaks of.

    parents: nodes whose owners are responsible: with their owners given the nodes cannot be served, and could be as soon as for
    any one of them every superior answered; empty: impossible whatever is decided above. missing: places.
    """

    part: Component
    nodes: tuple[str, ...]
    parents: tuple[str, ...]
    missing: int


def blames(
    chain: Chain, tree: Tree, number: int, owners: Owners, answer: Answer, planner: Planner, options: Options
) -> tuple[Blame, ...]:
    """One for each independent part of level ``number`` that is proved impossible given ``owners``.

    ``answer``: that of the whole level. Every claim is a solve: nothing is concluded from an undecided one.
    """
    short = answer.shortage
    touched = frozenset(short.recipients) if short is not None and short.kind == "group" else frozenset()
    found = []
    for part in components(chain, tree, number, number):
        if touched and not touched & part.nodes[number]:
            continue
        trial = _Trial(chain, tree, number, owners, planner, options, part)
        own = trial.answer(())
        if own.status is not Status.INFEASIBLE:
            continue
        core = _core(tree, number, part, own)
        if core is not part:
            inner = _Trial(chain, tree, number, owners, planner, options, core)
            within = inner.answer(())
            if within.status is Status.INFEASIBLE:
                trial, own = inner, within
        missing = 0 if own.shortage is None else own.shortage.missing
        found.append(Blame(part, tuple(sorted(trial.part.nodes[number])), trial.least(), missing))
    return tuple(found)


class _Trial:
    """The part's level, with the owners of some parents set free: then everybody there counts as an owner."""

    def __init__(
        self,
        chain: Chain,
        tree: Tree,
        number: int,
        owners: Owners,
        planner: Planner,
        options: Options,
        part: Component,
    ) -> None:
        self.chain, self.tree, self.number, self.owners = chain, tree, number, owners
        self.planner, self.options, self.part = planner, options, part

    def answer(self, released: Collection[str]) -> Answer:
        part = self.part
        programme = linked(self.chain, self.tree, self.number, self.owners, released=released, within=part)
        return self.planner(programme, self.options).answer

    def least(self) -> tuple[str, ...]:
        """A deletion filter: a parent is set free for good when the part stays impossible without its owner."""
        parents = sorted({self.tree.parent[node] for node in self.part.nodes[self.number]} - {""})
        tied = [parent for parent in parents if self._keeps_out(parent)]
        kept, released = list(tied), set[str]()
        for parent in tied:
            if self.answer({*released, parent}).status is Status.INFEASIBLE:
                released.add(parent)
                kept.remove(parent)
        return tuple(kept)

    def _keeps_out(self, parent: str) -> bool:
        """Somebody may serve below the parent, but works under others than its owners."""
        serves, superiors = self.tree.serves[self.number], self.tree.superiors[self.number]
        mine = set(self.owners.get(parent, ()))
        return any(
            superiors[helper] and not mine & set(superiors[helper]) and {parent, "*"} & set(serves[helper])
            for helper in self.part.helpers[self.number]
        )


def _core(tree: Tree, number: int, part: Component, answer: Answer) -> Component:
    """The smallest short group with everybody who may serve it by the words of the tree, when places are what is missing."""
    shortage = answer.shortage
    if shortage is None or shortage.kind == "surplus":
        return part
    nodes = frozenset(shortage.core or shortage.recipients or part.nodes[number])
    words = {tree.parent[node] or ROOT for node in nodes} | {"*"}
    helpers = frozenset(h for h in part.helpers[number] if words & set(tree.serves[number][h]))
    return Component({number: nodes}, {number: helpers})


def blame_findings(chain: Chain, tree: Tree, number: int, owners: Owners, found: Iterable[Blame]) -> list[Finding]:
    """chain.blocked_by_upper for every upper pair responsible; chain.own_shortage for a part that nothing above can help."""
    names = {row.id: row.name for level in tree.levels for row in level.nodes}
    level = chain.levels[number].title
    findings = []
    for blame in found:
        if not blame.parents:
            under = sorted({names.get(tree.parent[node], "") or chain.root for node in blame.nodes})
            facts = {"level": level, "under": under[:5], "count": len(blame.nodes), "missing": blame.missing}
            findings.append(Finding("chain.own_shortage", facts=facts))
        for parent in blame.parents:
            upper = tree.level_of[parent]
            people = {row.id: row.name for row in tree.levels[upper].owners}
            for helper in owners.get(parent, ()):
                facts = {
                    "level": level,
                    "helper": Private(people[helper]),
                    "node": names[parent],
                    "upper": tree.levels[upper].title,
                    "count": len(blame.nodes),
                    "missing": blame.missing,
                    "pair": (helper, parent),
                }
                findings.append(Finding("chain.blocked_by_upper", "warning", facts))
    return findings
