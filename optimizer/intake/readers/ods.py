"""Read an OpenDocument spreadsheet: guard and scan the XML, let calamine read the values."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from optimizer.intake.raw import Broken, Merge, Value, address
from optimizer.intake.readers import limits
from optimizer.intake.readers.calamine import is_visible, opened
from optimizer.intake.readers.container import open_zip, part_of
from optimizer.intake.readers.refusal import Refused
from optimizer.intake.readers.values import Marks, hold_against, plain_rows, sheet_data
from optimizer.intake.readers.xml_guard import pieces

_CONTENT_MARKS = 12_000_000


@dataclass
class _Table:
    name: str
    filled: dict[int, int] = field(default_factory=dict)
    broken: dict[tuple[int, int], Broken] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)


class _Scan:
    """Follows rows and cells with their repetitions, as [ODF 1.3] 9 describes them."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._row = self._column = 0
        self._repeat_row = self._repeat_cell = 1
        self._row_filled = 0
        self._hidden = False
        self._cell: dict[str, str] | None = None
        self._text = ""
        self._aside = 0
        self._says = 0
        self._spans: list[bool] = []
        self._struck_says = 0
        self._style = ""
        self._struck_styles: set[str] = set()
        self._column_styles: dict[int, str] = {}
        self._depth = 0
        self._columns = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rsplit(":", 1)[-1]
        if name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:text-properties" and attributes.get("style:text-line-through-style", "none") != "none":
            self._struck_styles.add(self._style)
        if self._cell is not None:
            self._inside_cell(name, attributes)
        if local == "table" and name.startswith("table:"):
            self._depth += 1
            if self._depth == 1:
                self.tables.append(_Table(attributes.get("table:name", "")))
                self._row = self._columns = 0
                self._column_styles = {}
        if self._depth != 1:
            return
        if local == "table-column":
            repeat = _count(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") == "collapse" and self._columns + repeat <= limits.COLUMNS:
                self.tables[-1].hidden_columns.update(range(self._columns, self._columns + min(repeat, 1024)))
            if (style := attributes.get("table:default-cell-style-name", "")) in self._struck_styles:
                self._column_styles.update(
                    dict.fromkeys(range(self._columns, self._columns + min(repeat, 1024)), style)
                )
            self._columns += repeat
        elif local == "table-row":
            self._repeat_row = _count(attributes, "table:number-rows-repeated")
            self._hidden = attributes.get("table:visibility") in ("collapse", "filter")
            self._column = self._row_filled = 0
        elif local in ("table-cell", "covered-table-cell"):
            self._cell, self._text, self._says, self._struck_says, self._aside = attributes, "", 0, 0, 0
            self._spans = []
            self._repeat_cell = _count(attributes, "table:number-columns-repeated")

    def _inside_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == "office:annotation":
            self._aside += 1
            self.tables[-1].marks.commented.add((self._row, self._column))
        elif name == "text:span":
            self._spans.append(attributes.get("text:style-name", "") in self._struck_styles)
        elif name == "text:s" and not self._aside:
            self._says += 1

    def text(self, data: str) -> None:
        if self._cell is None or self._aside:
            return
        self._says += len(data)
        self._struck_says += len(data) * any(self._spans)
        if len(self._text) < 40:
            self._text += data

    def end(self, name: str) -> None:
        local = name.rsplit(":", 1)[-1]
        if name == "office:annotation" and self._aside:
            self._aside -= 1
        elif name == "text:span" and self._spans:
            self._spans.pop()
        if local == "table" and name.startswith("table:"):
            self._depth -= 1
        elif self._depth == 1 and local in ("table-cell", "covered-table-cell"):
            self._end_cell(self._cell or {})
            self._cell = None
        elif self._depth == 1 and local == "table-row":
            table = self.tables[-1]
            if self._row_filled:
                last = self._row + self._repeat_row
                if last > limits.ROWS or self._row_filled * self._repeat_row > limits.CELLS:
                    raise Refused("intake.far_cell", sheet=table.name, address=address(min(last, limits.ROWS) - 1, 0))
                for row in range(self._row, last):
                    table.filled[row] = self._row_filled
                    if self._hidden:
                        table.hidden_rows.add(row)
            self._row += self._repeat_row

    def _end_cell(self, cell: dict[str, str]) -> None:
        table = self.tables[-1]
        sort = cell.get("calcext:value-type") or cell.get("office:value-type") or ""
        if sort not in ("", "void") and (sort != "string" or self._says or cell.get("office:string-value")):
            self._look_at_strokes(table, cell)
            self._row_filled += self._repeat_cell
            if self._column + self._repeat_cell > limits.COLUMNS:
                raise Refused("intake.far_cell", sheet=table.name, address=address(self._row, limits.COLUMNS - 1))
        text = self._text.strip()
        if sort == "error" or (cell.get("table:formula") and text.startswith(("#", "Err:"))):
            table.broken[self._row, self._column] = Broken("error", text[:20])
        elif cell.get("table:formula") and not sort:
            table.broken[self._row, self._column] = Broken("no_value")
            self._row_filled += 1
        down = _count(cell, "table:number-rows-spanned")
        across = _count(cell, "table:number-columns-spanned")
        if down > 1 or across > 1:
            if (down > 1 and across > 1 and down * across > limits.MERGED_CELLS) or len(table.merges) >= limits.MERGES:
                raise Refused(
                    "intake.giant_merge", sheet=table.name, address=address(self._row, self._column), range=""
                )
            table.merges.append((self._row, self._column, self._row + down - 1, self._column + across - 1))
        self._column += self._repeat_cell

    def _look_at_strokes(self, table: _Table, cell: dict[str, str]) -> None:
        style = cell.get("table:style-name") or self._column_styles.get(self._column, "")
        if 0 < self._struck_says < self._says and style not in self._struck_styles:
            table.marks.half_struck.add((self._row, self._column))
        elif self._struck_says or style in self._struck_styles:
            table.marks.struck.add((self._row, self._column))


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 10 else 1


def _scan(archive: zipfile.ZipFile) -> list[_Table]:
    scan = _Scan()
    parser = expat.ParserCreate()
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    try:
        for piece in pieces(archive, "content.xml", marks=_CONTENT_MARKS):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):
        raise Refused("intake.truncated") from None
    return scan.tables


def read_ods(data: bytes, file: str) -> list[dict[str, Any]]:
    """All sheets as JSON-able dicts. Raises Refused."""
    archive = open_zip(data)
    names = archive.namelist()
    if "META-INF/manifest.xml" in names and b"encryption-data" in part_of(archive, "META-INF/manifest.xml"):
        raise Refused("intake.encrypted")
    if "content.xml" not in names:
        raise Refused("intake.truncated")
    tables = {table.name: table for table in _scan(archive)}
    if len(tables) > limits.SHEETS:
        raise Refused("intake.bomb", part=f"{len(tables)}")
    for table in tables.values():
        last = max(table.filled, default=-1)
        widest = max(table.filled.values(), default=0)
        if (last + 1) * widest > limits.CELLS:
            raise Refused("intake.far_cell", sheet=table.name, address=address(last, 0))
    with opened(data) as book:
        found = []
        for meta in book.sheets_metadata:
            table = tables.get(meta.name, _Table(meta.name))
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.total_height * sheet.total_width > limits.CELLS:
                far = address(sheet.total_height - 1, sheet.total_width - 1)
                raise Refused("intake.far_cell", sheet=meta.name, address=far)
            rows: list[list[Value]] = plain_rows(sheet.to_python(skip_empty_area=False))
            hold_against(meta.name, rows, table.broken, table.filled)
            found.append(
                sheet_data(
                    file,
                    meta.name,
                    rows,
                    merges=table.merges,
                    hidden_rows=table.hidden_rows,
                    hidden_columns=table.hidden_columns,
                    visible=is_visible(meta),
                    marks=table.marks,
                )
            )
    return found
