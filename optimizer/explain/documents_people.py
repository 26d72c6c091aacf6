"""The rosters as tables: by recipient, by helper, by area, by department, and who is not covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from optimizer.domain import Helper, Recipient
from optimizer.explain.documents_view import Pair, View
from optimizer.output.cells import month_words
from optimizer.output.document import Band, Column, Table, Value

Row = tuple[Value, ...]
Cell = tuple[Column, Callable[[Pair], Value]]


def by_recipient(view: View) -> Table:
    """One row a pairing, and one for every place that stays empty; the table that comes back edited."""
    own = _recipient_cells(view)
    others = [*_role_cells(view), *_helper_cells(view, phone=not view.mask_names), *_pair_cells(view)]
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
    rows: list[tuple[tuple[int, int], Row]] = []
    for pair in view.pairs:
        values = tuple(get(pair) for _, get in (*own, *others))
        locked = view.label("yes") if pair.pairing.locked else ""
        place = (rank[pair.recipient.id], pair.pairing.role)
        rows.append((place, (*values, locked, pair.pairing.key)))
    for item in view.answer.uncovered:
        if item.recipient in rank:
            recipient = view.recipients[rank[item.recipient]]
            blank = {"role": view.programme.roles[item.role].title, "standing": view.label("standing.uncovered")}
            values = (
                *(get(recipient) for _, get in recipient_getters(view)),
                *(blank.get(column.key) for column, _ in others),
            )
            rows.append(((rank[recipient.id], item.role), (*values, "", f"{recipient.id}:{item.role}:")))
    rows.sort(key=lambda row: row[0])
    numbered = tuple((number, *row) for number, (_, row) in enumerate(rows, start=1))
    return without_empty(Table(columns, numbered, notes=(view.label("edit_note"),), filtered=True))


def by_helper(view: View) -> Table:
    """Every helper who takes part, with each recipient; those in reserve too."""
    theirs = [*_short_recipient_cells(view), *_role_cells(view), *_pair_cells(view)]
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
        for pair in pairs:
            rows.append((len(rows) + 1, *own, len(pairs), *(get(pair) for get in getters)))
    return without_empty(Table(tuple(columns), tuple(rows), filtered=True))


def area_summary(view: View) -> Table:
    """One row an area: recipients, covered, helpers, departments, liaison leaders, distances."""
    columns = (
        Column("number", view.label("column.number"), "int", 6, "center"),
        Column("area", view.words.area_header, width=18),
        Column("recipients", view.label("column.recipients"), "int", 11),
        Column("covered", view.label("column.covered"), "int", 9),
        Column("helpers", view.label("column.helpers"), "int", 10),
        Column("units", view.label("column.units"), "int", 9),
        Column("kept", view.label("column.kept"), "int", 9),
        Column("mean", view.label("column.mean"), "km", 11),
        Column("furthest", view.label("column.furthest"), "km", 11),
        Column("total", view.label("column.total_distance"), "km", 11),
        Column("liaison", view.label("column.liaison"), "person", 24),
    )
    rows: list[Row] = []
    for number, area in enumerate(view.areas(), start=1):
        members = view.recipients_in[area]
        pairs = view.pairs_in[area]
        metres = [pair.metres for pair in pairs if pair.metres is not None]
        rows.append(
            (
                number,
                view.area_title(area),
                len(members),
                sum(recipient.id not in view.uncovered for recipient in members) if view.pairs else 0,
                len({pair.pairing.helper for pair in pairs}),
                len({pair.helper.unit for pair in pairs if pair.helper is not None}),
                sum(pair.fact is not None and pair.fact.kept for pair in pairs),
                (2 * sum(metres) + len(metres)) // (2 * len(metres)) if metres else None,
                max(metres) if metres else None,
                sum(metres) if metres else None,
                view.liaison_names(area),
            )
        )
    return without_empty(
        Table(columns, tuple(rows), view.say("areas_summary", area=view.words.area), repeat_header=False)
    )


def area_lists(view: View) -> Table:
    """All pairings, area by area, each beginning a new page."""
    cells = [
        *[cell for cell in _recipient_cells(view) if cell[0].key not in ("township", "area")],
        *_role_cells(view),
        *_helper_cells(view, phone=not view.mask_names),
        *_pair_cells(view),
    ]
    bands: list[Band] = []
    seen: set[str] = set()
    for row, pair in enumerate(view.pairs):
        area = pair.recipient.area
        if area not in seen:
            seen.add(area)
            bands.append(Band(row, _area_band(view, area), new_page=True))
    caption = view.say("area_list", area=view.words.area)
    return _numbered(view, cells, view.pairs, bands=tuple(bands), caption=caption)


def _area_band(view: View, area: str) -> str:
    pairs = view.pairs_in[area]
    leaders = view.liaison_names(area)
    return view.say(
        "band.area",
        area=view.area_title(area),
        recipients=len(view.recipients_in[area]),
        measure=view.words.measure,
        helpers=len({pair.pairing.helper for pair in pairs}),
        units=len({pair.helper.unit for pair in pairs if pair.helper is not None}),
    ) + (view.say("band.area_liaison", leaders=leaders) if leaders else "")


def unit_summary(view: View) -> Table:
    """One row a department: people, who takes part, who has recipients, how many, where."""
    columns = (
        Column("number", view.label("column.number"), "int", 6, "center"),
        Column("unit", view.label("column.unit"), width=18),
        Column("helpers", view.label("chart.helpers"), "int", 12),
        Column("idle", view.label("column.idle"), "int", 10),
        Column("excluded", view.label("column.excluded"), "int", 10),
        Column("recipients", view.label("column.recipients"), "int", 12),
        Column("areas", view.say("column.areas", area=view.words.area, areas=view.words.areas), width=40),
    )
    rows: list[Row] = []
    out: dict[str, int] = {}
    part = {helper.id for helper in view.participants}
    rank = {area: number for number, area in enumerate(view.areas())}
    for helper in view.programme.helpers:
        if helper.id not in part:
            out[helper.unit] = out.get(helper.unit, 0) + 1
    for number, (unit, members) in enumerate(units(view), start=1):
        pairs = [pair for helper in members for pair in view.pairs_of.get(helper.id, ())]
        counts = Counter(pair.recipient.area for pair in pairs)
        places = [f"{view.area_title(area)} {counts[area]}" for area in sorted(counts, key=rank.__getitem__)]
        idle = sum(helper.id not in view.loads for helper in members)
        rows.append(
            (
                number,
                unit or view.label("none"),
                len(members),
                idle,
                out.get(unit, 0),
                len(pairs),
                view.label("separator").join(places),
            )
        )
    return Table(columns, tuple(rows), view.label("units_summary"), repeat_header=False)


def unit_lists(view: View) -> Table:
    """All pairings, department by department; a helper with several recipients stands once."""
    cells: list[Cell] = [
        *[cell for cell in _helper_cells(view, phone=not view.mask_names) if cell[0].key != "unit"],
        *_short_recipient_cells(view),
        *_role_cells(view),
        *_pair_cells(view),
    ]
    pairs: list[Pair] = []
    bands: list[Band] = []
    spans: list[tuple[int, int]] = []
    for unit, members in units(view):
        own: list[Pair] = []
        for helper in members:
            several = view.pairs_of.get(helper.id, ())
            if len(several) > 1:
                spans.append((len(pairs) + len(own), len(pairs) + len(own) + len(several)))
            own += several
        if own:
            facts = {"helpers": len({pair.pairing.helper for pair in own}), "recipients": len(own)}
            text = view.say("band.unit", unit=unit or view.label("none"), measure=view.words.measure, **facts)
            bands.append(Band(len(pairs), text))
            pairs += own
    table = _numbered(view, cells, pairs, bands=tuple(bands), caption=view.label("unit_list"))
    merged = tuple(column.key for column in table.columns if column.key in ("helper", "post", "phone"))
    return replace(table, merged=merged, spans=tuple(spans))


def units(view: View) -> list[tuple[str, list[Helper]]]:
    """Departments in table order, each with its helpers who take part."""
    found: dict[str, list[Helper]] = {}
    for helper in view.participants:
        found.setdefault(helper.unit, []).append(helper)
    return list(found.items())


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
    for number, item in enumerate(missing, start=1):
        recipient = people[item.recipient]
        role: Row = (view.programme.roles[item.role].title,) if len(view.programme.roles) > 1 else ()
        own: Row = tuple(get(recipient) for _, get in getters)
        rows.append((number, *own, recipient.priority, *role, item.missing))
    return without_empty(Table(tuple(columns), tuple(rows), filtered=True))


def search_table(view: View) -> Table:
    """Every pairing, to look somebody up in."""
    columns = (
        Column("area", view.words.area_header, width=16),
        Column("recipient", view.words.of("recipient_name"), "person", 12),
        Column("household", view.words.of("number"), "id_number", 14),
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
            view.helper_name(pair),
            pair.helper.unit if pair.helper else "",
            pair.metres,
            term_words(view, pair),
            standing(view, pair),
        )
        for pair in view.pairs
    )
    notes = (view.label("search_masked"),) if view.mask_names else ()
    return without_empty(Table(columns, rows, view.label("search_caption"), notes, searchable=True))


def view_phone(view: View, helper: Helper) -> str:
    """The helper's telephone: in full on working rosters, absent on pages with masked names."""
    return "" if view.mask_names else helper.phone


def recipient_getters(view: View) -> list[tuple[Column, Callable[[Recipient], Value]]]:
    """Columns of a recipient; whatever is empty throughout disappears from the table."""
    say = view.label
    return [
        (Column("township", say("column.township"), width=10), lambda r: r.township),
        (Column("area", view.words.area_header, width=10), lambda r: r.area),
        (Column("group", say("column.group"), width=9), lambda r: r.group),
        (Column("household", view.words.of("number"), "id_number", 13), lambda r: r.number),
        (Column("recipient", view.words.of("recipient_name"), "person", 10), lambda r: view.person(r.name)),
        (Column("category", say("column.category"), width=12), lambda r: "" if view.mask_names else r.category),
        (
            Column("id_number", say("column.id_number"), "id_number", 20),
            lambda r: "" if view.mask_names else view.id_number(r.id_number),
        ),
    ]


def _recipient_cells(view: View) -> list[Cell]:
    def of_pair(get: Callable[[Recipient], Value]) -> Callable[[Pair], Value]:
        return lambda pair: get(pair.recipient)

    return [(column, of_pair(get)) for column, get in recipient_getters(view)]


def _short_recipient_cells(view: View) -> list[Cell]:
    """What a helper must know of a recipient: where and who."""
    return [cell for cell in _recipient_cells(view) if cell[0].key not in ("category", "id_number")]


def _role_cells(view: View) -> list[Cell]:
    if len(view.programme.roles) == 1:
        return []
    roles = view.programme.roles
    return [(Column("role", view.label("column.role"), width=12), lambda pair: roles[pair.pairing.role].title)]


def _helper_cells(view: View, *, phone: bool) -> list[Cell]:
    cells: list[Cell] = [
        (Column("helper", view.label("column.helper"), "person", 11), view.helper_name),
        (Column("unit", view.label("column.unit"), width=14), lambda pair: pair.helper.unit if pair.helper else ""),
        (Column("post", view.label("column.post"), width=11), lambda pair: pair.helper.post if pair.helper else ""),
    ]
    if phone:
        column = Column("phone", view.label("column.phone"), "id_number", 14)
        cells.append((column, lambda pair: pair.helper.phone if pair.helper else ""))
    return cells


def _pair_cells(view: View) -> list[Cell]:
    return [
        (Column("metres", view.label("column.distance"), "km", 9), lambda pair: pair.metres),
        (Column("term", view.label("column.term"), width=17, align="center"), lambda pair: term_words(view, pair)),
        (Column("standing", view.label("column.standing"), width=21), lambda pair: standing(view, pair)),
    ]


def term_words(view: View, pair: Pair) -> str:
    term = pair.pairing.term or view.programme.term
    ends = (month_words(term.start, "en"), month_words(term.end, "en"))
    return "—".join(text.replace("-", ".") for text in ends)


def standing(view: View, pair: Pair) -> str:
    """Why this row is as it is: inside its term, kept, in the leader's own area."""
    fact = pair.fact
    if fact is None:
        return pair.pairing.note
    parts = []
    if fact.locked_until is not None:
        parts.append(view.say("standing.locked", month=month_words(fact.locked_until, view.lang)))
    elif fact.kept:
        parts.append(view.label("standing.kept"))
    if fact.liaison:
        parts.append(view.say("standing.liaison", area=view.words.area))
    if pair.pairing.note:
        parts.append(pair.pairing.note)
    return view.label("separator").join(parts)


def _choices(view: View) -> tuple[str, ...]:
    return (view.label("yes"), view.label("no"))


def _numbered(
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
