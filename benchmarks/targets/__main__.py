"""Runs the targets one after the other and says pass or miss, with figure and limit; exit code 1 on a miss.

    python -m benchmarks.targets --data FOLDER [--only NAME ...] [--cases WORD ...] [--quick] [--peers highs cpsat | --peers] [--json FILE] [--page FILE]

Every timed case runs in a fresh process, ours and peers' alike, with the same time limit and number of threads. --quick takes
the first case of each target, none of 10,000 households or more, and 10 s for each peer. --seed changes what is made, not what is read.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.common import arguments
from benchmarks.peers import PEERS
from benchmarks.targets.cases import PREPARED, title
from benchmarks.targets.machine import machine
from benchmarks.targets.measure import measured, prepared
from benchmarks.targets.page import written
from benchmarks.targets.table import Target, targets
from benchmarks.targets.verdict import Case, Check, checks

QUICK_PEER = 10.0


def main() -> int:
    options = _options()
    chosen = [_narrowed(target, options) for target in targets(options.data, options.seed) if _wanted(target, options)]
    if not chosen:
        sys.exit("no such target")
    about = machine(options.threads)
    print("  ".join(f"{key}: {value}" for key, value in about.items()), flush=True)
    _keep(options, {"machine": about})
    missed = 0
    for target in [target for target in chosen if not target.cases]:
        print(f"none  {target.name}: no such case", flush=True)
    chosen = [target for target in chosen if target.cases]
    for target in chosen:
        cases = list(_run(target, options))
        found = checks(target, cases)
        missed += not all(check.passed for check in found)
        _say(target, cases, found)
        _keep(options, _record(target, cases, found, options))
    print(f"{len(chosen) - missed} of {len(chosen)} targets pass")
    if options.page:
        Path(options.page).write_text(written(Path(options.json)), encoding="utf-8")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = arguments((__doc__ or "").splitlines()[0])
    parser.add_argument("--only", nargs="+", default=[], help="targets whose names begin with one of these")
    parser.add_argument("--cases", nargs="+", default=[], help="cases whose names contain one of these")
    parser.add_argument("--quick", action="store_true", help="first cases only, nothing large")
    parser.add_argument("--peers", nargs="*", default=None, choices=list(PEERS), help="only these (none: no peers)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the instances that are made")
    parser.add_argument("--page", default=None, help="write the page of figures from the --json file")
    options = parser.parse_args()
    if options.page and not options.json:
        parser.error("--page needs --json")
    return options


def _wanted(target: Target, options: argparse.Namespace) -> bool:
    if options.quick and not target.quick:
        return False
    return not options.only or any(target.name.startswith(word) for word in options.only)


def _narrowed(target: Target, options: argparse.Namespace) -> Target:
    """The target with the cases that were asked for."""
    if not options.cases:
        return target
    kept = tuple(spec for spec in target.cases if any(word in title(spec) for word in options.cases))
    return replace(target, cases=kept, name=f"{target.name} ({', '.join(options.cases)})")


def _run(target: Target, options: argparse.Namespace) -> Iterator[Case]:
    peers = [name for name in target.peers if options.peers is None or name in options.peers]
    for spec in target.cases[:1] if options.quick else target.cases:
        order = {"spec": spec, "data": options.data, "seconds": target.seconds, "threads": options.threads}
        if spec["family"] in PREPARED:
            prepared(order)
        ours = tuple(measured({**order, "who": "jiedui"}) for _ in range(1 if options.quick else target.repeat))
        if options.quick and target.seconds:
            order["seconds"] = min(target.seconds, QUICK_PEER)
        case = Case(title(spec), ours, {name: measured({**order, "who": name}) for name in peers})
        _line(case.name, "jiedui", case.middle())
        for name, run in case.peers.items():
            _line(case.name, PEERS[name], run, case.seconds())
        yield case


def _line(case: str, who: str, run: dict[str, Any], ours: float | None = None) -> None:
    """One run: seconds, ratio to ours, values, gap, processor seconds, memory, load."""
    for why in ("failed", "unfit", "absent"):
        if why in run:
            print(f"  {case:38s} {who:28s} {why}: {run[why]}", flush=True)
            return
    parts = run["parts"]
    if len(parts) == 1:
        part = parts[0]
        gap = "" if part["gap"] is None else f"  gap {100 * part['gap']:.4f} %"
        what = f"{'optimal' if part['optimal'] else 'open':8s} {_short(part['values'])}{gap}"
    else:
        what = f"{sum(part['optimal'] for part in parts)} of {len(parts)} optimal"
    ratio = "" if ours is None else f"{run['seconds'] / max(ours, 1e-6):8.1f}x"
    load = "" if run.get("load") is None else f"  load {run['load']:.1f}"
    print(
        f"  {case:38s} {who:28s} {run['seconds']:8.3f} s {ratio:9s} {what}  cpu {run['cpu']:.2f} s"
        f"  {run['peak_mb']:.0f} MB{load}",
        flush=True,
    )


def _short(values: Any) -> str:
    return "none" if values is None else "/".join(f"{value:.10g}" for value in values)


def _say(target: Target, cases: list[Case], found: list[Check]) -> None:
    word = "pass" if all(check.passed for check in found) else "MISS"
    print(f"{word}  {target.name}", flush=True)
    for check in found:
        print(f"      {'ok  ' if check.passed else 'MISS'}  {check.what}: {check.figure}", flush=True)


def _record(target: Target, cases: list[Case], found: list[Check], options: argparse.Namespace) -> dict[str, Any]:
    """The target as one JSON object."""
    peers = {}
    for name in target.peers:
        runs = [(case, case.peers[name]) for case in cases if name in case.peers]
        done = [(case, run) for case, run in runs if "parts" in run]
        parts = [part for _, run in done for part in run["parts"]]
        peers[name] = {
            "ran": len(done),
            "proved": sum(part["optimal"] for part in parts),
            "parts": len(parts),
            "rosters": sum(part["values"] is not None for part in parts),
            "gap": max((part["gap"] for part in parts if part["gap"] is not None), default=None),
            "seconds": sum(run["seconds"] for _, run in done),
            "ratio": median([run["seconds"] / case.seconds() for case, run in done]) if done else None,
            "why_not": sorted(
                {str(run[why]) for _, run in runs for why in ("failed", "unfit", "absent") if why in run}
            ),
        }
    return {
        "target": target.name, "seed": options.seed, "seconds": target.seconds, "repeat": target.repeat,
        "passed": all(check.passed for check in found), "checks": [vars(check) for check in found], "peers": peers,
        "ours": sum(case.seconds() for case in cases), "cpu": sum(case.middle().get("cpu", 0.0) for case in cases),
        "load": max(run.get("load") or 0 for case in cases for run in case.ours),
        "cases": [vars(case) for case in cases],
    }  # fmt: skip


def _keep(options: argparse.Namespace, record: dict[str, Any]) -> None:
    if options.json:
        with Path(options.json).open("a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False, default=float) + os.linesep)


if __name__ == "__main__":
    sys.exit(main())
