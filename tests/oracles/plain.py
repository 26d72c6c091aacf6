"""The rules of the random programmes, stated again in the plainest Python, to compare the product with.

Nothing of the product's rules, model, engine or judge is used: only the facts and the rule table's entries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

from optimizer.domain import Programme, RuleEntry


@dataclass
class Plain:
    """Pairs by position (helper, recipient); costs by tier in order; open[r] says what an open recipient costs."""

    helpers: list[str]
    recipients: list[str]
    allowed: dict[tuple[int, int], bool] = field(default_factory=dict)
    fixed: set[tuple[int, int]] = field(default_factory=set)
    least: list[int] = field(default_factory=list)
    most: list[int] = field(default_factory=list)
    must_serve: bool = True
    pair_cost: list[dict[tuple[int, int], int]] = field(default_factory=list)
    open_cost: list[list[int]] = field(default_factory=list)


def entry(programme: Programme, kind: str) -> list[RuleEntry]:
    """The rule table's lines of one kind."""
    return [rule for rule in programme.rules if rule.kind == kind]


def plain(programme: Programme) -> Plain | None:
    """The programme as allowed pairs, bounds and tier costs; None when it must be refused."""
    start = programme.term.start
    standing = [
        pairing
        for pairing in (programme.incumbent.pairings if programme.incumbent else ())
        if pairing.helper in {h.id for h in programme.helpers}
        and pairing.recipient in {r.id for r in programme.recipients}
        and (pairing.locked or (pairing.term and pairing.term.start <= start <= pairing.term.end))
    ]
    locks: dict[str, list[str]] = {}
    for pairing in standing:
        locks.setdefault(pairing.helper, []).append(pairing.recipient)
    in_post = {}
    for helper in programme.helpers:
        in_post[helper.id] = helper.employment == "在编" and not helper.hardship
    active = [helper for helper in programme.helpers if in_post[helper.id] or helper.id in locks]
    out = Plain([helper.id for helper in active], [recipient.id for recipient in programme.recipients])
    if not active:
        return None
    rows = entry(programme, "quota")[0].parameters["rows"]
    for helper in active:
        row = next(r for r in rows if r["by"] == "any" or helper.role_group == r["value"])
        held = len(locks.get(helper.id, []))
        if not in_post[helper.id]:
            out.least.append(held)
            out.most.append(held)
            continue
        most = row["most"] if helper.most is None else helper.most
        least = row.get("least", 0)
        if least > most:
            return None
        out.least.append(least)
        out.most.append(max(most, held))
    tiers = sorted({rule.mode for rule in programme.rules if isinstance(rule.mode, int)})
    if not _pairs(programme, out, active, locks, in_post):
        return None
    for number in tiers:
        _tier(programme, out, active, number)
    return out


def _pairs(programme: Programme, out: Plain, active: list, locks: dict, in_post: dict) -> bool:
    """Fill in which pairs may and must be; False when a standing pair breaks another hard rule."""
    rules = {rule.kind: rule for rule in programme.rules if rule.mode == "hard"}
    sound = True
    for (i, helper), (j, recipient) in product(enumerate(active), enumerate(programme.recipients)):
        held = recipient.id in locks.get(helper.id, [])
        fits = "liaison" not in rules or not helper.liaison_area or helper.liaison_area == recipient.area
        fits &= "eligibility" not in rules or not _misses(helper, recipient)
        fits &= "forbid" not in rules or not _named(rules["forbid"], helper, recipient)
        out.allowed[i, j] = fits and (in_post[helper.id] or held)
        if held:
            out.fixed.add((i, j))
            sound &= fits
    out.must_serve = any(rule.kind == "coverage" and rule.mode == "hard" for rule in programme.rules)
    return sound


def _misses(helper, recipient) -> bool:
    wanted = set(recipient.traits.get("subject", ()))
    return bool(wanted) and not wanted & set(helper.traits.get("subject", ()))


def _named(rule: RuleEntry, helper, recipient) -> bool:
    return any(p["helper"] == helper.id and p["recipient"] == recipient.id for p in rule.parameters["pairs"])


def _tier(programme: Programme, out: Plain, active: list, number: int) -> None:
    rules = [rule for rule in programme.rules if rule.mode == number]
    metres = {(leg.start, leg.end): leg.metres for leg in programme.legs}
    for rule in rules:
        if rule.kind == "coverage" and "price" not in rule.parameters:
            for level in sorted({recipient.priority for recipient in programme.recipients}):
                out.pair_cost.append({})
                out.open_cost.append([int(r.priority == level) for r in programme.recipients])
    others = [rule for rule in rules if not (rule.kind == "coverage" and "price" not in rule.parameters)]
    if not others:
        return
    cost: dict[tuple[int, int], int] = {}
    opened = [0] * len(programme.recipients)
    for rule in others:
        weight = rule.weight if len(others) > 1 else 1  # alone in its tier a rule counts in its own unit
        if rule.kind == "coverage":
            opened = [value + weight * rule.parameters["price"] for value in opened]
            continue
        for (i, helper), (j, recipient) in product(enumerate(active), enumerate(programme.recipients)):
            if rule.kind == "distance":
                value = metres[helper.start, recipient.area]
            elif rule.kind == "liaison":
                value = int(bool(helper.liaison_area) and helper.liaison_area != recipient.area)
            elif rule.kind == "unit_area":
                mine = {row["area"] for row in rule.parameters["rows"] if row["unit"] == helper.unit}
                value = int(bool(mine) and recipient.area not in mine)
            elif rule.kind == "eligibility":
                value = int(_misses(helper, recipient))
            else:
                value = int(_named(rule, helper, recipient))
            cost[i, j] = cost.get((i, j), 0) + weight * value
    out.pair_cost.append(cost)
    out.open_cost.append(opened)


def brute_force(model: Plain) -> list[int] | None:
    """Tier values of the lexicographically best roster by trying them all; None when there is none."""
    best: list[int] | None = None
    choices = []
    for j in range(len(model.recipients)):
        held = [i for i in range(len(model.helpers)) if (i, j) in model.fixed]
        if len(held) > 1:
            return None
        if held:
            choices.append(held if model.allowed[held[0], j] else [])
            continue
        open_too = [] if model.must_serve else [-1]
        choices.append([i for i in range(len(model.helpers)) if model.allowed[i, j]] + open_too)
    for roster in product(*choices):
        loads = [roster.count(i) for i in range(len(model.helpers))]
        if any(not low <= load <= high for low, load, high in zip(model.least, loads, model.most, strict=True)):
            continue
        values = [
            sum(opened[j] if i < 0 else cost.get((i, j), 0) for j, i in enumerate(roster))
            for cost, opened in zip(model.pair_cost, model.open_cost, strict=True)
        ]
        if best is None or values < best:
            best = values
    return best


def mip(model: Plain) -> list[int] | None:
    """The same by HiGHS, tier by tier with a row that holds each achieved value."""
    import highspy
    import numpy as np

    pairs = [pair for pair, ok in model.allowed.items() if ok]
    if any(pair not in pairs for pair in model.fixed):
        return None
    people = len(model.recipients)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    total = len(pairs) + people
    for pair in pairs:
        solver.addVar(float(pair in model.fixed), 1.0)
    for _ in range(people):
        solver.addVar(0.0, 0.0 if model.must_serve else 1.0)
    solver.changeColsIntegrality(total, np.arange(total, dtype=np.int32), [highspy.HighsVarType.kInteger] * total)
    for i, (low, high) in enumerate(zip(model.least, model.most, strict=True)):
        where = [k for k, pair in enumerate(pairs) if pair[0] == i]
        solver.addRow(float(low), float(high), len(where), np.array(where, np.int32), np.ones(len(where)))
    for j in range(people):
        where = [k for k, pair in enumerate(pairs) if pair[1] == j] + [len(pairs) + j]
        solver.addRow(1.0, 1.0, len(where), np.array(where, np.int32), np.ones(len(where)))
    values = []
    for cost, opened in zip(model.pair_cost, model.open_cost, strict=True):
        vector = np.array([cost.get(pair, 0) for pair in pairs] + opened, float)
        solver.changeColsCost(total, np.arange(total, dtype=np.int32), vector)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values.append(round(solver.getInfo().objective_function_value))
        solver.addRow(-highspy.kHighsInf, values[-1] + 0.5, total, np.arange(total, dtype=np.int32), vector)
    return values
