"""C13, killed workers: scenarios run side by side while their workers are killed again and again; none is lost or different."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import threading
import time
from typing import Any

from scenarios.changes import Placed, Scenario
from scenarios.changes.catalogue import CHANGES
from scenarios.runs import run_scenarios
from tests.builders.villages import village_programme


def run(size: int = 20, seed: int = 13, scenarios: int = 40) -> dict[str, Any]:
    """``size`` rounds of ``scenarios`` on two workers; every so often one is sent SIGKILL, wherever it is just then.

    Control: the answers of a round without kills.
    """
    base, rng = village_programme(1), random.Random(seed)
    wanted = [
        Scenario(
            title=f"s{n}",
            changes=(
                Placed(
                    change=CHANGES["alter_recipients"].model_validate(
                        {"change": "alter_recipients", "select": ["例000"], "set": {"weight": n + 1}}
                    )
                ),
            ),
        )
        for n in range(scenarios)
    ]
    control = [run.answer for run in run_scenarios(base, wanted, processes=2)]
    kills = lost = different = 0
    for _ in range(size):
        over = threading.Event()
        sent: list[int] = []
        killer = threading.Thread(target=_kill, args=(over, random.Random(rng.random()), sent))
        killer.start()
        found = run_scenarios(base, wanted, processes=2)
        over.set()
        killer.join()
        kills += len(sent)
        lost += sum(run.answer is None for run in found)
        different += sum(run.answer != answer for run, answer in zip(found, control, strict=True))
    passed = kills >= size and not lost and not different
    return {
        "campaign": "C13 killed workers",
        "seed": seed,
        "rounds": size,
        "scenarios": size * scenarios,
        "kills": kills,
        "lost": lost,
        "different": different,
        "passed": passed,
    }


def _kill(over: threading.Event, rng: random.Random, sent: list[int]) -> None:
    """Kills a worker now and then, at most two in a round: a piece of work may die three times before it counts as failed."""
    while not over.is_set() and len(sent) < 2:
        time.sleep(rng.uniform(0.01, 0.2))
        workers = [process.pid for process in multiprocessing.active_children() if process.pid is not None]
        if workers:
            number = rng.choice(workers)
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue
            sent.append(number)
