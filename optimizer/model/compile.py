"""From a programme and its rules to the array model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import get_args

import numpy as np

from optimizer.domain import Finding, Programme
from optimizer.messages import Private
from optimizer.model.arrays import Limit, Tier, TierForm
from optimizer.model.assignment import AssignmentModel
from optimizer.model.classes import Classes, classes
from optimizer.model.compiled import Compiled
from optimizer.model.incumbent import previous_pairs
from optimizer.model.limits import limits, rows, slot_anchor, spreads
from optimizer.model.pairing import Listed, as_pairs, list_pairs
from optimizer.rules.base import RuleBase
from optimizer.rules.catalogue import RULES
from optimizer.rules.compilation import COMPILE
from optimizer.rules.distinct import distinct
from optimizer.rules.draft import Draft, DraftLimit, DraftRow, DraftSpread
from optimizer.rules.lottery.compile import pair_costs
from optimizer.rules.ordering import LOTTERY, TierPlan, tier_plans
from optimizer.rules.quotas import Quotas, count
from optimizer.rules.terms import PairTerm

PAIRS_AT_MOST = 20_000_000
"""Pairs of rows x roles that are listed; beyond it some gigabytes of memory would be needed."""
FORMS: Mapping[str, TierForm] = {form: form for form in get_args(TierForm)}
Asked = dict[str, list[tuple[int, PairTerm]]]


def compile_programme(programme: Programme, rules: Sequence[RuleBase]) -> Compiled:
    """Write every rule into a draft, merge equal people, and lay out the arrays.

    Never raises for what the programme says: problems are findings, all of them; with an error among them there is no
    model. ``rules``: typed rules (``rules.typed_rules``), in any order.
    """
    order = {kind: place for place, kind in enumerate(RULES)}
    ordered = tuple(sorted(rules, key=lambda rule: (order[type(rule)], rule.id)))
    draft = Draft(programme, ordered)
    for rule in ordered:
        COMPILE[rule.kind_name](rule, draft)
        draft.after(rule)
    quotas = draft.final = _final_quotas(draft)
    draft.finish()
    _check(draft)
    plans = tier_plans(programme, ordered)
    base = Compiled(
        programme, ordered, plans, tuple(draft.findings), tuple(draft.exclusions), draft.accounts(), seed=draft.seed
    )
    if base.has_errors or quotas is None:
        return base
    helpers, recipients = _classes(draft, quotas)
    if len(helpers) * len(recipients) * draft.roles > PAIRS_AT_MOST:
        facts = {"helpers": len(helpers), "recipients": len(recipients), "most": PAIRS_AT_MOST}
        return replace(base, findings=(*base.findings, Finding("rules.too_many_pairs", facts=facts)))
    listed = list_pairs(draft, helpers, recipients, _asked(draft, plans))
    listed = slot_anchor(draft, listed, recipients)
    bounds = limits(draft, quotas, listed, helpers, recipients)
    model = AssignmentModel(
        helpers.ids,
        recipients.ids,
        as_pairs(draft, listed, helpers, recipients),
        bounds,
        spreads(draft, helpers, recipients),
        rows(draft, listed, helpers, recipients),
        tiers=[
            _excess(draft, plan, bounds) if plan.form == "excess" else _tier(draft, plan, listed, helpers, recipients)
            for plan in plans
        ],
        previous=previous_pairs(draft, listed, helpers, recipients),
    )
    return Compiled(
        programme,
        ordered,
        plans,
        base.findings,
        base.exclusions,
        base.accounts,
        model,
        helpers,
        recipients,
        quotas,
        draft.need,
        {plan.name: sum(_weight(draft, plan, r) * draft.constants.get(r, 0) for r in plan.rules) for plan in plans},
        draft.running,
        {rule.id: tuple(term for term in draft.costs if term.rule == rule.id) for rule in ordered},
        draft.seed,
    )


def _final_quotas(draft: Draft) -> Quotas | None:
    """Bounds after locks; a note for each helper whose locks are more than the table allows."""
    if draft.quotas is None:
        draft.find("no_quota_rule", "error")
        return None
    people = len(draft.helpers)
    pairs = {slot[:2] for slot in draft.standing} | set(draft.required)
    locked = count((helper for helper, _ in pairs), people)
    by_role = np.zeros((people, draft.roles), np.int64)
    np.add.at(by_role, ([slot[0] for slot in draft.standing], [slot[2] for slot in draft.standing]), 1)
    if draft.roles == 1:
        by_role[:, 0] = locked
    for row in np.flatnonzero((locked > draft.quotas.table_most()) & draft.takes_part):
        helper = draft.helpers[row]
        facts = {"name": Private(helper.name), "locks": int(locked[row]), "most": int(draft.quotas.most[row])}
        draft.find("locks_above_quota", "note", helper.origin, **facts)
    return draft.quotas.after_locks(locked, draft.kept, by_role)


def _check(draft: Draft) -> None:
    """Somebody on both sides; every lock and requirement allowed by every mask."""
    if not draft.recipients:
        draft.find("no_recipients", "error")
    if not draft.active.any():
        draft.find("nobody_takes_part", "error")
    pairs = sorted({slot[:2] for slot in draft.standing} | set(draft.required))
    origins = {rule.id: rule.origin for rule in draft.rules}
    for start in range(0, len(pairs), 64):
        part = np.array(pairs[start : start + 64], np.int64)
        rows, columns = distinct(part[:, 0]), distinct(part[:, 1])
        for mask in draft.masks:
            allowed = mask.block(rows.values, columns.values)[rows.at, columns.at]
            for helper, recipient in part[~allowed].tolist():
                facts = {"helper": Private(draft.helpers[helper].name), "rule": mask.rule}
                names = {"recipient": Private(draft.recipients[recipient].name)}
                where = draft.helpers[helper].origin
                draft.find("lock_against_rule", "error", where, origins[mask.rule], **facts, **names)


def _classes(draft: Draft, quotas: Quotas) -> tuple[Classes, Classes]:
    numbers = {"least": quotas.least, "most": quotas.most}
    for role, (least, most) in quotas.by_role.items():
        name = draft.programme.roles[role].id
        numbers |= {f"least.{name}": np.where(most >= 0, least, -1), f"most.{name}": most}
    helpers = classes(draft, "helper", np.flatnonzero(draft.active), draft.named_helpers, numbers)
    everybody = np.arange(len(draft.recipients), dtype=np.int64)
    return helpers, classes(draft, "recipient", everybody, draft.named_recipients, {})


def _weight(draft: Draft, plan: TierPlan, rule: str) -> int:
    """A rule's weight inside its tier; alone it is 1."""
    return 1 if len(plan.rules) == 1 else next(r.weight for r in draft.rules if r.id == rule)


def _asked(draft: Draft, plans: Sequence[TierPlan]) -> Asked:
    """Which terms are summed for which name: tiers, and limits weighted by pair."""
    asked: Asked = {}
    for plan in plans:
        if plan.name == LOTTERY or plan.level is not None:
            continue
        asked[f"tier {plan.name}"] = [
            (_weight(draft, plan, term.rule), term) for term in draft.costs if term.rule in plan.rules
        ]
    for limit in draft.limits:
        if isinstance(limit.weight, tuple):
            asked[f"limit {limit.name}"] = [(1, term) for term in limit.weight]
    return asked


def _excess(draft: Draft, plan: TierPlan, bounds: Sequence[Limit]) -> Tier:
    """By how much the rule's limits, spreads and rows are exceeded; limits that nobody is in have been left out."""
    there = {limit.name for limit in bounds}
    written: list[DraftLimit | DraftSpread | DraftRow] = [*draft.spreads, *draft.rows]
    written += [limit for limit in draft.limits if limit.name in there]
    names = tuple(dict.fromkeys(one.name for one in written if one.rule == plan.rules[0]))
    return Tier(plan.name, form="excess", on=names) if names else Tier(plan.name)


def _tier(draft: Draft, plan: TierPlan, listed: Listed, helpers: Classes, recipients: Classes) -> Tier:
    if plan.name == LOTTERY:
        cost = pair_costs(helpers.hashes[listed.helper], recipients.hashes[listed.recipient], listed.role)
        return Tier(LOTTERY, pair_cost=cost)
    missing = np.zeros(len(recipients), np.int64)
    if plan.level is not None:
        codes, values = draft.codes("recipient", "priority")
        missing[:] = np.array(values, np.int64)[codes][recipients.first] == plan.level
        return Tier(plan.name, missing_cost=missing)
    missing += sum(_weight(draft, plan, rule) * draft.missing_costs.get(rule, 0) for rule in plan.rules)
    cost, form = listed.sums[f"tier {plan.name}"], FORMS[plan.form]
    if form == "leximin" and not cost.any() and not draft.of_costs.isdisjoint(plan.rules):
        form = "worst"  # all totals are 0; without costs a leximin tier would look at loads
    return Tier(
        plan.name,
        pair_cost=cost,
        missing_cost=missing if missing.any() else 0,
        form=form,
        on=draft.tier_on.get(plan.rules[0]),
    )
