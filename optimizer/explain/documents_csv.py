"""roster.csv: one header line, one line a pairing, ids at the end so that it can be matched again."""

from __future__ import annotations

from optimizer.explain.documents_columns import recipient_getters, term_words
from optimizer.explain.documents_siblings import lines
from optimizer.explain.documents_view import View
from optimizer.output.document import Column, Table


def roster_table(view: View) -> Table:
    """Every pairing (siblings who share one: once each) with names, number, department, distance, term and stable ids; all columns, empty or not."""
    say = view.label
    own = recipient_getters(view)
    columns = (
        Column("number", say("column.number"), "int"),
        *(column for column, _ in own),
        Column("role", say("column.role")),
        Column("helper", say("column.helper"), "person"),
        Column("unit", say("column.unit")),
        Column("post", say("column.post")),
        Column("phone", say("column.phone"), "id_number"),
        Column("metres", say("column.distance"), "km"),
        Column("term", say("column.term")),
        Column("kept", say("column.kept")),
        Column("locked", say("column.locked")),
        Column("note", say("column.note")),
        Column("recipient_id", say("column.recipient_id")),
        Column("helper_id", say("column.helper_id")),
    )
    rows = tuple(
        (
            number,
            *(get(pair.recipient) for _, get in own),
            view.programme.roles[pair.pairing.role].title,
            view.helper_name(pair),
            pair.helper.unit if pair.helper else "",
            pair.helper.post if pair.helper else "",
            pair.helper.phone if pair.helper else "",
            pair.metres,
            term_words(view, pair),
            say("yes") if pair.fact is not None and pair.fact.kept else "",
            say("yes") if pair.pairing.locked else "",
            pair.pairing.note,
            pair.recipient.id,
            pair.pairing.helper,
        )
        for number, pair in enumerate(lines(view, view.pairs), start=1)
    )
    return Table(columns, rows)
