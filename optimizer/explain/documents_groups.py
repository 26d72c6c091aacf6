"""The rosters by area and by department: a summary, then the lists."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from optimizer.domain import Helper
from optimizer.explain.documents_columns import (
    Cell,
    Row,
    helper_cells,
    numbered_rows,
    pair_cells,
    recipient_cells,
    role_cells,
    short_recipient_cells,
    without_empty,
)
from optimizer.explain.documents_siblings import lines
from optimizer.explain.documents_view import Pair, View
from optimizer.output.document import Band, Column, Table


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
        *[cell for cell in recipient_cells(view) if cell[0].key not in ("township", "area")],
        *role_cells(view),
        *helper_cells(view, phone=not view.mask_names),
        *pair_cells(view),
    ]
    bands: list[Band] = []
    seen: set[str] = set()
    for row, pair in enumerate(view.pairs):
        area = pair.recipient.area
        if area not in seen:
            seen.add(area)
            bands.append(Band(row, _area_band(view, area), new_page=True))
    caption = view.say("area_list", area=view.words.area)
    return numbered_rows(view, cells, view.pairs, bands=tuple(bands), caption=caption)


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
        *[cell for cell in helper_cells(view, phone=not view.mask_names) if cell[0].key != "unit"],
        *short_recipient_cells(view),
        *role_cells(view),
        *pair_cells(view),
    ]
    pairs: list[Pair] = []
    bands: list[Band] = []
    spans: list[tuple[int, int]] = []
    for unit, members in units(view):
        own: list[Pair] = []
        for helper in members:
            several = lines(view, view.pairs_of.get(helper.id, ()))
            if len(several) > 1:
                spans.append((len(pairs) + len(own), len(pairs) + len(own) + len(several)))
            own += several
        if own:
            keys = {pair.pairing.key for pair in own}
            facts = {"helpers": len({pair.pairing.helper for pair in own}), "recipients": len(keys)}
            text = view.say("band.unit", unit=unit or view.label("none"), measure=view.words.measure, **facts)
            bands.append(Band(len(pairs), text))
            pairs += own
    table = numbered_rows(view, cells, pairs, bands=tuple(bands), caption=view.label("unit_list"))
    merged = tuple(column.key for column in table.columns if column.key in ("helper", "post", "phone"))
    return replace(table, merged=merged, spans=tuple(spans))


def units(view: View) -> list[tuple[str, list[Helper]]]:
    """Departments in table order, each with its helpers who take part."""
    found: dict[str, list[Helper]] = {}
    for helper in view.participants:
        found.setdefault(helper.unit, []).append(helper)
    return list(found.items())
