"""Columns that the roster tables share: of a recipient, a helper, a pairing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from optimizer.domain import Helper, Recipient
from optimizer.explain.documents_siblings import siblings_of
from optimizer.explain.documents_view import Pair, View
from optimizer.output.cells import month_words
from optimizer.output.document import Band, Column, Table, Value

Row = tuple[Value, ...]
Cell = tuple[Column, Callable[[Pair], Value]]


def recipient_getters(view: View) -> list[tuple[Column, Callable[[Recipient], Value]]]:
    """Columns of a recipient; whatever is empty throughout disappears from the table."""
    say = view.label
    return [
        (Column("township", say("column.township"), width=10), lambda r: r.township),
        (Column("area", view.words.area_header, width=10), lambda r: r.area),
        (Column("group", say("column.group"), width=9), lambda r: r.group),
        (Column("household", view.words.of("number"), "id_number", 13), view.number),
        (Column("recipient", view.words.of("recipient_name"), "person", 10), lambda r: view.person(r.name)),
        (Column("category", view.words.of("category"), width=12), lambda r: "" if view.mask_names else r.category),
        (
            Column("id_number", say("column.id_number"), "id_number", 20),
            lambda r: "" if view.mask_names else view.id_number(r.id_number),
        ),
    ]


def recipient_cells(view: View) -> list[Cell]:
    def of_pair(get: Callable[[Recipient], Value]) -> Callable[[Pair], Value]:
        return lambda pair: get(pair.recipient)

    return [(column, of_pair(get)) for column, get in recipient_getters(view)]


def short_recipient_cells(view: View) -> list[Cell]:
    """What a helper must know of a recipient: where and who, and which subject."""
    left_out = ("id_number",) if view.words.family == "student" else ("category", "id_number")
    return [cell for cell in recipient_cells(view) if cell[0].key not in left_out]


def role_cells(view: View) -> list[Cell]:
    if len(view.programme.roles) == 1:
        return []
    roles = view.programme.roles
    return [(Column("role", view.label("column.role"), width=12), lambda pair: roles[pair.pairing.role].title)]


def helper_cells(view: View, *, phone: bool) -> list[Cell]:
    cells: list[Cell] = [
        (Column("helper", view.label("column.helper"), "person", 11), view.helper_name),
        (Column("unit", view.label("column.unit"), width=14), lambda pair: pair.helper.unit if pair.helper else ""),
        (Column("post", view.label("column.post"), width=11), lambda pair: pair.helper.post if pair.helper else ""),
    ]
    if phone:
        column = Column("phone", view.label("column.phone"), "id_number", 14)
        cells.append((column, lambda pair: pair.helper.phone if pair.helper else ""))
    return cells


def pair_cells(view: View) -> list[Cell]:
    return [
        (Column("metres", view.label("column.distance"), "km", 9), lambda pair: pair.metres),
        (Column("term", view.label("column.term"), width=17, align="center"), lambda pair: term_words(view, pair)),
        (Column("standing", view.label("column.standing"), width=21), lambda pair: standing(view, pair)),
    ]


def view_phone(view: View, helper: Helper) -> str:
    """The helper's telephone: in full on working rosters, absent on pages with masked names."""
    return "" if view.mask_names else helper.phone


def term_words(view: View, pair: Pair) -> str:
    term = pair.pairing.term or view.programme.term
    ends = (month_words(term.start, "en"), month_words(term.end, "en"))
    return "—".join(text.replace("-", ".") for text in ends)


def standing(view: View, pair: Pair) -> str:
    """Why this row is as it is: inside its term, kept, in the leader's own area."""
    fact = pair.fact
    parts = []
    if fact is not None and fact.locked_until is not None:
        parts.append(view.say("standing.locked", month=month_words(fact.locked_until, view.lang)))
    elif fact is not None and fact.kept:
        parts.append(view.label("standing.kept"))
    if fact is not None and fact.liaison:
        parts.append(view.say("standing.liaison", area=view.words.area))
    if view.words.family == "student" and (others := siblings_of(view, pair.recipient)):
        parts.append(view.say("standing.siblings", others=others))
    if pair.pairing.note:
        parts.append(pair.pairing.note)
    return view.label("separator").join(parts)


def numbered_rows(
    view: View,
    cells: Sequence[Cell],
    pairs: Sequence[Pair],
    *,
    filtered: bool = False,
    bands: tuple[Band, ...] = (),
    caption: str = "",
    notes: tuple[str, ...] = (),
) -> Table:
    columns = (Column("number", view.label("column.number"), "int", 6, "center"), *(column for column, _ in cells))
    rows = tuple((number, *(get(pair) for _, get in cells)) for number, pair in enumerate(pairs, start=1))
    return without_empty(Table(columns, rows, caption, notes, bands, filtered=filtered))


def without_empty(table: Table) -> Table:
    """The table without columns that are empty in every row; hidden columns and those with choices stay."""
    keep = [
        position
        for position, column in enumerate(table.columns)
        if column.hidden
        or column.choices
        or not table.rows
        or any(row[position] not in (None, "") for row in table.rows)
    ]
    columns = tuple(table.columns[position] for position in keep)
    return replace(table, columns=columns, rows=tuple(tuple(row[place] for place in keep) for row in table.rows))
