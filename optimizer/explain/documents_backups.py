"""The sheet of named back-ups, and whose loss alone would leave somebody without a helper."""

from __future__ import annotations

from optimizer.explain.documents_columns import Row, short_recipient_cells, without_empty
from optimizer.explain.documents_view import View
from optimizer.output.document import Block, Column, Notice, Table

_ORDER = {"breaks": 0, "moves": 1, "covered": 2}


def backup_blocks(view: View) -> tuple[Block, ...]:
    """One sentence on single losses, those that no back-up answers, and the back-up of every pairing; () when none were asked."""
    if not view.answer.backups:
        return ()
    return (_conclusion(view), *_open_losses(view), _backups(view))


def _conclusion(view: View) -> Notice:
    count = {state: sum(loss.state == state for loss in view.answer.losses) for state in _ORDER}
    if count["breaks"]:
        return Notice(view.say("loss.breaks", **count), "bad")
    if count["moves"]:
        return Notice(view.say("loss.moves", **count), "info")
    return Notice(view.say("loss.covered", **count), "good")


def _open_losses(view: View) -> tuple[Table, ...]:
    """Helpers whose loss the named back-ups do not answer: broken coverage first."""
    place = {helper.id: number for number, helper in enumerate(view.participants)}
    open_ = [loss for loss in view.answer.losses if loss.state != "covered"]
    open_.sort(key=lambda loss: (_ORDER[loss.state], place.get(loss.helper, len(place)), loss.helper))
    if not open_:
        return ()
    columns = (
        Column("number", view.label("column.number"), "int", 6, "center"),
        Column("unit", view.label("column.unit"), width=16),
        Column("helper", view.label("column.helper"), "person", 11),
        Column("load", view.label("column.load"), "int", 8, "center"),
        Column("loss", view.label("column.loss"), width=46),
    )
    rows: list[Row] = []
    for number, loss in enumerate(open_, start=1):
        helper = view.helpers.get(loss.helper)
        name, unit = (view.person(helper.name), helper.unit) if helper else (view.label("left"), "")
        rows.append((number, unit, name, loss.recipients, view.say(f"loss_state.{loss.state}", missing=loss.missing)))
    return (without_empty(Table(columns, tuple(rows), view.label("losses_caption"))),)


def _backups(view: View) -> Table:
    entries = {(entry.recipient, entry.role, entry.helper): entry for entry in view.answer.backups}
    own = short_recipient_cells(view)
    columns = [
        Column("number", view.label("column.number"), "int", 6, "center"),
        *(column for column, _ in own),
        Column("helper", view.label("column.helper"), "person", 11),
        Column("backup", view.label("column.backup"), "person", 11),
        Column("backup_unit", view.label("column.backup_unit"), width=16),
        Column("metres", view.label("column.backup_distance"), "km", 10),
    ]
    rows: list[Row] = []
    for number, pair in enumerate(view.pairs, start=1):
        entry = entries.get((pair.recipient.id, pair.pairing.role, pair.pairing.helper))
        helper = view.helpers.get(entry.backup) if entry is not None and entry.backup is not None else None
        name = view.label("backup_none") if helper is None else view.person(helper.name)
        metres = entry.metres if entry is not None else None
        values = tuple(get(pair) for _, get in own)
        rows.append((number, *values, view.helper_name(pair), name, helper.unit if helper else "", metres))
    note = view.label("backups_note")
    return without_empty(Table(tuple(columns), tuple(rows), view.label("backups_caption"), (note,), filtered=True))
