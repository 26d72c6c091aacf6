"""The doctor's looks, each with a machine that is well and one that is not."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath

import pytest

from optimizer.doctor import examine, machine, parts
from optimizer.doctor.check import Check

ROOT = Path(__file__).parents[2]


class _Installed(Distribution):
    """A distribution that says it has these files."""

    def __init__(self, name: str, files: Sequence[str]) -> None:
        self._name, self._files = name, [PurePosixPath(file) for file in files]

    def read_text(self, filename: str) -> str | None:
        return f"Metadata-Version: 2.1\nName: {self._name}\n" if filename == "METADATA" else None

    def locate_file(self, path: object) -> Path:
        return Path(str(path))

    @property
    def files(self) -> list[PurePosixPath]:  # type: ignore[override]
        return self._files


def test_nothing_is_bad_on_a_machine_that_runs_the_tests(tmp_path: Path) -> None:
    """The tests solve and write; a doctor who found that impossible would be wrong."""
    checks = examine(tmp_path)
    assert [check for check in checks if check.level == "bad"] == []
    assert {"Python", "jiedui", "ortools", "SQLite", "expat", "optimizer"} <= {check.topic for check in checks}


def test_every_remark_can_be_said(tmp_path: Path) -> None:
    """Title, remark and advice exist in both languages."""
    for check in examine(tmp_path):
        for lang in ("zh", "en"):
            assert check.title(lang)
            assert bool(check.code) == bool(check.say(lang))


def test_a_name_owned_by_another_distribution_is_found() -> None:
    """``optimizer`` and ``cli`` are common words; two owners overwrite each other's files at the next installation."""
    others = [_Installed("somebody-else", ["optimizer/__init__.py", "x.py"]), _Installed("jiedui", ["cli.py"])]
    bad = [check for check in parts.foreign_names(others) if check.level == "bad"]
    assert [(check.topic, check.found) for check in bad] == [("optimizer", "somebody-else")]
    assert [check for check in parts.foreign_names([]) if check.level != "ok"] == []


def test_requirements_are_told_apart_by_extra() -> None:
    """Core, extras, and an extra that consists of another one."""
    lines = ["numpy>=2.0", "ruamel.yaml>=0.18", 'numba>=0.61; extra == "fast"', "jiedui[fast]; extra == 'all'"]
    needed, optional = parts._requirements(lines)
    assert needed == {"numpy": "2.0", "ruamel.yaml": "0.18"}
    assert optional == {"fast": ["numba"], "all": ["jiedui[fast]"]}
    assert parts._resolved("jiedui[fast]", optional) == ["numba"]


def test_a_missing_extra_comes_with_its_install_line() -> None:
    """A warning, not a failure: the core works without."""
    check = parts._extra("print", {"print": ["no-such-package"]})
    assert (check.level, check.found) == ("warning", "-")
    assert 'pip install "jiedui[print]"' in check.advice("en")


def test_old_libraries_are_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """3.51.3 is the first SQLite without the WAL-reset bug; at it and above there is nothing to say."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 2))
    assert next(machine.libraries()).level == "warning"
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    assert next(machine.libraries()) == Check("SQLite", "3.51.3")


def test_a_solver_that_does_not_load_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be solved then, whatever its version says."""
    monkeypatch.setattr(machine, "SOLVERS", ("no_such_solver.core",))
    assert [(check.level, check.code) for check in machine.solvers()] == [("bad", "cli.doctor_solver")]


def test_a_folder_that_cannot_be_written_is_bad(tmp_path: Path) -> None:
    """Here: one that does not exist."""
    first, second = machine.writing(tmp_path / "missing")
    assert (first.level, second.level) == ("bad", "ok")


def test_fonts_are_found_by_file_where_fontconfig_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows; without any the doctor warns."""
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    monkeypatch.setattr(machine, "FONT_FOLDERS", (str(tmp_path),))
    assert next(machine.fonts()).level == "warning"
    (tmp_path / "SimSun.ttc").touch()
    (tmp_path / "arial.ttf").touch()
    assert next(machine.fonts()) == Check("cli.topic_fonts", "SimSun")


def test_an_outdated_package_is_bad_and_comes_with_its_upgrade_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody's other project pinned numpy lower in the same environment: 1.26.4 is below 2.0, 10.0 is not."""
    monkeypatch.setattr(parts, "_requirements", lambda _lines: ({"numpy": "2.0", "rich": "9.1"}, {}))
    monkeypatch.setattr(parts, "_version", {"numpy": "1.26.4", "rich": "10.0"}.get)
    found = {check.topic: check for check in parts.versions()}
    assert (found["numpy"].level, found["rich"].level) == ("bad", "ok")
    assert 'pip install --upgrade "numpy>=2.0"' in found["numpy"].advice("en")


def test_a_python_without_its_libraries_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    """Built without SQLite: the doctor says so and goes on."""
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    first, second = machine.libraries()
    assert (first.level, first.code, second.topic) == ("bad", "cli.doctor_library", "expat")


def test_a_child_that_does_not_start_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit on processes, or security software that stops them: then no table can be read."""

    def refused(*_arguments: object, **_limits: object) -> None:
        raise OSError("Resource temporarily unavailable")

    assert [check.level for check in machine.contained()] == ["ok"]
    monkeypatch.setattr("optimizer.contained.run_contained", refused)
    (check,) = machine.contained()
    assert (check.level, "unavailable" in check.say("en")) == ("bad", True)


def test_a_folder_that_is_gone_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder in which one stands was deleted or unplugged."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    first, _ = machine.writing()
    assert (first.level, first.code) == ("bad", "cli.doctor_write")


def test_the_command_says_what_stands_in_its_way(tmp_path: Path) -> None:
    """Another package's ``optimizer`` before ours: the whole program cannot load; one sentence names the place, code 8."""
    (tmp_path / "optimizer").mkdir()
    (tmp_path / "optimizer" / "__init__.py").touch()
    place = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", "import cli"], env=place, capture_output=True, check=False, cwd=ROOT
    )
    said = done.stderr.decode()
    assert (done.returncode, str(tmp_path) in said, "Traceback" in said) == (8, True, False)


def test_an_output_without_chinese_gets_utf8(tmp_path: Path) -> None:
    """A pipe that Python takes for ASCII: the doctor speaks all the same, and warns of nothing that does no harm."""
    place = {**os.environ, "PYTHONIOENCODING": "ascii", "JIEDUI_LANG": "zh"}
    command = [sys.executable, "-m", "cli", "doctor"]
    done = subprocess.run(command, env=place, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 0
    assert "正常" in done.stdout.decode()
