"""The sizes of a students case and how they are divided."""

from __future__ import annotations

from dataclasses import dataclass

GRADES = ("七年级", "八年级", "九年级")
SUBJECTS = {
    "七年级": ("语文", "数学", "英语"),
    "八年级": ("语文", "数学", "英语", "物理"),
    "九年级": ("语文", "数学", "英语", "物理", "化学"),
}
MOST_SUBJECTS = 3
"""Weak subjects of a student, and the mentors that a student has at most."""


@dataclass(frozen=True)
class Numbers:
    """Sizes of a case; ``rows`` are (student, subject). Raises ValueError where they cannot be met."""

    classes: int = 24
    teachers: int = 60
    students: int = 130
    rows: int = 210

    def __post_init__(self) -> None:
        if self.classes < 3 or self.teachers < 2 * self.classes // 3 + 20:
            raise ValueError(
                "a case needs at least 3 classes, and teachers: two thirds of the classes twice over and 20"
            )
        if self.students < 26:
            raise ValueError("a case needs at least 26 students")
        if not self.struggling <= self.rows <= 2 * self.struggling:
            raise ValueError(f"{self.students} students need {self.struggling} to {2 * self.struggling} rows")
        if self.rows + self.students > 7 * self.teachers:
            raise ValueError("too few teachers: at most seven rows each, lead rows included")

    @property
    def leavers(self) -> int:
        """Students who left and did not go on; they have a lead row only."""
        return self.students // 16

    @property
    def only_at_risk(self) -> int:
        """Students at risk of leaving who have no weak subject listed."""
        return self.students // 13

    @property
    def struggling(self) -> int:
        return self.students - self.leavers - self.only_at_risk

    @property
    def at_risk_too(self) -> int:
        """Students in both lists."""
        return self.students // 18
