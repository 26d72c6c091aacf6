"""What rules say of a programme that does not hold together: every problem, once, with its cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from optimizer.domain import (
    Cell,
    Finding,
    Helper,
    Leg,
    Origin,
    Pairing,
    Programme,
    Recipient,
    Roster,
    RuleEntry,
    Ruling,
    Term,
)
from optimizer.model.compile import compile_programme
from optimizer.model.compiled import Compiled
from optimizer.rules import typed_rules

QUOTA = RuleEntry(id="q", kind="quota", parameters={"rows": [{"by": "any", "most": 1}]})
COVERAGE = RuleEntry(id="c", kind="coverage")


def staff(n: int, **facts: Any) -> Helper:
    return Helper(id=f"h{n}", name=f"甲试{n}", origin=Origin(file="员工.xlsx", sheet="表", row=10 + n), **facts)


def home(n: int, **facts: Any) -> Recipient:
    return Recipient(
        id=f"r{n}", name=f"乙样{n}", origin=Origin(file="村.csv", row=20 + n), **({"area": "甲村"} | facts)
    )


def programme(helpers: list[Helper], recipients: list[Recipient], *rules: RuleEntry, **facts: Any) -> Programme:
    return Programme(
        id="p",
        title="t",
        reference_day=date(2026, 9, 20),
        term=Term(start="2026-10", months=36),
        helpers=tuple(helpers),
        recipients=tuple(recipients),
        rules=rules,
        **facts,
    )


def compiled_of(case: Programme) -> Compiled:
    rules, problems = typed_rules(case.rules)
    assert not problems
    return compile_programme(case, rules)


def found(case: Programme, code: str) -> list[Finding]:
    return [finding for finding in compiled_of(case).findings if finding.code == f"rules.{code}"]


def test_a_remark_is_asked_and_decides_nothing() -> None:
    """病休 without a ruling is listed and takes part; with a ruling it is not asked; an excluded person is not asked."""
    people = [
        staff(0, remark="病休"),
        staff(1, remark="病休", ruling=Ruling(takes_part=True)),
        staff(2, remark="借调", ruling=Ruling(takes_part=False, reason="借调在外", decided_by="领导小组")),
        staff(3, remark="困难", hardship=True),
    ]
    hardship = RuleEntry(id="e", kind="exclusion", parameters={"basis": "hardship"})
    case = programme(people, [home(0)], RuleEntry(id="a", kind="participation"), hardship, QUOTA, COVERAGE)
    asked = found(case, "remark_asked")
    assert [(f.severity, f.facts["helper"], f.cells) for f in asked] == [
        ("ask", "h0", (Cell("员工.xlsx", "表", "A10"),))
    ]
    compiled = compiled_of(case)
    assert [(e.helper, e.code) for e in compiled.exclusions] == [("h2", "rules.ruled_out"), ("h3", "rules.in_hardship")]
    assert compiled.model is not None


def test_an_empty_employment_is_an_error_only_where_a_list_is_asked_for() -> None:
    """With a list of 编制类别, an empty cell cannot be judged; without one it does not matter."""
    listed = RuleEntry(id="a", kind="participation", parameters={"employment": ("在编",)})
    assert len(found(programme([staff(0)], [home(0)], listed, QUOTA, COVERAGE), "employment_empty")) == 1
    free = RuleEntry(id="a", kind="participation")
    assert not found(programme([staff(0)], [home(0)], free, QUOTA, COVERAGE), "employment_empty")


def test_places_left_follow_each_rule() -> None:
    """4 people x 1 place; one not established, one in hardship: 4 -> 3 -> 2; a lock keeps the third with its place."""
    people = [staff(n, employment="在编" if n else "外聘", hardship=n == 1) for n in range(4)]
    old = Roster(
        programme="p",
        pairings=(Pairing(helper="h1", recipient="r0", term=Term(start="2025-01", months=36)),),
    )
    rules = (
        RuleEntry(id="a", kind="participation", parameters={"employment": ("在编",)}),
        RuleEntry(id="b", kind="exclusion", parameters={"basis": "hardship"}),
        RuleEntry(id="l", kind="term_lock"),
        QUOTA,
        COVERAGE,
    )
    compiled = compiled_of(programme(people, [home(0), home(1)], *rules, incumbent=old))
    left = [(a.rule, a.helpers_left, a.places_left) for a in compiled.accounts]
    assert left == [("a", 3, 3), ("b", 2, 2), ("l", 3, 3), ("q", 3, 3), ("c", 3, 3)]
    assert [f.code for f in compiled.findings] == ["rules.kept_by_lock"]


def test_liaison_of_nowhere_and_of_nobody() -> None:
    """An area that no recipient is in is an error; the liaison of somebody excluded is asked about."""
    people = [staff(0, liaison_area="丙村"), staff(1, liaison_area="甲村", hardship=True), staff(2)]
    hardship = RuleEntry(id="e", kind="exclusion", parameters={"basis": "hardship"})
    case = programme(people, [home(0)], hardship, QUOTA, COVERAGE, RuleEntry(id="v", kind="liaison", mode=1))
    assert [f.cells for f in found(case, "liaison_area_unknown")] == [(Cell("员工.xlsx", "表", "A10"),)]
    assert [f.severity for f in found(case, "liaison_of_excluded")] == ["ask"]


def test_missing_distances_are_named_once_each() -> None:
    """A start without any leg once, an end without any leg once, a single missing leg once, whatever the number of pairs."""
    people = [staff(0, start="东门"), staff(1, start="西门"), staff(2, start="无门"), staff(3), staff(4, start="东门")]
    homes = [home(0), home(1, area="乙村"), home(2, area="丙村"), home(3, area="丙村"), home(4)]
    legs = (
        Leg(start="东门", end="甲村", metres=1),
        Leg(start="东门", end="乙村", metres=2),
        Leg(start="西门", end="甲村", metres=3),
    )
    rule = RuleEntry(id="d", kind="distance", mode=1)
    case = programme(people, homes, QUOTA, COVERAGE, rule, legs=legs)
    said = [(f.code, f.facts.get("start"), f.facts.get("end")) for f in compiled_of(case).findings]
    assert said == [
        ("rules.start_missing", None, None),
        ("rules.start_unknown", "无门", None),
        ("rules.end_unknown", None, "丙村"),
        ("rules.leg_missing", "西门", "乙村"),
    ]
    assert {f.severity for f in compiled_of(case).findings} == {"error"}
    report = programme(people, homes, QUOTA, COVERAGE, rule.altered(mode="report"), legs=legs)
    assert {f.severity for f in compiled_of(report).findings} == {"warning"}


def test_one_start_means_that_distance_does_not_matter() -> None:
    """All start at one campus and everybody is served: the total is constant, and that is said."""
    legs = tuple(Leg(start="东门", end=area, metres=9) for area in ("甲村", "乙村"))
    people, homes = [staff(n, start="东门") for n in range(2)], [home(0), home(1, area="乙村")]
    rule = RuleEntry(id="d", kind="distance", mode=1)
    assert len(found(programme(people, homes, QUOTA, COVERAGE, rule, legs=legs), "distance_constant")) == 1
    optional = COVERAGE.altered(mode=1)
    assert not found(programme(people, homes, QUOTA, optional, rule, legs=legs), "distance_constant")


@pytest.mark.parametrize(
    ("said", "code"), [("甲试9", "nobody_of_that_name"), ("甲试", "several_of_that_name"), ("甲试(后勤)", None)]
)
def test_names_must_name_one_person(said: str, code: str | None) -> None:
    """A name of nobody or of two people is refused; 姓名(部门) settles it."""
    people = [
        Helper(id="h0", name="甲试", unit="教务"),
        Helper(id="h1", name="甲试", unit="后勤"),
        Helper(id="h2", name="乙试", unit="后勤"),
    ]
    rule = RuleEntry(id="e", kind="exclusion", parameters={"basis": "name", "names": (said,), "reason": "决定"})
    compiled = compiled_of(programme(people, [home(0)], rule, QUOTA, COVERAGE))
    assert [f.code for f in compiled.findings] == ([f"rules.{code}"] if code else [])
    assert [e.helper for e in compiled.exclusions] == ([] if code else ["h1"])


def test_locks_released_and_in_the_way() -> None:
    """Released by event, by a helper who left, by a recipient who is gone; two locks on one slot; a lock over quota."""
    term = Term(start="2025-01", months=36)
    ends = [("h0", "r0"), ("h9", "r1"), ("h1", "r9"), ("h1", "r2"), ("h2", "r2"), ("h3", "r3"), ("h3", "r4")]
    old = Roster(programme="p", pairings=tuple(Pairing(helper=h, recipient=r, term=term) for h, r in ends))
    lock = RuleEntry(id="l", kind="term_lock", parameters={"released": (("h0", "r0", "调离"),)})
    case = programme([staff(n) for n in range(4)], [home(n) for n in range(5)], lock, QUOTA, COVERAGE, incumbent=old)
    said = sorted((f.code.removeprefix("rules."), f.severity) for f in compiled_of(case).findings)
    assert said == [
        ("lock_released_event", "note"),
        ("lock_released_gone", "note"),
        ("lock_released_left", "note"),
        ("locks_above_need", "error"),
        ("locks_above_quota", "note"),
    ]


def test_a_lock_that_a_hard_rule_forbids_names_the_rule() -> None:
    """The office must choose: release the pairing, or soften the rule."""
    old = Roster(programme="p", pairings=(Pairing(helper="h0", recipient="r0", locked=True),))
    forbid = RuleEntry(id="f", kind="forbid", parameters={"pairs": ({"helper": "h0", "recipient": "r0"},)})
    rules = (RuleEntry(id="l", kind="term_lock"), QUOTA, COVERAGE, forbid)
    said = found(programme([staff(0)], [home(0)], *rules, incumbent=old), "lock_against_rule")
    assert [f.facts["rule"] for f in said] == ["f"]


def test_quota_table_problems() -> None:
    """Nobody fits a line; personal bounds contradict; a role that is not there; no quota rule at all."""
    rows = [{"by": "post", "value": "科长", "least": 1, "most": 2}, {"by": "any", "most": 1, "role": "second"}]
    quota = RuleEntry(id="q", kind="quota", parameters={"rows": rows})
    people = [staff(0, post="科长"), staff(1, post="科长", most=0), staff(2), staff(3, most=1)]
    said = sorted(f.code.removeprefix("rules.") for f in compiled_of(programme(people, [home(0)], quota)).findings)
    assert said == ["no_quota_row", "quota_contradiction", "quota_role"]
    assert found(programme([staff(0)], [home(0)], COVERAGE), "no_quota_rule")


def test_nobody_and_nothing() -> None:
    """No recipients, or nobody who takes part, is said in a sentence rather than by an empty model."""
    assert found(programme([staff(0)], [], QUOTA, COVERAGE), "no_recipients")
    out = RuleEntry(id="e", kind="exclusion", parameters={"basis": "hardship"})
    assert found(programme([staff(0, hardship=True)], [home(0)], out, QUOTA, COVERAGE), "nobody_takes_part")


def test_every_sentence_can_be_said() -> None:
    """Facts fit their messages in both languages, for all findings and exclusions of a case full of problems."""
    people = [staff(0, remark="病休", sex="女", birth_month="1975-06"), staff(1), staff(2, start="x", hardship=True)]
    rules = [
        RuleEntry(id="a", kind="participation", parameters={"employment": ("在编",)}),
        RuleEntry(id="b", kind="exclusion", parameters={"basis": "retirement"}),
        RuleEntry(id="d", kind="distance", parameters={}),
        RuleEntry(id="u", kind="unit_area", parameters={"rows": ({"unit": "无", "area": "无村"},)}),
        RuleEntry(id="e", kind="eligibility", parameters={"most_metres": 5}),
        RuleEntry(id="k", kind="continuity"),
    ]
    compiled = compiled_of(programme(people, [home(0)], *rules))
    assert len(compiled.findings) > 8
    for said in (*compiled.findings,):
        assert said.say("zh") and said.say("en") and "{" not in said.say("zh") + said.say("en") + said.advice("zh")
