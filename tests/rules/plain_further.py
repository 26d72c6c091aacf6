"""The further rules once more, in plain Python over one roster: the measure of each (leximin: all totals, descending)."""

from __future__ import annotations

from optimizer.domain import Helper, Programme, Recipient
from optimizer.rules import RuleBase

FURTHER = {
    "together",
    "apart",
    "cohesion",
    "group_totals",
    "team",
    "reserve",
    "load",
    "fairness",
    "fit",
    "seniority",
    "succession",
    "supervision",
}


def further(programme: Programme, rule: RuleBase, rules: tuple[RuleBase, ...], roster: frozenset) -> int | list[int]:
    helpers = {h.id: h for h in programme.helpers}
    recipients = {r.id: r for r in programme.recipients}
    ends = [(helpers[h], recipients[r]) for h, r, _ in sorted(roster)]
    by_name = {
        "together": lambda: _together(programme, rule, roster),
        "apart": lambda: _apart(programme, rule, roster),
        "cohesion": lambda: _cohesion(rule, ends),
        "group_totals": lambda: _totals(rule, ends),
        "supervision": lambda: _supervision(programme, rule, roster),
        "team": lambda: _team(programme, rule, ends),
        "reserve": lambda: _reserve(programme, rule, rules, ends),
        "load": lambda: _load(programme, rule, rules, roster),
        "fairness": lambda: _fairness(programme, rule, rules, ends),
        "fit": lambda: sum(_lost(rule, h, r) for h, r in ends),
        "seniority": lambda: sum(_step(rule, h) * _depth(programme, r) for h, r in ends),
        "succession": lambda: sum(_succession(programme, rule, rules, slot) for slot in roster),
    }
    return by_name[rule.kind_name]()


def _team(programme: Programme, rule: RuleBase, ends: list[tuple[Helper, Recipient]]) -> int:
    off = 0
    for words in {r.traits[rule.trait] for r in programme.recipients if rule.trait in r.traits}:
        own = [h.id for h, r in ends if r.traits.get(rule.trait) == words]
        off += max(0, rule.least - len(own)) + max(0, len(set(own)) - rule.most)
    return off


def _supervision(programme: Programme, rule: RuleBase, roster: frozenset) -> int:
    ids = [role.id for role in programme.roles]
    low, high = ids.index(rule.supervised or ids[0]), ids.index(rule.supervisor or ids[1])
    helpers = {h.id: h for h in programme.helpers}
    needs = {r.id: r.needs for r in programme.recipients}

    def rank(helper: Helper) -> int:
        return [*rule.ranks, getattr(helper, rule.by)].index(getattr(helper, rule.by))

    def over(chief: str, helper: str) -> bool:
        one, other = helpers[chief], helpers[helper]
        if chief == helper:
            return False
        if any((row.supervisor, row.helper) == (chief, helper) for row in rule.pairs):
            return True
        if not rule.ranks and not rule.same_unit:
            return False
        return (not rule.ranks or rank(one) < rank(other)) and (not rule.same_unit or "" != one.unit == other.unit)

    return sum(
        not any(over(chief, h) for chief, other, role in roster if other == r and role == high)
        for h, r, k in roster
        if k == low and needs[r][high]
    )


def _groups(programme: Programme, rule: RuleBase) -> list[list[str]]:
    found = [sorted(set(group)) for group in rule.groups]
    words = sorted({w for r in programme.recipients for w in r.traits.get(rule.trait, ())}) if rule.trait else []
    found += [[r.id for r in programme.recipients if word in r.traits.get(rule.trait, ())] for word in words]
    return [group for group in found if len(group) > 1]


def _together(programme: Programme, rule: RuleBase, roster: frozenset) -> int:
    def of(recipient: str, role: int) -> set[str]:
        return {h for h, r, k in roster if (r, k) == (recipient, role)}

    roles = range(len(programme.roles))
    return sum(of(m, k) != of(g[0], k) for g in _groups(programme, rule) for m in g[1:] for k in roles)


def _apart(programme: Programme, rule: RuleBase, roster: frozenset) -> int:
    beyond = 0
    for group in _groups(programme, rule):
        for helper in programme.helpers:
            beyond += max(0, len([1 for h, r, _ in roster if h == helper.id and r in group]) - 1)
    return beyond


def _cohesion(rule: RuleBase, ends: list[tuple[Helper, Recipient]]) -> int:
    names = [(h.id if rule.by == "helper" else h.unit, getattr(r, rule.part)) for h, r in ends]
    used = {(name, part) for name, part in names if name and part}
    return sum(max(0, sum(1 for n, _ in used if n == name) - rule.most) for name in {n for n, _ in used})


def _totals(rule: RuleBase, ends: list[tuple[Helper, Recipient]]) -> int:
    wrong = beyond = 0
    for row in rule.rows:
        have = sum((not row.unit or h.unit == row.unit) and (not row.area or r.area == row.area) for h, r in ends)
        most = 10**9 if row.most is None else row.most
        wrong += not row.least <= have <= most
        beyond += max(row.least - have, 0) + max(have - most, 0)
    return beyond if isinstance(rule.mode, int) else wrong


def _locks(programme: Programme, rules: tuple[RuleBase, ...]) -> set[tuple[str, str]]:
    from tests.rules.plain_promises import standing_pairs

    found = set()
    for rule in rules:
        if rule.kind_name == "term_lock" and rule.mode == "hard":
            found |= {(h, r) for h, r, _ in standing_pairs(programme, rule)}
        if rule.kind_name == "require" and rule.mode == "hard":
            found |= {(p.helper, p.recipient) for p in rule.pairs}
    return found


def _capacity(programme: Programme, rules: tuple[RuleBase, ...], helper: Helper) -> int:
    """The upper quota after locks of somebody in the model; 0 for anybody else."""
    from tests.rules.plain_promises import excluded_helpers, quota_bounds, standing_pairs

    held = sum(h == helper.id for h, _ in _locks(programme, rules))
    if helper.id in excluded_helpers(programme, rules):
        lock = [rule for rule in rules if rule.kind_name == "term_lock" and rule.mode == "hard"]
        return held if any(h == helper.id for rule in lock for h, _, _ in standing_pairs(programme, rule)) else 0
    row = quota_bounds(programme, next(rule for rule in rules if rule.kind_name == "quota"), helper.id, "")
    return max(row[1] if helper.most is None else helper.most, held)


def _reserve(programme: Programme, rule: RuleBase, rules: tuple, ends: list[tuple[Helper, Recipient]]) -> int:
    short = 0
    for row in rule.rows:
        places = sum(_capacity(programme, rules, h) for h in programme.helpers if not row.unit or h.unit == row.unit)
        used = sum(not row.unit or h.unit == row.unit for h, _ in ends)
        short += max(0, row.spare - (places - used))
    return short


def _work(programme: Programme, rule: RuleBase, helper: Helper, recipient: Recipient) -> int:
    if rule.measure == "weight":
        return recipient.weight
    start = helper.start or rule.default_start
    legs = {leg.end: leg.minutes for leg in programme.legs if leg.start == start}
    return rule.visits * (2 * legs.get(recipient.place, legs.get(recipient.area)) + rule.stay_minutes)


def _load(programme: Programme, rule: RuleBase, rules: tuple, roster: frozenset) -> int:
    from tests.rules.plain_promises import excluded_helpers

    recipients = {r.id: r for r in programme.recipients}
    out = excluded_helpers(programme, rules)
    wrong = beyond = 0
    for helper in programme.helpers:
        load = sum(_work(programme, rule, helper, recipients[r]) for h, r, _ in roster if h == helper.id)
        held = sum(_work(programme, rule, helper, recipients[r]) for h, r in _locks(programme, rules) if h == helper.id)
        if helper.id in out:
            wrong += load > held
            beyond += max(0, load - held)
            continue
        row = next(row for row in rule.rows if row.by == "any" or helper.unit == row.value)
        unit = rule.minutes_per_day if rule.measure == "minutes" else 1
        most = row.most * unit
        days = _days(rule, helper) if helper.available_days is None else helper.available_days
        if rule.measure == "minutes" and days is not None:
            most = max(0, days - sum(c.days for c in helper.commitments)) * unit
        wrong += not row.least * unit <= load <= max(most, held)
        beyond += max(row.least * unit - load, 0) + max(load - max(most, held), 0)
    return beyond if isinstance(rule.mode, int) else wrong


def _days(rule: RuleBase, helper: Helper) -> int | None:
    """Windows of the tiny programmes lie in September 2026, which begins on a Tuesday; they speak of units or of everybody."""
    own = [row for row in rule.windows if row.by == "any" or row.value == helper.unit]
    september = [(day, str((day % 7) + 1)) for day in range(1, 31)]
    inside = [
        any(row.first.day <= day <= row.last.day and weekday in row.weekdays for row in own)
        for day, weekday in september
    ]
    return sum(inside) if own else None


def _fairness(
    programme: Programme, rule: RuleBase, rules: tuple, ends: list[tuple[Helper, Recipient]]
) -> int | list[int]:
    from tests.rules.plain_promises import metres

    totals: dict[str, int] = {}
    for helper, recipient in ends:
        group = helper.id if rule.by == "helper" else helper.unit
        if rule.measure == "count":
            part = 1
        elif rule.measure == "metres":
            sources = [d for d in rules if d.kind_name == "distance" and d.source != "off"]
            part = metres(programme, min(sources, key=lambda d: d.id), helper.id, recipient.id)
        else:
            mates = [h for h in programme.helpers if (h.id if rule.by == "helper" else h.unit) == group]
            part = 1_000_000 // sum(_capacity(programme, rules, h) for h in mates)
        totals[group] = totals.get(group, 0) + part
    if rule.form == "squares":
        return sum(t * t for t in totals.values())
    if rule.form == "worst" or rule.mode == "report":
        return max(totals.values(), default=0)
    return sorted((t for t in totals.values() if t), reverse=True)


def _lost(rule: RuleBase, helper: Helper, recipient: Recipient) -> int:
    rows = [row for row in rule.rows if row.cause == recipient.cause]
    words = helper.traits.get(rule.trait, ())
    return max([row.points for row in rows], default=0) - max(
        [row.points for row in rows if row.word in words], default=0
    )


def _step(rule: RuleBase, helper: Helper) -> int:
    rank = getattr(helper, rule.by)
    return rule.ranks.index(rank) if rank in rule.ranks else len(rule.ranks)


def _depth(programme: Programme, recipient: Recipient) -> int:
    return max(r.priority for r in programme.recipients) - recipient.priority


def _succession(programme: Programme, rule: RuleBase, rules: tuple, slot: tuple[str, str, int]) -> int:
    from tests.rules.plain_promises import excluded_helpers, standing_pairs

    helper_id, recipient_id, role = slot
    old = programme.incumbent.pairings if programme.incumbent else ()
    helpers = {h.id: h for h in programme.helpers}
    recipients = {r.id: r for r in programme.recipients}
    kept = {
        h for r in rules if r.kind_name == "term_lock" and r.mode == "hard" for h, _, _ in standing_pairs(programme, r)
    }
    out = excluded_helpers(programme, rules) - kept
    left = [
        p.helper
        for p in old
        if (p.recipient, p.role) == (recipient_id, role) and (p.helper not in helpers or p.helper in out)
    ]
    if not left or any((p.helper, p.recipient, p.role) == slot for p in old):
        return 0
    units = {helpers[h].unit if h in helpers else dict(rule.units).get(h, "") for h in left}
    if helpers[helper_id].unit in units - {""}:
        return 0
    area = recipients[recipient_id].area
    near = any(
        p.helper == helper_id and p.recipient in recipients and recipients[p.recipient].area == area for p in old
    )
    return 1 if near else 2
