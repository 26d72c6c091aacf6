"""The rosters by recipient and by helper, who is not covered, and the table to look somebody up in."""

from __future__ import annotations

from optimizer.explain.documents_columns import (
    Row,
    helper_cells,
    pair_cells,
    recipient_cells,
    recipient_getters,
    role_cells,
    short_recipient_cells,
    standing,
    term_words,
    view_phone,
    without_empty,
)
from optimizer.explain.documents_siblings import each_student, lines
from optimizer.explain.documents_view import View
from optimizer.output.document import Column, Table


def by_recipient(view: View) -> Table:
    """One row a pairing, and one for every place that stays empty; the table that comes back edited."""
    own = recipient_cells(view)
    others = [*role_cells(view), *helper_cells(view, phone=not view.mask_names), *pair_cells(view)]
    columns = (
        Column("number", view.label("column.number"), "int", 6, "center"),
        *(column for column, _ in (*own, *others)),
        Column(
            "locked",
            view.label("column.locked"),
            width=6,
            align="center",
            choices=_choices(view),
            note=view.advice("column.locked"),
        ),
        Column("pair", view.label("column.pair"), width=20, hidden=True),
    )
    rank = {recipient.id: number for number, recipient in enumerate(view.recipients)}
    areas = {area: number for number, area in enumerate(view.areas())}
    rows: list[tuple[tuple[int, int, int], Row]] = []
    for pair in lines(view, view.pairs):
        values = tuple(get(pair) for _, get in (*own, *others))
        locked = view.label("yes") if pair.pairing.locked else ""
        place = (areas.get(pair.recipient.area, len(areas)), rank[pair.recipient.id], pair.pairing.role)
        rows.append((place, (*values, locked, pair.pairing.key)))
    for item in view.answer.uncovered:
        if item.recipient in rank:
            blank = {"role": view.programme.roles[item.role].title, "standing": view.label("standing.uncovered")}
            for recipient in each_student(view.recipients[rank[item.recipient]]):
                values = (
                    *(get(recipient) for _, get in recipient_getters(view)),
                    *(blank.get(column.key) for column, _ in others),
                )
                place = (areas.get(recipient.area, len(areas)), rank[recipient.id], item.role)
                rows.append((place, (*values, "", f"{recipient.id}:{item.role}:")))
    rows.sort(key=lambda row: row[0])
    numbered = tuple((number, *row) for number, (_, row) in enumerate(rows, start=1))
    return without_empty(Table(columns, numbered, notes=(view.label("edit_note"),), filtered=True))


def by_helper(view: View) -> Table:
    """Every helper who takes part, with each recipient; those in reserve too."""
    theirs = [*short_recipient_cells(view), *role_cells(view), *pair_cells(view)]
    columns = [
        Column("number", view.label("column.number"), "int", 6, "center"),
        Column("unit", view.label("column.unit"), width=16),
        Column("helper", view.label("column.helper"), "person", 11),
        Column("post", view.label("column.post"), width=12),
        Column("phone", view.label("column.phone"), "id_number", 14),
        Column("load", view.label("column.load"), "int", 7, "center"),
        *(column for column, _ in theirs),
    ]
    getters = [get for _, get in theirs]
    rows: list[Row] = []
    for helper in view.participants:
        own = (helper.unit, view.person(helper.name), helper.post, view_phone(view, helper))
        pairs = view.pairs_of.get(helper.id, ())
        if not pairs:
            blank: Row = (None,) * (len(getters) - 1)
            rows.append((len(rows) + 1, *own, 0, *blank, view.label("standing.idle")))
        for pair in lines(view, pairs):
            rows.append((len(rows) + 1, *own, len(pairs), *(get(pair) for get in getters)))
    return without_empty(Table(tuple(columns), tuple(rows), filtered=True))


def uncovered(view: View) -> Table | None:
    """Recipients that lack a helper, neediest first; None when there are none."""
    if not view.answer.uncovered:
        return None
    people = {recipient.id: recipient for recipient in view.recipients}
    rank = {recipient.id: number for number, recipient in enumerate(view.recipients)}
    missing = sorted(
        (item for item in view.answer.uncovered if item.recipient in people),
        key=lambda item: (people[item.recipient].priority, rank[item.recipient], item.role),
    )
    getters = recipient_getters(view)
    columns = [
        Column("number", view.label("column.number"), "int", 6, "center"),
        *(column for column, _ in getters),
        Column("priority", view.label("column.priority"), "int", 8, "center"),
    ]
    if len(view.programme.roles) > 1:
        columns.append(Column("role", view.label("column.role"), width=14))
    columns.append(Column("missing", view.label("column.missing"), "int", 12, "center"))
    rows: list[Row] = []
    for item, recipient in ((lack, one) for lack in missing for one in each_student(people[lack.recipient])):
        role: Row = (view.programme.roles[item.role].title,) if len(view.programme.roles) > 1 else ()
        own: Row = tuple(get(recipient) for _, get in getters)
        rows.append((len(rows) + 1, *own, recipient.priority, *role, item.missing))
    return without_empty(Table(tuple(columns), tuple(rows), filtered=True))


def search_table(view: View) -> Table:
    """Every pairing, to look somebody up in."""
    students = view.words.family == "student"
    columns = (
        Column("area", view.words.area_header, width=16),
        Column("recipient", view.words.of("recipient_name"), "person", 12),
        Column("household", view.words.of("number"), "id_number", 14),
        *((Column("task", view.words.of("category"), width=12),) if students else ()),
        Column("helper", view.label("column.helper"), "person", 12),
        Column("unit", view.label("column.unit"), width=16),
        Column("metres", view.label("column.distance"), "km", 10),
        Column("term", view.label("column.term"), width=17, align="center"),
        Column("standing", view.label("column.standing"), width=18),
    )
    rows = tuple(
        (
            view.area_title(pair.recipient.area),
            view.person(pair.recipient.name),
            view.number(pair.recipient),
            *((pair.recipient.category,) if students else ()),
            view.helper_name(pair),
            pair.helper.unit if pair.helper else "",
            pair.metres,
            term_words(view, pair),
            standing(view, pair),
        )
        for pair in lines(view, view.pairs)
    )
    notes = (view.label("search_masked"),) if view.hides else ()
    return without_empty(Table(columns, rows, view.label("search_caption"), notes, searchable=True))


def _choices(view: View) -> tuple[str, ...]:
    return (view.label("yes"), view.label("no"))
