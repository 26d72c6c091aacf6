"""What the further rules refuse or ask, and what they mean on cases small enough to see through."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from optimizer.domain import Commitment, Helper, Leg, Pairing, Programme, Recipient, Roster, RuleEntry, Status, Term
from optimizer.model.compile import compile_programme
from optimizer.model.compiled import Compiled
from optimizer.model.expand import expand
from optimizer.planning import plan
from optimizer.rules import typed_rules
from tests.model.plain_model import best, result_of

QUOTA = RuleEntry(id="q", kind="quota", parameters={"rows": [{"by": "any", "most": 2}]})
COVERAGE = RuleEntry(id="c", kind="coverage")


def rule(kind: str, mode: Any = "hard", **parameters: Any) -> RuleEntry:
    return RuleEntry(id="x", kind=kind, mode=mode, parameters=parameters)


def programme(*rules: RuleEntry, helpers: int = 3, recipients: int = 4, **facts: Any) -> Programme:
    """Units 教务 教务 后勤 ..., areas 甲村 乙村 by turns, weights 1 2 3 ..., no distances."""
    units = ("教务", "教务", "后勤")
    return Programme(
        id="p",
        title="t",
        reference_day=date(2026, 9, 20),
        term=Term(start="2026-10", months=36),
        helpers=tuple(
            Helper(id=f"h{n}", name=f"甲试{n}", unit=units[n % 3], post="处长" if n == 0 else "")
            for n in range(helpers)
        ),
        recipients=tuple(
            Recipient(id=f"r{n}", name=f"乙样{n}", area=("甲村", "乙村")[n % 2], weight=n + 1, priority=n % 2)
            for n in range(recipients)
        ),
        rules=(QUOTA, COVERAGE, *rules),
        **facts,
    )


def compiled_of(case: Programme) -> Compiled:
    rules, problems = typed_rules(case.rules)
    assert not problems, problems
    return compile_programme(case, rules)


def codes(case: Programme) -> list[tuple[str, str]]:
    return [(f.code.removeprefix("rules."), f.severity) for f in compiled_of(case).findings]


def roster(case: Programme) -> dict[str, str]:
    """recipient -> helper of an optimal roster."""
    compiled = compiled_of(case)
    found = best(compiled.model)
    assert found is not None
    return {p.recipient: p.helper for p in expand(compiled, result_of(found[1])).pairings}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (rule("fit", 1, rows=[{"cause": "因火星", "word": "医疗"}]), [("cause_unknown", "warning")]),
        (rule("seniority", 1, by="post", ranks=("处长", "厅长")), [("rank_unknown", "warning")]),
        (rule("together", groups=(("乙样0", "乙样9"),)), [("nobody_of_that_name", "error")]),
        (rule("group_totals", rows=[{"unit": "基建", "least": 1}]), [("unit_unknown", "error")]),
        (rule("group_totals", rows=[{"area": "丙村", "most": 1}]), [("area_unknown", "error")]),
        (rule("reserve", rows=[{"unit": "后勤", "spare": 3}]), [("reserve_too_large", "error")]),
        (rule("load", rows=[{"by": "unit", "value": "后勤", "most": 9}]), [("no_load_row", "error")] * 2),
        (rule("load", measure="minutes", rows=[{"by": "any", "most": 9}]), [("minutes_missing", "error")] * 2),
        (rule("fairness", 1, measure="metres"), [("no_distance_rule", "error")]),
        (rule("pledge", "report", yuan=2000, areas=(("丙村", 1000),)), [("area_unknown", "error")]),
    ],
)
def test_findings(entry: RuleEntry, expected: list[tuple[str, str]]) -> None:
    """Each problem once, with its severity, and a sentence in both languages."""
    case = programme(entry)
    assert codes(case) == expected
    for finding in compiled_of(case).findings:
        assert "{" not in finding.say("zh") + finding.say("en")


def test_a_unit_of_whom_nobody_takes_part_cannot_have_a_least() -> None:
    """后勤 has one helper, in hardship: at least one pairing of 后勤 is impossible, and that is said."""
    case = programme(
        rule("group_totals", rows=[{"unit": "后勤", "least": 1}]), rule("exclusion", basis="hardship").altered(id="e")
    )
    people = tuple(h.altered(hardship=h.unit == "后勤") for h in case.helpers)
    assert codes(case.altered(helpers=people)) == [("unit_without_helpers", "error")]


def test_bad_parameters_are_refused() -> None:
    """A total that stands twice, squares of shares, bounds the wrong way round."""
    for entry in (
        rule("group_totals", rows=[{"unit": "教务"}, {"unit": "教务", "most": 1}]),
        rule("group_totals", rows=[{"least": 1}]),
        rule("fairness", 1, measure="share", form="squares"),
        rule("load", rows=[{"by": "any", "least": 2, "most": 1}]),
        rule("cohesion", most=0),
    ):
        assert {f.code for f in typed_rules([entry])[1]} == {"rules.bad_parameter"}


def test_fair_counts_are_spread() -> None:
    """4 recipients, 3 helpers with 2 places each: leximin and squares give 2, 1, 1, not 2, 2, 0."""
    for form in ("leximin", "squares"):
        given = sorted(roster(programme(rule("fairness", 1, form=form))).values())
        assert sorted(given.count(h) for h in set(given)) == [1, 1, 2]


def test_siblings_share_and_rivals_do_not() -> None:
    """r0 and r1 together fill one helper; r2 and r3 apart need two others."""
    case = programme(
        rule("together", groups=(("乙样0", "乙样1"),)), rule("apart", groups=(("r2", "r3"),)).altered(id="y")
    )
    given = roster(case)
    assert given["r0"] == given["r1"] and given["r2"] != given["r3"]


def test_one_village_each() -> None:
    """Two recipients in each village, two places each: with one village a helper nobody serves both villages."""
    given = roster(programme(rule("cohesion", most=1), helpers=2))
    assert given["r0"] == given["r2"] and given["r1"] == given["r3"]


def test_weighted_load() -> None:
    """Weights 1 2 3 4 with at most 5 each for two helpers: only {1, 4} and {2, 3} fit."""
    given = roster(programme(rule("load", rows=[{"by": "any", "most": 5}]), helpers=2))
    assert given["r0"] == given["r3"] != given["r1"] and given["r1"] == given["r2"]


def test_minutes_of_travel() -> None:
    """2 visits x (2 x 30 + 60 minutes) = 240 a recipient: half a day of 480, so a helper with one day takes two."""
    legs = tuple(Leg(start="东门", end=area, metres=1, minutes=30) for area in ("甲村", "乙村"))
    entry = rule(
        "load", measure="minutes", rows=[{"by": "any", "most": 1}], visits=2, stay_minutes=60, default_start="东门"
    )
    limit = compiled_of(programme(entry, legs=legs)).model.limit("load.x")
    assert (480 * np.ravel(limit.weight) == 240 * limit.most[0]).all()  # the model may count in a common unit
    assert len(set(limit.most.tolist())) == 1


def test_windows_are_available_days() -> None:
    """Term time leaves 教务 the weekends of 1 to 20 September 2026 (5, 6, 12, 13, 19, 20) and every day of 19 to 21: 7 different days,
    of which 2 are promised elsewhere. 后勤 has no window and keeps the row's 9; who states 4 days has 4.
    """
    windows = [
        {"by": "unit", "value": "教务", "first": "2026-09-01", "last": "2026-09-20", "weekdays": "67"},
        {"by": "unit", "value": "教务", "first": "2026-09-19", "last": "2026-09-21", "weekdays": "1234567"},
    ]
    legs = tuple(Leg(start="东门", end=area, metres=1, minutes=30) for area in ("甲村", "乙村"))
    facts = {"measure": "minutes", "rows": [{"by": "any", "most": 9}], "stay_minutes": 420, "default_start": "东门"}
    case = programme(rule("load", windows=windows, **facts), legs=legs)
    first, second, third = case.helpers
    first = first.altered(commitments=(Commitment(programme="z", recipients=1, days=2),))
    case = case.altered(helpers=(first, second.altered(available_days=4), third))
    assert compiled_of(case).model.limit("load.x").most.tolist() == [5, 4, 9]  # a visit fills a day of 480 minutes
    assert "rules.no_load_row" in {
        f.code for f in compiled_of(programme(rule("load", **facts | {"rows": []}))).findings
    }
    every = [{"by": "any", "first": "2026-01-01", "last": "2026-12-31"}]
    free = programme(rule("load", windows=every, **facts | {"rows": []}), legs=legs)
    assert (
        compiled_of(free).model.limit("load.x").most.tolist() == [261] * 3
    )  # 2026 begins on a Thursday: 52 weeks and a day
    _, problems = typed_rules((rule("load", windows=[every[0] | {"first": "2027-01-01"}]),))
    assert [finding.code for finding in problems] == ["rules.bad_parameter"]


def test_deeper_need_meets_higher_rank() -> None:
    """The neediest (r0, r2) go to the one 处长, who has two places."""
    given = roster(programme(rule("seniority", 1, by="post", ranks=("处长",))))
    assert {r for r, h in given.items() if h == "h0"} == {"r0", "r2"}


def test_a_leaver_is_followed_by_a_colleague() -> None:
    """h9 of 后勤 left r0; h2 is the only other one of 后勤; with the unit unknown it is asked."""
    old = Roster(programme="p", pairings=(Pairing(helper="h9", recipient="r0"), Pairing(helper="h1", recipient="r2")))
    case = programme(rule("succession", 1, units=(("h9", "后勤"),)), incumbent=old)
    assert roster(case)["r0"] == "h2"
    unknown = programme(rule("succession", 1), incumbent=old)
    assert codes(unknown) == [("leaver_unit_unknown", "ask")]
    assert roster(unknown)["r0"] == "h1"


def test_team_counts_persons() -> None:
    """Four subjects of two students, at most one mentor each. Whoever may take both subjects of a student serves all four; where
    everybody teaches one of them, a subject of each student waits; an unknown trait is refused.
    """
    case = programme(rule("team", trait="student", most=1))
    students = tuple(
        r.altered(traits={"student": (f"s{n // 2}",), "subject": (f"t{n % 2}",)}) for n, r in enumerate(case.recipients)
    )
    quota = QUOTA.altered(parameters={"rows": [{"by": "any", "most": 2}]})
    case = case.altered(recipients=students, rules=(quota, COVERAGE.altered(mode=1), case.rules[2]))
    both = plan(case).answer
    assert (both.status, both.uncovered) == (Status.OPTIMAL, ())
    teachers = tuple(h.altered(traits={"subject": (f"t{n % 2}",)}) for n, h in enumerate(case.helpers))
    same = rule("eligibility", match=("subject",)).altered(id="same")
    one = plan(case.altered(helpers=teachers, rules=(*case.rules, same))).answer
    assert (one.status, [item.missing for item in one.uncovered], one.route) == (Status.OPTIMAL, [1, 1], "network")
    assert {f.code for f in compiled_of(programme(rule("team", trait="nobody", most=1))).findings} == {
        "rules.trait_unknown"
    }
