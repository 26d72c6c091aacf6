"""The JSON files of a run: round trip, versions, schemas, damage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from optimizer.domain import RuleAccount, Status
from optimizer.errors import FormatError, FormatVersionError
from optimizer.messages import Private
from optimizer.output.canonical import canonical_bytes
from optimizer.output.formats import FORMATS, opened, schema
from optimizer.output.json_files import (
    manifest_json,
    read_manifest_json,
    read_roster_json,
    read_times_json,
    roster_json,
    times_json,
)
from tests.output import samples

HERE = Path(__file__).parent
SCHEMAS = Path(__file__).parents[2] / "optimizer" / "output" / "schemas"


def test_the_answer_comes_back() -> None:
    """`jiedui report DIR` tells from roster.json what planning knew; nothing but masked facts may be lost."""
    plan = samples.programme(12, 20)
    answer = samples.answer(plan)
    back = read_roster_json(roster_json(answer, plan))
    assert back.altered(exclusions=()) == answer.altered(exclusions=())
    assert [(e.helper, e.rule, e.code) for e in back.exclusions] == [
        (e.helper, e.rule, e.code) for e in answer.exclusions
    ]


def test_no_name_or_number_of_a_person_is_in_it() -> None:
    """roster.json travels with the certificate; both carry stable ids only."""
    plan = samples.programme(12, 20)
    answer = samples.answer(plan)
    leak = RuleAccount(rule="R9", kind="x", mode="report", facts={"who": [Private(plan.helpers[0].name)]})
    text = roster_json(answer.altered(rules=(*answer.rules, leak)), plan).decode()
    for person in (*plan.helpers, *plan.recipients):
        assert person.name not in text
        assert person.id_number not in text


def test_an_impossible_answer_is_kept_too() -> None:
    """Without a roster the file still says why."""
    plan = samples.programme(12, 20)
    answer = samples.shortage(plan)
    back = read_roster_json(roster_json(answer, plan))
    assert back.status is Status.INFEASIBLE
    assert back.shortage == answer.shortage


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_stored_schema_is_the_current_one(name: str) -> None:
    """The published schema of a version never drifts from what is written (its descriptions may)."""
    stored = json.loads((SCHEMAS / f"{name}-{FORMATS[name].version}.json").read_bytes())
    assert _bare(stored) == _bare(schema(name))


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items() if key != "description"}
    return [_bare(item) for item in value] if isinstance(value, list) else value


def test_stored_samples_are_still_read() -> None:
    """A file written by an earlier release opens; one sample a version stays here for ever."""
    answer = read_roster_json(HERE / "stored" / "roster-1.json")
    assert len(answer.roster.pairings if answer.roster else ()) == 8
    assert read_manifest_json(HERE / "stored" / "manifest-1.json").facts["seed"] == "2026-09-20-1"
    assert read_times_json(HERE / "stored" / "times-1.json")["solve"] == 12_345


@pytest.mark.parametrize("reader", [read_roster_json, read_manifest_json, read_times_json])
def test_newer_versions_are_refused_with_a_sentence(reader: object, tmp_path: Path) -> None:
    """An old program must not guess what a new file means."""
    name = {"read_roster_json": "roster", "read_manifest_json": "manifest"}.get(reader.__name__, "times")  # type: ignore[attr-defined]
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"format": f"jiedui.{name}", "version": 2}))
    with pytest.raises(FormatVersionError) as caught:
        reader(path)  # type: ignore[operator]
    assert "2" in caught.value.say("en")
    assert "x.json" in caught.value.say("zh")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"version": 1}',
        b'{"format": "jiedui.times", "version": 1}',
        b"\xff\xfe",
        b"[" * 99_999,
    ]
    + [f'{{"format": "jiedui.roster", "version": {v}}}'.encode() for v in ("true", "0", '"1"', "1.0", "null")],
)
def test_damage_is_a_format_error(content: bytes) -> None:
    """Whatever stands in the file, the reader answers with one class of error and never with a traceback."""
    with pytest.raises(FormatError):
        read_roster_json(content)


def test_the_version_before_is_accepted_and_older_ones_are_not() -> None:
    """The stated policy, tried on a format at version 3."""
    for version, fine in ((3, True), (2, True), (1, False), (4, False)):
        data = json.dumps({"format": "x", "version": version}).encode()
        if fine:
            assert opened(data, "x", 3, "f")["version"] == version
        else:
            with pytest.raises(FormatError):
                opened(data, "x", 3, "f")


def test_manifest_and_times_come_back() -> None:
    """Facts and hashes as they were; times in whole microseconds."""
    manifest = read_manifest_json(manifest_json({"seed": "7", "limits": {"work": 5}}, {"roster.csv": "ab"}))
    assert (manifest.facts, manifest.files) == ({"seed": "7", "limits": {"work": 5}}, {"roster.csv": "ab"})
    assert read_times_json(times_json({"solve": 0.0123456})) == {"solve": 12_346}


def test_canonical_json_has_one_form() -> None:
    """Hashes are taken of these bytes: order of keys must not matter, and floats may only be gaps."""
    assert canonical_bytes({"b": 1, "a": [2, "村"]}) == canonical_bytes({"a": (2, "村"), "b": 1})
    assert b"\xe6\x9d\x91" in canonical_bytes({"a": "村"})
    assert canonical_bytes({"gap": 0.5}) == b'{\n "gap": 0.5\n}\n'
    for bad in ({"x": 0.5}, {"gap": float("nan")}, {"x": object()}):
        with pytest.raises(TypeError):
            canonical_bytes(bad)
