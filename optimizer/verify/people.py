"""A programme as arrays again, from the inspecting halves of its rules alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.domain import Programme, Roster
from optimizer.errors import ModelError
from optimizer.model.arrays import Blocks, Ints, Pairs
from optimizer.model.assignment import AssignmentModel
from optimizer.rules import RuleBase, TierPlan, rules_in_force, tier_plans
from optimizer.rules.continuity import Continuity
from optimizer.rules.inspection import INSPECT
from optimizer.rules.view import Slot, Unsound, View
from optimizer.verify.blocks import AllPairs, Sizes
from optimizer.verify.exact import Array
from optimizer.verify.grouping import Grouping, everybody, merged
from optimizer.verify.people_limits import change_limits, limits, tier
from optimizer.verify.people_pairs import allowed, constant_of, costs, masks_of
from optimizer.verify.people_sides import side_limits, side_rows, side_spreads, weighs_pairs
from optimizer.verify.verdict import Rejected

ALONE_AT_MOST = 10**6
"""Pairs up to which everybody is a row; in a larger programme equal people are one row."""

LISTED_AT_MOST = 4 * 10**6
"""Pairs of rows that are listed; more are evaluated in blocks, again for every proof."""

BLOCK = 2**20

Evaluate = Callable[[slice, slice], Array]


@dataclass(frozen=True, eq=False)
class People:
    """constants[tier name]: measure minus sum of costs. sizes: bounds of pairs of a model in blocks (lists have their own)."""

    view: View
    plans: tuple[TierPlan, ...]
    model: AssignmentModel
    grouping: Grouping
    constants: dict[str, int]
    sizes: Sizes | None = None

    def all_pairs(self) -> AllPairs:
        return AllPairs(self.model, self.sizes)

    def pairs_of(self, slots: Sequence[Slot]) -> tuple[Array, Array]:
        """Ascending indices of the model's pairs that the pairings use, and how often. Raises Rejected for no pair."""
        array = np.array(sorted(slots), np.int64).reshape(len(slots), 3)
        helper, recipient = self.grouping.helpers.of[array[:, 0]], self.grouping.recipients.of[array[:, 1]]
        if (helper < 0).any():
            raise Rejected("not_taking_part", helper=self.view.helpers[int(array[np.argmin(helper), 0])].id)
        key = self.key(helper, recipient, array[:, 2])
        if self.model.pair_list is not None:
            known = self.known()
            at = np.searchsorted(known, key)
            at[at == len(known)] = 0
            wrong = np.flatnonzero(known[at] != key) if len(known) else np.arange(len(key))
            if len(wrong):
                helper_row, recipient_row, _ = array[wrong[0]].tolist()
                names = self.view.helpers[helper_row].id, self.view.recipients[recipient_row].id
                raise Rejected("pair_not_allowed", helper=names[0], recipient=names[1])
            key = at
        pair, amount = np.unique(key, return_counts=True)
        return pair, amount.astype(np.int64)

    def key(self, helper: Array, recipient: Array, role: Array) -> Array:
        """A number that names a pair of rows and a role; ascends with the pairs of the model."""
        return (helper * self.model.recipient_count + recipient) * self.view.roles + role

    def known(self) -> Array:
        """Keys of the listed pairs."""
        pairs = self.model.pair_list
        assert pairs is not None
        return self.key(pairs.helper, pairs.recipient, pairs.role)


def rules_of(programme: Programme) -> tuple[RuleBase, ...]:
    """Typed rules, with those that hold unsaid. Raises Rejected when the table has an error."""
    rules, findings = rules_in_force(programme)
    wrong = [finding for finding in findings if finding.severity == "error"]
    if wrong:
        raise Rejected("rule_table", detail=wrong[0].say("en"))
    return rules


def view_of(programme: Programme) -> View:
    """Who takes part, quotas, locks, needs, as the rules settle them. Raises Rejected."""
    view = View(programme, rules_of(programme))
    try:
        for rule in view.rules:
            half = INSPECT[rule.kind_name]
            if half.bounds is not None:
                half.bounds(rule, view)
        if not view.most:
            raise Unsound("-", "no quota rule")
        view.settle_quotas()
        view.masks += masks_of(view)
    except Unsound as error:
        raise Rejected("rule_unsound", rule=error.rule, detail=error.detail) from error
    return view


def slots_of(view: View, roster: Roster) -> list[Slot]:
    """Pairings as rows. Raises Rejected for somebody who is not in the programme."""
    slots = []
    for pairing in roster.pairings:
        known = pairing.helper in view.helper_row and pairing.recipient in view.recipient_row
        if not known or pairing.role >= view.roles:
            raise Rejected("unknown_person", helper=pairing.helper, recipient=pairing.recipient)
        slots.append((view.helper_row[pairing.helper], view.recipient_row[pairing.recipient], pairing.role))
    return slots


def people_of(view: View, *, classes: bool = False) -> People:
    """The arrays: person by person; in a large programme, or when asked, row by row of equal people. Raises Rejected."""
    plans = tier_plans(view.programme, view.rules)
    grouping = everybody(view)
    if not len(grouping.helpers.rows) or not view.recipients:
        raise Rejected("no_model", detail="nobody takes part")
    if classes or _size(view, grouping) > ALONE_AT_MOST:
        grouping = merged(view)
    try:
        constants = {plan.name: constant_of(view, plan) for plan in plans}
        if _size(view, grouping) <= LISTED_AT_MOST:
            return _listed(view, plans, grouping, constants)
        return _in_blocks(view, plans, grouping, constants)
    except Unsound as error:
        raise Rejected("rule_unsound", rule=error.rule, detail=error.detail) from error
    except ModelError as error:
        raise Rejected("no_model", detail=str(error.facts["detail"])) from error


def _size(view: View, grouping: Grouping) -> int:
    return len(grouping.helpers.rows) * len(grouping.recipients.rows) * view.roles


def _listed(view: View, plans: tuple[TierPlan, ...], grouping: Grouping, constants: dict[str, int]) -> People:
    helpers, recipients = grouping.helpers, grouping.recipients
    ends: list[tuple[Array, Array, Array]] = []
    values: list[Array] = []
    step = max(1, BLOCK // max(1, len(recipients.rows)))
    for start in range(0, len(helpers.rows), step):
        block = helpers.rows[start : start + step]
        for role in range(view.roles):
            down, across = np.nonzero(allowed(view, block, recipients.rows, role))
            ends.append((down + start, across, np.full(len(down), role, np.int64)))
            values.append(costs(view, plans, block, recipients.rows, role)[down, across])
    helper, recipient, role_ = (np.concatenate([part[side] for part in ends]) for side in range(3))
    cost = np.concatenate(values)
    most = helpers.sizes[helper] * recipients.sizes[recipient]
    if view.roles > 1 and not (role_ == view.roles - 1).any():
        # A pair that is never used, so that a need in the last role does not get lost with its last pair.
        helper, recipient, role_ = np.append(helper, 0), np.append(recipient, 0), np.append(role_, view.roles - 1)
        cost, most = np.vstack([cost, np.zeros((1, cost.shape[1]), np.int64)]), np.append(most, 0)
    order = np.lexsort((role_, recipient, helper))
    helper, recipient, role_ = helper[order], recipient[order], role_[order]
    cost, most = cost[order], most[order]
    key = (helper * len(recipients.rows) + recipient) * view.roles + role_
    wanted = _locks(view, grouping)
    least = (np.isin(key, wanted) & (most > 0)).astype(np.int64)
    if int(least.sum()) != len(wanted):
        raise Rejected("lock_not_allowed")
    model = AssignmentModel(
        len(helpers.rows),
        len(recipients.rows),
        Pairs(helper, recipient, role_, least, most),
        limits(view, grouping)
        + change_limits(view, grouping, helper, recipient, role_)
        + side_limits(view, grouping, (helper, recipient, role_)),
        side_spreads(view, grouping),
        side_rows(view, grouping, key),
        tiers=[tier(view, grouping, plan, own, free=not own.any()) for plan, own in zip(plans, cost.T, strict=True)],
    )
    return People(view, plans, model, grouping, constants)


def _locks(view: View, grouping: Grouping) -> Array:
    """Keys of the pairs that must be used, ascending. Raises Rejected when one has no row."""
    must = {*view.standing, *((h, r, 0) for h, r in view.required)} if view.roles == 1 else view.standing
    if any(grouping.helpers.of[h] < 0 for h, _, _ in must):
        raise Rejected("lock_not_allowed")
    wide = len(grouping.recipients.rows)
    keys = [
        (int(grouping.helpers.of[h]) * wide + int(grouping.recipients.of[r])) * view.roles + role for h, r, role in must
    ]
    return np.array(sorted(keys), np.int64)


def _costly(plans: tuple[TierPlan, ...], rows: int, columns: int, cost: Evaluate, use: Evaluate) -> list[bool]:
    """Of each fair tier, whether an allowed pair costs something; of the others True, without looking."""
    found = np.array([plan.form != "leximin" for plan in plans], np.bool_)
    step = max(1, BLOCK // max(1, columns))
    for start in range(0, rows, step):
        if found.all():
            break
        here = slice(start, min(start + step, rows)), slice(0, columns)
        found |= (cost(*here) * use(*here)[:, :, None]).reshape(-1, len(plans)).any(axis=0)
    flags: list[bool] = found.tolist()
    return flags


def _in_blocks(view: View, plans: tuple[TierPlan, ...], grouping: Grouping, constants: dict[str, int]) -> People:
    """Raises Rejected for what needs a list: several roles, a hard bound on changes, weights and rows over pairs."""
    changes = any(isinstance(rule, Continuity) and rule.mode == "hard" for rule in view.rules)
    if view.roles > 1 or changes or weighs_pairs(view):
        raise Rejected("too_large", pairs=_size(view, grouping), most=LISTED_AT_MOST)
    rows, columns = grouping.helpers.rows, grouping.recipients.rows

    def cost(helpers: slice, recipients: slice) -> Ints:
        return costs(view, plans, rows[helpers], columns[recipients], 0)

    def use(helpers: slice, recipients: slice) -> Array:
        return allowed(view, rows[helpers], columns[recipients], 0)

    costly = _costly(plans, len(rows), len(columns), cost, use)
    model = AssignmentModel(
        len(rows),
        len(columns),
        Blocks(cost, use),
        limits(view, grouping) + side_limits(view, grouping, None),
        side_spreads(view, grouping),
        tiers=[tier(view, grouping, plan, None, free=not any_) for plan, any_ in zip(plans, costly, strict=True)],
    )
    sizes = Sizes(grouping.helpers.sizes, grouping.recipients.sizes, _locks(view, grouping))
    return People(view, plans, model, grouping, constants, sizes)
