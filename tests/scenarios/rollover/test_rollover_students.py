"""Last year's students and mentors become this year's lists: a grade up, leavers gone, siblings kept together, readable again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from optimizer.domain import Programme, month_index
from optimizer.intake import read_programme
from optimizer.planning import plan
from scenarios.cases.students import copy_to
from scenarios.rollover import begin_from, roll_over
from scenarios.rollover.grades import word_up

DAY, START = date(2027, 9, 20), month_index(2027, 10)


@pytest.fixture(scope="module")
def last(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    folder = tmp_path_factory.mktemp("students") / "tables"
    copy_to(folder)
    return read_programme(folder).require()


def _tasks(programme: Programme) -> dict[tuple[str, ...], tuple[str, ...]]:
    """(students by number, task) -> the classes of the row."""
    return {
        (*sorted(label.partition("(")[2] for label in r.traits["学生"]), r.category): r.traits["班级"]
        for r in programme.recipients
    }


def test_the_rolled_over_lists_read_back_as_the_programme_and_can_be_planned(last: Programme, tmp_path: Path) -> None:
    """The same (student, task) rows in the same classes, the same mentors for the same tasks, every rule with its tables."""
    rolled = roll_over(last, plan(last).answer.roster, reference_day=DAY, start=START)
    begin_from(tmp_path / "now", rolled, "sample-key")
    again = read_programme(tmp_path / "now").require()
    assert _tasks(again) == _tasks(rolled.programme)
    names = {(h.name, h.unit): (h.traits.get("任务"), h.traits.get("班级")) for h in again.helpers}
    assert names == {(h.name, h.unit): (h.traits.get("任务"), h.traits.get("班级")) for h in rolled.programme.helpers}
    assert [(r.id, r.kind, r.mode) for r in again.rules] == [(r.id, r.kind, r.mode) for r in last.rules]
    assert again.incumbent is not None and rolled.programme.incumbent is not None
    staying = {r.id for r in rolled.programme.recipients}
    assert len(again.incumbent.pairings) == sum(p.recipient in staying for p in rolled.programme.incumbent.pairings)
    assert plan(again).answer.roster is not None


def test_everybody_is_a_grade_up_and_the_last_grade_has_left(last: Programme) -> None:
    """七年级 is 八年级 now; nobody of 九年级 is left but school leavers, who stay on their list."""
    rolled = roll_over(last, None, reference_day=DAY, start=START)
    before = {label.partition("(")[2]: label for r in last.recipients for label in r.traits["学生"]}
    for row in rolled.programme.recipients:
        if row.traits.get("名单") == ("两后生",):
            continue
        for label in row.traits["学生"]:
            old = before[label.partition("(")[2]]
            assert (old[:3], label[:3]) in {("七年级", "八年级"), ("八年级", "九年级")}
    codes = [finding.code.removeprefix("scenarios.") for finding in rolled.findings]
    assert "graduates" in codes and "collect_classes" in codes and "grade_unknown" not in codes


@pytest.mark.parametrize(
    ("word", "after"),
    [
        ("八年级4班数学", "九年级4班数学"),
        ("八年级4班 例一(2025)", "九年级4班 例一(2025)"),
        ("九年级1班", None),
        ("三(2)班", "四(2)班"),
        ("高二", "高三"),
        ("数学", "数学"),
        ("责任人", "责任人"),
    ],
)
def test_words_that_begin_with_a_class_move_with_it(word: str, after: str | None) -> None:
    """Lessons, labels of students, classes and grades; subjects and tasks stay."""
    assert word_up(word, {"七年级", "八年级", "九年级"}) == after
