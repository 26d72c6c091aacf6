"""Rosters of a programme for students: by class with every student's people, and by subject. Never a public notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from optimizer.domain import Recipient
from optimizer.domain.student_traits import LEAD, LISTS, STUDENT, parts
from optimizer.explain.documents_columns import (
    helper_cells,
    numbered_rows,
    pair_cells,
    short_recipient_cells,
    without_empty,
)
from optimizer.explain.documents_siblings import lines
from optimizer.explain.documents_view import Pair, View
from optimizer.output.document import Band, Column, Table, Value


def is_students(view: View) -> bool:
    """Whether the rows of this programme are students' rows."""
    return view.words.family == "student" and any(STUDENT in r.traits for r in view.programme.recipients)


def students_in(recipients: Iterable[Recipient]) -> set[tuple[str, str, str]]:
    """(class, name, number) of everybody whom the rows speak of."""
    return {parts(said) for recipient in recipients for said in recipient.traits.get(STUDENT, ())}


def class_summary(view: View) -> Table:
    """One row a class: students, rows, rows that wait, mentors and lead persons."""
    columns = (
        Column("number", view.label("column.number"), "int", 6, "center"),
        Column("area", view.words.area_header, width=18),
        Column("students", view.label("column.students"), "int", 9),
        Column("recipients", view.label("column.tasks"), "int", 9),
        Column("uncovered", view.label("figure.uncovered"), "int", 9),
        Column("helpers", view.label("column.helpers"), "int", 10),
    )
    busy: dict[str, set[str]] = {}
    for pair in view.pairs:
        for said in pair.recipient.traits.get(STUDENT, ()):
            busy.setdefault(parts(said)[0], set()).add(pair.pairing.helper)
    members: dict[str, list[Recipient]] = {}
    for recipient in view.recipients:
        for school_class in sorted({parts(said)[0] for said in recipient.traits.get(STUDENT, ())}):
            members.setdefault(school_class, []).append(recipient)
    rows: list[tuple[Value, ...]] = []
    for number, school_class in enumerate(_classes(view), start=1):
        own = members.get(school_class, [])
        here = {student for student in students_in(own) if student[0] == school_class}
        waiting = sum(recipient.id in view.uncovered for recipient in own)
        rows.append((number, school_class, len(here), len(own), waiting, len(busy.get(school_class, ()))))
    return Table(columns, tuple(rows), view.say("areas_summary", area=view.words.area), repeat_header=False)


def _classes(view: View) -> list[str]:
    """Classes in table order, those that only a sibling is in last."""
    others = sorted({student[0] for student in students_in(view.recipients)} - set(view.areas()))
    return [*view.areas(), *others]


def class_lists(view: View) -> Table:
    """One row a student and task, class by class on pages of their own: the lead person first, then the mentors.

    A task that nobody has yet stands there too, so that a class sees all its students.
    """
    cells = [*helper_cells(view, phone=not view.mask_names), *pair_cells(view)]
    columns = (
        Column("number", view.label("column.number"), "int", 6, "center"),
        Column("recipient", view.words.of("recipient_name"), "person", 12),
        Column("household", view.words.of("number"), "id_number", 14),
        Column("task", view.words.of("category"), width=12),
        Column("cause", view.label("column.cause"), width=14),
        Column("lists", view.label("column.lists"), width=16),
        *(column for column, _ in cells),
    )
    waiting = tuple(view.label("standing.uncovered") if column.key == "standing" else None for column, _ in cells)
    rank = {school_class: number for number, school_class in enumerate(_classes(view))}
    found: list[tuple[tuple[int, str, str, bool, str], tuple[Value, ...], str]] = []
    for recipient, others in _tasks(view):
        for school_class, name, number in map(parts, recipient.traits.get(STUDENT, ())):
            task = recipient.category
            cause = "" if view.mask_names else recipient.cause
            lists = "" if view.mask_names else view.label("separator").join(recipient.traits.get(LISTS, ()))
            said = [pair for pair in others if (pair.recipient.name, pair.recipient.number) == (name, number)]
            people = [tuple(get(pair) for _, get in cells) for pair in said or others] or [waiting]
            order = (rank[school_class], number, name, task != LEAD, task)
            found += [(order, (view.person(name), number, task, cause, lists, *own), school_class) for own in people]
    found.sort(key=lambda line: line[0])
    bands: list[Band] = []
    rows: list[tuple[Value, ...]] = []
    for school_class, members in groupby(found, key=lambda line: line[2]):
        own = [row for _, row, _ in members]
        facts = {"class": school_class, "students": len({row[:2] for row in own}), "rows": len(own)}
        bands.append(Band(len(rows), view.say("band.class", **facts), new_page=True))
        rows += [(len(rows) + n, *row) for n, row in enumerate(own, start=1)]
    caption = view.say("area_list", area=view.words.area)
    return without_empty(Table(columns, tuple(rows), caption, bands=tuple(bands)))


def _tasks(view: View) -> Iterator[tuple[Recipient, tuple[Pair, ...]]]:
    """Every row with its pairs, a pair once for each of the students."""
    own: dict[str, list[Pair]] = {recipient.id: [] for recipient in view.recipients}
    for pair in view.pairs:
        own[pair.recipient.id].append(pair)
    for recipient in view.recipients:
        yield recipient, lines(view, own[recipient.id])


def subject_lists(view: View) -> Table:
    """All pairings, subject by subject on pages of their own; lead rows last."""
    ordered = sorted(
        lines(view, view.pairs), key=lambda pair: (pair.recipient.category == LEAD, pair.recipient.category)
    )
    cells = [*short_recipient_cells(view), *helper_cells(view, phone=not view.mask_names), *pair_cells(view)]
    bands: list[Band] = []
    done = 0
    for task, members in groupby(ordered, key=lambda pair: pair.recipient.category):
        own: list[Pair] = list(members)
        keys = {pair.pairing.key for pair in own}
        facts = {"subject": task, "rows": len(keys), "helpers": len({pair.pairing.helper for pair in own})}
        bands.append(Band(done, view.say("band.subject", **facts), new_page=True))
        done += len(own)
    return numbered_rows(view, cells, ordered, bands=tuple(bands), caption=view.label("subject_list"))
