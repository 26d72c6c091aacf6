"""The class of a student whose table has no column for it: a line across the table, its title, its sheet or its file says it."""

from __future__ import annotations

import re

from optimizer.intake.gathered import Gathered
from optimizer.intake.raw import RawSheet
from optimizer.intake.records import Record
from optimizer.intake.school_class import grade_of, tidy_class, tidy_grade
from optimizer.intake.table import Block, text_at
from optimizer.intake.text import narrow
from optimizer.messages import Cell, Finding

_GRADE = r"(?:初|高|小学|小)?[一二三四五六七八九1-9]"
_CLASS = re.compile(
    rf"(?:\d{{4}}届)?{_GRADE}(?:年级|年)?[\s.\-_]*(?:\((?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})班?\)班?|(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})班)"
    r"|(?<!\d)[1-9]\d{2}班"
)
_ONLY_GRADE = re.compile(rf"{_GRADE}年级|(?:初|高)[一二三]")


def classes_inside(text: str) -> list[str]:
    """Classes that the text names, tidy, each once."""
    plain = narrow(text).replace("（", "(").replace("）", ")")
    return list(dict.fromkeys(tidy_class(match[0]) for match in _CLASS.finditer(plain)))


def grades_inside(text: str) -> list[str]:
    """Grades that the text names, tidy, each once; the grade of a class counts."""
    plain = narrow(text)
    named = [tidy_grade(match[0]) for match in _ONLY_GRADE.finditer(plain)]
    return list(dict.fromkeys([*named, *(grade_of(name) for name in classes_inside(text) if grade_of(name))]))


def title_above(sheet: RawSheet, block: Block) -> str:
    """All texts above the header, in order, merged cells once."""
    texts = (text_at(row, column) for row in sheet.rows[: block.first] for column in range(len(row)))
    return " ".join(dict.fromkeys(text for text in texts if text))


def supply_classes(gathered: Gathered) -> None:
    """Fill in class (tables without that column) and grade (tables without one) of students; an error for each table whose class
    nothing names.
    """
    told: set[tuple[str, str, str]] = set()
    for record in gathered.records("students"):
        places = _places(record)
        if "class" not in record.columns:
            named = next((found for found in map(classes_inside, places) if len(found) == 1), [])
            if named:
                record.values["class"] = named[0]
            elif (where := (record.file, record.sheet, record.heading)) not in told:
                told.add(where)
                facts = {"sheet": record.heading or record.sheet or record.file}
                gathered.findings.append(
                    Finding("students.class_not_named", "error", facts, (Cell(record.file, record.sheet),))
                )
        if record.get("grade") is None and record.get("class") and not grade_of(record.get("class")):
            grades = next((found for found in map(grades_inside, places) if len(found) == 1), [])
            if grades and record.kind.name != "leavers":
                record.values["grade"] = grades[0]


def _places(record: Record) -> tuple[str, ...]:
    stem = record.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return record.heading, record.title, record.sheet, stem
