"""Distances by area, and the map of areas, start points and the pairings between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from optimizer.domain import Place, Recipient
from optimizer.explain.documents_groups import area_summary
from optimizer.explain.documents_view import View
from optimizer.output.document import Block, MapBlock, MapLine, MapPoint, Notice, Outline, Table


def distance_table(view: View) -> Table:
    """The columns of the area summary that speak of distance."""
    table = area_summary(view)
    keys = ("number", "area", "recipients", "mean", "furthest", "total")
    keep = [position for position, column in enumerate(table.columns) if column.key in keys]
    return Table(
        tuple(table.columns[position] for position in keep),
        tuple(tuple(row[position] for position in keep) for row in table.rows),
        view.say("distance_caption", area=view.words.area),
    )


def map_blocks(view: View, background: tuple[Outline, ...] = ()) -> tuple[Block, ...]:
    """The map in WGS-84, as far as coordinates exist; what has none is named. Empty without any coordinates."""
    located = _located(view)
    recipients: Counter[str] = Counter()
    missing: dict[str, None] = {}
    for recipient in view.recipients:
        spot = _spot(view, recipient, located)
        if spot:
            recipients[spot] += 1
        else:
            missing[view.area_title(recipient.area)] = None
    if not recipients:
        return ()
    starts = Counter(helper.start for helper in view.participants if helper.start in located)
    names = [*recipients, *(start for start in starts if start not in recipients)]
    number = {name: position for position, name in enumerate(names)}
    points = [_point(view, name, located[name], recipients[name], starts[name]) for name in names]
    pairs = Counter(
        (pair.helper.start, _spot(view, pair.recipient, located))
        for pair in view.pairs
        if pair.helper is not None and pair.helper.start in located
    )
    lines = tuple(
        MapLine(number[start], number[end], count, view.say("map_line", start=start, end=end, count=count))
        for (start, end), count in sorted(pairs.items())
        if end and start != end
    )
    block = MapBlock(view.label("map_title"), tuple(points), lines, background, view.label("map_caption"))
    if not missing:
        return (block,)
    named = view.label("separator").join(list(missing)[:20])
    return block, Notice(view.say("map_missing", places=named), "info")


def _point(view: View, name: str, degrees: tuple[int, int], recipients: int, helpers: int) -> MapPoint:
    details = []
    if recipients:
        details.append(view.say("map_point", name=name, count=recipients, measure=view.words.measure))
    if helpers:
        details.append(view.say("map_start", name=name, count=helpers))
    kind = "recipient" if recipients else "helper"
    return MapPoint(name, *degrees, kind, recipients or helpers, view.label("separator").join(details))  # type: ignore[arg-type]


def _spot(view: View, recipient: Recipient, located: Mapping[str, object]) -> str:
    """The place of a recipient: its own, else that of its area; empty when neither has coordinates."""
    for name in (recipient.place, recipient.area, view.area_title(recipient.area)):
        if name in located:
            return name
    return ""


def _located(view: View) -> dict[str, tuple[int, int]]:
    """Latitude and longitude of every place in millionths of a degree, WGS-84."""
    if not view.programme.places:
        return {}
    import numpy as np

    from optimizer.geography import to_wgs84

    found: dict[str, tuple[int, int]] = {}
    systems: dict[str, list[Place]] = {}
    for place in view.programme.places:
        systems.setdefault(place.system, []).append(place)
    for members in systems.values():
        latitude = np.array([place.latitude_microdegrees for place in members]) / 1e6
        longitude = np.array([place.longitude_microdegrees for place in members]) / 1e6
        north, east = to_wgs84(latitude, longitude, members[0].system)
        found |= {p.id: (round(a * 1e6), round(b * 1e6)) for p, a, b in zip(members, north, east, strict=True)}
    return found
