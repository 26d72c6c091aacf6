"""C14: the students case of other seeds and sizes, read, solved and judged, against HiGHS on a model written apart."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from optimizer.domain import Status
from optimizer.intake import read_programme
from optimizer.planning import plan
from scenarios.cases.students.case import Case, make_case
from scenarios.cases.students.make import write_case
from scenarios.cases.students.numbers import Numbers
from scenarios.cases.students.rule_table import hours
from tests.scenarios.cases.students_mip import best_values

SIZES = (
    Numbers(),
    Numbers(classes=12, teachers=30, students=104, rows=104),
    Numbers(classes=9, teachers=32, students=60, rows=80),
)
"""The reference size, one with too few teachers, a small school."""

TIERS = ("coverage.0", "coverage.1", "coverage.2", "2", "3", "4.R8")


def found(case: Case) -> tuple[list[int], bool, float]:
    """(tier values, everything proved, seconds in the engine) of the product."""
    with tempfile.TemporaryDirectory() as folder:
        write_case(case, Path(folder))
        programme = read_programme(Path(folder)).require()
    made = plan(programme)
    values = {tier.name: tier.value for tier in made.answer.tiers}
    proved = made.answer.status is Status.OPTIMAL
    return [values.get(name, 0) for name in TIERS], proved, made.seconds["solve"]


def run(size: int = 300, seed: int = 0) -> dict[str, Any]:
    """``size`` seeds, sizes by turns. Control: with nobody's lessons limited the independent model must differ somewhere."""
    equal = proved = waiting = noticed = 0
    seconds: list[float] = []
    for number in range(seed, seed + size):
        case = make_case(number, SIZES[number % len(SIZES)])
        limits = {str(line[1]): int(str(line[2])) for line in hours(case) if line[0] == "姓名"}
        values, whole, took = found(case)
        equal += values == best_values(case, limits)
        proved += whole
        waiting += sum(values[:3]) > 0
        if number < seed + 6:
            noticed += values != best_values(case, {})
        if number % len(SIZES) == 0:
            seconds.append(took)
    return {
        "campaign": "C14",
        "seed": seed,
        "cases": size,
        "equal": equal,
        "proved": proved,
        "with_somebody_waiting": waiting,
        "median_milliseconds_at_reference_size": round(1000 * sorted(seconds)[len(seconds) // 2]),
        "control_noticed": noticed,
        "passed": equal == proved == size and waiting > 0 and noticed > 0,
    }
