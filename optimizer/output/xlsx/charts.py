"""Native charts beside their data, readable when printed in black and white: patterns, outlines and values."""

from __future__ import annotations

from typing import Any

from optimizer.messages import label
from optimizer.output.document import Chart
from optimizer.output.scale import ticks
from optimizer.output.xlsx.grid import Places, fit
from optimizer.output.xlsx.surface import Sheet

_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": "#7F7F7F"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#000000", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#FFFFFF"}},
    {"pattern": {"pattern": "percent_25", "fg_color": "#000000", "bg_color": "#FFFFFF"}},
)
_DASHES = ("solid", "dash", "round_dot", "dash_dot")
_MARKERS = ("circle", "square", "triangle", "diamond")
_LEAST_ROWS = 9
_ROW_POINTS = 18.0
_PIXELS_A_POINT = 4 / 3
_CATEGORY, _NUMBER = 20, 11
"""Widths of the data columns at the left of a chart."""


def write_chart(sheet: Sheet, chart: Chart) -> None:
    """The data as a small table at the left, the chart at its right, both on one page where they fit."""
    rows = max(_LEAST_ROWS, len(chart.categories) + 1)
    sheet.keep_together(24 + rows * _ROW_POINTS)
    sheet.across(chart.title, "heading", height=24)
    top = sheet.row
    data = [_CATEGORY, *[_NUMBER] * len(chart.series)]
    *columns, (beside, _) = fit([*data, max(40, sum(sheet.grid) - sum(data))], sheet.grid)
    _data(sheet, chart, columns)
    made = _chart(sheet, chart, top, columns)
    pixels = sum(width * 7 + 5 for width in sheet.grid[beside:])
    made.set_size({"width": max(420, pixels - 20), "height": rows * _ROW_POINTS * _PIXELS_A_POINT - 8})
    sheet.page.insert_chart(top, beside, made, {"x_offset": 16, "y_offset": 2, "object_position": 2})
    for _ in range(rows):
        sheet.next_row(_ROW_POINTS)
    sheet.skip()


def _axis_end(chart: Chart) -> int:
    """A round number with room for the value above the highest bar."""
    if chart.stacked:
        most = max((sum(values) for values in zip(*(s.values for s in chart.series), strict=True)), default=0)
    else:
        most = max((value for series in chart.series for value in series.values), default=0)
    return ticks(most * 11 // 10, 8)[-1]


def _data(sheet: Sheet, chart: Chart, columns: Places) -> None:
    header = sheet.styles.named("header")
    words = sheet.styles.body("center", "@")
    numbers = sheet.styles.body("center", "0.0" if chart.kind == "km" else "0")
    titles = [chart.category_title or label("output.category", sheet.lang), *(series.name for series in chart.series)]
    for (first, last), title in zip(columns, titles, strict=True):
        _join(sheet, sheet.row, first, last, header)
        sheet.text(sheet.row, first, title, header)
    for offset, category in enumerate(chart.categories, start=1):
        _join(sheet, sheet.row + offset, *columns[0], words)
        sheet.text(sheet.row + offset, columns[0][0], category, words)
        for (first, last), series in zip(columns[1:], chart.series, strict=True):
            value = series.values[offset - 1]
            _join(sheet, sheet.row + offset, first, last, numbers)
            sheet.page.write_number(sheet.row + offset, first, value / 1000 if chart.kind == "km" else value, numbers)


def _join(sheet: Sheet, row: int, first: int, last: int, style: Any) -> None:
    if last > first:
        sheet.page.merge_range(row, first, row, last, "", style)


def _chart(sheet: Sheet, chart: Chart, top: int, columns: Places) -> Any:
    kind = "line" if chart.form == "line" else "bar" if chart.horizontal else "column"
    options = {"type": kind, "subtype": "stacked"} if chart.stacked and kind != "line" else {"type": kind}
    made = sheet.book.add_chart(options)
    last = top + len(chart.categories)
    for number in range(len(chart.series)):
        looks: dict[str, Any] = {
            "border": {"color": "#000000", "width": 0.75},
            "gap": 60,
            **_FILLS[number % len(_FILLS)],
        }
        if kind == "line":
            looks = {
                "line": {"color": "#000000", "width": 1.75, "dash_type": _DASHES[number % len(_DASHES)]},
                "marker": {
                    "type": _MARKERS[number % len(_MARKERS)],
                    "size": 6,
                    "border": {"color": "#000000"},
                    "fill": {"color": "#FFFFFF"},
                },
            }
        made.add_series(
            {
                "name": [sheet.name, top, columns[number + 1][0]],
                "categories": [sheet.name, top + 1, columns[0][0], last, columns[0][0]],
                "values": [sheet.name, top + 1, columns[number + 1][0], last, columns[number + 1][0]],
                "data_labels": {"value": True, "font": {"size": 9}},
                **looks,
            }
        )
    made.set_title({"none": True})
    made.set_x_axis({"num_font": {"size": 9}})
    top_value = _axis_end(chart)
    value_axis = {
        "min": 0,
        "max": top_value / 1000 if chart.kind == "km" else top_value,
        "major_gridlines": {"visible": True, "line": {"color": "#BFBFBF", "width": 0.5}},
        "num_font": {"size": 9},
    }
    made.set_y_axis(value_axis)
    if kind == "bar":
        made.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        made.set_x_axis({**value_axis, "label_position": "high"})
    made.set_legend({"position": "top"} if len(chart.series) > 1 else {"none": True})
    made.set_chartarea({"border": {"color": "#7F7F7F"}})
    return made
