"""Ranked tiers on a dense model: every tier's multipliers are priced against all pairs before it counts as solved."""

from __future__ import annotations

import numpy as np

from optimizer.domain.status import StopReason
from optimizer.engine.budget import Budget
from optimizer.engine.exact import dot
from optimizer.engine.network_expand import Solution
from optimizer.engine.network_face import Face
from optimizer.engine.network_forms import TierAnswer, optimise
from optimizer.engine.network_solve import FlowAnswer, FlowProblem
from optimizer.engine.network_tiers import TierRun
from optimizer.engine.pricing import Priced, PricedSource
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.certificate import Flow, Leaf, Tree
from optimizer.model.normal import TierCost
from optimizer.model.result import ModelResult


class Halted(Exception):
    """The budget ended between two pricing rounds."""

    def __init__(self, reason: StopReason) -> None:
        super().__init__(reason)
        self.reason = reason


class PricedRun(TierRun):
    """A run over a growing list of pairs."""

    def __init__(self, model: AssignmentModel, side: tuple[int, ...], source: PricedSource, budget: Budget) -> None:
        super().__init__(model, side, source, budget)
        self._priced = source
        self._earlier: list[Priced] = []

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
        while True:
            problem = FlowProblem(self.model, face, self.side)
            cost = self.source.cost(tier, face.pair)
            found = optimise(problem, tier, cost, 0, tuple(range(tier.number)), self.budget)
            if found is None:
                grown = self._grown_for_feasibility(face, problem)
                if grown is None:
                    return problem, None
                face = grown
                continue
            now = Priced(tier, found.answer.multipliers, found.answer.links)
            new = self._priced.add_violated(self._earlier, now)
            listed = found.answer.reduced < 0
            bound = found.value + self._priced.worth - dot(found.answer.reduced[listed], problem.system.most[listed])
            self.budget.report(tier.number, found.value, bound)
            if not new.size:
                self._earlier.append(now)
                return problem, found
            reason = self.budget.stop()
            if reason is not None:
                self._keep_open(problem, found, bound)
                raise Halted(reason)
            face = with_pairs(face, new)

    def _warm_start(self, solution: Solution, chosen: Ints) -> dict[str, Ints]:
        return super()._warm_start(solution, chosen) | {"arcs": self._priced.pair}

    def _keep_open(self, problem: FlowProblem, found: TierAnswer, bound: int) -> None:
        """A tier that is not finished: the best so far, with what its multipliers prove over all pairs."""
        self.last = problem, found.answer
        self.values.append(bound)
        assert isinstance(found.proof, Flow)
        self.proofs.append(Tree((Leaf(found.proof.dual),)))

    def _grown_for_feasibility(self, face: Face, problem: FlowProblem) -> Face | None:
        """The face with pairs that help against a shortage, or None when no pair does."""
        reason = self.budget.stop()
        if reason is not None:
            raise Halted(reason)
        _, multipliers = problem.impossible()
        self.budget.spend()
        new = self._priced.add_violated(self._earlier, Priced(None, multipliers))
        return with_pairs(face, new) if new.size else None


def with_pairs(face: Face, pair: Ints) -> Face:
    """The face with more pairs, each used at most once."""
    joined = np.concatenate((face.pair, pair))
    order = np.argsort(joined, kind="stable")
    least = np.concatenate((face.least, np.zeros(len(pair), np.int64)))[order]
    most = np.concatenate((face.most, np.ones(len(pair), np.int64)))[order]
    return Face(face.partition, joined[order], least, most, face.rows)
