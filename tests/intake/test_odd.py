"""Every odd workbook of the register is read as a person would read it, or refused at the right cell."""

import pytest

from optimizer.contained import Channel
from optimizer.intake import programme as reading
from optimizer.intake import read_programme
from optimizer.intake.readers.parse import parse_files
from tests.intake.odd import ODD


@pytest.fixture(autouse=True)
def _in_process(monkeypatch):
    """The register reads in this process: the wall of the child has tests of its own."""

    def parse(files, progress=None):
        channel = Channel(lambda frame: None, 0)
        return parse_files({"files": [[name, str(path)] for name, path in files]}, channel)

    monkeypatch.setattr(reading, "parse", parse)


@pytest.mark.parametrize("name", ODD)
def test_register(name, tmp_path):
    """Names, errors with their cells, remarks and skipped rows are exactly those that the register states."""
    odd = ODD[name]
    folder = tmp_path / "方案"
    folder.mkdir()
    odd.make(folder)
    intake = read_programme(folder)
    errors = {(f.code, f.cells[0].address) for f in intake.findings if f.severity == "error"}
    assert errors == odd.errors, [str(f) + f.say() for f in intake.findings]
    for finding in intake.findings:
        assert finding.say("zh") and finding.say("en") and finding.where()
        finding.advice("zh")
    assert odd.said <= {f.code for f in intake.findings}
    skipped = {
        (row.row, row.reason)
        for file in intake.receipt.files
        for s in file.sheets
        for t in s.tables
        for row in t.skipped
    }
    assert odd.skipped <= skipped
    assert (intake.programme is None) == bool(odd.errors)
    if intake.programme is not None:
        assert tuple(sorted(h.name for h in intake.programme.helpers)) == tuple(sorted(odd.helpers))
        assert tuple(sorted(r.name for r in intake.programme.recipients)) == tuple(sorted(odd.recipients))
        if odd.check:
            odd.check(intake)


def test_the_register_is_large_enough():
    """At least sixty kinds of oddness are kept."""
    assert len(ODD) >= 60
