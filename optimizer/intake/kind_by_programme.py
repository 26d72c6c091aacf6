"""Staff tables whose headers fit two kinds: the programme decides which one is meant.

A column 任教学科 makes a mentor of a teacher only where students are helped. A programme for households may have it too, and a
programme for students may list lead persons without any subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from optimizer.intake.column import TableKind, kinds
from optimizer.intake.grids import read_pairs
from optimizer.intake.raw import RawSheet, address
from optimizer.intake.recognise import Recognised, recognise
from optimizer.intake.registered.students import MENTORS
from optimizer.messages import Cell, Finding

STUDENTS = "students"

LEAD_PERSONS = replace(
    MENTORS, columns=tuple(replace(c, required=False) if c.field == "subjects" else c for c in MENTORS.columns)
)
"""Mentors' tables in a programme for students may lack the subjects: such people can be lead persons only."""


def programme_kind(sheets: Iterable[tuple[RawSheet, Recognised]]) -> str:
    """What 项目类型 says; where nothing does, students as soon as one of their lists is there, else household."""
    lists = False
    for raw, recognised in sheets:
        if recognised.verdict == "pairs" and recognised.kind is not None:
            said = read_pairs(raw, recognised.kind, recognised.row).values.get("kind")
            if said:
                return str(said)
        lists = lists or any(block.kind.part == STUDENTS for block in recognised.blocks)
    return STUDENTS if lists else "household"


def staff_as(
    programme: str, raw: RawSheet, recognised: Recognised, saved: Mapping[str, Mapping[str, str]]
) -> Recognised:
    """The sheet again with its staff read as this programme means them; the same where that cannot be.

    A table read as something else than its headers say is a note with the cell of its header.
    """
    wrong = "helpers" if programme == STUDENTS else MENTORS.name
    if not recognised.blocks or any(block.kind.name != wrong for block in recognised.blocks):
        return recognised
    again = recognise(raw, _choice(programme), saved, MENTORS.name if programme == STUDENTS else "helpers")
    if again.verdict != "tables" or len(again.blocks) != len(recognised.blocks):
        return recognised
    if programme != STUDENTS:
        block = recognised.blocks[0]
        column = next((c for c, (field, _) in block.columns.items() if field == "subjects"), block.left)
        facts = {"column": block.headers.get(column, ""), "programme": programme}
        cell = Cell(raw.file, raw.name, address(block.last, column))
        again.findings.append(Finding("intake.staff_not_mentors", "note", facts, (cell,)))
    return again


def _choice(programme: str) -> tuple[TableKind, ...]:
    if programme != STUDENTS:
        return kinds()
    return tuple(LEAD_PERSONS if kind.name == MENTORS.name else kind for kind in kinds())
