"""Charts as inline SVG: solid, hatched and white bars with their values, so that a black and white print reads the same."""

from __future__ import annotations

from optimizer.messages import Lang, say
from optimizer.output.cells import display_width, kilometres
from optimizer.output.document import Chart
from optimizer.output.html.svg import drawing, element, text, title
from optimizer.output.scale import ticks

WIDE, NARROW = 720.0, 340.0
"""Drawings are made for a desk and for a telephone; a page shows one of them."""

_CHARACTER = 6.6
"""Width of half a Chinese character in 13-pixel type."""

_DASHES = ("", "8 4", "2 4", "8 4 2 4")


def chart_svg(chart: Chart, lang: Lang, name: str, width: float = WIDE) -> str:
    """The chart as one <svg>; ``name`` keeps its patterns apart on a page, ``width`` is that of the screen it is for.

    Upright bars whose names have no room beside each other lie down.
    """
    make = _lines if chart.form == "line" else _horizontal if _lies(chart, width) else _vertical
    parts, height = make(chart, name, width)
    label = say("output.chart_alt", {"title": chart.title}, lang)
    return drawing(width, height, label, [_patterns(name), *parts], "chart")


def _lies(chart: Chart, width: float) -> bool:
    widest = max((display_width(category) for category in chart.categories), default=0) * _CHARACTER
    return chart.horizontal or (widest + 8) * len(chart.categories) > width - 54


def _patterns(prefix: str) -> str:
    """Fills by series: solid, diagonal lines, white, dots."""
    lines = element("path", {"d": "M-2 2l4-4M0 8l8-8M6 10l4-4", "class": "hatch"})
    dots = element("circle", {"cx": 3, "cy": 3, "r": 1.4, "class": "dot"})
    made = []
    for name, inside in (("b", lines), ("d", dots)):
        size = 8 if name == "b" else 6
        box = {"id": f"{prefix}{name}", "width": size, "height": size, "patternUnits": "userSpaceOnUse"}
        background = element("rect", {"width": size, "height": size, "class": "paper"})
        made.append(element("pattern", box, background, inside))
    return f"<defs>{''.join(made)}</defs>"


def _fill(prefix: str, series: int) -> dict[str, object]:
    kind = series % 4
    if kind in (1, 3):
        return {"fill": f"url(#{prefix}{'b' if kind == 1 else 'd'})", "class": "bar"}
    return {"class": "bar solid" if kind == 0 else "bar paper"}


def _shown(chart: Chart, value: int) -> str:
    return kilometres(value) if chart.kind == "km" else str(value)


def _most(chart: Chart) -> int:
    if chart.stacked:
        return max((sum(values) for values in zip(*(s.values for s in chart.series), strict=True)), default=0)
    return max((value for series in chart.series for value in series.values), default=0)


def _legend(chart: Chart, prefix: str, y: float) -> list[str]:
    if len(chart.series) < 2:
        return []
    parts: list[str] = []
    x = 8.0
    for number, series in enumerate(chart.series):
        if chart.form == "line":
            line = {
                "x1": x,
                "x2": x + 22,
                "y1": y - 4,
                "y2": y - 4,
                "class": "line",
                "stroke_dasharray": _DASHES[number % 4],
            }
            parts.append(element("line", line))
        else:
            parts.append(element("rect", {"x": x, "y": y - 11, "width": 22, "height": 13, **_fill(prefix, number)}))
        parts.append(text(series.name, x + 28, y, class_="word"))
        x += 28 + display_width(series.name) * _CHARACTER + 24
    return parts


def _vertical(chart: Chart, prefix: str, full: float) -> tuple[list[str], float]:
    head = 42.0 if len(chart.series) > 1 else 22.0
    left, bottom, plot = 46.0, 46.0, 210.0
    scale = ticks(_most(chart))
    top_value = scale[-1]
    parts = _legend(chart, prefix, 18)
    for tick in scale:
        y = head + plot - plot * tick / top_value
        parts.append(element("line", {"x1": left, "x2": full - 8, "y1": y, "y2": y, "class": "grid"}))
        parts.append(text(_shown(chart, tick), left - 6, y + 4, text_anchor="end", class_="tick"))
    step = (full - left - 8) / max(1, len(chart.categories))
    group = min(step * 0.72, 90.0 * (1 if chart.stacked else len(chart.series)))
    width = group / (1 if chart.stacked else len(chart.series))
    for place, category in enumerate(chart.categories):
        begin = left + step * place + (step - group) / 2
        reached = 0
        for number, series in enumerate(chart.series):
            value = series.values[place]
            height = plot * value / top_value
            base = head + plot - plot * reached / top_value
            x = begin if chart.stacked else begin + width * number
            box = {"x": x, "y": base - height, "width": width - 2, "height": height, **_fill(prefix, number)}
            parts.append(element("rect", box, title(f"{category} {series.name} {_shown(chart, value)}")))
            if width >= 16 and (not chart.stacked or height > 14):
                above = base - height + 13 if chart.stacked else base - height - 5
                parts.append(text(_shown(chart, value), x + width / 2 - 1, above, text_anchor="middle", class_="value"))
            if chart.stacked:
                reached += value
        if step >= 14:
            parts.append(_category(category, left + step * (place + 0.5), head + plot + 16, step))
    parts.append(text(chart.category_title, (left + full) / 2, head + plot + 38, text_anchor="middle", class_="axis"))
    return parts, head + plot + bottom


def _category(name: str, x: float, y: float, room: float) -> str:
    most = max(2, int(room / _CHARACTER))
    return (
        text(_cut(name, most), x, y, text_anchor="middle", class_="word")
        if most < display_width(name)
        else text(name, x, y, text_anchor="middle", class_="word")
    )


def _cut(name: str, most: int) -> str:
    kept = ""
    for character in name:
        if display_width(kept + character) > most - 1:
            return kept + "…"
        kept += character
    return kept


def _horizontal(chart: Chart, prefix: str, full: float) -> tuple[list[str], float]:
    head = 30.0 if len(chart.series) > 1 else 6.0
    rows = 1 if chart.stacked else len(chart.series)
    thick = 16.0
    step = rows * thick + 9
    names = max((display_width(category) for category in chart.categories), default=0)
    left = min(full / 3, names * _CHARACTER + 14)
    most = max(1, _most(chart))
    plot = full - left - 52
    parts = _legend(chart, prefix, 18)
    for place, category in enumerate(chart.categories):
        y = head + step * place
        label = _cut(category, int((left - 10) / _CHARACTER)) if names * _CHARACTER + 14 > left else category
        parts.append(text(label, left - 8, y + rows * thick / 2 + 5, text_anchor="end", class_="word"))
        reached = 0
        for number, series in enumerate(chart.series):
            value = series.values[place]
            width = plot * value / most
            x = left + plot * reached / most
            top = y if chart.stacked else y + thick * number
            box = {"x": x, "y": top, "width": width, "height": thick - 2, **_fill(prefix, number)}
            parts.append(element("rect", box, title(f"{category} {series.name} {_shown(chart, value)}")))
            if not chart.stacked:
                parts.append(text(_shown(chart, value), x + width + 6, top + 12, class_="value"))
            elif width > 26:
                parts.append(text(_shown(chart, value), x + width / 2, top + 12, text_anchor="middle", class_="value"))
            if chart.stacked:
                reached += value
    bottom = head + step * len(chart.categories)
    parts.append(element("line", {"x1": left, "x2": left, "y1": head - 2, "y2": bottom, "class": "base"}))
    return parts, bottom + 6


def _lines(chart: Chart, prefix: str, full: float) -> tuple[list[str], float]:
    head = 42.0 if len(chart.series) > 1 else 22.0
    left, bottom, plot = 56.0, 46.0, 230.0
    scale = ticks(_most(chart))
    top_value = scale[-1]
    parts = _legend(chart, prefix, 18)
    for tick in scale:
        y = head + plot - plot * tick / top_value
        parts.append(element("line", {"x1": left, "x2": full - 8, "y1": y, "y2": y, "class": "grid"}))
        parts.append(text(_shown(chart, tick), left - 6, y + 4, text_anchor="end", class_="tick"))
    step = (full - left - 24) / max(1, len(chart.categories) - 1)
    every = max(1, -(-len(chart.categories) // 12))
    for place, category in enumerate(chart.categories):
        if place % every == 0:
            parts.append(_category(category, left + step * place, head + plot + 16, step * every))
    for number, series in enumerate(chart.series):
        points = [
            (left + step * place, head + plot - plot * value / top_value) for place, value in enumerate(series.values)
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        line = {"points": path, "class": "line", "stroke_dasharray": _DASHES[number % 4]}
        parts.append(element("polyline", line))
        for (x, y), value, category in zip(points, series.values, chart.categories, strict=True):
            said = title(f"{category} {series.name} {_shown(chart, value)}")
            parts.append(element("circle", {"cx": x, "cy": y, "r": 3.5, "class": "mark"}, said))
    parts.append(text(chart.category_title, (left + full) / 2, head + plot + 38, text_anchor="middle", class_="axis"))
    return parts, head + plot + bottom
