"""The worst pair over all pairs of a dense model: threshold search whose every "no" holds for the pairs not listed too.

Bisection over thresholds (Garfinkel 1971). At each, flows are sought on listed pairs below it; where none is found, the
multipliers that show it are priced against all pairs below it, and pairs that could help join the list. When none can,
the same multipliers are the proof that the worst pair costs more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.domain.status import StopReason
from optimizer.engine.budget import Budget
from optimizer.engine.network_answer import TierAnswer, nothing
from optimizer.engine.network_face import Face
from optimizer.engine.network_forms import optimise
from optimizer.engine.network_solve import FlowAnswer, FlowProblem
from optimizer.engine.prices import Priced
from optimizer.engine.pricing import PricedSource, with_pairs
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Dual, Leaf, Threshold, Tree
from optimizer.model.normal import TierCost


@dataclass(frozen=True, eq=False)
class WorstAnswer:
    """problem, found: of the best roster, with the best proof so far; bound: what the proof shows (None: nothing);
    stopped: why the search ended early, None when it is closed."""

    problem: FlowProblem
    found: TierAnswer
    bound: int | None
    stopped: StopReason | None


class WorstSearch:
    """The search of one tier on the face of those before; ``earlier`` holds their multipliers."""

    def __init__(self, source: PricedSource, earlier: list[Priced], tier: TierCost, budget: Budget) -> None:
        self._source, self._earlier, self._tier, self._budget = source, earlier, tier, budget
        self._fixed = tuple(range(tier.number))

    def run(self, problem: FlowProblem) -> WorstAnswer | None:
        """From a problem on listed pairs; None when they hold no roster."""
        cost = self._source.cost(self._tier, problem.face.pair)
        smallest = self._source.smallest(self._tier)
        found = optimise(problem, self._tier, cost, smallest, self._fixed, self._budget)
        if found is None:
            return None
        if not found.answer.flow.any():
            return self._closed(problem, found.answer, problem.face, smallest, {})
        best, shown, low, high = (problem, found.answer), dict[str, Ints](), smallest, found.value
        forced = cost[problem.face.least > 0]
        low = max(low, int(forced.max())) if forced.size else low
        face, stopped = problem.face, self._budget.stop()
        while low < high and stopped is None:
            middle = self._middle(face, low, high)
            face, answer, refuted = self._below(problem, face, middle)
            if answer is not None:
                best = answer
                used = self._source.cost(self._tier, answer[0].face.pair)[answer[1].flow > 0]
                high = int(used.max()) if used.size else low
            elif refuted is not None:
                low, shown = middle + 1, refuted
            stopped = self._budget.stop()
            self._budget.report(self._tier.number, high, low)
        if low >= high:
            return self._closed(*best, face, high, shown)
        proof = self._proof(low, shown) if shown else None
        kept = TierAnswer(best[1], face, high, proof, {})
        return WorstAnswer(best[0], kept, low if proof is not None else None, stopped)

    def _closed(
        self, problem: FlowProblem, answer: FlowAnswer, face: Face, value: int, shown: dict[str, Ints]
    ) -> WorstAnswer:
        proof = self._proof(value, shown)
        keep = self._source.cost(self._tier, face.pair) <= value
        face = Face(face.partition, face.pair[keep], face.least[keep], face.most[keep], face.rows)
        return WorstAnswer(problem, TierAnswer(answer, face, value, proof, {}), value, None)

    def _proof(self, value: int, shown: dict[str, Ints]) -> Threshold:
        if not shown and value <= self._source.smallest(self._tier):
            return Threshold(value, Tree(()))
        return Threshold(value, Tree((Leaf(Dual(limits=shown, fixed=self._fixed), empty=True),)))

    def _middle(self, face: Face, low: int, high: int) -> int:
        """A cost that listed pairs have, half-way between; the last step is high - 1."""
        levels = np.unique(self._source.cost(self._tier, face.pair))
        levels = levels[(levels >= low) & (levels < high)]
        return int(levels[len(levels) // 2]) if len(levels) > 1 else high - 1

    def _below(
        self, problem: FlowProblem, face: Face, most: int
    ) -> tuple[Face, tuple[FlowProblem, FlowAnswer] | None, dict[str, Ints] | None]:
        """(the face with what joined the list, a roster whose pairs cost at most ``most``, or else the multipliers that
        refute it over all pairs). Neither when the time is up."""
        while True:
            cost = self._source.cost(self._tier, face.pair)
            problem = FlowProblem(problem.model, face, problem.side)
            allowed = np.where(cost > most, 0, problem.system.most)
            self._budget.spend()
            if (problem.system.least > allowed).any():
                return face, None, {}
            answer = problem.solve(nothing(problem), allowed)
            if answer is not None:
                return face, (problem, answer), None
            _, multipliers = problem.impossible(allowed)
            new = self._source.worthwhile(self._earlier, Priced(None, multipliers), face.pair, (self._tier, most))
            if not new.size:
                return face, None, multipliers
            face = with_pairs(face, new)
            if self._budget.stop() is not None:
                return face, None, None
