"""The folder of a run read back: versions, damage, and what a folder without a run says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from optimizer.domain import Cell, Finding, Helper, Programme, Recipient, Term
from optimizer.errors import ExistsError, FormatError, FormatVersionError, ResourceError
from optimizer.messages import Private
from optimizer.runs.begin import begin
from optimizer.runs.folder import programme_json, read_programme_json, read_run

PROGRAMME = Programme(
    id="p",
    title="试算",
    reference_day=date(2026, 9, 20),
    term=Term(start=2026 * 12 + 9, months=36),
    helpers=(Helper(id="h-1", name="李试", unit="教务处"),),
    recipients=(Recipient(id="r-1", name="王样", area="小寨村"),),
)
FINDING = Finding("cli.doctor_missing", "ask", {"name": Private("李试")}, (Cell("a.xlsx", "表", "C5"),))


def test_programme_and_findings_come_back_as_they_were() -> None:
    """Also that a fact is personal, so that a report made later masks it."""
    programme, findings = read_programme_json(programme_json(PROGRAMME, (FINDING,)), "programme.json")
    assert programme == PROGRAMME
    assert findings == (FINDING,)
    assert "李试" not in findings[0].say("zh")


def test_the_same_programme_gives_the_same_bytes() -> None:
    """Its hash stands in the manifest."""
    assert programme_json(PROGRAMME, ()) == programme_json(PROGRAMME.altered(), ())


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"version": 2}, FormatVersionError),
        ({"format": "jiedui.roster"}, FormatError),
        ({"findings": [{}]}, FormatError),
        ({"findings": None}, FormatError),
        ({"programme": {"id": "p"}}, FormatError),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(change: dict[str, object], error: type[FormatError]) -> None:
    """A newer version is told apart from damage."""
    content = json.loads(programme_json(PROGRAMME, (FINDING,))) | change
    with pytest.raises(error) as caught:
        read_programme_json(json.dumps(content).encode(), "programme.json")
    assert type(caught.value) is error
    assert "programme.json" in caught.value.say("en")


def test_a_folder_without_a_run_names_the_file_it_lacks(tmp_path: Path) -> None:
    """And says what to do."""
    with pytest.raises(ResourceError) as caught:
        read_run(tmp_path)
    assert "programme.json" in caught.value.say("zh")
    assert caught.value.advice("zh")


def test_a_certificate_that_is_no_object_is_damaged(tmp_path: Path) -> None:
    """Whatever stands in the file, the answer is a sentence."""
    (tmp_path / "programme.json").write_bytes(programme_json(PROGRAMME, ()))
    for name in ("roster.json", "manifest.json"):
        (tmp_path / name).write_text("[]", encoding="utf-8")
    with pytest.raises(FormatError):
        read_run(tmp_path)


def test_a_programme_begins_with_its_own_key(tmp_path: Path) -> None:
    """Two programmes never share a key, and none is ever lost by beginning again."""
    _, one = begin(tmp_path / "a")
    _, other = begin(tmp_path / "b", lang="en")
    assert one.read_bytes() != other.read_bytes()
    assert one.stat().st_mode & 0o077 == 0
    with pytest.raises(ExistsError):
        begin(tmp_path / "a")
    before = one.read_bytes()
    begin(tmp_path / "a", force=True)
    assert one.read_bytes() == before
