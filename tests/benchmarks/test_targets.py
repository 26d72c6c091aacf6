"""The targets' command: passes and misses are told apart, wrong values and dead processes are seen, peers are named."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.targets import __main__ as command
from benchmarks.targets.measure import measured
from benchmarks.targets.page import written
from benchmarks.targets.table import Need, Target, targets
from benchmarks.targets.verdict import Case, checks, disagreements

# two helpers, three recipients, costs by hand: (0 -> 0, 1), (1 -> 2) = 1 + 2 + 1
PARSERS = """
import numpy as np
OPTIMUM = 4
def gap_names(folders): return ["chu1997/a05100"] if folders == ("chu1997",) else ["one", "two"]
def gap(name, sense="min"):
    cost = np.array([[1, 9], [2, 9], [9, 1]], float) if sense == "min" else np.array([[1, 0], [2, 0], [0, 1]], float)
    return dict(cost=cost, weights=np.ones((3, 2)), capacity=np.array([2.0, 2.0]), optimum=OPTIMUM, sense=sense)
def mcf_names(): return []
def nurse_names(): return []
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "parsers.py").write_text(PARSERS, encoding="utf-8")
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, data: Path, *more: str) -> int:
    monkeypatch.setattr(sys, "argv", ["targets", "--data", str(data), "--quick", *more])
    return command.main()


def test_a_target_passes(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Both senses of both files in fresh processes, a peer beside, the record and the page written."""
    lines, page = data / "lines.jsonl", data / "figures.md"
    assert (
        run(monkeypatch, data, "--only", "gap1-12", "--peers", "highs", "--json", str(lines), "--page", str(page)) == 0
    )
    out = capsys.readouterr().out
    assert "pass  gap1-12" in out and "proved, the known value: 4 of 4" in out
    assert "HiGHS MIP" in out and "1 of 1 targets pass" in out
    about, record = map(json.loads, lines.read_text(encoding="utf-8").splitlines())
    assert about["machine"]["cores"] and record["passed"] and record["peers"]["highs"]["proved"] == 4
    assert "| `gap1-12` |" in page.read_text(encoding="utf-8") == written(lines)


def test_a_wrong_value_is_a_miss(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Negative control: where what we prove is not the known optimum, the target is missed and the exit code says so."""
    (data / "parsers.py").write_text(PARSERS.replace("OPTIMUM = 4", "OPTIMUM = 5"), encoding="utf-8")
    assert run(monkeypatch, data, "--only", "gap1-12", "--peers") == 1
    out = capsys.readouterr().out
    assert "MISS  gap1-12" in out and "0 of 4" in out and "[4] proved, known [5]" in out


def test_a_target_without_files_is_named(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """What a folder lacks is neither passed nor missed, and nothing is silent about it."""
    assert run(monkeypatch, data, "--only", "flow", "gap1-12", "--cases", "elsewhere", "--peers") == 0
    out = capsys.readouterr().out
    assert "none  flow (elsewhere): no such case" in out and "none  gap1-12 (elsewhere): no such case" in out


def part(value: float | None, *, optimal: bool = True, bound: float | None = None, **more: Any) -> dict[str, Any]:
    values = None if value is None else [value]
    bound = value if bound is None else bound
    return {
        "name": "x", "known": [], "sense": 1, "values": values, "bound": bound, "gap": 0.0, "optimal": optimal,
        "infeasible": False, "listed": False, "uncovered": 0, **more,
    }  # fmt: skip


def case(ours: dict[str, Any], seconds: float = 1.0, **peers: dict[str, Any]) -> Case:
    return Case(
        "x",
        ({"seconds": seconds, "own_mb": 10, "parts": [ours]},),
        {name: {"seconds": 2.0, "parts": [other]} for name, other in peers.items()},
    )


def test_peers_that_disagree_are_a_miss() -> None:
    """Negative control for every way in which two solvers can contradict each other; shortlists prove nothing more than a value."""
    assert not disagreements(case(part(7), highs=part(7)))
    assert not disagreements(case(part(7), highs=part(9, listed=True)))
    assert disagreements(case(part(7), highs=part(8)))
    assert disagreements(case(part(7), highs=part(6, optimal=False)))  # a better roster than what we proved
    assert disagreements(case(part(9, optimal=False, bound=8), highs=part(7, optimal=False)))  # below our bound
    assert disagreements(case(part(7, optimal=False, bound=5, known=[8])))  # better than the best
    assert disagreements(case(part(None, optimal=False, infeasible=True), highs=part(3)))
    assert not disagreements(case(part(9, optimal=False, bound=6, known=[8]), highs=part(7, optimal=False)))


def test_every_need_can_be_missed() -> None:
    """Each limit passes on its edge and misses beyond it."""
    for need, good, bad in (
        (Need("proved"), case(part(1)), case(part(1, optimal=False))),
        (Need("seconds", 1), case(part(1), 1.0), case(part(1), 1.1)),
        (Need("gap", 0.02), case(part(1, gap=0.02)), case(part(1, gap=0.021))),
        (Need("memory", 10), case(part(1)), Case("x", ({"seconds": 1, "own_mb": 11, "parts": []},), {})),
        (Need("uncovered"), case(part(1)), case(part(1, uncovered=1))),
        (
            Need("gap to peer", 0.5, "highs", 0.0001),
            case(part(1, gap=0.002, optimal=False), highs=part(1, gap=0.004, optimal=False)),
            case(part(1, gap=0.003, optimal=False), highs=part(1, gap=0.004, optimal=False)),
        ),
    ):
        target = Target("t", ({},), (need,), ("highs",), 10)
        assert all(check.passed for check in checks(target, [good])), need
        assert not all(check.passed for check in checks(target, [bad])), need
    late = checks(Target("t", ({},), (), (), 10), [case(part(1), 12.1)])
    assert [check.passed for check in late] == [False, True]


def test_a_process_that_dies_is_a_miss(data: Path) -> None:
    """An error in a child is told, not raised; the target is missed."""
    run = measured({"who": "jiedui", "spec": {"family": "nothing"}, "data": str(data), "seconds": 5, "threads": 1})
    assert "KeyError" in run["failed"]
    assert not all(check.passed for check in checks(Target("t", ({},), (), (), 5), [Case("x", (run,), {})]))


def test_a_peer_that_is_not_installed_is_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing package is said, not hidden, and is no failure."""
    from benchmarks.peers import pot
    from benchmarks.targets.measure import carried_out

    monkeypatch.setattr(pot, "needs", "no_such_package")
    spec = {"family": "gap", "name": "one"}
    found = carried_out({"who": "pot", "spec": spec, "data": str(data), "seconds": 5, "threads": 1})
    assert found == {"absent": "no_such_package is not installed"}


def test_every_target_is_there(data: Path) -> None:
    """The table holds what the measurements promise, under names of their own, whatever files the folder has."""
    found = targets(str(data), 1)
    names = [target.name for target in found]
    assert len(set(names)) == len(names) == 24
    assert all(target.needs and target.peers for target in found)
