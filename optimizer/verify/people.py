"""A programme as arrays again, person by person, from the inspecting halves of its rules alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.domain import Programme, Roster
from optimizer.errors import ModelError
from optimizer.model.arrays import Blocks, Ints, Limit, Pairs, Tier
from optimizer.model.assignment import AssignmentModel
from optimizer.rules import RuleBase, TierPlan, rules_in_force, tier_plans
from optimizer.rules.continuity import Continuity
from optimizer.rules.inspection import INSPECT
from optimizer.rules.lottery.inspect import classes_of, mixed_block
from optimizer.rules.ordering import LOTTERY
from optimizer.rules.view import Slot, Unsound, View
from optimizer.verify.exact import Array
from optimizer.verify.verdict import Rejected

LISTED_AT_MOST = 4 * 10**6
"""Pairs of people that are listed; of a larger programme with one role they are evaluated in blocks, again and again."""

BLOCK = 2**20


@dataclass(frozen=True, eq=False)
class People:
    """rows: helper rows that are in the model, ascending; the model's helpers count these, its recipients everybody.

    locked: pairs of a model in blocks that must be used. constants[tier name]: measure minus sum of costs.
    """

    view: View
    plans: tuple[TierPlan, ...]
    model: AssignmentModel
    rows: Ints
    locked: Array
    constants: dict[str, int]

    def pairs_of(self, slots: Sequence[Slot]) -> Array:
        """Ascending indices of pairings among the model's pairs. Raises Rejected for one that is no pair."""
        place = np.full(len(self.view.helpers), -1, np.int64)
        place[self.rows] = np.arange(len(self.rows))
        wide, roles = self.model.recipient_count, self.view.roles
        array = np.array(sorted(slots), np.int64).reshape(len(slots), 3)
        helper = place[array[:, 0]]
        if (helper < 0).any():
            raise Rejected("not_taking_part", helper=self.view.helpers[int(array[np.argmin(helper), 0])].id)
        key = (helper * wide + array[:, 1]) * roles + array[:, 2]
        if self.model.pair_list is None:
            return np.sort(key)
        pairs = self.model.pair_list
        known = (pairs.helper * wide + pairs.recipient) * roles + pairs.role
        at = np.searchsorted(known, key)
        at[at == len(known)] = 0
        wrong = np.flatnonzero(known[at] != key) if len(known) else np.arange(len(key))
        if len(wrong):
            helper_row, recipient_row, _ = array[wrong[0]].tolist()
            raise Rejected(
                "pair_not_allowed",
                helper=self.view.helpers[helper_row].id,
                recipient=self.view.recipients[recipient_row].id,
            )
        return np.sort(at)


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
    except Unsound as error:
        raise Rejected("rule_unsound", rule=error.rule, detail=error.detail) from error
    return view


def people_of(view: View) -> People:
    """The arrays. Raises Rejected when a rule cannot be read."""
    plans = tier_plans(view.programme, view.rules)
    rows = np.array([r for r in range(len(view.helpers)) if view.takes_part[r] or view.kept(r)], np.int64)
    if not len(rows) or not view.recipients:
        raise Rejected("no_model", detail="nobody takes part")
    try:
        constants = {plan.name: _constant(view, plan) for plan in plans}
        if view.roles == 1 and len(rows) * len(view.recipients) > LISTED_AT_MOST:
            return _in_blocks(view, plans, rows, constants)
        return _listed(view, plans, rows, constants)
    except Unsound as error:
        raise Rejected("rule_unsound", rule=error.rule, detail=error.detail) from error
    except ModelError as error:
        raise Rejected("no_model", detail=str(error.facts["detail"])) from error


def _listed(view: View, plans: tuple[TierPlan, ...], rows: Ints, constants: dict[str, int]) -> People:
    everybody = np.arange(len(view.recipients), dtype=np.int64)
    need = _needs(view)
    ends: list[tuple[Array, Array, Array]] = []
    costs: list[Array] = []
    step = max(1, BLOCK // max(1, len(everybody)))
    for start in range(0, len(rows), step):
        block = rows[start : start + step]
        for role in range(view.roles):
            down, across = np.nonzero(_allowed(view, block, everybody, role) & (need[:, role] > 0))
            ends.append((down + start, across, np.full(len(down), role, np.int64)))
            costs.append(_costs(view, plans, block, everybody, role)[down, across])
    helper, recipient, role_ = (np.concatenate([part[side] for part in ends]) for side in range(3))
    cost = np.concatenate(costs)
    order = np.lexsort((role_, recipient, helper))
    helper, recipient, role_, cost = helper[order], recipient[order], role_[order], cost[order]
    must = {*view.standing, *((h, r, 0) for h, r in view.required)} if view.roles == 1 else view.standing
    place = {row: number for number, row in enumerate(rows.tolist())}
    if any(slot[0] not in place for slot in must):
        raise Rejected("lock_not_allowed")
    wide = len(everybody)
    key = (helper * wide + recipient) * view.roles + role_
    wanted = np.array([(place[h] * wide + r) * view.roles + k for h, r, k in sorted(must)], np.int64)
    least = np.isin(key, wanted).astype(np.int64)
    if int(least.sum()) != len(wanted):
        raise Rejected("lock_not_allowed")
    most = np.ones(len(key), np.int64)
    if view.roles > 1 and not (role_ == view.roles - 1).any():
        helper, recipient, role_ = np.append(helper, 0), np.append(recipient, 0), np.append(role_, view.roles - 1)
        cost = np.vstack([cost, np.zeros((1, cost.shape[1]), np.int64)])
        least, most = np.append(least, 0), np.append(most, 0)
        order = np.lexsort((role_, recipient, helper))
        helper, recipient, role_ = helper[order], recipient[order], role_[order]
        cost, least, most = cost[order], least[order], most[order]
    tiers = [_tier(view, plan, cost[:, number]) for number, plan in enumerate(plans)]
    model = AssignmentModel(
        len(rows),
        wide,
        Pairs(helper, recipient, role_, least, most),
        _limits(view, rows, need) + _change_limits(view, rows, helper, recipient, role_),
        tiers=tiers,
    )
    return People(view, plans, model, rows, np.zeros(0, np.int64), constants)


def _in_blocks(view: View, plans: tuple[TierPlan, ...], rows: Ints, constants: dict[str, int]) -> People:
    everybody = np.arange(len(view.recipients), dtype=np.int64)
    need = _needs(view)
    if any(isinstance(rule, Continuity) and rule.mode == "hard" for rule in view.rules):
        raise Rejected("rule_unsound", rule="continuity", detail="too many pairs for a row over pairs")

    def cost(helpers: slice, recipients: slice) -> Ints:
        return _costs(view, plans, rows[helpers], everybody[recipients], 0)

    def allowed(helpers: slice, recipients: slice) -> Array:
        return _allowed(view, rows[helpers], everybody[recipients], 0) & (need[recipients, 0] > 0)

    place = {row: number for number, row in enumerate(rows.tolist())}
    must = {slot[:2] for slot in view.standing} | view.required
    if any(h not in place for h, _ in must):
        raise Rejected("lock_not_allowed")
    locked = np.array(sorted(place[h] * len(everybody) + r for h, r in must), np.int64)
    model = AssignmentModel(
        len(rows),
        len(everybody),
        Blocks(cost, allowed),
        _limits(view, rows, need),
        tiers=[_tier(view, plan, None) for plan in plans],
    )
    return People(view, plans, model, rows, locked, constants)


def _needs(view: View) -> Ints:
    return np.array([recipient.needs for recipient in view.recipients], np.int64).reshape(-1, view.roles)


def _limits(view: View, rows: Ints, need: Ints) -> list[Limit]:
    """quota, quota.<role>, need; several roles: one_role (a helper has one role with a recipient), required."""
    each = np.arange(len(rows))
    least, most = np.array(view.least, np.int64)[rows], np.array(view.most, np.int64)[rows]
    out = [Limit("quota", each, least=least, most=most)]
    for role, bounds in view.by_role.items():
        only = np.where(np.arange(view.roles) == role, 0, -1)
        far = int(need.sum()) + 1
        own = [bounds[row] or (0, far) for row in rows.tolist()]
        name = f"quota.{view.programme.roles[role].id}"
        out.append(Limit(name, each, role_key=only, least=[b[0] for b in own], most=[b[1] for b in own]))
    needed = need.reshape(-1)
    roles = np.arange(view.roles) if view.roles > 1 else None
    at_least = np.zeros_like(needed) if view.need_form == "at_most" else needed
    missing = needed if view.need_form == "missing" else None
    out.append(Limit("need", None, np.arange(len(need)), role_key=roles, least=at_least, most=needed, missing=missing))
    if view.roles > 1:
        several = np.flatnonzero((need > 0).sum(axis=1) > 1)
        if len(several):
            key = np.full(len(need), -1, np.int64)
            key[several] = np.arange(len(several))
            out.append(Limit("one_role", each, key, most=1))
        out += _required(view, rows, len(need))
    return out


def _required(view: View, rows: Ints, recipients: int) -> list[Limit]:
    """Pairs that must be in some role, one row for each pair of the people named."""
    if not view.required:
        return []
    helpers = {row: number for number, row in enumerate(sorted({h for h, _ in view.required}))}
    served = {row: number for number, row in enumerate(sorted({r for _, r in view.required}))}
    helper_key = np.array([helpers.get(row, -1) for row in rows.tolist()], np.int64)
    recipient_key = np.array([served.get(row, -1) for row in range(recipients)], np.int64)
    least = np.zeros(len(helpers) * len(served), np.int64)
    for h, r in view.required:
        least[helpers[h] * len(served) + served[r]] = 1
    return [Limit("required", helper_key, recipient_key, least=least)]


def _change_limits(view: View, rows: Ints, helper: Array, recipient: Array, role: Array) -> list[Limit]:
    """A hard continuity rule: of the incumbent pairings at least so many stay."""
    out = []
    for rule in view.rules:
        if not isinstance(rule, Continuity) or rule.mode != "hard" or rule.most_changes is None:
            continue
        half = INSPECT[rule.kind_name]
        assert half.pairs is not None and half.constant is not None
        everybody = np.arange(len(view.recipients), dtype=np.int64)
        stays: list[Array] = []
        for number in range(view.roles):
            cost = half.pairs(rule, view, rows, everybody, number).cost
            assert cost is not None
            stays.append(-cost)
        data = np.stack(stays)[role, helper, recipient]
        out.append(Limit(f"changes.{rule.id}", weight=data, least=half.constant(rule, view) - rule.most_changes))
    return out


def _allowed(view: View, helpers: Ints, recipients: Ints, role: int) -> Array:
    """Hard masks of all rules; who is kept by locks alone has these only."""
    good = np.ones((len(helpers), len(recipients)), np.bool_)
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


def _costs(view: View, plans: tuple[TierPlan, ...], helpers: Ints, recipients: Ints, role: int) -> Ints:
    """int64[h, r, tiers]."""
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


def _constant(view: View, plan: TierPlan) -> int:
    value = 0
    for rule in view.rules:
        constant = INSPECT[rule.kind_name].constant
        if rule.id in plan.rules and constant is not None:
            value += weight_of(plan, rule) * constant(rule, view)
    return value


def _tier(view: View, plan: TierPlan, cost: Array | None) -> Tier:
    missing = np.zeros(len(view.recipients), np.int64)
    for rule in view.rules:
        if rule.id not in plan.rules or rule.kind_name != "coverage":
            continue
        if plan.level is not None:
            missing += [recipient.priority == plan.level for recipient in view.recipients]
        else:
            missing += weight_of(plan, rule) * (getattr(rule, "price", None) or 0)
    return Tier(
        plan.name,
        pair_cost=cost,
        missing_cost=missing if missing.any() else 0,
        form="worst" if plan.form == "worst" else "sum",
    )


def slots_of(view: View, roster: Roster) -> list[Slot]:
    """Pairings as rows. Raises Rejected for somebody who is not in the programme."""
    slots = []
    for pairing in roster.pairings:
        known = pairing.helper in view.helper_row and pairing.recipient in view.recipient_row
        if not known or pairing.role >= view.roles:
            raise Rejected("unknown_person", helper=pairing.helper, recipient=pairing.recipient)
        slots.append((view.helper_row[pairing.helper], view.recipient_row[pairing.recipient], pairing.role))
    return slots
