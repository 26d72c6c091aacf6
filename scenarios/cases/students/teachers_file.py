"""任课教师花名册.xlsx: two title rows, departments merged, classes in three spellings, subjects joined with 、 or /."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from scenarios.cases.students.numbers import GRADES
from scenarios.cases.students.school import Class, Teacher
from scenarios.cases.synthetic.workbook import Sheet, Value, write_xlsx

TEACHERS_FILE = "任课教师花名册.xlsx"
_HEADERS = (
    "序号", "教研组", "教师姓名", "性别", "职务", "角色", "任教学科", "任教班级", "任教年级", "原任班级",
    "特长", "可任责任人", "联系电话", "备注",
)  # fmt: skip


def _spelt(place: Class, serial: int) -> str:
    short = place.grade[0]
    ways = (f"{short}({place.number})班", place.name, f"{GRADES.index(place.grade) + 7}{place.number:02d}")
    return ways[serial % 3]


def write_teachers(folder: Path, people: list[Teacher]) -> Path:
    """Write the table; teachers of one group stand together."""
    last = len(_HEADERS) - 1
    rows: list[list[Value]] = [
        ["示例初级中学任课教师花名册", *[None] * last],
        ["填报:教导处    2026年9月", *[None] * last],
        list(_HEADERS),
    ]
    merges = [(0, 0, 0, last), (1, 0, 1, last)]
    serial = 0
    for group, members in groupby(sorted(people, key=lambda t: t.group), key=lambda t: t.group):
        first = len(rows)
        for t in members:
            serial += 1
            taught = "、".join(_spelt(place, serial) for place in t.classes)
            grades = "、".join(t.grades) if len(t.grades) > 1 else None
            own = (t.name, t.sex, t.post or None, t.role, ("、", "/")[serial % 2].join(t.subjects), taught, grades)
            more = (t.former or None, "、".join(t.strengths), None if t.may_lead else "否", t.phone, t.remark or None)
            rows.append([serial, group, *own, *more])
        if len(rows) - first > 1:
            merges.append((first, 1, len(rows) - 1, 1))
    rows.append(["合计", None, f"{serial}人", *[None] * (last - 2)])
    path = folder / TEACHERS_FILE
    widths = (6, 10, 10, 6, 10, 10, 12, 26, 18, 16, 18, 10, 14, 10)
    write_xlsx(path, [Sheet("教师", rows, 2, 2, merges, widths)])
    return path
