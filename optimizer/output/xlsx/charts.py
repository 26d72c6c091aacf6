"""Native charts beside their data, readable when printed in black and white: patterns, outlines and values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from optimizer.messages import label
from optimizer.output.document import Chart

if TYPE_CHECKING:
    from optimizer.output.xlsx.sheet import Sheet

_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": "#7F7F7F"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#000000", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#FFFFFF"}},
    {"pattern": {"pattern": "percent_25", "fg_color": "#000000", "bg_color": "#FFFFFF"}},
)
_DASHES = ("solid", "dash", "round_dot", "dash_dot")
_MARKERS = ("circle", "square", "triangle", "diamond")
_LEAST_ROWS = 16
_ROW_POINTS = 18.0
_PIXELS_A_POINT = 4 / 3


def write_chart(sheet: Sheet, chart: Chart) -> None:
    """The data as a small table at the left, the chart at its right."""
    sheet.across(chart.title, "heading", height=24)
    top = sheet.row
    _data(sheet, chart)
    width = 1 + len(chart.series)
    rows = max(_LEAST_ROWS, len(chart.categories) + 1)
    made = _chart(sheet, chart, top)
    pixels = sum(round(columns * 7 + 5) for columns in sheet.grid[width:])
    made.set_size({"width": max(420, pixels - 20), "height": rows * _ROW_POINTS * _PIXELS_A_POINT - 8})
    place = {"x_offset": 16, "y_offset": 2, "object_position": 2}
    sheet.page.insert_chart(top, min(width, len(sheet.grid) - 1), made, place)
    for row in range(top, top + rows):
        sheet.page.set_row(row, _ROW_POINTS)
    sheet.row = top + rows
    sheet.skip()


def _data(sheet: Sheet, chart: Chart) -> None:
    header = sheet.styles.named("header")
    words = sheet.styles.body("center", "@")
    numbers = sheet.styles.body("center", "0.0" if chart.kind == "km" else "0")
    sheet.text(sheet.row, 0, chart.category_title or label("output.category", sheet.lang), header)
    for column, series in enumerate(chart.series, start=1):
        sheet.text(sheet.row, column, series.name, header)
    for offset, category in enumerate(chart.categories, start=1):
        sheet.text(sheet.row + offset, 0, category, words)
        for column, series in enumerate(chart.series, start=1):
            value = series.values[offset - 1]
            sheet.page.write_number(sheet.row + offset, column, value / 1000 if chart.kind == "km" else value, numbers)


def _chart(sheet: Sheet, chart: Chart, top: int) -> Any:
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
                "name": [sheet.name, top, number + 1],
                "categories": [sheet.name, top + 1, 0, last, 0],
                "values": [sheet.name, top + 1, number + 1, last, number + 1],
                "data_labels": {"value": True, "font": {"size": 9}},
                **looks,
            }
        )
    made.set_x_axis({"name": chart.category_title, "reverse": False, "num_font": {"size": 9}})
    value_axis = {
        "name": chart.value_title,
        "min": 0,
        "major_gridlines": {"visible": True, "line": {"color": "#BFBFBF", "width": 0.5}},
        "num_font": {"size": 9},
    }
    made.set_y_axis(value_axis)
    if kind == "bar":
        made.set_y_axis({"name": chart.category_title, "reverse": True, "num_font": {"size": 9}})
        made.set_x_axis({**value_axis, "label_position": "low"})
    made.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
    made.set_chartarea({"border": {"color": "#7F7F7F"}})
    return made
