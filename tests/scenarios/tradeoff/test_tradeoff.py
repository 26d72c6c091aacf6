"""The curve against exhaustive search: all corners, nothing below the line, every point can be planned."""

from __future__ import annotations

import itertools

import pytest

from optimizer.domain import Pairing, Programme, Roster, RuleEntry
from optimizer.errors import InputError
from optimizer.planning import plan
from scenarios.tradeoff import tradeoff
from tests.builders.villages import METRES, village_programme


def _programme(seed: int) -> Programme:
    base = village_programme(seed, helpers=6, recipients=5, running=0.0)
    rules = (*base.rules, RuleEntry(id="C", kind="continuity", mode=2))
    return base.altered(rules=rules)


def _outcomes(programme: Programme) -> set[tuple[int, int]]:
    """(changes, metres) of every roster in which everybody has one helper: quota 2 for the leader, 1 for the others."""
    assert programme.incumbent is not None
    before = {p.recipient: p.helper for p in programme.incumbent.pairings}
    staff = [programme.helpers[0], *programme.helpers]  # the leader twice
    found = set()
    for chosen in itertools.permutations(range(len(staff)), len(programme.recipients)):
        pairs = [(staff[i], r) for i, r in zip(chosen, programme.recipients, strict=True)]
        changes = sum(before[r.id] != h.id for h, r in pairs)
        found.add((changes, sum(METRES[h.start, r.area] for h, r in pairs)))
    return found


def _corners(outcomes: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Vertices of the lower left hull, by the definition: the only minimum of some positive weighted sum."""
    front = sorted(p for p in outcomes if not any(q != p and q[0] <= p[0] and q[1] <= p[1] for q in outcomes))
    kept = []
    for p in front:
        below = any(
            a[0] < p[0] < b[0] and (p[1] - a[1]) * (b[0] - a[0]) >= (b[1] - a[1]) * (p[0] - a[0])
            for a in front
            for b in front
        )
        kept += [] if below else [p]
    return kept


def test_all_corners_are_found_and_can_be_planned() -> None:
    """12 seeded programmes, about 2,500 rosters each; planning a point's programme gives exactly that point."""
    several = 0
    for seed in range(12):
        programme = _programme(seed)
        curve = tradeoff(programme, "C", "R4")
        wanted = _corners(_outcomes(programme))
        assert curve.exact and [(p.first, p.second) for p in curve.points] == wanted, seed
        several += len(wanted) > 2
        for point in curve.points:
            assert point.programme is not None
            answer = plan(point.programme).answer
            assert sum(pair.metres or 0 for pair in answer.pairs) == point.second
            assert sum(not pair.kept for pair in answer.pairs) == point.first
    assert several > 0


def test_between_corners_value_and_bound_hold_the_best_within_the_budget() -> None:
    """For every budget the true best lies between the bound (the line) and the value (the corner before)."""
    for seed in range(6):
        programme = _programme(seed)
        outcomes, curve = _outcomes(programme), tradeoff(programme, "C", "R4")
        for budget in range(6):
            within = [second for first, second in outcomes if first <= budget]
            told = curve.between(budget)
            if not within:
                assert told is None
            else:
                assert told is not None and told[1] is not None and told[1] <= min(within) <= told[0]


def test_an_aim_that_is_no_sum_is_found_by_limits_with_bounds() -> None:
    """The longest way against changes: each point's bound is the true least longest way under that many changes."""
    base = _programme(3)
    rules = (*base.rules, RuleEntry(id="W", kind="distance", mode=3, parameters={"measure": "worst"}))
    curve = tradeoff(base.altered(rules=rules), "C", "W")
    assert base.incumbent is not None
    before = {p.recipient: p.helper for p in base.incumbent.pairings}
    staff = [base.helpers[0], *base.helpers]
    best: dict[int, int] = {}
    metres = [m for m in METRES.values()]
    for chosen in itertools.permutations(range(len(staff)), len(base.recipients)):
        pairs = [(staff[i], r) for i, r in zip(chosen, base.recipients, strict=True)]
        changes = sum(before[r.id] != h.id for h, r in pairs)
        worst = max(METRES[h.start, r.area] for h, r in pairs)
        best[changes] = min(best.get(changes, max(metres)), worst)
    assert curve.points
    for point in curve.points:
        least = min(value for changes, value in best.items() if changes <= point.first)
        assert point.bound is not None and point.bound <= least <= point.second
    assert [p.second for p in curve.points] == sorted((p.second for p in curve.points), reverse=True)


def _pairings(programme: Programme, seats: int) -> list[tuple[list[int], list[int], int]]:
    """(load of every helper, metres of every pairing, changes) of each roster in which nobody has more than ``seats``."""
    assert programme.incumbent is not None
    before = {p.recipient: p.helper for p in programme.incumbent.pairings}
    found = []
    for chosen in itertools.product(range(len(programme.helpers)), repeat=len(programme.recipients)):
        load = [chosen.count(place) for place in range(len(programme.helpers))]
        if max(load) <= seats:
            pairs = [(programme.helpers[i], r) for i, r in zip(chosen, programme.recipients, strict=True)]
            metres = [METRES[h.start, r.area] for h, r in pairs]
            found.append((load, metres, sum(before[r.id] != h.id for h, r in pairs)))
    return found


def _uneven(seed: int, *aims: RuleEntry) -> Programme:
    """One helper lives near the village of three of five recipients and has all three; up to three for everybody."""
    base = village_programme(seed, helpers=4, recipients=5, standing=False)
    near = seed % 4
    areas = ("乙村", "乙村", "乙村", "甲村", "丙村")
    held = [near, near, near, (near + 1) % 4, (near + 2 - seed) % 4]
    own = [rule for rule in base.rules if rule.kind in ("term_lock", "coverage")]
    way = RuleEntry(id="D", kind="distance", mode="report")
    quota = RuleEntry(id="QQ", kind="quota", parameters={"rows": [{"by": "any", "most": 3}]})
    return base.altered(
        helpers=tuple(
            helper.altered(start="西校区" if place == near else "东校区") for place, helper in enumerate(base.helpers)
        ),
        recipients=tuple(r.altered(area=area) for r, area in zip(base.recipients, areas, strict=True)),
        rules=(*own, quota, way, *aims),
        incumbent=Roster(
            programme="last",
            pairings=tuple(
                Pairing(helper=base.helpers[place].id, recipient=recipient.id)
                for place, recipient in zip(held, base.recipients, strict=True)
            ),
        ),
    )


AIMS = {
    "W": (RuleEntry(id="W", kind="distance", mode=3, parameters={"measure": "worst"}), lambda o: max(o[1])),
    "L": (RuleEntry(id="L", kind="fairness", mode=4), lambda o: max(o[0])),
    "Q": (
        RuleEntry(id="Q", kind="fairness", mode=5, parameters={"form": "squares"}),
        lambda o: sum(n * n for n in o[0]),
    ),
    "C": (RuleEntry(id="C", kind="continuity", mode=6), lambda o: o[2]),
}


@pytest.mark.parametrize(("first", "second"), [*itertools.permutations(AIMS, 2)])
def test_any_two_aims_are_traded_with_true_values_and_bounds(first: str, second: str) -> None:
    """Sum, worst, leximin (its largest total) and squares, all orders, three programmes
    with up to 3 recipients a helper, against all rosters: both ends are the two orders of the aims, every point is a roster's, and no bound is above the truth.
    """
    for seed in (0, 1, 2):
        programme = _uneven(seed, AIMS[first][0], AIMS[second][0])
        outcomes = [(AIMS[first][1](o), AIMS[second][1](o)) for o in _pairings(programme, 3)]
        curve = tradeoff(programme, first, second)
        reached = [(point.first, point.second) for point in curve.points]
        assert reached[0] == min(outcomes) and reached[-1][::-1] == min(o[::-1] for o in outcomes)
        assert set(reached) <= set(outcomes)
        for point in curve.points:
            least = min(b for a, b in outcomes if a <= point.first)
            assert point.bound is None or point.bound <= least
            assert least <= point.second
        # evenness by one measure is evenness by the other; and who is paired now is paired as near as can be
        assert len(reached) > 1 or {first, second} in ({"L", "Q"}, {"C", "W"})


def test_a_rule_that_is_only_reported_can_be_traded() -> None:
    """Changes against a distance that is no aim so far: the same corners as when it is one."""
    programme = _programme(2)
    rules = tuple(rule.altered(mode="report") if rule.id == "R4" else rule for rule in programme.rules)
    told = tradeoff(programme.altered(rules=rules), "C", "R4")
    wanted = _corners(_outcomes(programme))
    assert told.exact and [(p.first, p.second) for p in told.points] == wanted


@pytest.mark.parametrize(("first", "second", "code"), [("Q", "U", "aims_no_sum"), ("4", "C", "aim_several")])
def test_what_has_no_curve_is_said(first: str, second: str, code: str) -> None:
    """Two sums of squares can neither be limited nor added; a tier of two forms is no single aim. Both name the way out."""
    squares = RuleEntry(id="Q", kind="fairness", mode=3, parameters={"form": "squares"})
    rules = [
        squares,
        squares.altered(id="U", mode=4, parameters={"form": "squares", "by": "unit"}),
        RuleEntry(id="W", kind="distance", mode=4, parameters={"measure": "worst"}),
        RuleEntry(id="C", kind="continuity", mode=6),
    ]
    with pytest.raises(InputError) as caught:
        tradeoff(_uneven(0, *rules), first, second)
    assert [finding.code for finding in caught.value.findings] == [f"scenarios.{code}"]
    assert caught.value.findings[0].advice("zh")


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("C", "C", "aim_same"),
        ("C", "X9", "aim_unknown"),
        ("9", "C", "aim_unknown"),
        ("R2", "C", "aim_unmeasured"),
    ],
)
def test_aims_that_cannot_be_traded_are_refused(first: str, second: str, code: str) -> None:
    """The same aim twice, one that is not there, one that is hard."""
    with pytest.raises(InputError) as caught:
        tradeoff(_programme(1), first, second)
    assert caught.value.findings[0].code == f"scenarios.{code}"


def test_a_wish_is_traded_against_distance() -> None:
    """Further villages against metres: no roster is below a point in both, and the ends are planned as the curve says."""
    several = 0
    for seed in range(6):
        base = village_programme(seed, helpers=5, recipients=5, running=0.0, standing=False, most=3)
        rules = [rule for rule in base.rules if rule.kind not in ("continuity", "term_lock", "liaison")]
        wish = RuleEntry(id="W", kind="cohesion", mode=2, parameters={"most": 1})
        programme = base.altered(rules=(*rules, wish))
        curve = tradeoff(programme, "W", "R4")
        outcomes = set()
        room = [2, 3, 3, 3, 3]
        for chosen in itertools.product(range(5), repeat=5):
            if all(chosen.count(i) <= room[i] for i in range(5)):
                pairs = [(programme.helpers[i], r) for i, r in zip(chosen, programme.recipients, strict=True)]
                used = {(h.id, r.area) for h, r in pairs}
                beyond = len(used) - len({h for h, _ in used})
                outcomes.add((beyond, sum(METRES[h.start, r.area] for h, r in pairs)))
        for point in curve.points:
            assert (point.first, point.second) in outcomes
            assert not any(a <= point.first and b < point.second for a, b in outcomes)
            if point.programme is not None:
                tiers = {tier.name.split(".")[-1]: tier.value for tier in plan(point.programme).answer.tiers}
                assert tiers["W"] == point.first
        several += len(curve.points) > 1
    assert several > 0
