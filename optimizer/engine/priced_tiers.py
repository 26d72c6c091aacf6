"""Ranked tiers on a dense model: every tier's multipliers are priced against all pairs before it counts as solved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.engine.budget import Budget, Halted
from optimizer.engine.exact import dot
from optimizer.engine.network_answer import TierAnswer
from optimizer.engine.network_expand import Solution
from optimizer.engine.network_face import Face
from optimizer.engine.network_fix import narrowed
from optimizer.engine.network_forms import optimise, tier_costs, unpriced
from optimizer.engine.network_solve import FlowAnswer, FlowProblem
from optimizer.engine.network_tiers import TierRun
from optimizer.engine.prices import Priced
from optimizer.engine.pricing import PricedSource
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.certificate import Dual, Flow, Leaf, Tree
from optimizer.model.normal import TierCost
from optimizer.model.result import ModelResult

LEAN = 16
"""Pairs a person that the list keeps from one pricing round to the next, on average."""


class PricedRun(TierRun):
    """A run over a growing list of pairs."""

    def __init__(self, model: AssignmentModel, side: tuple[int, ...], source: PricedSource, budget: Budget) -> None:
        super().__init__(model, side, source, budget)
        self._priced = source
        self._earlier: list[Priced] = []
        self._listed: Ints = np.zeros(0, np.int64)
        self._complete = False

    def run(self) -> ModelResult:
        try:
            return super().run()
        except Halted as halt:
            return self._result(halt.reason)

    def _any_roster(self, face: Face) -> tuple[FlowProblem, FlowAnswer | None]:
        while True:
            problem, answer = super()._any_roster(face)
            if answer is not None:
                return problem, answer
            grown = self._grown_for_feasibility(face, problem)
            if grown is None:
                return problem, None
            face = grown

    def _tier(self, face: Face, tier: TierCost) -> tuple[FlowProblem, TierAnswer | None]:
        last: int | None = None
        start: Ints | None = None
        while True:
            problem = FlowProblem(self.model, face, self.side, start=start)
            cost = self.source.cost(tier, face.pair)
            found = optimise(problem, tier, cost, 0, tuple(range(tier.number)), self.budget)
            if found is None:
                grown = self._grown_for_feasibility(face, problem)
                if grown is None:
                    return problem, None
                face = grown
                continue
            found = _without_prices(problem, tier, found)
            self.last = problem, found.answer
            if self._complete:
                return problem, found
            now = Priced(tier, found.answer.multipliers, found.answer.links)
            short = self._short(tier, now, face)
            new = self._priced.worthwhile(self._earlier, now) if short is None else short
            new = np.setdiff1d(new, face.pair, assume_unique=True)
            bound = 0 if short is not None else found.value + self._priced.worth - _listed_worth(problem, found.answer)
            self.budget.report(tier.number, found.value, bound)
            if not new.size:
                self._earlier.append(now)
                self._listed = np.union1d(self._listed, face.pair)
                return problem, self._completed(found, tier)
            reason = self.budget.stop()
            if reason is not None:
                self._keep_open(found if short is None else _without_prices(problem, tier, found, 0), bound)
                raise Halted(reason)
            kept = face if last is not None and found.value >= last else self._lean(face, found.answer)
            face, last, start = with_pairs(kept, new), found.value, found.answer.label

    def _short(self, tier: TierCost, now: Priced, face: Face) -> Ints | None:
        """Of a tier that cannot fall below 0 and prices no pair: some short pairs worth using, if there are any."""
        if not _never_negative(tier):
            return None
        new = self._priced.worthwhile(self._earlier, now, near=True)
        return new if np.setdiff1d(new, face.pair, assume_unique=True).size else None

    def _completed(self, found: TierAnswer, tier: TierCost) -> TierAnswer:
        """The tier's answer with all pairs that it leaves open listed, if they are few: then nothing is left to price."""
        if tier.number + 1 == len(self.model.tiers) or tier.pair_cost is not None:
            return found
        pair = self._priced.tight(self._earlier)
        if pair is None:
            return found
        self._complete = True
        face = with_pairs(found.face, np.setdiff1d(pair, found.face.pair, assume_unique=True))
        return replace(found, face=face)

    def _lean(self, face: Face, answer: FlowAnswer) -> Face:
        """The face without the pairs that are far from being used, so that the list does not grow for ever."""
        most = LEAN * (self.model.helper_count + self.model.recipient_count)
        if len(face.pair) <= most:
            return face
        cutoff = np.partition(answer.reduced, most)[most]
        kept = (answer.reduced <= cutoff) | (answer.flow > 0) | (face.least > 0)
        return Face(face.partition, face.pair[kept], face.least[kept], face.most[kept], face.rows)

    def _warm_start(self, solution: Solution, chosen: Ints) -> dict[str, Ints]:
        return super()._warm_start(solution, chosen) | {"arcs": self._listed}

    def _keep_open(self, found: TierAnswer, bound: int) -> None:
        """A tier that is not finished: what its multipliers prove over all pairs."""
        self.values.append(bound)
        assert isinstance(found.proof, Flow)
        self.proofs.append(Tree((Leaf(found.proof.dual),)))

    def _grown_for_feasibility(self, face: Face, problem: FlowProblem) -> Face | None:
        """The face with pairs that help against a shortage, or None when no pair does."""
        if self._complete:
            return None
        reason = self.budget.stop()
        if reason is not None:
            raise Halted(reason)
        _, multipliers = problem.impossible()
        self.budget.spend()
        new = self._priced.worthwhile(self._earlier, Priced(None, multipliers))
        new = np.setdiff1d(new, face.pair, assume_unique=True)
        return with_pairs(face, new) if new.size else None


def _never_negative(tier: TierCost) -> bool:
    """A sum in which every pair costs the same and nothing less than 0."""
    cost = tier.pair_cost
    return tier.form == "sum" and cost is not None and cost.min() >= 0 and tier.missing_cost.min(initial=0) >= 0


def _without_prices(problem: FlowProblem, tier: TierCost, found: TierAnswer, value: int | None = None) -> TierAnswer:
    """A value of 0 where nothing costs less than 0 needs no multipliers, and then leaves every pair open.

    value: the bound to prove, if not the value found.
    """
    if (found.value if value is None else value) or not _never_negative(tier):
        return found
    assert tier.pair_cost is not None
    answer = unpriced(problem, found.answer)
    proof = Flow(Dual(limits=answer.multipliers, fixed=tuple(range(tier.number))))
    costs = tier_costs(problem, tier, np.full(problem.system.count, tier.pair_cost[0]))
    return TierAnswer(answer, narrowed(problem.face, costs, answer), found.value, proof, answer.multipliers)


def _listed_worth(problem: FlowProblem, answer: FlowAnswer) -> int:
    """The part of the pricing's sum that listed pairs at their upper bound make up."""
    listed = (answer.reduced < 0) & (problem.system.least < problem.system.most)
    return dot(answer.reduced[listed], problem.system.most[listed])


def with_pairs(face: Face, pair: Ints) -> Face:
    """The face with more pairs, each used at most once."""
    joined = np.concatenate((face.pair, pair))
    order = np.argsort(joined, kind="stable")
    least = np.concatenate((face.least, np.zeros(len(pair), np.int64)))[order]
    most = np.concatenate((face.most, np.ones(len(pair), np.int64)))[order]
    return Face(face.partition, joined[order], least, most, face.rows)
