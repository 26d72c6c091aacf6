"""Last year's programme as this year's: what is carried, who is matched, what is asked, and the workbook reads back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from optimizer.domain import Helper, Recipient, month_index
from optimizer.errors import ExistsError
from optimizer.intake import read_programme
from optimizer.planning import plan
from scenarios.rebalancing import rebalance
from scenarios.rebalancing.events import Illness, TransferOut
from scenarios.rollover import begin_from, roll_over
from scenarios.rollover.grades import moved_up
from scenarios.rollover.matching import match
from tests.builders.villages import village_programme

DAY, START = date(2027, 9, 20), month_index(2027, 10)


def test_leavers_go_who_is_away_is_asked_and_rules_and_terms_stay() -> None:
    """One transferred, one ill: the first is dropped, the second asked; rules lose only what we put in for the year."""
    base = village_programme(1, helpers=8, recipients=6)
    assert base.incumbent is not None
    away = [Illness(helper="h-001", on="2027-03"), TransferOut(helper="h-002", on="2027-03")]
    done = rebalance(base, base.incumbent, away)
    rolled = roll_over(done.plan.programme, done.roster, reference_day=DAY, start=START)
    now = rolled.programme
    assert {h.id for h in now.helpers} == {h.id for h in base.helpers} - {"h-002"}
    codes = [finding.code.removeprefix("scenarios.") for finding in rolled.findings]
    assert "left_out" in codes and "still_away" in codes and "collect_seed" in codes
    assert {rule.kind for rule in now.rules} == {rule.kind for rule in base.rules}
    assert all("released" not in rule.parameters for rule in now.rules)
    assert now.incumbent is not None and done.roster is not None
    assert now.incumbent.pairings == done.roster.pairings
    assert now.term.start == START and now.reference_day == DAY and now.seed == ""


def test_people_are_matched_by_id_then_by_name_and_unit_never_by_name_alone() -> None:
    """Same id; same name and unit; same name elsewhere (asked); namesake with another ID number (asked); new; gone."""
    last = [
        Helper(id="a", name="样一", unit="甲处"),
        Helper(id="b", name="样二", unit="甲处"),
        Helper(id="c", name="样三", unit="甲处"),
        Helper(id="d", name="样四", unit="甲处", id_number="1"),
        Helper(id="e", name="样五", unit="甲处"),
    ]
    now = [
        Helper(id="a", name="样一改", unit="乙处"),
        Helper(id="b2", name="样二", unit="甲处"),
        Helper(id="c2", name="样三", unit="乙处"),
        Helper(id="d2", name="样四", unit="甲处", id_number="2"),
        Helper(id="f", name="样六", unit="甲处"),
    ]
    found = match(last, now)
    assert dict(found.old_of) == {"a": "a", "b2": "b"}
    assert found.gone == ("c", "d", "e") and found.fresh == ("c2", "d2", "f")
    assert [f.code for f in found.findings] == ["scenarios.match_namesake", "scenarios.match_elsewhere"]
    decided = match(last, now, {"c2": "c", "d2": ""})
    assert dict(decided.old_of) == {"a": "a", "b2": "b", "c2": "c"} and decided.findings == ()


def test_matched_people_keep_pairs_and_what_was_decided_about_them() -> None:
    """A new list with new ids: the standing pair follows the person, the liaison too."""
    base = village_programme(1, helpers=6, recipients=4)
    assert base.incumbent is not None
    now = base.altered(
        helpers=tuple(h.altered(id=f"n{h.id}", liaison_area="", start="") for h in base.helpers), incumbent=None
    )
    rolled = roll_over(base, base.incumbent, reference_day=DAY, start=START, now=now)
    assert rolled.programme.helpers[0].liaison_area == "甲村" and rolled.programme.helpers[0].start
    assert rolled.programme.incumbent is not None
    assert {p.helper for p in rolled.programme.incumbent.pairings} == {f"n{p.helper}" for p in base.incumbent.pairings}


@pytest.mark.parametrize(
    ("areas", "after", "leavers"),
    [
        (["三(2)班", "六(1)班"], ["四(2)班"], 1),
        (["六(1)班", "七(1)班"], ["七(1)班", "八(1)班"], 0),
        (["初三1班", "初二1班"], ["初三1班"], 1),
        (["高三(4)班"], [], 1),
        (["五年级3班"], ["六年级3班"], 0),
    ],
)
def test_students_move_up_a_grade(areas: list[str], after: list[str], leavers: int) -> None:
    """Class names follow; the last grade leaves, 六年级 only where the school ends with it."""
    students = [Recipient(id=f"r-{i}", name=f"例{i}", area=area) for i, area in enumerate(areas)]
    up, gone, unknown = moved_up(students)
    assert [s.area for s in up] == after and len(gone) == leavers and unknown == []


def test_a_grade_in_a_column_moves_too_and_none_is_asked() -> None:
    """Traits 年级 and 班级 both move; a student without either is asked, not dropped."""
    known = Recipient(id="r-1", name="例一", area="一校", traits={"年级": ("二年级",), "班级": ("二(1)班",)})
    unknown = Recipient(id="r-2", name="例二", area="一校")
    up, _, asked = moved_up([known, unknown])
    assert up[0].traits == {"年级": ("三年级",), "班级": ("三(1)班",)} and asked == [unknown]


def test_the_workbook_reads_back_as_the_programme(tmp_path: Path) -> None:
    """What is written is what an office gets to correct: the same people, rules, quotas, distances, pairs; it can be planned."""
    base = village_programme(2, helpers=8, recipients=6)
    rolled = roll_over(base, base.incumbent, reference_day=DAY, start=START)
    workbook, key = begin_from(tmp_path / "now", rolled, "sample-key")
    intake = read_programme(tmp_path / "now")
    again = intake.require()
    assert key.read_text().strip() == "sample-key" and workbook.exists()
    names = lambda programme: {(h.name, h.unit, h.start, h.liaison_area) for h in programme.helpers}  # noqa: E731
    assert names(again) == names(rolled.programme)
    assert {(r.name, r.area) for r in again.recipients} == {(r.name, r.area) for r in base.recipients}
    assert [(r.id, r.kind, r.mode) for r in again.rules] == [(r.id, r.kind, r.mode) for r in base.rules]
    assert {(g.start, g.end, g.metres) for g in again.legs} == {(g.start, g.end, g.metres) for g in base.legs}
    assert base.incumbent is not None and again.incumbent is not None
    terms = lambda roster: sorted(p.term.start for p in roster.pairings)  # noqa: E731
    assert terms(again.incumbent) == terms(base.incumbent)
    mine, theirs = plan(rolled.programme).answer, plan(again).answer
    assert [(t.value, t.label) for t in mine.tiers[:1]] == [(t.value, t.label) for t in theirs.tiers[:1]]
    with pytest.raises(ExistsError):
        begin_from(tmp_path / "now", rolled, None)


def test_columns_of_the_office_s_own_are_carried(tmp_path: Path) -> None:
    """Traits that no table knows by another name go into columns of their own, named under 附加列, and are read back."""
    base = village_programme(2, helpers=8, recipients=6)
    base = base.altered(
        helpers=tuple(h.altered(traits={"特长": ("电商", "养殖"), "职级": ("七级",)}) for h in base.helpers),
        recipients=tuple(r.altered(traits={"住房": ("砖房",)}) for r in base.recipients),
    )
    begin_from(tmp_path / "now", roll_over(base, None, reference_day=DAY, start=START), "sample-key")
    again = read_programme(tmp_path / "now").require()
    assert {h.traits.get("特长") for h in again.helpers} == {("电商", "养殖")}
    assert {h.traits.get("职级") for h in again.helpers} == {("七级",)}
    assert {r.traits.get("住房") for r in again.recipients} == {("砖房",)}
