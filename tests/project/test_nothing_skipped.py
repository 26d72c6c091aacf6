"""The conftest's promise, tried on a small project of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CONFTEST = Path(__file__).parents[1] / "conftest.py"
SOUND = "def test_sound():\n    pass\n"
SKIPPING = {
    "test_by_call.py": "import pytest\ndef test_it():\n    pytest.skip('no browser')\n",
    "test_by_mark.py": "import pytest\n@pytest.mark.skipif(True, reason='no browser')\ndef test_it():\n    pass\n",
    "test_whole_module.py": "import pytest\npytest.skip('no browser', allow_module_level=True)\n",
    "test_by_import.py": "import pytest\npytest.importorskip('no_such_module')\n",
    "test_expected.py": "import pytest\n@pytest.mark.xfail(reason='later')\ndef test_it():\n    assert False\n",
}


def _run(folder: Path, files: dict[str, str], *, ci: str) -> subprocess.CompletedProcess[str]:
    for name, source in {
        "conftest.py": CONFTEST.read_text(encoding="utf-8"),
        "pytest.ini": "[pytest]\n",
        **files,
    }.items():
        (folder / name).write_text(source, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rfE",
        "--continue-on-collection-errors",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        str(folder),
    ]
    environment = {**os.environ, "CI": ci}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_skip_fails_under_ci(tmp_path: Path) -> None:
    """What was skipped was not tested; where it matters that must be seen, in whatever way it was skipped."""
    done = _run(tmp_path, {**SKIPPING, "test_sound.py": SOUND}, ci="true")
    assert done.returncode != 0
    summary = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    assert [name for name in SKIPPING if not any(name in line for line in summary)] == []
    assert not any("test_sound.py" in line for line in summary)


def test_a_skip_passes_elsewhere(tmp_path: Path) -> None:
    """The negative control: without CI the same files are let through, so the failure above is ours."""
    assert _run(tmp_path, {**SKIPPING, "test_sound.py": SOUND}, ci="").returncode == 0


def test_a_sound_file_passes_under_ci(tmp_path: Path) -> None:
    """The other control: nothing fails that ran."""
    assert _run(tmp_path, {"test_sound.py": SOUND}, ci="true").returncode == 0
