"""The guard: hostile files end in one clear sentence; what only looks hostile is read."""

import pytest

from optimizer.contained import Channel
from optimizer.errors import ContainedError
from optimizer.intake import programme as reading
from optimizer.intake import read_programme
from optimizer.intake.readers.parse import parse_files
from tests.intake.hostile import CASES, READ, blank_rows, roster_rows, sheet
from tests.intake.hostile_shapes import SHAPES

ABOUT_THE_WHOLE = {f"intake.{name}" for name in ("setting_missing", "no_helpers", "no_recipients", "no_rules")}
LARGE = {
    "blanks_1gb",
    "cell_500mb",
    "attribute_60mb",
    "empty_cells_16m",
    "strings_10m",
    "blank_rows_1m",
    "csv_6m_cells",
}
"""Made by the campaign, in a contained child; the others are small."""


ALL = CASES | SHAPES


@pytest.mark.parametrize("name", sorted(ALL.keys() - LARGE))
def test_corpus(name, tmp_path, monkeypatch):
    """Each file of the corpus has one of the codes that it must have, in both languages, with the file's name."""

    def parse(files, progress=None):
        payload = {"files": [[file, str(path)] for file, path in files]}
        return parse_files(payload, Channel(lambda frame: None, 0))

    monkeypatch.setattr(reading, "parse", parse)
    file, make, codes = ALL[name]
    (tmp_path / file).write_bytes(make())
    errors = [f for f in read_programme(tmp_path).findings if f.severity == "error" and f.code not in ABOUT_THE_WHOLE]
    if READ in codes and not errors:
        return
    assert {f.code for f in errors} & codes, [f.say() for f in errors]
    assert all(f.cells[0].file == file and f.say("zh") and f.say("en") for f in errors)


def test_a_million_blank_rows_are_read_in_bounds(tmp_path):
    """Borders filled down to the last row are an innocent habit: two people are read, in seconds, by the child."""
    (tmp_path / "x.xlsx").write_bytes(blank_rows(columns=2))
    intake = read_programme(tmp_path)
    assert intake.receipt.counts["helpers"] == 2
    assert {f.code for f in intake.findings if f.severity == "error"} <= ABOUT_THE_WHOLE


def test_whole_column_ranges_are_no_attack(tmp_path):
    """Validations, formats and declared sizes of whole columns stand in many honest templates."""
    before = b'<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" width="9"/></cols>'
    after = b'<dataValidations><dataValidation type="list" sqref="A1:A1048576"/></dataValidations>'
    from tests.intake.hostile import package

    (tmp_path / "x.xlsx").write_bytes(package(sheet(roster_rows(), before=before, after=after)))
    assert read_programme(tmp_path).receipt.counts["helpers"] == 2


def test_a_child_that_dies_names_the_file_to_blame(tmp_path, monkeypatch):
    """When the child of all files dies, each file is tried alone, and only the culprit is refused."""
    from tests.intake.making import STAFF, table

    table(tmp_path / "好.csv", STAFF)
    (tmp_path / "坏.csv").write_text("x", "utf-8")
    real = reading.run_contained

    def dies(function, payload, **limits):
        if any(name == "坏.csv" for name, _ in payload["files"]):
            raise ContainedError(code="contained.signal", signal="SIGSEGV")
        return real(function, payload, **limits)

    monkeypatch.setattr(reading, "run_contained", dies)
    intake = read_programme(tmp_path)
    assert intake.receipt.counts["helpers"] == 3
    (dead,) = [f for f in intake.findings if f.code == "contained.signal"]
    assert dead.cells[0].file == "坏.csv"
