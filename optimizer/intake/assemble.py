"""From records to the Programme: everything that one table cannot know alone is checked here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from optimizer.domain import Helper, Programme, Recipient, Term, stable_id
from optimizer.intake.areas import supply_areas
from optimizer.intake.distances import make_legs, make_places
from optimizer.intake.gathered import Gathered
from optimizer.intake.old_roster import make_incumbent
from optimizer.intake.people import build_helper, build_recipient, doubles
from optimizer.intake.records import Record, missing_cells
from optimizer.intake.registered.settings import OFFICE, SETTINGS
from optimizer.intake.rule_entries import make_rules
from optimizer.intake.student_rows import arrange_students
from optimizer.intake.text import header_forms
from optimizer.messages import Cell, Finding


def assemble(gathered: Gathered, source: str) -> Programme | None:
    """The programme, or None when a finding is an error. ``source``: name of the folder or workbook, for messages."""
    settings, office = _settings(gathered, source)
    _supply_units(gathered)
    supply_areas(gathered)
    for part in ("helpers", "recipients", "incumbent", "legs", "places", "rules", "quota", "unit_areas"):
        gathered.findings += missing_cells(gathered.records(part))
    arrange_students(gathered)
    helpers = _people(gathered, "helpers")
    recipients = _people(gathered, "recipients")
    gathered.findings += doubles(helpers, "unit") + doubles(
        [(record, person) for record, person in recipients if record.kind.part == "recipients"], "area"
    )
    _present(gathered, source)
    legs = make_legs(gathered)
    places = make_places(gathered, settings.get("system"))
    rules = make_rules(gathered)
    months = settings.get("term_months") or 1
    programme = settings.get("id") or stable_id("p", settings.get("title") or source)
    roster = make_incumbent(
        gathered,
        programme,
        [h for _, h in helpers if isinstance(h, Helper)],
        [r for _, r in recipients if isinstance(r, Recipient)],
        months,
    )
    if gathered.failed:
        return None
    return Programme(
        id=programme,
        title=settings["title"],
        kind=settings.get("kind") or "household",
        label_set=settings.get("label_set") or "2026",
        reference_day=settings["reference_day"],
        term=Term(start=settings["term_start"], months=months),
        seed=settings.get("seed") or "",
        helpers=tuple(h for _, h in helpers if isinstance(h, Helper)),
        recipients=tuple(r for _, r in recipients if isinstance(r, Recipient)),
        places=places,
        legs=legs,
        rules=rules,
        incumbent=roster,
        office=office,
    )


def _settings(gathered: Gathered, source: str) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    office: dict[str, str] = {}
    cells: dict[str, Cell] = {}
    printed = {header_forms(word)[0]: word for word in OFFICE}
    for pairs in gathered.settings:
        for name, value in pairs.values.items():
            if name in values and values[name] != value:
                facts = {"column": SETTINGS.column(name).header}
                gathered.findings.append(Finding("intake.key_twice", "error", facts, (cells[name], pairs.cells[name])))
            values[name] = value
        cells |= pairs.cells
        for key, text in pairs.others.items():
            office[printed.get(key, key)] = text
            if key not in printed:
                gathered.findings.append(Finding("intake.key_printed", "note", {"key": key}, (pairs.cells[key],)))
    failed = {cell for finding in gathered.findings if finding.severity == "error" for cell in finding.cells}
    for column in SETTINGS.columns:
        if column.required and column.field not in values and cells.get(column.field) not in failed:
            place = cells.get(column.field) or _settings_place(gathered, source)
            gathered.findings.append(Finding("intake.setting_missing", "error", {"column": column.header}, (place,)))
    return values, dict(sorted(office.items()))


def _settings_place(gathered: Gathered, source: str) -> Cell:
    for pairs in gathered.settings:
        for cell in pairs.cells.values():
            return Cell(cell.file, cell.sheet)
    return Cell(source)


def _supply_units(gathered: Gathered) -> None:
    """A line across the table names the department of the rows below it, when the table has no column for it."""
    import re

    told: set[tuple[str, str, str]] = set()
    for record in gathered.records("helpers"):
        if not record.heading or record.kind.heading != "unit" or "unit" in record.columns:
            continue
        unit = re.sub(
            r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、])", "", record.heading
        )
        unit = re.sub(r"[:：]?[(（]?\d+\s*[人名]?[)）]?$", "", unit).strip(":： ")
        record.values["unit"] = unit
        if (record.file, record.sheet, unit) not in told:
            told.add((record.file, record.sheet, unit))
            gathered.findings.append(
                Finding(
                    "intake.heading_used", "note", {"unit": unit}, (Cell(record.file, record.sheet, f"A{record.row}"),)
                )
            )


def _people(gathered: Gathered, part: str) -> Sequence[tuple[Record, Helper | Recipient]]:
    """Records that could be read as a person; the others have their errors already."""
    made: list[tuple[Record, Helper | Recipient]] = []
    for record in gathered.records(part):
        if record.get("name") is None:
            continue
        build = record.kind.build or (build_helper if part == "helpers" else build_recipient)
        values = build(record, gathered.key, gathered.findings)
        if (values.get("least") or 0) > (values["most"] if values.get("most") is not None else 1 << 30):
            continue
        made.append((record, Helper(**values) if part == "helpers" else Recipient(**values)))
    return made


def _present(gathered: Gathered, source: str) -> None:
    """A programme needs somebody on both sides, and rules."""
    blocked = {finding.cells[0].file for finding in gathered.findings if finding.severity == "error" and finding.cells}
    for part in ("helpers", "recipients", "rules"):
        if not gathered.records(part) and not blocked:
            gathered.findings.append(Finding(f"intake.no_{part}", "error", {}, (Cell(source),)))
