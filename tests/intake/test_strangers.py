"""Strange tables, written down before anybody looked at how they are read: each is read whole or refused at its cell."""

import re

import pytest

from optimizer.contained import Channel
from optimizer.intake import programme as reading
from optimizer.intake import read_programme
from optimizer.intake.readers.parse import parse_files
from tests.intake.stranger_tables import strangers, write

TABLES = strangers()


@pytest.fixture(autouse=True)
def _in_process(monkeypatch):
    """Read in this process: the wall of the child has tests of its own."""

    def parse(files, progress=None):
        channel = Channel(lambda frame: None, 0)
        return parse_files({"files": [[name, str(path)] for name, path in files]}, channel)

    monkeypatch.setattr(reading, "parse", parse)


def part_of(intake, kind):
    programme = intake.programme
    return programme.helpers if kind == "staff" else programme.recipients


def rows_named(intake):
    cells = {cell.address for finding in intake.findings for cell in finding.cells}
    rows = {re.sub(r"\D", "", address) for address in cells}
    tables = [t for f in intake.receipt.files for s in f.sheets for t in s.tables]
    return cells | rows | {str(skipped.row) for table in tables for skipped in table.skipped}


@pytest.mark.parametrize("name", TABLES)
def test_stranger(name, tmp_path):
    """What the register says of the table is what comes of it, and no row it names goes unmentioned."""
    table = TABLES[name]
    write(table, tmp_path)
    intake = read_programme(tmp_path)
    errors = {f"{f.code[7:]}@{f.cells[0].address or '-'}" for f in intake.findings if f.severity == "error"}
    assert errors == set(table.listed("refused")), [f.say() for f in intake.findings]
    assert set(table.listed("told")) <= rows_named(intake)
    assert set(table.listed("said")) <= {f.code for f in intake.findings}
    assert all(f.say("zh") and f.say("en") for f in intake.findings)
    if errors:
        assert intake.programme is None
        return
    people = part_of(intake, table.kind)
    assert sorted(person.name for person in people) == sorted(table.listed("read"))
    if "check" in table.words:
        field, _, wanted = table.words["check"].partition(" ")
        for pair in wanted.split("，"):
            who, _, value = pair.partition("=")
            if field == "legs":
                assert {str(leg.metres) for leg in intake.programme.legs if leg.end == who} == {value}
            else:
                assert {str(getattr(person, field)) for person in people if person.name == who} == {value}


def test_the_register_is_large_enough():
    """More than two hundred tables are kept."""
    assert len(TABLES) >= 200
