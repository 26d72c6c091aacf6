"""Runs in the contained child: colour and comment the cells of one file's copy, and list what is wrong."""

from __future__ import annotations

import warnings
from datetime import date
from pathlib import Path
from typing import Any

from optimizer.contained.channel import Channel
from optimizer.intake.raw import Broken, column_name, sheet_of
from optimizer.intake.readers.parse import parse_files
from optimizer.messages import Lang, label, say

LIST_SHEET = "问题清单"
COLOURS = {"error": "FFC7CE", "ask": "BDD7EE", "warning": "FFEB9C", "note": "E2EFDA"}
_MOST_COMMENTS = 5_000
_MOST_COLOURED = 200_000
_CELLS_NAMED = 6
_WIDTHS = {"severity": 9, "file": 20, "sheet": 14, "cell": 16, "message": 62, "advice": 56}


def mark_file(payload: dict[str, Any], channel: Channel) -> bool:
    """False when the file cannot be read at all (the guard comes first here too)."""
    answer = parse_files({"files": [(payload["name"], payload["path"])]}, channel)[0]
    if answer["refusal"]:
        return False
    lang, marks = payload["lang"], payload["marks"]
    book = _own(payload["path"]) if answer["kind"] == "xlsx" else None
    told = [say("intake.mark_legend", {"file": payload["name"]}, lang)]
    if book is None:
        book = _rebuilt(answer["sheets"], Path(payload["name"]).stem)
        told.append(say("intake.mark_rebuilt", {"ending": Path(payload["name"]).suffix.lower()}, lang))
    told.append(label("intake.mark_use", lang))
    if len({(mark["sheet"], mark["address"]) for mark in marks}) > _MOST_COMMENTS:
        told.append(say("intake.mark_many", {"most": _MOST_COMMENTS}, lang))
    first = book.sheetnames[0]
    marks = [mark | {"sheet": mark["sheet"] or first} for mark in marks]
    _mark(book, marks)
    _list(book, marks, lang, told, ("severity", "sheet", "cell", "message", "advice"))
    book.save(payload["out"])
    return True


def list_file(payload: dict[str, Any], _channel: Channel) -> bool:
    """A workbook that only lists: the problems of all files of a folder."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    told = [label("intake.mark_list", payload["lang"])]
    _list(book, payload["marks"], payload["lang"], told, ("severity", "file", "sheet", "cell", "message", "advice"))
    book.save(payload["out"])
    return True


def _own(path: str) -> Any:
    """The workbook with its looks; None when openpyxl stumbles over a part that holds no values."""
    from openpyxl import load_workbook

    with Path(path).open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(stream)
        except Exception:  # styles and other parts that no reader of values needs; the guard has passed the file
            return None
    book.template = False
    return book


def _rebuilt(sheets: list[dict[str, Any]], stem: str) -> Any:
    """The values of a CSV, .xls or other table as a new workbook; a CSV's sheet takes the name of the file."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for data in sheets:
        raw = sheet_of(data)
        page = book.create_sheet(raw.name or "".join(c for c in stem if c not in "[]:*?/\\'")[:31] or "Sheet1")
        widths: dict[int, int] = {}
        for r, row in enumerate(raw.rows):
            for c, value in enumerate(row):
                if value is not None:
                    _write(page.cell(r + 1, c + 1), value)
                    widths[c] = max(widths.get(c, 0), _wide(str(value)[:40]))
        for column, width in widths.items():
            page.column_dimensions[column_name(column)].width = min(40, width + 2)
        for top, left, bottom, right in raw.merges:
            page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        for hidden in raw.hidden_rows:
            page.row_dimensions[hidden + 1].hidden = True
        if not raw.visible:
            page.sheet_state = "hidden"
    return book


def _wide(text: str) -> int:
    """Width in half-width characters."""
    return sum(1 + (ord(sign) > 0x2E7F) for sign in text)


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


def _fill(severity: str) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=COLOURS[severity], end_color=COLOURS[severity])


def _mark(book: Any, marks: list[dict[str, Any]]) -> None:
    """Colour by the gravest mark of a cell; a mark without an address (about the whole sheet) stands in the list only."""
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment

    texts: dict[tuple[str, str], list[str]] = {}
    severities: dict[tuple[str, str], str] = {}
    for mark in marks:
        place = (mark["sheet"], mark["address"])
        if place[0] not in book.sheetnames or not place[1] or len(texts) >= _MOST_COLOURED:
            continue
        texts.setdefault(place, []).append("\n".join(part for part in (mark["text"], mark["advice"]) if part))
        severities.setdefault(place, mark["severity"])
    for number, ((sheet, address), lines) in enumerate(texts.items()):
        page = book[sheet]
        cell = page[address]
        if isinstance(cell, MergedCell):
            home = next(r for r in page.merged_cells.ranges if address in r)
            cell = page.cell(home.min_row, home.min_col)
        cell.fill = _fill(severities[sheet, address])
        if number < _MOST_COMMENTS:
            before = [cell.comment.text] if cell.comment else []
            said = "\n\n".join(before + lines)
            cell.comment = Comment(said, "jiedui", width=340, height=40 + 20 * (said.count("\n") + len(said) // 22))


def _list(book: Any, marks: list[dict[str, Any]], lang: Lang, told: list[str], keys: tuple[str, ...]) -> None:
    """The list in front of the workbook: a line a problem, linked to its first cell."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="B9C6CF")
    frame = Border(left=thin, right=thin, top=thin, bottom=thin)
    name = LIST_SHEET
    while name in book.sheetnames:
        name += "+"
    page = book.create_sheet(name, 0)
    wrap = Alignment(wrap_text=True, vertical="top")
    for number, line in enumerate(told, start=1):
        _write(page.cell(number, 1), line)
        page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=len(keys))
        page.cell(number, 1).alignment = wrap
        page.row_dimensions[number].height = 30
    head = len(told) + 1
    for column, key in enumerate(keys, start=1):
        cell = page.cell(head, column)
        _write(cell, label("intake.mark_cell" if key == "cell" else f"cli.column_{key}", lang))
        cell.font, cell.fill, cell.border = Font(bold=True), PatternFill("solid", start_color="E9EFF3"), frame
        page.column_dimensions[column_name(column - 1)].width = _WIDTHS[key]
    for row, group in enumerate(_grouped(marks), start=head + 1):
        mark, addresses = group[0], [mark["address"] for mark in group if mark["address"]]
        words = {
            "severity": label(f"cli.severity_{mark['severity']}", lang),
            "file": mark["file"],
            "sheet": mark["sheet"],
            "cell": _places(addresses, lang),
            "message": mark["text"],
            "advice": mark["advice"],
        }
        for column, key in enumerate(keys, start=1):
            _write(page.cell(row, column), words[key])
            page.cell(row, column).alignment, page.cell(row, column).border = wrap, frame
        page.row_dimensions[row].height = 15 * max(-(-_wide(words[key]) // (_WIDTHS[key] - 2)) or 1 for key in keys)
        page.cell(row, 1).fill = _fill(mark["severity"])
        if addresses and "file" not in keys and mark["sheet"] in book.sheetnames:
            _link(page.cell(row, keys.index("cell") + 1), mark["sheet"], addresses[0])
    page.freeze_panes = page.cell(head + 1, 1)
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is page
    book.active = 0


def _grouped(marks: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Marks of one finding in one sheet together, in the order of their gravity."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for mark in marks:
        groups.setdefault((mark["finding"], mark["file"], mark["sheet"]), []).append(mark)
    return list(groups.values())


def _places(addresses: list[str], lang: Lang) -> str:
    shown = ", ".join(addresses[:_CELLS_NAMED])
    if len(addresses) <= _CELLS_NAMED:
        return shown
    return say("intake.mark_places", {"shown": shown, "count": len(addresses)}, lang)


def _link(cell: Any, sheet: str, address: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{address}", display=str(cell.value))
    cell.font = Font(color="0563C1", underline="single")
