"""Flags beat the environment, the environment beats the file, the file beats the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.errors import InputError
from optimizer.settings import load


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JIEDUI_LANG", raising=False)
    return tmp_path


def test_each_source_beats_the_one_behind_it(_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One setting taken from each of the four places in turn."""
    assert load().time_limit is None
    (_folder / "jiedui.toml").write_text('lang = "en"\ntime_limit = 5\n', encoding="utf-8")
    assert (load().time_limit, load().lang) == (5, "en")
    monkeypatch.setenv("JIEDUI_TIME_LIMIT", "7")
    assert (load().time_limit, load().lang) == (7, "en")
    assert load({"time_limit": 9.0, "lang": None}).time_limit == 9
    assert load({"time_limit": 9.0, "lang": None}).lang == "en"


def test_every_wrong_setting_is_named_with_its_place(_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All at once: file, environment and flag, each with what would do."""
    (_folder / "jiedui.toml").write_text("gap = -1\ntme_limit = 3\n", encoding="utf-8")
    monkeypatch.setenv("JIEDUI_MASK", "perhaps")
    with pytest.raises(InputError) as caught:
        load({"format": "xml"})
    found = {(f.where(), f.code, f.facts.get("expected", f.facts.get("near"))) for f in caught.value.findings}
    assert found == {
        ("--format", "cli.setting_value", "table / json / csv"),
        ("JIEDUI_MASK", "cli.setting_value", "true / false"),
        ("jiedui.toml", "cli.setting_value", ">= 0"),
        ("jiedui.toml", "cli.setting_unknown", "time_limit"),
    }


def test_a_file_that_is_no_toml_is_refused(_folder: Path) -> None:
    """With the line, not with a traceback."""
    (_folder / "jiedui.toml").write_text("lang = en\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load()
    assert [f.code for f in caught.value.findings] == ["cli.settings_file"]
    assert "line 1" in str(caught.value.findings[0].facts["detail"])


def test_the_file_beside_the_programme_comes_before_that_of_the_current_folder(
    _folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office keeps its settings with its tables; what they do not say comes from where one stands, and a flag beats both."""
    tables = _folder / "方案"
    tables.mkdir()
    (_folder / "jiedui.toml").write_text('lang = "en"\nseed = "1"\n', encoding="utf-8")
    (tables / "jiedui.toml").write_text('seed = "2"\n', encoding="utf-8")
    assert (load().seed, load(beside=tables).seed, load(beside=tables).lang) == ("1", "2", "en")
    assert load({"seed": "3"}, tables).seed == "3"
    (tables / "jiedui.toml").write_text("gap = -1\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(beside=tables)
    assert caught.value.findings[0].where() == str(tables / "jiedui.toml")
    (tables / "jiedui.toml").write_text("gap = [", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(beside=tables)
    assert caught.value.findings[0].where() == str(tables / "jiedui.toml")


def test_folders_above_have_no_say(_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a shared machine the folder above may be anybody's."""
    (_folder / "jiedui.toml").write_text("mask = false\n", encoding="utf-8")
    below = _folder / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert load(beside=below).mask
