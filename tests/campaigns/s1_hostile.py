"""S1: every file of the hostile corpus is refused by name, or read, in bounded time and memory."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from optimizer.contained import run_contained
from optimizer.errors import ContainedError
from optimizer.intake import read_programme
from tests.intake.hostile import CASES as KNOWN
from tests.intake.hostile import READ
from tests.intake.hostile_shapes import SHAPES

CASES = KNOWN | SHAPES
SECONDS = 5.0
MEMORY_BYTES = 1 << 30
_ABOUT_THE_WHOLE = {f"intake.{name}" for name in ("setting_missing", "no_helpers", "no_recipients", "no_rules")}
"""Said of any folder that holds one file only."""
_UNGUARDED = ("far_cell", "cell_500mb", "blanks_1gb")
"""Files that end a reader which has no guard before it."""


def run(size: int = len(CASES), seed: int = 0) -> dict[str, Any]:
    """The first ``size`` files; ``wrong`` and ``late`` must be empty. Control: calamine alone dies of some of them."""
    wrong: list[str] = []
    late: list[str] = []
    slowest = 0.0
    for name, (file, make, codes) in list(CASES.items())[:size]:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / file).write_bytes(make())
            began = time.monotonic()
            found = {f.code for f in read_programme(folder).findings if f.severity == "error"} - _ABOUT_THE_WHOLE
            seconds = time.monotonic() - began
        slowest = max(slowest, seconds)
        if not (found & codes or (READ in codes and not found)):
            wrong.append(f"{name}: {sorted(found)}")
        if seconds > SECONDS:
            late.append(f"{name}: {seconds:.1f} s")
    dead = control()
    passed = not wrong and not late and dead > 0
    return {
        "passed": passed,
        "files": min(size, len(CASES)),
        "wrong": wrong,
        "late": late,
        "slowest": slowest,
        "control_dead": dead,
    }


def control() -> int:
    """How many files end a child that lets calamine read them without a guard, within the same memory and time."""
    dead = 0
    for name in _UNGUARDED:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.xlsx"
            path.write_bytes(CASES[name][1]())
            try:
                run_contained(
                    "tests.campaigns.s1_hostile:read_unguarded",
                    str(path),
                    memory_bytes=MEMORY_BYTES,
                    wall_seconds=SECONDS,
                    cpu_seconds=SECONDS,
                )
            except ContainedError:
                dead += 1
    return dead


def read_unguarded(path: str, channel: object) -> int:
    """What a program without a guard would do."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(path)
    return len(book.get_sheet_by_index(0).to_python(skip_empty_area=False))
