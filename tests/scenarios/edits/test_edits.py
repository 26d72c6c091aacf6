"""A workbook of ours, edited as an office would, comes back as a checked, scored and completed roster."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from optimizer.domain import Programme, RuleEntry
from optimizer.errors import InputError
from optimizer.explain.documents import roster_document
from optimizer.output.xlsx import workbook_bytes
from optimizer.planning import Plan, plan
from scenarios.edits import complete, edited_roster, read_edited_rows
from tests.builders.villages import village_programme

SHEET = "按帮扶对象"


def _planned() -> Plan:
    return plan(village_programme(4, helpers=8, recipients=6, running=0.0))


def _back(made: Plan, folder: Path, edit: Callable[[Any, dict[str, int]], None]) -> Path:
    """The workbook after somebody edited the sheet; ``edit`` gets the sheet and header -> column."""
    path = folder / "roster.xlsx"
    path.write_bytes(workbook_bytes(roster_document(made.programme, made.answer)))
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    header = next(row for row in sheet.iter_rows() if row[0].value == "序号")
    edit(sheet, {str(cell.value): cell.column for cell in header} | {"row": header[0].row})
    book.save(path)
    return path


def _row_of(sheet: Any, columns: dict[str, int], name: str) -> int:
    rows = range(columns["row"] + 1, sheet.max_row + 1)
    return next(row for row in rows if sheet.cell(row, columns["户主姓名"]).value == name)


def _holders(made: Plan) -> dict[str, str]:
    assert made.answer.roster is not None
    return {p.recipient: p.helper for p in made.answer.roster.pairings}


def test_an_untouched_workbook_changes_nothing(tmp_path: Path) -> None:
    """Reading back what was written is the same roster, without any override."""
    made = _planned()
    assert made.answer.roster is not None
    rows = read_edited_rows(_back(made, tmp_path, lambda sheet, columns: None))
    edited = edited_roster(made.programme, made.answer.roster, rows)
    assert edited.overrides == () and edited.findings == ()
    assert edited.roster.pairings == made.answer.roster.pairings
    assert complete(made.programme, edited).further == 0


def test_a_moved_pair_and_a_lock_are_kept_and_the_rest_is_completed_around_them(tmp_path: Path) -> None:
    """例000 is given by hand to whoever has 例001: one place each, so 例001 alone must change as well."""
    made = _planned()
    before = _holders(made)
    helpers = {h.id: h for h in made.programme.helpers}
    taker = next(helpers[before[r]] for r in ("r-001", "r-002") if helpers[before[r]].role_group != "领导")

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        row = _row_of(sheet, columns, "例000")
        sheet.cell(row, columns["帮扶责任人"]).value = taker.name
        sheet.cell(row, columns["部门"]).value = taker.unit
        sheet.cell(_row_of(sheet, columns, "例005"), columns["锁定"]).value = "是"

    rows = read_edited_rows(_back(made, tmp_path, edit))
    assert made.answer.roster is not None
    edited = edited_roster(made.programme, made.answer.roster, rows, reason="本人熟悉该户", author="办公室")
    assert sorted(o.kind for o in edited.overrides) == ["locked", "moved"]
    done = complete(made.programme, edited)
    after = _holders(done.plan)
    assert after["r-000"] == taker.id and after["r-005"] == before["r-005"]
    assert done.further == 1 and sum(after[r] != before[r] for r in after) == 2
    assert next(s for s in done.scores if s.kind == "quota").measure == 1  # as it came back one helper has two
    (manual,) = [rule for rule in done.plan.programme.rules if rule.id == "~manual"]
    kept = {(p["helper"], p["recipient"]): p for p in manual.parameters["pairs"]}
    assert kept[taker.id, "r-000"]["reason"] == "本人熟悉该户" and kept[taker.id, "r-000"]["author"] == "办公室"


def test_an_override_without_reason_or_author_is_asked(tmp_path: Path) -> None:
    """And columns of the sheet may give them row by row."""
    made = _planned()
    assert made.answer.roster is not None

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(columns["row"], sheet.max_column + 1).value = "改动原因"
        sheet.cell(columns["row"], sheet.max_column + 1).value = "决定人"
        for name, reason in (("例001", "同村"), ("例002", None)):
            row = _row_of(sheet, columns, name)
            sheet.cell(row, columns["锁定"]).value = "是"
            sheet.cell(row, sheet.max_column - 1).value = reason
            sheet.cell(row, sheet.max_column).value = "张样"

    rows = read_edited_rows(_back(made, tmp_path, edit))
    edited = edited_roster(made.programme, made.answer.roster, rows)
    assert [f.code for f in edited.findings] == ["scenarios.override_unsigned"]
    assert {o.reason for o in edited.overrides} == {"同村", ""}
    with pytest.raises(InputError):
        complete(made.programme, edited)


def test_what_cannot_be_read_is_named_with_its_cell(tmp_path: Path) -> None:
    """A helper who is nobody, a destroyed id, a copied row: three cells."""
    made = _planned()
    assert made.answer.roster is not None

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(_row_of(sheet, columns, "例000"), columns["帮扶责任人"]).value = "样不在"
        pair = columns["结对编号（勿改）"]
        one, two = _row_of(sheet, columns, "例001"), _row_of(sheet, columns, "例002")
        sheet.cell(_row_of(sheet, columns, "例003"), pair).value = "r-x:0:h-y"
        sheet.cell(two, pair).value = sheet.cell(one, pair).value

    rows = read_edited_rows(_back(made, tmp_path, edit))
    edited = edited_roster(made.programme, made.answer.roster, rows, reason="-", author="-")
    codes = sorted(f.code.removeprefix("scenarios.") for f in edited.findings)
    assert codes == ["nobody_alike", "pair_twice", "pair_unknown"]
    assert all(finding.cells[0].sheet == SHEET for finding in edited.findings)


def test_a_lock_that_the_rules_forbid_is_refused(tmp_path: Path) -> None:
    """By hand is not above the plan's rules: the rule that says no is named."""
    made = _planned()
    assert made.answer.roster is not None
    pair = {"helper": _holders(made)["r-000"], "recipient": "r-000"}
    programme: Programme = made.programme.altered(
        rules=(*made.programme.rules, RuleEntry(id="F", kind="forbid", parameters={"pairs": [pair]}))
    )

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(_row_of(sheet, columns, "例000"), columns["锁定"]).value = "是"

    rows = read_edited_rows(_back(made, tmp_path, edit))
    edited = edited_roster(programme, made.answer.roster, rows, reason="-", author="-")
    with pytest.raises(InputError) as caught:
        complete(programme, edited)
    assert "rules.lock_against_rule" in [f.code for f in caught.value.findings]


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    """Without pair ids nothing can be matched for sure."""
    book = openpyxl.Workbook()
    book.active.append(["户主姓名", "帮扶责任人"])  # type: ignore[union-attr]
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(InputError) as caught:
        read_edited_rows(tmp_path / "other.xlsx")
    assert caught.value.findings[0].code == "scenarios.no_pair_ids"


def test_a_workbook_that_an_office_worked_on_for_a_day(tmp_path: Path) -> None:
    """Rows in another order under a filter that was left on, a row deleted, names typed with spaces, five ways to say locked,
    one lock that says nothing, a pair moved to somebody who is full: all of it read back, by person.
    """
    made = _planned()
    before = _holders(made)
    names = {h.id: h.name for h in made.programme.helpers}
    marks = {"例000": "√", "例001": 1, "例002": True, "例003": "Y"}

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        first, last = columns["row"] + 1, columns["row"] + 6
        for name, mark in marks.items():
            sheet.cell(_row_of(sheet, columns, name), columns["锁定"]).value = mark
        gone = _row_of(sheet, columns, "例005")
        moved = _row_of(sheet, columns, "例004")
        taker = names[before["r-003"]]
        sheet.cell(moved, columns["帮扶责任人"]).value = f"　{taker[0]} {taker[1:]} "
        rows = [
            [sheet.cell(r, c).value for c in range(1, sheet.max_column + 1)]
            for r in range(first, last + 1)
            if r != gone
        ]
        for number in range(6):
            values = rows[-1 - number] if number < 5 else [None] * sheet.max_column
            for column, value in enumerate(values, start=1):
                sheet.cell(first + number, column).value = value
            sheet.row_dimensions[first + number].hidden = number % 2 == 0
        sheet.auto_filter.ref = f"A{columns['row']}:Q{last - 1}"

    rows = read_edited_rows(_back(made, tmp_path, edit))
    assert made.answer.roster is not None and len(rows) == 5
    edited = edited_roster(made.programme, made.answer.roster, rows, reason="领导小组", author="办公室")
    assert sorted((o.kind, o.recipient) for o in edited.overrides) == [
        *(("locked", f"r-00{n}") for n in range(4)),
        ("moved", "r-004"),
        ("taken", "r-005"),
    ]
    done = complete(made.programme, edited)
    after = _holders(done.plan)
    assert all(after[f"r-00{n}"] == before[f"r-00{n}"] for n in range(3)) and len(after) == 6
    assert after["r-005"] != before["r-005"]  # taken away by hand: it does not come back by itself
    told = {finding.code.removeprefix("scenarios."): finding for finding in done.findings}
    assert "例005" in told["edit_breaks_coverage"].say("zh", masked=False)


def test_a_mark_that_says_neither_yes_nor_no_is_asked(tmp_path: Path) -> None:
    """It is neither taken for a lock nor passed over."""
    made = _planned()
    assert made.answer.roster is not None

    marked: list[str] = []

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        cell = sheet.cell(_row_of(sheet, columns, "例001"), columns["锁定"])
        cell.value = "再议"
        marked.append(cell.coordinate)

    rows = read_edited_rows(_back(made, tmp_path, edit))
    findings = edited_roster(made.programme, made.answer.roster, rows, reason="-", author="-").findings
    assert [(f.code, f.cells[0].address) for f in findings] == [("scenarios.lock_unclear", marked[0])]
