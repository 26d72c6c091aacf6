"""A fresh process for one timed case: ``python -m benchmarks.targets.measure ORDER`` prints what happened as one JSON line.

ORDER: {"who": "jiedui" or a peer, "spec": ..., "data": folder, "seconds": limit or null, "threads": n}. Building the model is
not timed; loading libraries, compiling kernels and, for us, the judge's proof are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

Facts = dict[str, Any]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
GRACE = 120.0
"""Seconds beyond its limit after which a process is ended (building the model apart, peers overrun theirs)."""


def measured(order: Facts) -> Facts:
    """Runs the order in a process of its own; a process that dies or hangs is said to have done so."""
    command = [sys.executable, "-m", "benchmarks.targets.measure", json.dumps(order)]
    threads = dict.fromkeys(THREADS, str(order["threads"]))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    begin = time.perf_counter()
    wall = None if order["seconds"] is None else 3 * order["seconds"] + GRACE
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=wall, env=os.environ | threads, check=False,
            cwd=Path(__file__).parents[2],
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"failed": f"ended after {wall:g} s", "load": load}
    facts: Facts = {"process": round(time.perf_counter() - begin, 3), "load": load}
    if done.returncode != 0:
        return facts | {"failed": (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1][:300]}
    return facts | json.loads(done.stdout.strip().splitlines()[-1])


def prepared(order: Facts) -> None:
    """Builds the models once, untimed, where that takes long; what is kept from it serves all who are measured."""
    measured({**order, "who": "nobody", "seconds": None})


def carried_out(order: Facts) -> Facts:
    """{"parts": [...], "seconds": of all parts, "cpu": processor seconds of all their threads, "peak_mb": of the process,
    "own_mb": by how much solving raised that}; or why a peer did nothing."""
    from benchmarks.peers import Missing
    from benchmarks.plain import Unfit
    from benchmarks.targets.cases import parts

    left, found, before = order["seconds"], [], None
    for part in parts(order["spec"], order["data"]):
        before = peak_mb() if before is None else before
        if order["who"] == "nobody":
            continue
        solve = _ours if order["who"] == "jiedui" else _peer
        try:
            facts = solve(order, part, left)
        except Unfit as reason:
            return {"unfit": str(reason)}
        except Missing as reason:
            return {"absent": str(reason)}
        sense = part.model.tiers[0].sign
        found.append({"name": part.name, "known": list(part.known), "sense": sense, **facts})
        left = None if left is None else max(0.05, left - facts["seconds"])
    peak = peak_mb()
    return {
        "parts": found,
        "seconds": sum(part["seconds"] for part in found),
        "cpu": sum(part["cpu"] for part in found),
        "peak_mb": peak,
        "own_mb": peak - (before or peak),
    }


def _ours(order: Facts, part: Any, seconds: float | None) -> Facts:
    from optimizer.solve import solve_model

    begin, work = time.perf_counter(), time.process_time()
    result = solve_model(part.model, time_limit=seconds)
    wall, work = time.perf_counter() - begin, time.process_time() - work
    tiers = result.tiers
    return {
        "seconds": wall,
        "cpu": work,
        "optimal": str(result.status) == "optimal",
        "infeasible": str(result.status) == "infeasible",
        "values": [tier.value for tier in tiers] or None,
        "bound": tiers[-1].bound if tiers else None,
        "gap": max((1.0 if tier.gap is None else tier.gap for tier in tiers), default=1.0),
        "uncovered": sum(int(lack.sum()) for lack in result.missing.values()),
        "route": result.route,
    }


def _peer(order: Facts, part: Any, seconds: float | None) -> Facts:
    from benchmarks.peers import peer
    from benchmarks.plain import plain_form

    module = peer(order["who"])
    plain, work = plain_form(part.listed() if part.listed else part.model), time.process_time()
    answer = module.solve(plain, seconds, order["threads"])
    gap = None
    if answer.values is not None and answer.bound is not None:
        gap = abs(answer.values[-1] - answer.bound) / max(1.0, abs(answer.values[-1]))
    return {
        "seconds": answer.seconds,
        "cpu": time.process_time() - work,
        "build": answer.build,
        "optimal": answer.optimal and answer.values is not None,
        "infeasible": answer.infeasible,
        "values": answer.values,
        "bound": answer.bound,
        "gap": gap,
        "listed": part.listed is not None,
    }


def peak_mb() -> float:
    """The largest memory this process has had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


if __name__ == "__main__":
    # other libraries greet on stdout; the line that counts is the last
    print("\n" + json.dumps(carried_out(json.loads(sys.argv[1])), default=float))
