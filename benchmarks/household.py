"""The reference case: engine, judge, and the whole command beside loading three libraries, in one run.

    python -m benchmarks.household [--repeat 5] [--json FILE]

Goals: engine at most 150 ms for all tiers, the lottery included; judge at most 300 ms; ``jiedui solve`` with all its files at
most 3 times ``python -c "import pandas, ortools.graph.python.min_cost_flow, xlsxwriter"``. Needs no other data.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.common import report, timed
from optimizer.intake import read_programme
from optimizer.planning import plan
from scenarios.cases import household

PEER = "import pandas, ortools.graph.python.min_cost_flow, xlsxwriter"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the reference case.")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--json", default=None, help="append one JSON line a case to this file")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        tables = Path(name) / "tables"
        household.copy_to(tables)
        inside(tables, options)
        commands(tables, Path(name), options)


def inside(tables: Path, options: argparse.Namespace) -> None:
    """Steps within one process, after a first run that loads everything."""
    programme = read_programme(tables).require()
    plan(programme)
    runs = [plan(programme) for _ in range(options.repeat)]
    seconds = {step: median(run.seconds[step] for run in runs) for step in runs[0].seconds}
    _, read = timed(lambda: read_programme(tables))
    report(options, "steps", status=runs[0].answer.status.value, read=read, **seconds)
    report(options, "goals", engine_ms=1000 * seconds["solve"], judge_ms=1000 * seconds["verify"])


def commands(tables: Path, folder: Path, options: argparse.Namespace) -> None:
    """Whole processes, in turn, so that a busy machine slows both."""
    solving, loading = [], []
    for number in range(options.repeat):
        command = [sys.executable, "-m", "cli", "solve", str(tables), "-o", str(folder / f"run{number}"), "--quiet"]
        solving.append(timed(lambda command=command: subprocess.run(command, check=True, capture_output=True))[1])
        loading.append(timed(lambda: subprocess.run([sys.executable, "-c", PEER], check=True))[1])
    report(
        options,
        "jiedui solve",
        seconds=median(solving),
        loading=median(loading),
        ratio=median(solving) / median(loading),
    )
    for words in (["--help"], ["check", str(tables)]):
        taken = [
            timed(lambda words=words: subprocess.run([sys.executable, "-m", "cli", *words], capture_output=True))[1]
            for _ in range(options.repeat)
        ]
        report(options, f"jiedui {words[0]}", seconds=median(taken))


if __name__ == "__main__":
    main()
