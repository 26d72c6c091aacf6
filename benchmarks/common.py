"""What every measurement shares: the data folder, a line a case, peers as a user would call them."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any


def arguments(description: str) -> argparse.ArgumentParser:
    """--data FOLDER (loaders and files), --json FILE (one line a case), --threads."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", required=True, help="folder with parsers.py, synthetic.py and the instances")
    parser.add_argument("--json", default=None, help="append one JSON line a case to this file")
    parser.add_argument("--threads", type=int, default=2, help="threads that peers may use")
    return parser


def load(folder: str, module: str) -> ModuleType:
    """A loader module of the data folder, imported from there."""
    path = Path(folder) / f"{module}.py"
    spec = importlib.util.spec_from_file_location(module, path)
    if spec is None or spec.loader is None:
        sys.exit(f"no {path}")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def report(options: argparse.Namespace, case: str, **facts: Any) -> None:
    """Prints one line and appends it to the JSON file."""
    shown = "  ".join(f"{key}={_short(value)}" for key, value in facts.items())
    print(f"{case:34s} {shown}", flush=True)
    if options.json:
        with Path(options.json).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"case": case, "cores": os.cpu_count(), **facts}, default=str) + "\n")


def _short(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """(what it returns, wall seconds)."""
    begin = time.perf_counter()
    done = work()
    return done, time.perf_counter() - begin
