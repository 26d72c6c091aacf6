"""Offices write one class in a dozen ways; two classes must never become one."""

from __future__ import annotations

import pytest

from optimizer.intake.school_class import grade_of, tidy_class, tidy_grade, within_grade


@pytest.mark.parametrize(
    "spelt",
    ["七(1)班", "七（１）班", "七年级1班", "七年级一班", "七1班", "7.1班", "初一(1)班", "七年级(1班)", "七年级 1 班", "701", "701班", "七(1)", "七年级1"],
)  # fmt: skip
def test_spellings_of_one_class(spelt: str) -> None:
    """All of them are 七年级1班."""
    assert tidy_class(spelt) == "七年级1班"


@pytest.mark.parametrize(
    ("spelt", "tidy"),
    [
        ("九年级十二班", "九年级12班"),
        ("八(12)", "八年级12班"),
        ("高一(十一)班", "高一11班"),
        ("初三十班", "九年级10班"),
        ("小学三年级2班", "三年级2班"),
        ("2026届九年级3班", "2026届九年级3班"),
        ("700", "700"),
        ("1班", "1班"),
        ("火箭班", "火箭班"),
        ("七", "七"),
        ("2025级3班", "2025级3班"),
    ],
)
def test_other_classes(spelt: str, tidy: str) -> None:
    """Counted to the end of the numerals; what is no usual name stays as it is written."""
    assert tidy_class(spelt) == tidy


def test_grades() -> None:
    """A mere number takes its grade from the column beside it; graduated classes have none."""
    assert [tidy_grade(word) for word in ("七", "7年级", "初一", "高二", "学前班")] == [
        "七年级",
        "七年级",
        "七年级",
        "高二",
        "学前班",
    ]
    assert (
        within_grade("1班", "七年级") == within_grade("(1)班", "七年级") == within_grade("1", "七年级") == "七年级1班"
    )
    assert within_grade("八年级1班", "七年级") == "八年级1班"
    assert within_grade("1班", None) == "1班"
    assert [grade_of(name) for name in ("七年级1班", "高一2班", "2026届九年级3班", "1班")] == ["七年级", "高一", "", ""]
