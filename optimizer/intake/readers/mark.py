"""Runs in the contained child: colour and comment the cells of one file's copy."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from optimizer.contained.channel import Channel
from optimizer.intake.raw import Broken, sheet_of
from optimizer.intake.readers.parse import parse_files

LIST_SHEET = "问题清单"
_HEADERS = {
    "zh": ("级别", "工作表", "单元格", "问题", "建议"),
    "en": ("severity", "sheet", "cell", "problem", "advice"),
}
_SEVERITIES = {"error": "错误", "warning": "提醒", "ask": "待确认", "note": "备查"}
_MOST_COMMENTS = 5_000


def mark_file(payload: dict[str, Any], channel: Channel) -> bool:
    """False when the file cannot be read at all (the guard comes first here too)."""
    answer = parse_files({"files": [(payload["name"], payload["path"])]}, channel)[0]
    if answer["refusal"]:
        return False
    book = _own(payload["path"]) if answer["kind"] == "xlsx" else _rebuilt(answer["sheets"])
    _mark(book, payload["marks"])
    _list(book, payload["marks"], payload["lang"])
    book.save(payload["out"])
    return True


def _own(path: str) -> Any:
    from openpyxl import load_workbook

    with Path(path).open("rb") as stream:
        return load_workbook(stream)


def _rebuilt(sheets: list[dict[str, Any]]) -> Any:
    """The values of a CSV, .xls or other table as a new workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for data in sheets:
        raw = sheet_of(data)
        page = book.create_sheet(raw.name or "Sheet1")
        for r, row in enumerate(raw.rows):
            for c, value in enumerate(row):
                if value is not None:
                    _write(page.cell(r + 1, c + 1), value)
        for top, left, bottom, right in raw.merges:
            page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    return book


def _write(cell: Any, value: Any) -> None:
    """Text stays text, also when it begins with =."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, Broken):
        value = value.text or "?"
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.number_format = "@"
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"


def _mark(book: Any, marks: list[dict[str, Any]]) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    texts: dict[tuple[str, str], list[str]] = {}
    colours: dict[tuple[str, str], str] = {}
    for mark in marks:
        sheet = mark["sheet"] or (book.sheetnames[0] if book.sheetnames else "")
        if sheet not in book.sheetnames or len(texts) > _MOST_COMMENTS:
            continue
        place = (sheet, mark["address"] or "A1")
        texts.setdefault(place, []).append("\n".join(part for part in (mark["text"], mark["advice"]) if part))
        colours.setdefault(place, mark["colour"])
    for (sheet, address), lines in texts.items():
        cell = book[sheet][address]
        if isinstance(cell, MergedCell):
            ranges = book[sheet].merged_cells.ranges
            home = next(r for r in ranges if address in r)
            cell = book[sheet].cell(home.min_row, home.min_col)
        cell.fill = PatternFill("solid", start_color=colours[sheet, address], end_color=colours[sheet, address])
        before = [cell.comment.text] if cell.comment else []
        cell.comment = Comment("\n\n".join(before + lines), "jiedui", width=320, height=60 + 60 * len(lines))


def _list(book: Any, marks: list[dict[str, Any]], lang: str) -> None:
    name = LIST_SHEET
    while name in book.sheetnames:
        name += "+"
    page = book.create_sheet(name)
    rows = [_HEADERS[lang]]
    for mark in marks:
        severity = _SEVERITIES[mark["severity"]] if lang == "zh" else mark["severity"]
        rows.append((severity, mark["sheet"], mark["address"], mark["text"], mark["advice"]))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            _write(page.cell(r + 1, c + 1), value)
    for letter, width in zip("ABCDE", (8, 14, 10, 70, 60), strict=True):
        page.column_dimensions[letter].width = width
