"""The built wheel, installed in a clean environment with nothing but what it asks for, does the demo outside the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as ``pip install .`` would, with the build tool of the development environment."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("jiedui-*.whl"))


def test_the_wheel_holds_the_product_and_nothing_else(wheel: Path) -> None:
    """Data files of the cases and of the report are there; tests, benchmarks and keys of our own are not."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"optimizer", "scenarios", "cli.py"}
    assert {
        "optimizer/py.typed",
        "optimizer/output/html/page.css",
        "scenarios/cases/household/files/jiedui.key",
    } <= set(names)
    assert sum(name.startswith("scenarios/cases/household/files/") for name in names) == 12
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.endswith((".pyc", ".log")) or "__pycache__" in name]


def test_requirements_are_those_of_the_lock(wheel: Path) -> None:
    """Whatever the wheel asks for is locked, so the locked environment is the one that users get."""
    metadata = next(name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("/METADATA"))
    asked = Parser().parsestr(zipfile.ZipFile(wheel).read(metadata).decode()).get_all("Requires-Dist") or []
    names = {re.match(r"[\w.-]+", line)[0].lower().replace("_", "-") for line in asked}  # type: ignore[index]
    locked = {line.split("==")[0] for line in (ROOT / "requirements.txt").read_text().splitlines() if "==" in line}
    assert names - {"jiedui"} <= {name.replace(".", "-") for name in locked} | locked


def test_the_demo_runs_from_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    """Installed with the locked versions, started in an empty folder, with neither the checkout nor its environment in sight."""
    clean = tmp_path / "clean"
    venv.create(clean, with_pip=True)
    binaries = clean / ("Scripts" if os.name == "nt" else "bin")
    pins = [line.split(" \\")[0] for line in (ROOT / "requirements.txt").read_text().splitlines() if "==" in line]
    (tmp_path / "pins.txt").write_text("\n".join(pins), encoding="utf-8")
    pip = [str(binaries / "python"), "-m", "pip", "--disable-pip-version-check", "-q", "install", "--no-compile"]
    subprocess.run([*pip, "-c", str(tmp_path / "pins.txt"), str(wheel)], check=True, cwd=tmp_path)
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    place = "import cli, optimizer, scenarios; print(cli.__file__, optimizer.__file__, scenarios.__file__)"

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert all(path.startswith(str(clean)) for path in run(str(binaries / "python"), "-c", place).split())
    run(str(binaries / "jiedui"), "demo", "-o", "demo")
    run(str(binaries / "jiedui"), "verify", "demo")
    assert (tmp_path / "demo" / "roster.xlsx").stat().st_size > 10_000
