"""One compiled model for many questions about two aims: weighted together, one after the other, one under a limit."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from optimizer.domain import Finding, Programme, Status
from optimizer.errors import InputError
from optimizer.model.assignment import AssignmentModel
from optimizer.model.compile import compile_programme
from optimizer.model.normal import TierCost
from optimizer.model.result import ModelResult
from optimizer.model.wishes import wishes_in
from optimizer.rules.catalogue import rules_in_force
from optimizer.solve import solve_model
from scenarios.aims import Aim, ordered
from scenarios.aims_limits import limited_by

Values = tuple[int, int]


class AimModel:
    """Both aims are tiers of their own; the tiers above them stay, those below are left out. ``proved``: all solves so far.

    Raises InputError when the rules have errors.
    """

    def __init__(self, programme: Programme, one: Aim, two: Aim) -> None:
        split = ordered(programme, [one.rules, two.rules])
        rules, problems = rules_in_force(split)
        compiled = compile_programme(split, rules)
        if compiled.model is None:
            raise InputError(findings=[f for f in (*problems, *compiled.findings) if f.severity == "error"])
        if compiled.model.pair_list is None:
            raise InputError(findings=[Finding("scenarios.aims_large", facts={"pairs": compiled.model.pair_count})])
        self._model = _by_largest(compiled.model)
        plans = compiled.tier_plans
        self._at = next(place for place, plan in enumerate(plans) if set(plan.rules) == set(one.rules))
        self._constants = tuple(compiled.constants.get(plan.name, 0) for plan in plans[self._at : self._at + 2])
        self.is_network = not self._model.spreads and not self._model.rows and not self._model.wishes
        self._least: dict[int, int] = {}
        self.proved = True

    def weighted(self, weights: Values) -> Values:
        """Both values at the least weighted sum."""
        one, two = self._aims()
        assert one.pair_cost is not None and two.pair_cost is not None
        cost = weights[0] * one.pair_cost + weights[1] * two.pair_cost
        both = replace(one, name="weighted", pair_cost=cost, missing_cost=np.zeros(0, np.int64))
        return self._values(self._solved([both]))

    def in_order(self, first: int) -> Values:
        """Both values when aim number ``first`` comes first and the other among its optima."""
        aims = self._aims()
        result = self._solved([aims[first], aims[1 - first]])
        outcomes = result.tiers[self._at : self._at + 2]
        found = {first: int(outcomes[0].value), 1 - first: int(outcomes[1].value)}
        self._least[first] = found[first]
        return found[0] + self._constants[0], found[1] + self._constants[1]

    def under(self, limited: int, most: int) -> tuple[Values, int | None]:
        """Both values when aim ``limited`` is at most ``most``, the other as small as can be and then this one; and a proved bound
        of the second aim for every roster that is no worse in the first.
        """
        aims = self._aims()
        if aims[limited].form == "excess":
            return self._within(limited, most)
        model = limited_by(self._model, aims[limited], most - self._constants[limited])
        result = self._solved([aims[1 - limited], aims[limited]], model)
        outcomes = result.tiers[self._at : self._at + 2]
        values = {1 - limited: int(outcomes[0].value), limited: int(outcomes[1].value)}
        first_proved = outcomes[0].bound == outcomes[0].value
        told = outcomes[0] if limited == 0 else outcomes[1] if first_proved else None
        known = told is not None and told.bound is not None and told.label != "feasible"
        proved = int(told.bound) + self._constants[1] if known else None  # type: ignore[union-attr, arg-type]
        return (values[0] + self._constants[0], values[1] + self._constants[1]), proved

    def _within(self, limited: int, most: int) -> tuple[Values, int | None]:
        """A limited excess: brought to its least, of which the other aim may give up what lies below the limit."""
        aims, least = self._aims(), self._least[limited]
        result = self._solved([replace(aims[limited], within=most - least), aims[1 - limited]])
        outcomes = result.tiers[self._at : self._at + 2]
        values = {limited: int(outcomes[0].value), 1 - limited: int(outcomes[1].value)}
        known = limited == 0 and outcomes[0].bound == least and outcomes[1].bound is not None
        proved = int(outcomes[1].bound) + self._constants[1] if known else None  # type: ignore[arg-type]
        return (values[0] + self._constants[0], values[1] + self._constants[1]), proved

    def _aims(self) -> tuple[TierCost, TierCost]:
        return self._model.tiers[self._at], self._model.tiers[self._at + 1]

    def _solved(self, aims: Sequence[TierCost], limited: AssignmentModel | None = None) -> ModelResult:
        tiers = (*self._model.tiers[: self._at], *aims)
        model: AssignmentModel = copy.copy(limited or self._model)
        model.tiers = tuple(replace(tier, number=number) for number, tier in enumerate(tiers))
        model.wishes = wishes_in(model.wishes, model.tiers)
        result = solve_model(model)
        if result.status in (Status.INFEASIBLE, Status.UNDECIDED):
            raise InputError(findings=[Finding("scenarios.aim_infeasible")])
        self.proved = self.proved and result.status is Status.OPTIMAL
        return result

    def _values(self, result: ModelResult) -> Values:
        one, two = self._aims()
        assert one.pair_cost is not None and two.pair_cost is not None
        first = int((one.pair_cost[result.chosen] * result.amount).sum())
        second = int((two.pair_cost[result.chosen] * result.amount).sum())
        return first + self._constants[0], second + self._constants[1]


def _by_largest(model: AssignmentModel) -> AssignmentModel:
    """Aims of form leximin measured by their largest total alone; one that looks at loads counts pairs."""
    tiers = []
    for tier in model.tiers:
        if tier.form == "leximin" and tier.pair_cost is not None:
            ones = tier.pair_cost if tier.pair_cost.any() else np.ones_like(tier.pair_cost)
            tier = replace(tier, form="worst", pair_cost=ones)
        tiers.append(tier)
    changed: AssignmentModel = copy.copy(model)
    changed.tiers = tuple(tiers)
    return changed
