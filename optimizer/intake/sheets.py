"""Sheet by sheet: recognise, read, keep the receipt."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from optimizer.intake.column import kind_named, kinds
from optimizer.intake.families import households
from optimizer.intake.gathered import Gathered
from optimizer.intake.grids import read_matrix, read_pairs
from optimizer.intake.headers import suggestion
from optimizer.intake.kind_by_programme import programme_kind, staff_as
from optimizer.intake.mapping import Mappings
from optimizer.intake.noticed import noticed
from optimizer.intake.raw import RawSheet, address, column_name, sheet_of
from optimizer.intake.receipt import ColumnUse, FileReceipt, SheetReceipt, SkippedRow, TableReceipt
from optimizer.intake.recognise import Recognised, recognise
from optimizer.intake.records import Record, TableRead, read_block
from optimizer.intake.second_table import records_above
from optimizer.intake.supplied_class import title_above
from optimizer.intake.table import IGNORED_HEADERS, Block, decided
from optimizer.intake.text import header_forms, squeeze
from optimizer.messages import Cell, Finding, Severity

_COORDINATES = frozenset(("经度", "纬度", "坐标经度", "坐标纬度", "东经", "北纬", "坐标", "经纬度", "坐标系"))
_SUM = re.compile(r"汇总|总表|全部|总名单|总花名册|合并|合计|all", re.IGNORECASE)

_MAY_BE_EMPTY = frozenset(("incumbent", "legs", "places", "unit_areas"))
"""Sheets of the template that many programmes leave as they are."""


@dataclass
class _Sheet:
    raw: RawSheet
    recognised: Recognised
    tables: list[TableReceipt] = field(default_factory=list)
    skipped: list[list[SkippedRow]] = field(default_factory=list)


class SheetReader:
    """Takes the child's answers, then reads all sheets; rule tables first, because they may ask for columns."""

    def __init__(self, mappings: Mappings) -> None:
        self._mappings = mappings
        self._saved = mappings.saved()
        self._answers: list[dict[str, Any]] = []
        self._sheets: dict[str, list[_Sheet]] = {}
        self._findings: list[Finding] = []

    def take(self, answer: dict[str, Any]) -> None:
        """One file as the child read it."""
        file = answer["file"]
        self._answers.append(answer)
        sheets = self._sheets.setdefault(file, [])
        refusal = answer["refusal"]
        if refusal:
            cell = Cell(file, refusal["sheet"], refusal["address"])
            facts = {key: value for key, value in refusal["facts"].items() if value is not None}
            self._findings.append(Finding(refusal["code"], "error", facts, (cell,)))
        for data in answer["sheets"]:
            raw = sheet_of(data)
            sheets.append(_Sheet(raw, self._recognise(raw)))

    def _recognise(self, raw: RawSheet) -> Recognised:
        named = self._mappings.sheet(raw.file, raw.name)
        if named == "-":
            return Recognised("ignored", reason="mapping")
        if raw.empty:
            return Recognised("ignored", reason="empty")
        if not raw.visible and named is None:
            self._findings.append(
                Finding("intake.hidden_sheet", "warning", {"sheet": raw.name}, (Cell(raw.file, raw.name),))
            )
            return Recognised("ignored", reason="hidden")
        if named is not None and named not in {kind.name for kind in kinds()}:
            facts = {"kind": named, "known": tuple(kind.name for kind in kinds())}
            found = Finding("intake.mapping_kind", "error", facts, (Cell("mapping.yaml"),))
            return Recognised("refused", findings=[found])
        return recognise(raw, kinds(), self._saved, named or "")

    def finish(self, gathered: Gathered) -> list[FileReceipt]:
        """Read every recognised sheet into ``gathered``; receipts without the rows that assembling sets aside."""
        gathered.findings += self._findings
        every = [sheet for sheets in self._sheets.values() for sheet in sheets]
        programme = programme_kind((sheet.raw, sheet.recognised) for sheet in every)
        for sheet in every:
            if not self._mappings.sheet(sheet.raw.file, sheet.raw.name):
                sheet.recognised = staff_as(programme, sheet.raw, sheet.recognised, self._saved)
        if every and all(sheet.recognised.verdict == "ignored" for sheet in every):
            for sheet in every:
                if sheet.recognised.reason in ("summary", "notes", "empty"):
                    cell = Cell(sheet.raw.file, sheet.raw.name)
                    code = "intake.sheet_empty" if sheet.recognised.reason == "empty" else "intake.no_header"
                    gathered.findings.append(Finding(code, "error", {"rows": 15}, (cell,)))
        for sheets in self._sheets.values():
            _set_reports_aside(sheets)
        rest: list[_Sheet] = []
        sums: list[_Sheet] = []
        for sheet in every:
            gathered.findings += sheet.recognised.findings
            parts = {block.kind.part for block in sheet.recognised.blocks}
            if sheet.recognised.verdict != "tables" or parts & {"rules", "quota", "unit_areas"}:
                self._read(sheet, gathered, frozenset())
            elif parts <= {"helpers", "recipients"} and _SUM.search(squeeze(sheet.raw.name)):
                sums.append(sheet)
            else:
                rest.append(sheet)
        wanted = _asked_for(gathered)
        for sheet in rest:
            self._read(sheet, gathered, wanted)
        for sheet in sums:
            if not self._is_copy(sheet, gathered):
                self._read(sheet, gathered, wanted)
        return [self._receipt(answer) for answer in self._answers]

    def told(self, gathered: Gathered, receipts: list[FileReceipt]) -> list[FileReceipt]:
        """The receipts with the rows that assembling set aside (pairs that are over, copies)."""
        for reason, records in (("ended", gathered.ended), ("copy", gathered.copies), ("open", gathered.open_pairs)):
            for record in records:
                for sheet in self._sheets.get(record.file, ()):
                    if sheet.raw.name == record.sheet:
                        self._set_aside(sheet, record, reason)
        return [self._receipt(answer) for answer in self._answers]

    @staticmethod
    def _set_aside(sheet: _Sheet, record: Record, reason: str) -> None:
        for position, block in enumerate(sheet.recognised.blocks):
            if block.start <= record.row < block.stop and record.kind is block.kind:
                table = sheet.tables[position]
                row = SkippedRow(row=record.row + 1, reason=reason)
                skipped = tuple(sorted((*table.skipped, row), key=lambda s: s.row))
                sheet.tables[position] = table.altered(rows_read=table.rows_read - 1, skipped=skipped)
                return

    def _read(self, sheet: _Sheet, gathered: Gathered, wanted: frozenset[str]) -> None:
        recognised, raw = sheet.recognised, sheet.raw
        if recognised.verdict == "pairs" and recognised.kind is not None:
            pairs = read_pairs(raw, recognised.kind, recognised.row)
            gathered.settings.append(pairs)
            gathered.findings += pairs.findings
            sheet.tables.append(TableReceipt(kind=recognised.kind.name, header_row=1, rows_read=pairs.rows))
        elif recognised.verdict == "matrix" and recognised.kind is not None:
            matrix = read_matrix(raw, recognised.kind, recognised.row)
            gathered.matrices.append(matrix)
            gathered.findings += matrix.findings
            rows = len(matrix.rows)
            sheet.tables.append(TableReceipt(kind=recognised.kind.name, header_row=recognised.row + 1, rows_read=rows))
        for block in recognised.blocks:
            table = read_block(raw, block, wanted)
            records, members = table.records, list[Record]()
            if block.kind.part == "students":
                for record in records:
                    record.title = title_above(raw, block)
            table.findings += records_above(raw, block)
            if block.kind.family:
                records, members, problems = households(records)
                table.findings += problems
            table.findings += noticed(raw, block, table.records, records)
            gathered.parts.setdefault(block.kind.part or block.kind.name, []).extend(records)
            gathered.findings += table.findings + _unused(raw, block, table, wanted)
            if not records:
                cell = Cell(raw.file, raw.name, address(block.last, block.left))
                grave: Severity = "note" if block.kind.part in _MAY_BE_EMPTY else "warning"
                gathered.findings.append(Finding("intake.no_rows", grave, {"kind": block.kind.zh}, (cell,)))
            skipped = [SkippedRow(row=row + 1, reason=reason) for row, reason, _ in table.skipped]
            skipped += [SkippedRow(row=member.row + 1, reason="member") for member in members]
            sheet.tables.append(
                TableReceipt(
                    kind=block.kind.name,
                    header_row=block.last + 1,
                    rows_read=len(records),
                    columns=_columns(block, wanted),
                    skipped=tuple(sorted(skipped, key=lambda s: s.row)),
                )
            )

    @staticmethod
    def _is_copy(sheet: _Sheet, gathered: Gathered) -> bool:
        """Whether every record of a summing sheet stands in another sheet too; then it is set aside and said so."""
        findings: list[Finding] = []
        for block in sheet.recognised.blocks:
            there = {_key(record): record for record in gathered.records(block.kind.part)}
            records = read_block(sheet.raw, block).records
            if block.kind.family:
                records = households(records)[0]
            if not all(_key(record) in there for record in records):
                return False
            findings += [found for record in records if (found := _differs(record, there[_key(record)]))]
        gathered.findings += findings
        sheet.recognised = Recognised("ignored", reason="copy")
        cell = Cell(sheet.raw.file, sheet.raw.name)
        gathered.findings.append(Finding("intake.sheet_copy", "note", {"sheet": sheet.raw.name}, (cell,)))
        return True

    def _receipt(self, answer: dict[str, Any]) -> FileReceipt:
        sheets = tuple(
            SheetReceipt(
                sheet=sheet.raw.name,
                reason="refused" if sheet.recognised.verdict == "refused" else sheet.recognised.reason,
                tables=tuple(sheet.tables),
            )
            for sheet in self._sheets[answer["file"]]
        )
        return FileReceipt(
            file=answer["file"],
            sha256=answer["sha256"],
            bytes=answer["bytes"],
            format=answer["kind"],
            reason="refused" if answer["refusal"] else "",
            sheets=sheets,
        )


def _set_reports_aside(sheets: list[_Sheet]) -> None:
    """In a roster workbook of ours one sheet carries the pairs with their ids; the others only show them again."""
    if any("pair" in block.fields for sheet in sheets for block in sheet.recognised.blocks):
        for sheet in sheets:
            blocks = sheet.recognised.blocks
            if not any("pair" in block.fields for block in blocks) and sheet.recognised.reason != "empty":
                sheet.recognised = Recognised("ignored", reason="report")


def _key(record: Record) -> tuple[str, ...]:
    """What tells one person from another, as far as the row has it."""
    number = record.get("number") or record.get("id_number")
    return (str(number),) if number else (str(record.get("name")), str(record.get("area") or record.get("unit")))


def _differs(copy: Record, single: Record) -> Finding | None:
    """Where a summing sheet contradicts the sheet it sums up."""
    both = [n for n in copy.columns if copy.get(n) is not None and single.get(n) is not None]
    others = [name for name in both if copy.get(name) != single.get(name)]
    if not others:
        return None
    shown = tuple(copy.kind.column(name).header for name in others)
    cells = tuple(cell for name in others for cell in (copy.cell(name), single.cell(name)))
    return Finding("intake.copy_differs", "ask", {"sheet": copy.sheet, "columns": shown}, cells)


def _columns(block: Block, wanted: frozenset[str]) -> tuple[ColumnUse, ...]:
    found = []
    for column, header in sorted(block.headers.items()):
        used = block.columns.get(column, ("", ""))[0] or (f"traits.{header}" if header in wanted else "")
        found.append(ColumnUse(header=header, field=used, column=column_name(column)))
    return tuple(found)


def _unused(raw: RawSheet, block: Block, table: TableRead, wanted: frozenset[str]) -> list[Finding]:
    """Columns nobody reads: a suggestion where a header is near a synonym, else one note for the table."""
    plain: list[tuple[int, str]] = []
    coordinates: list[tuple[int, str]] = []
    found: list[Finding] = []
    for column, header in table.unused:
        if squeeze(header).casefold() in IGNORED_HEADERS or header in wanted:
            continue
        if decided(block.saved, column, header):
            continue
        if header_forms(header)[1] in _COORDINATES:
            coordinates.append((column, header))
            continue
        near = suggestion(block.kind, header)
        if near and near not in block.fields:
            facts = {"header": header, "near": kind_named(block.kind.name).column(near).header}
            cell = Cell(raw.file, raw.name, address(block.last, column))
            found.append(Finding("intake.header_near", "warning", facts, (cell,)))
        else:
            plain.append((column, header))
    if coordinates:
        cells = tuple(Cell(raw.file, raw.name, address(block.last, column)) for column, _ in coordinates)
        headers = tuple(h for _, h in coordinates)
        found.append(Finding("intake.coordinates_unused", "warning", {"headers": headers}, cells))
    if plain:
        cells = tuple(Cell(raw.file, raw.name, address(block.last, column)) for column, _ in plain)
        found.append(Finding("intake.columns_unused", "note", {"headers": tuple(h for _, h in plain)}, cells))
    return found


def _asked_for(gathered: Gathered) -> frozenset[str]:
    """Headers that the settings (附加列) or the parameters of a rule name."""
    words: set[str] = set()
    for pairs in gathered.settings:
        words.update(_split(pairs.values.get("traits") or ""))
    for record in gathered.records("rules"):
        for key, value in (record.get("parameters") or {}).items():
            words.add(key)
            words.update(_words(value))
    return frozenset(words)


def _words(value: Any) -> set[str]:
    if isinstance(value, str):
        return set(_split(value))
    if isinstance(value, dict):
        return {word for key, inner in value.items() for word in {str(key)} | _words(inner)}
    if isinstance(value, list | tuple):
        return {word for inner in value for word in _words(inner)}
    return set()


def _split(text: str) -> list[str]:
    for sign in "，,;；|":
        text = text.replace(sign, "、")
    return [word.strip() for word in text.split("、") if word.strip()]
