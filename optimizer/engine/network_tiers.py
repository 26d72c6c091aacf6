"""Ranked tiers on a network: each is optimised on the optimal face of those before, and proved by its potentials."""

from __future__ import annotations

import numpy as np

from optimizer.domain.status import Status, StopReason
from optimizer.engine.budget import Budget
from optimizer.engine.network_answer import TierAnswer, nothing
from optimizer.engine.network_expand import Solution, expanded
from optimizer.engine.network_face import Face, refined, whole_face
from optimizer.engine.network_forms import optimise
from optimizer.engine.network_solve import FlowAnswer, FlowProblem
from optimizer.engine.network_source import Source
from optimizer.engine.outcome import minimised_value, tier_outcome
from optimizer.errors import InternalError
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.certificate import Certificate, Dual, Flow, Impossibility, Leaf, Proof, Threshold, Tree
from optimizer.model.normal import TierCost
from optimizer.model.result import ModelResult


class TierRun:
    """The state between tiers: the face, the last flow with its problem, and what was proved so far."""

    def __init__(self, model: AssignmentModel, side: tuple[int, ...], source: Source, budget: Budget) -> None:
        self.model, self.side, self.source, self.budget = model, side, source, budget
        self.last: tuple[FlowProblem, FlowAnswer] | None = None
        self.values: list[int] = []
        self.proofs: list[Proof] = []
        self.unfinished: int | None = None
        self.prices: dict[str, Ints] = {limit.name: np.zeros(limit.count, np.int64) for limit in model.limits}

    def run(self) -> ModelResult:
        """All tiers, or as many as the budget allows."""
        stopped = self.budget.stop()
        if stopped is not None:
            return self._result(stopped)
        partition = self.source.start()
        face = whole_face(self.model, partition, self.source.representatives(partition))
        if not self.model.tiers or self.model.tiers[0].form != "sum":
            problem, answer = self._any_roster(face)
            if answer is None:
                return self._impossible(problem)
            self.last = problem, answer
        for tier in self.model.tiers:
            stopped = self.budget.stop()
            if stopped is not None:
                break
            problem, found = self._tier(self._finer(face, tier.number), tier)
            if found is None:
                if tier.number:
                    raise InternalError(detail="a later tier has no solution on the optimal face of the earlier ones")
                return self._impossible(problem)
            self.last, face = (problem, found.answer), found.face
            if found.proof is None:
                stopped = self.budget.stop()
                break
            self.values.append(found.value)
            self.proofs.append(found.proof)
            self._price(tier.sign, found.prices)
            self.budget.report(tier.number, found.value, found.value)
        return self._result(stopped or StopReason.FINISHED)

    def _any_roster(self, face: Face) -> tuple[FlowProblem, FlowAnswer | None]:
        """A feasible flow, whatever it costs."""
        problem = FlowProblem(self.model, face, self.side)
        self.budget.spend()
        return problem, problem.solve(nothing(problem))

    def _tier(self, face: Face, tier: TierCost) -> tuple[FlowProblem, TierAnswer | None]:
        """The optimum of one tier on a face."""
        problem = FlowProblem(self.model, face, self.side)
        cost = self.source.cost(tier, face.pair)
        return problem, optimise(problem, tier, cost, self._smallest(tier), tuple(range(tier.number)), self.budget)

    def _smallest(self, tier: TierCost) -> int:
        return self.source.smallest(tier) if tier.form == "worst" else 0

    def _finer(self, face: Face, number: int) -> Face:
        """The face at the partition that the tier needs."""
        partition = self.source.refine(face.partition, self.model.tiers[number])
        if partition is face.partition:
            return face
        return refined(self.model, face, partition, self.source.representatives(partition))

    def _price(self, sign: int, multipliers: dict[str, Ints]) -> None:
        for name, y in multipliers.items():
            self.prices[name] = np.where(self.prices[name] == 0, sign * y, self.prices[name])

    def _impossible(self, problem: FlowProblem) -> ModelResult:
        short, multipliers = problem.impossible()
        if short <= 0:
            raise InternalError(detail="the flow solver found no solution, but nothing is short")
        leaf = Leaf(Dual(limits=multipliers), empty=True)
        return ModelResult(
            status=Status.UNDECIDED,
            certificate=Certificate(impossibility=Impossibility(Tree((leaf,)))),
            trace=tuple(self.budget.trace),
            work=self.budget.work,
        )

    def _result(self, stopped: StopReason) -> ModelResult:
        """What is known when the run ends."""
        if self.last is None:
            return ModelResult(stopped_by=stopped, trace=tuple(self.budget.trace), work=self.budget.work)
        solution = expanded(*self.last)
        chosen = self.source.index(solution.helper, solution.recipient, solution.role)
        order = np.argsort(chosen, kind="stable")
        chosen, amount = chosen[order], solution.amount[order]
        outcomes = []
        for tier in self.model.tiers:
            cost = self.source.cost(tier, chosen)
            value = minimised_value(self.model, tier, chosen, amount, cost, solution.missing, self._smallest(tier))
            bound = self.values[tier.number] if tier.number < len(self.values) else None
            closed = bound is not None and tier.number != self.unfinished
            if closed and bound != value and isinstance(self.proofs[tier.number], Flow | Threshold):
                raise InternalError(detail=f"tier {tier.name}: the roster is worth {value}, the flow {bound}")
            outcomes.append(tier_outcome(tier, value, bound))
        open_tiers = [None] * (len(self.model.tiers) - len(self.proofs))
        return ModelResult(
            status=Status.FEASIBLE,
            stopped_by=stopped,
            chosen=chosen,
            amount=amount,
            missing=solution.missing,
            tiers=tuple(outcomes),
            prices=self.prices,
            certificate=Certificate(tiers=(*self.proofs, *open_tiers)),
            warm_start=self._warm_start(solution, chosen),
            trace=tuple(self.budget.trace),
            work=self.budget.work,
        )

    def _warm_start(self, solution: Solution, chosen: Ints) -> dict[str, Ints]:
        return {"pairs": chosen, "amount": solution.amount, **{f"price.{k}": v for k, v in self.prices.items()}}
