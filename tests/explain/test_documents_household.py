"""The documents of the household case, from its own tables: what must be in them, and what must not."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from optimizer.domain import Programme
from optimizer.explain.documents import run_documents
from optimizer.intake import read_programme
from optimizer.output.canonical import canonical_bytes
from optimizer.output.run_files import run_files
from optimizer.planning import plan


@pytest.fixture(scope="module")
def programme_and_files() -> tuple[Programme, dict[str, bytes]]:
    intake = read_programme(Path(str(files("scenarios.cases.household") / "files")))
    assert intake.programme is not None
    made = plan(intake.programme)
    documents = run_documents(made.programme, made.answer, (*intake.findings, *made.findings))
    certificate = canonical_bytes(made.certificate)
    content = run_files(made.answer, made.programme, certificate, {}, made.warm_start, made.seconds, documents)
    return made.programme, content


def test_412_households_on_every_roster(programme_and_files: tuple[Programme, dict[str, bytes]]) -> None:
    """The case's README: 412 households, all served, proved; so says the first line."""
    _, content = programme_and_files
    book = openpyxl.load_workbook(BytesIO(content["roster.xlsx"]))
    first = str(book["说明"]["A1"].value)
    assert first.startswith("412 户贫困户全部落实帮扶责任人，由 ")
    assert first.endswith("在现行规则下没有更好的结对方案，这一点已由另一个独立程序核验。")
    assert content["roster.csv"].count(b"\r\n") == 1 + 412
    excluded = [str(cell.value) for cell in book["规则与依据"]["A"] if cell.value is not None]
    # README: 25 not established and 3 ruled out, 22 retire inside the term, 6 in registered hardship
    for count in ("（28 人）", "（22 人）", "（6 人）"):
        assert any(caption.endswith(count) for caption in excluded)


def test_the_report_names_nobody(programme_and_files: tuple[Programme, dict[str, bytes]]) -> None:
    """881 names, their ID numbers and telephones: none in the masked report, nor in any file for machines."""
    programme, content = programme_and_files
    people = [*programme.helpers, *programme.recipients]
    for name in ("report.html", "roster.json", "certificate.json", "manifest.json", "warm_start.npz"):
        text = content[name].decode("utf-8", "replace")
        assert [person.id for person in people if person.name in text] == []
        assert [person.id for person in people if person.id_number and person.id_number in text] == []
        assert [helper.id for helper in programme.helpers if helper.phone and helper.phone in text] == []


def test_the_workbook_names_everybody_and_shortens_numbers(
    programme_and_files: tuple[Programme, dict[str, bytes]],
) -> None:
    """The negative control of the test above, and the other half of the rule: no full ID number."""
    programme, content = programme_and_files
    book = openpyxl.load_workbook(BytesIO(content["roster.xlsx"]))
    words = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {recipient.name for recipient in programme.recipients} <= words
    text = "\n".join(words)
    assert [p.id for p in (*programme.helpers, *programme.recipients) if p.id_number and p.id_number in text] == []
