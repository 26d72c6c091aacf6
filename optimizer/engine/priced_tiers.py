"""Ranked tiers on a dense model: every tier's multipliers are priced against all pairs before it counts as solved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.engine.budget import Budget, Halted
from optimizer.engine.network_answer import TierAnswer
from optimizer.engine.network_expand import Solution
from optimizer.engine.network_face import Face
from optimizer.engine.network_fix import narrowed
from optimizer.engine.network_forms import optimise, tier_costs, unpriced
from optimizer.engine.network_solve import FlowAnswer, FlowProblem
from optimizer.engine.network_tiers import TierRun
from optimizer.engine.priced_worst import WorstSearch
from optimizer.engine.prices import Priced
from optimizer.engine.pricing import PricedSource, with_pairs
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.certificate import Dual, Flow, Leaf, Levels, Proof, Threshold, Tree
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
        self._grown: Face | None = None
        self._complete = False
        self._open: tuple[TierAnswer, int] | None = None
        """Of the tier at work: the answer whose multipliers prove most over all pairs so far, and what they prove."""

    def run(self) -> ModelResult:
        try:
            return super().run()
        except Halted as halt:
            if self._open is not None:
                self._keep_open(*self._open)
            return self._result(halt.reason)

    def _any_roster(self, face: Face) -> tuple[FlowProblem, FlowAnswer | None]:
        while True:
            problem, answer = super()._any_roster(face)
            self._grown = face
            if answer is not None:
                return problem, answer
            grown = self._grown_for_feasibility(face, problem)
            if grown is None:
                return problem, None
            face = grown

    def _tier(self, face: Face, tier: TierCost) -> tuple[FlowProblem, TierAnswer | None]:
        last: int | None = None
        start: Ints | None = None
        face = self._grown if self._grown is not None and tier.number == 0 else face
        if tier.form == "worst" and tier.on is None and not self._complete:
            return self._worst(face, tier)
        while True:
            problem = FlowProblem(self.model, face, self.side, start=start)
            cost = self.source.cost(tier, face.pair)
            found = optimise(problem, tier, cost, self._smallest(tier), tuple(range(tier.number)), self.budget)
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
            if found.proof is None:
                return problem, found
            if tier.form in ("leximin", "worst"):
                new = self._help(face, tier, found.proof)
                if not new.size:
                    self._listed = np.union1d(self._listed, face.pair)
                    return problem, found
                self._halt_if_stopped()
                face = with_pairs(face, new)
                continue
            now = Priced(tier, found.answer.multipliers, found.answer.links)
            short = self._short(tier, now, face)
            new = self._priced.worthwhile(self._earlier, now, face.pair) if short is None else short
            bound = 0 if short is not None else found.value + self._priced.worth
            self.budget.report(tier.number, found.value, bound)
            if not new.size:
                self._earlier.append(now)
                self._listed = np.union1d(self._listed, face.pair)
                self._open = None
                return problem, self._completed(found, tier)
            if self._open is None or bound > self._open[1]:
                self._open = found if short is None else _without_prices(problem, tier, found, 0), bound
            self._halt_if_stopped()
            kept = face if last is not None and found.value >= last else self._lean(face, found.answer)
            face, last, start = with_pairs(kept, new), found.value, found.answer.label

    def _help(self, face: Face, tier: TierCost, proof: Proof) -> Ints:
        """Pairs that one of the proofs of a tier of loads leaves out and that could help; none: all hold for all pairs."""
        parts: list[Priced] = []
        if isinstance(proof, Levels):
            duals = [part.dual for part in proof.proofs if isinstance(part, Flow)]
            parts = [Priced(None, _with_links(dual, str(tier.on))) for dual in duals]
        elif isinstance(proof, Threshold):
            leaves = [node.dual for node in proof.proof.nodes if isinstance(node, Leaf)]
            parts = [Priced(None, dict(dual.limits)) for dual in leaves if dual.limits]
        found = [
            self._priced.worthwhile([*self._earlier, *parts[:number]], part, face.pair)
            for number, part in enumerate(parts)
        ]
        new = np.unique(np.concatenate([face.pair[:0], *found]))
        if not new.size and isinstance(proof, Levels):
            self._earlier += parts
        return new

    def _worst(self, face: Face, tier: TierCost) -> tuple[FlowProblem, TierAnswer | None]:
        """The worst pair; dearer ones are not used any more."""
        search = WorstSearch(self._priced, self._earlier, tier, self.budget)
        while True:
            problem = FlowProblem(self.model, face, self.side)
            answer = search.run(problem)
            if answer is not None:
                break
            grown = self._grown_for_feasibility(face, problem)
            if grown is None:
                return problem, None
            face = grown
        self.last = answer.problem, answer.found.answer
        if answer.stopped is not None:
            self.unfinished = tier.number
            if answer.bound is not None and answer.found.proof is not None:
                self.values.append(answer.bound)
                self.proofs.append(answer.found.proof)
            raise Halted(answer.stopped)
        self._priced.caps.append((tier, answer.found.value))
        self._listed = np.union1d(self._listed, answer.found.face.pair)
        return answer.problem, self._completed(answer.found, tier)

    def _halt_if_stopped(self) -> None:
        reason = self.budget.stop()
        if reason is not None:
            raise Halted(reason)

    def _short(self, tier: TierCost, now: Priced, face: Face) -> Ints | None:
        """Of a tier that cannot fall below 0 and prices no pair: some short pairs worth using, if there are any."""
        if not _never_negative(tier):
            return None
        new = self._priced.worthwhile(self._earlier, now, face.pair, near=True)
        return new if new.size else None

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
        self._halt_if_stopped()
        _, multipliers = problem.impossible()
        self.budget.spend()
        new = self._priced.worthwhile(self._earlier, Priced(None, multipliers), face.pair)
        return with_pairs(face, new) if new.size else None


def _with_links(dual: Dual, on: str) -> dict[str, Ints]:
    """Multipliers by which a unit of load costs what its link says."""
    multipliers = dict(dual.limits)
    if dual.links is not None:
        multipliers[on] = multipliers[on] - dual.links
    return multipliers


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
