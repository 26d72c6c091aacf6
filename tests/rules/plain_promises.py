"""The promises of the rules once more, in plain Python over one roster at a time: what the tests compare with.

A roster is a set of (helper id, recipient id, role). ``judge`` says None when a hard rule is broken, else the value of
every tier but the lottery.
"""

from __future__ import annotations

from optimizer.domain import Programme
from optimizer.geography.plain import crow_metres, leg_metres
from optimizer.rules import RuleBase, tier_plans
from tests.rules.plain_further import FURTHER, further

Triple = tuple[str, str, int]


def excluded_helpers(programme: Programme, rules: tuple[RuleBase, ...]) -> set[str]:
    """Whom participation and exclusion (hardship and name only; retirement has tests of its own) take out."""
    out = set()
    for rule in rules:
        for h in programme.helpers:
            if rule.kind_name == "participation":
                if rule.employment and h.employment not in rule.employment:
                    out.add(h.id)
                if h.ruling is not None and not h.ruling.takes_part:
                    out.add(h.id)
            if rule.kind_name == "exclusion" and rule.basis == "hardship" and h.hardship:
                out.add(h.id)
            if rule.kind_name == "exclusion" and rule.basis == "name" and (h.id in rule.names or h.name in rule.names):
                out.add(h.id)
    return out


def standing_pairs(programme: Programme, rule: RuleBase) -> set[Triple]:
    released = {(h, r) for h, r, _ in rule.released}
    helpers = {h.id for h in programme.helpers}
    recipients = {r.id for r in programme.recipients}
    out = set()
    for p in programme.incumbent.pairings if programme.incumbent else ():
        runs = p.locked or (p.term is not None and p.term.start <= programme.term.start <= p.term.end)
        if runs and p.helper in helpers and p.recipient in recipients and (p.helper, p.recipient) not in released:
            out.add((p.helper, p.recipient, p.role))
    return out


def quota_bounds(programme: Programme, rule: RuleBase, helper_id: str, role: str) -> tuple[int, int] | None:
    h = next(h for h in programme.helpers if h.id == helper_id)
    for row in rule.rows:
        if row.role != role:
            continue
        fits = (
            row.by == "any"
            or (row.by == "name" and row.value in (h.name, h.id))
            or (row.by in ("post", "role_group", "unit") and getattr(h, row.by) == row.value)
        )
        if fits:
            return row.least, row.most
    return None


def metres(programme: Programme, rule: RuleBase, helper_id: str, recipient_id: str) -> int:
    h = next(h for h in programme.helpers if h.id == helper_id)
    r = next(r for r in programme.recipients if r.id == recipient_id)
    start = h.start or rule.default_start
    if rule.source == "legs":
        found = leg_metres(programme.legs, start, r.place, r.area)
    else:
        found = crow_metres(programme.places, start, r.place, r.area, rule.detour_permille)
    assert found is not None
    return found


def eligible(programme: Programme, rule: RuleBase, rules: tuple[RuleBase, ...], hid: str, rid: str) -> bool:
    h = next(h for h in programme.helpers if h.id == hid)
    r = next(r for r in programme.recipients if r.id == rid)
    for trait in rule.match:
        asked = r.traits.get(trait)
        if asked and not set(asked) & set(h.traits.get(trait) or ()):
            return False
    if rule.same_sex and (h.sex is None or h.sex != r.sex):
        return False
    if rule.most_metres is not None:
        measure = min((d for d in rules if d.kind_name == "distance" and d.source != "off"), key=lambda d: d.id)
        if metres(programme, measure, hid, rid) > rule.most_metres:
            return False
    return not (rule.avoid and {h.id, h.name} & set(r.traits.get("avoid", ())))


def judge(programme: Programme, rules: tuple[RuleBase, ...], roster: frozenset[Triple]) -> list | None:
    helpers = {h.id: h for h in programme.helpers}
    recipients = {r.id: r for r in programme.recipients}
    out = excluded_helpers(programme, rules)
    locks: set[Triple] = set()
    required: set[tuple[str, str]] = set()
    for rule in rules:
        if rule.kind_name == "term_lock" and rule.mode == "hard":
            locks = standing_pairs(programme, rule)
        if rule.kind_name == "require" and rule.mode == "hard":
            required |= {(p.helper, p.recipient) for p in rule.pairs}
    if not locks <= roster or any((h, r) not in {(a, b) for a, b, _ in roster} for h, r in required):
        return None
    if any(h in out and (h, r, k) not in locks for h, r, k in roster):
        return None
    coverage = next((rule for rule in rules if rule.kind_name == "coverage"), None)
    lacking: dict[tuple[str, int], int] = {}
    for r in recipients.values():
        for role, need in enumerate(r.needs):
            given = sum(1 for _, b, k in roster if b == r.id and k == role)
            if given > need or (given < need and coverage is not None and coverage.mode == "hard"):
                return None
            lacking[r.id, role] = need - given
    if len({(h, r) for h, r, _ in roster}) < len(roster):
        return None
    if not _quotas_hold(programme, rules, roster, out, locks, required):
        return None
    values: dict[str, int] = {}
    for rule in rules:
        bad = _measure(programme, rule, rules, roster)
        if rule.mode == "hard" and bad is not None:
            if rule.kind_name == "continuity":
                if bad > rule.most_changes:
                    return None
            elif rule.kind_name == "distance":
                if any(metres(programme, rule, h, r) > rule.most_metres for h, r, _ in roster):
                    return None
            elif bad:
                return None
        values[rule.id] = 0 if bad is None else bad
    if coverage is not None and coverage.price is not None:
        values[coverage.id] = coverage.price * sum(lacking.values())
    found = []
    weights = {rule.id: rule.weight for rule in rules}
    for plan in tier_plans(programme, rules)[:-1]:
        if plan.level is not None:
            found.append(sum(n for (r, _), n in lacking.items() if recipients[r].priority == plan.level))
        elif len(plan.rules) == 1:
            found.append(values[plan.rules[0]])
        else:
            found.append(sum(weights[rule] * values[rule] for rule in plan.rules))
    assert set(h for h, _, _ in roster) <= set(helpers)
    return found


def _quotas_hold(programme, rules, roster, out, locks, required) -> bool:
    quota = next(rule for rule in rules if rule.kind_name == "quota")
    for h in programme.helpers:
        mine = [(r, k) for a, r, k in roster if a == h.id]
        fixed = {(r) for a, r, _ in locks if a == h.id} | {r for a, r in required if a == h.id}
        if h.id in out:
            if len(mine) != len(fixed):
                return False
            continue
        row = quota_bounds(programme, quota, h.id, "")
        least = row[0] if h.least is None else h.least
        most = row[1] if h.most is None else h.most
        if not least <= len(mine) <= max(most, len(fixed)):
            return False
        for number, role in enumerate(programme.roles):
            by_role = quota_bounds(programme, quota, h.id, role.id)
            if by_role is None:
                continue
            held = sum(1 for a, _, k in locks if a == h.id and k == number)
            held = len(fixed) if len(programme.roles) == 1 else held
            if not by_role[0] <= sum(1 for _, k in mine if k == number) <= max(by_role[1], held):
                return False
    return True


def _measure(programme, rule, rules, roster) -> int | None:
    """The measure of a rule on a roster; None for rules that are judged elsewhere."""
    helpers = {h.id: h for h in programme.helpers}
    recipients = {r.id: r for r in programme.recipients}
    pairs = {(h, r) for h, r, _ in roster}
    if rule.kind_name == "term_lock":
        return len(standing_pairs(programme, rule) - roster)
    if rule.kind_name == "eligibility":
        return sum(not eligible(programme, rule, rules, h, r) for h, r, _ in roster)
    if rule.kind_name == "unit_area":
        listed = {row.unit for row in rule.rows}
        allowed = {(row.unit, row.area) for row in rule.rows}
        ends = [(helpers[h].unit, recipients[r].area) for h, r, _ in roster]
        return sum(end[0] in listed and end not in allowed for end in ends)
    if rule.kind_name == "liaison":
        ends = [(helpers[h].liaison_area, recipients[r].area) for h, r, _ in roster]
        return sum(bool(own) and own != area for own, area in ends)
    if rule.kind_name == "require":
        return len({(p.helper, p.recipient) for p in rule.pairs} - pairs)
    if rule.kind_name == "forbid":
        return len({(p.helper, p.recipient) for p in rule.pairs} & pairs)
    if rule.kind_name == "distance" and rule.source != "off":
        each = [metres(programme, rule, h, r) for h, r, _ in roster]
        return max(each, default=0) if rule.measure == "worst" else sum(each)
    if rule.kind_name in FURTHER:
        return further(programme, rule, rules, roster)
    if rule.kind_name == "continuity":
        old = programme.incumbent.pairings if programme.incumbent else ()
        return sum((p.helper, p.recipient, p.role) not in roster for p in old if p.recipient in recipients)
    return None
