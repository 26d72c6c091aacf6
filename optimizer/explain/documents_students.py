"""Rosters of a programme for students: by class with every student's people, and by subject. Never a public notice."""

from __future__ import annotations

from itertools import groupby

from optimizer.domain.student_traits import LEAD, STUDENT, parts
from optimizer.explain.documents_columns import (
    helper_cells,
    numbered_rows,
    pair_cells,
    short_recipient_cells,
    without_empty,
)
from optimizer.explain.documents_view import Pair, View
from optimizer.output.document import Band, Column, Table, Value


def is_students(view: View) -> bool:
    """Whether the rows of this programme are students' rows."""
    return view.words.family == "student" and any(STUDENT in r.traits for r in view.programme.recipients)


def class_lists(view: View) -> Table:
    """One row a student and task, class by class on pages of their own: the lead person first, then the mentors."""
    columns = (
        Column("number", view.label("column.number"), "int", 6, "center"),
        Column("recipient", view.words.of("recipient_name"), "person", 12),
        Column("household", view.words.of("number"), "id_number", 14),
        Column("task", view.words.of("category"), width=12),
        Column("cause", view.label("column.cause"), width=14),
        *(column for column, _ in helper_cells(view, phone=not view.mask_names)),
    )
    getters = [get for _, get in helper_cells(view, phone=not view.mask_names)]
    lines: list[tuple[tuple[int, str], tuple[Value, ...], str]] = []
    rank = {area: number for number, area in enumerate(view.areas())}
    for pair in view.pairs:
        for said in pair.recipient.traits.get(STUDENT, ()):
            school_class, name, number = parts(said)
            task = pair.recipient.category
            order = (rank.get(school_class, len(rank)), school_class, number, name, task != LEAD, task)
            cause = "" if view.mask_names else pair.recipient.cause
            row = (view.person(name), number, task, cause, *(get(pair) for get in getters))
            lines.append((order, row, school_class))  # type: ignore[arg-type]
    lines.sort(key=lambda line: line[0])
    bands: list[Band] = []
    rows: list[tuple[Value, ...]] = []
    for school_class, members in groupby(lines, key=lambda line: line[2]):
        own = [row for _, row, _ in members]
        facts = {"class": school_class, "students": len({row[:2] for row in own}), "rows": len(own)}
        bands.append(Band(len(rows), view.say("band.class", **facts), new_page=True))
        rows += [(len(rows) + n, *row) for n, row in enumerate(own, start=1)]
    caption = view.say("area_list", area=view.words.area)
    return without_empty(Table(columns, tuple(rows), caption, bands=tuple(bands)))


def subject_lists(view: View) -> Table:
    """All pairings, subject by subject on pages of their own; lead rows last."""
    ordered = sorted(view.pairs, key=lambda pair: (pair.recipient.category == LEAD, pair.recipient.category))
    cells = [*short_recipient_cells(view), *helper_cells(view, phone=not view.mask_names), *pair_cells(view)]
    bands: list[Band] = []
    done = 0
    for task, members in groupby(ordered, key=lambda pair: pair.recipient.category):
        own: list[Pair] = list(members)
        facts = {"subject": task, "rows": len(own), "helpers": len({pair.pairing.helper for pair in own})}
        bands.append(Band(done, view.say("band.subject", **facts), new_page=True))
        done += len(own)
    return numbered_rows(view, cells, ordered, bands=tuple(bands), caption=view.label("subject_list"))
