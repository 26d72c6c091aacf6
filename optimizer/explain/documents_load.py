"""How the work is spread: recipients per helper, by department, by area."""

from __future__ import annotations

from collections import Counter

from optimizer.explain.documents_groups import units
from optimizer.explain.documents_view import View
from optimizer.output.document import Chart, Series

MOST_BARS = 60
"""A chart with more bars than this cannot be read; the table has them all."""


def load_chart(view: View) -> Chart:
    """How many helpers have 0, 1, 2, ... recipients."""
    counts = Counter(view.loads.get(helper.id, 0) for helper in view.participants)
    loads = range(min(counts, default=0), max(counts, default=0) + 1)
    return Chart(
        title=view.label("chart.load"),
        categories=tuple(str(load) for load in loads),
        series=(Series(view.label("column.helper_count"), tuple(counts[load] for load in loads)),),
        category_title=view.label("chart.load_category"),
        value_title=view.label("column.helper_count"),
    )


def unit_chart(view: View) -> Chart | None:
    """Helpers who take part and recipients, by department; the largest ones when there are very many."""
    departments = [
        (unit or view.label("none"), len(members), sum(view.loads.get(helper.id, 0) for helper in members))
        for unit, members in units(view)
    ]
    if len(departments) < 2:
        return None
    largest = sorted(departments, key=lambda item: (-item[1], item[0]))[:MOST_BARS]
    shown = [item for item in departments if item in largest]
    return Chart(
        title=view.label("chart.units"),
        categories=tuple(name for name, _, _ in shown),
        series=(
            Series(view.label("chart.helpers"), tuple(people for _, people, _ in shown)),
            Series(view.label("chart.recipients"), tuple(recipients for _, _, recipients in shown)),
        ),
        horizontal=True,
        category_title=view.label("column.unit"),
    )


def area_chart(view: View) -> Chart | None:
    """Recipients and helpers by area."""
    areas = view.areas()[:MOST_BARS]
    if not view.pairs or len(areas) < 2:
        return None
    helpers = tuple(len({pair.pairing.helper for pair in view.pairs_in[area]}) for area in areas)
    return Chart(
        title=view.say("chart.areas", area=view.words.area),
        categories=tuple(view.area_title(area) for area in areas),
        series=(
            Series(view.label("chart.recipients"), tuple(len(view.recipients_in[area]) for area in areas)),
            Series(view.label("column.helpers"), helpers),
        ),
        category_title=view.words.area_header,
    )


def distance_chart(view: View) -> Chart | None:
    """Mean distance by area, nearest first."""
    means: list[tuple[int, str]] = []
    for area in view.areas():
        metres = [pair.metres for pair in view.pairs_in[area] if pair.metres is not None]
        if metres:
            means.append(((2 * sum(metres) + len(metres)) // (2 * len(metres)), view.area_title(area)))
    if len(means) < 2:
        return None
    means = sorted(means)[:MOST_BARS]
    return Chart(
        title=view.say("chart.distance", area=view.words.area),
        categories=tuple(area for _, area in means),
        series=(Series(view.label("column.mean"), tuple(mean for mean, _ in means)),),
        kind="km",
        horizontal=True,
        category_title=view.words.area_header,
    )


def band_chart(view: View) -> Chart | None:
    """How many pairings lie how far apart, in about eight equal bands of whole kilometres."""
    metres = [pair.metres for pair in view.pairs if pair.metres is not None]
    if not metres:
        return None
    step = max(1, -(-max(metres) // 8000))
    counts = Counter(value // (step * 1000) for value in metres)
    bands = range(min(counts), max(counts) + 1)
    return Chart(
        title=view.label("chart.bands"),
        categories=tuple(f"{band * step}–{(band + 1) * step}" for band in bands),
        series=(Series(view.label("chart.pairs"), tuple(counts[band] for band in bands)),),
        category_title=view.label("unit.metres"),
        value_title=view.label("chart.pairs"),
    )
