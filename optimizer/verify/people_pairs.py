"""Which pairs of people are allowed and what each costs in every tier, from the inspecting halves, in blocks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from optimizer.model.arrays import Ints
from optimizer.rules import RuleBase, TierPlan
from optimizer.rules.continuity import Continuity
from optimizer.rules.inspection import INSPECT
from optimizer.rules.lottery.inspect import classes_of, mixed_block
from optimizer.rules.ordering import LOTTERY
from optimizer.rules.view import View
from optimizer.verify.exact import Array


def allowed(view: View, helpers: Ints, recipients: Ints, role: int) -> Array:
    """bool[helpers, recipients]: needed in the role, and allowed by the hard rules; who is kept by locks alone has these."""
    needed = np.array([view.recipients[row].needs[role] > 0 for row in recipients.tolist()], np.bool_)
    good: Array = np.broadcast_to(needed, (len(helpers), len(recipients))).copy()
    for rule in view.rules:
        half = INSPECT[rule.kind_name]
        if rule.mode == "hard" and half.pairs is not None and not isinstance(rule, Continuity):
            mask = half.pairs(rule, view, helpers, recipients, role).allowed
            if mask is not None:
                good &= mask
    for place, row in enumerate(helpers.tolist()):
        if view.kept(row):
            own = [r for h, r, k in view.standing if h == row and k == role]
            good[place] &= np.isin(recipients, own)
    return good


def masks_of(view: View) -> list[Callable[[Ints, Ints], Array]]:
    """What each hard rule alone allows, in the first role: no rule tells roles apart here."""
    return [
        partial(_mask, view, rule)
        for rule in view.rules
        if rule.mode == "hard" and INSPECT[rule.kind_name].pairs is not None and not isinstance(rule, Continuity)
    ]


def _mask(view: View, rule: RuleBase, helpers: Ints, recipients: Ints) -> Array:
    half = INSPECT[rule.kind_name].pairs
    mask = None if half is None else half(rule, view, helpers, recipients, 0).allowed
    return np.ones((len(helpers), len(recipients)), np.bool_) if mask is None else mask


def costs(view: View, plans: tuple[TierPlan, ...], helpers: Ints, recipients: Ints, role: int) -> Ints:
    """int64[helpers, recipients, tiers]."""
    out = np.zeros((len(helpers), len(recipients), len(plans)), np.int64)
    for number, plan in enumerate(plans):
        if plan.name == LOTTERY:
            drawn = classes_of(view)
            marks = drawn.marks("helper", helpers.tolist()), drawn.marks("recipient", recipients.tolist())
            out[:, :, number] = mixed_block(*marks, role)
            continue
        for rule in view.rules:
            half = INSPECT[rule.kind_name]
            if rule.id in plan.rules and plan.level is None and half.pairs is not None:
                cost = half.pairs(rule, view, helpers, recipients, role).cost
                if cost is not None:
                    out[:, :, number] += weight_of(plan, rule) * cost
    return out


def weight_of(plan: TierPlan, rule: RuleBase) -> int:
    """A rule's weight inside its tier; alone it is 1."""
    return 1 if len(plan.rules) == 1 else rule.weight


def constant_of(view: View, plan: TierPlan) -> int:
    """What the tier's measure is above the sum of its costs."""
    value = 0
    for rule in view.rules:
        constant = INSPECT[rule.kind_name].constant
        if rule.id in plan.rules and constant is not None:
            value += weight_of(plan, rule) * constant(rule, view)
    return value
