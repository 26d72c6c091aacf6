"""Many scenarios side by side: no death loses one, nothing is solved twice, and one bad scenario harms no other."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from optimizer.domain import Status
from optimizer.planning import Options, judged, plan, propose
from scenarios.cache import Cache, cache_key
from scenarios.changes import Placed, Scenario, apply
from scenarios.changes.catalogue import CHANGES
from scenarios.comparing.comparison import Entry, measures_of
from scenarios.pool import Dead, Stopped, run_all
from scenarios.rebalancing.prepare import prepare
from scenarios.rebalancing.rebalance import arranged
from scenarios.runs import run_scenarios
from tests.builders.villages import village_programme
from tests.scenarios.rebalancing.random_year import year

FUNCTIONS = "pool_functions:double_or_die"


def scenario(title: str, **values: object) -> Scenario:
    """A scenario of one change."""
    return Scenario(title=title, changes=(Placed(change=CHANGES[str(values["change"])].model_validate(values)),))


@pytest.fixture
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers find the functions of this folder."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


@pytest.mark.usefixtures("importable")
def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    """Three of eight workers are killed by SIGKILL in the middle of their work; all eight results are there, in order."""
    work = [(n, "once" if n % 3 == 0 else "") for n in range(8)]
    assert run_all(FUNCTIONS, str(tmp_path), work, processes=2) == [2 * n for n in range(8)]
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.usefixtures("importable")
def test_work_that_kills_every_worker_ends_as_dead(tmp_path: Path) -> None:
    """It must not go round for ever, and the others must get through."""
    results = run_all(FUNCTIONS, str(tmp_path), [(1, ""), (2, "always"), (3, "")], processes=2)
    assert results == [2, Dead(3), 6]


@pytest.mark.usefixtures("importable")
def test_nothing_is_worked_out_here_and_nothing_printed_gets_out(capfd: pytest.CaptureFixture[str]) -> None:
    """Even with one process: a solver prints a banner to file descriptor 1, and stdout is for data."""
    assert run_all("pool_functions:shout", "banner", [1, 2, 3], processes=1) == [1, 2, 3]
    assert capfd.readouterr() == ("", "")
    assert os.getpid() not in run_all("pool_functions:where", None, [1], processes=1)


@pytest.mark.usefixtures("importable")
def test_what_is_done_is_kept_when_the_user_stops() -> None:
    """Of five pieces one worker does two; then the wish to stop is seen, and the other three say that they were stopped."""
    done: list[int] = []
    results = run_all(
        "pool_functions:shout",
        "",
        [1, 2, 3, 4, 5],
        processes=1,
        progress=lambda count, total: done.append(count),
        cancel=lambda: len(done) == 2,
    )
    assert results == [1, 2, Stopped(), Stopped(), Stopped()]


def test_scenarios_in_workers_equal_those_solved_here() -> None:
    """Where it was computed must not show, nor which worker did what before."""
    base = village_programme(1)
    wanted = [
        scenario("a", change="set_quota", by="any", most=2),
        scenario("b", change="remove_helpers", select=["样003"]),
        scenario("c", change="alter_helpers", where={"unit": "图书馆"}, set={"start": "西校区"}),
    ]
    alone = [plan(apply(base, one)) for one in wanted]
    seen: list[tuple[int, int]] = []
    together = run_scenarios(base, wanted, processes=2, progress=lambda done, total: seen.append((done, total)))
    assert [made.answer for made in alone] == [run.answer for run in together]
    assert [made.programme for made in alone] == [run.programme for run in together]
    measured = [
        measures_of(Entry(one.title, made.programme, made.answer)) for one, made in zip(wanted, alone, strict=True)
    ]
    assert measured == [run.measures for run in together]
    assert all(run.answer is not None and run.answer.status is Status.OPTIMAL for run in together)
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_scenario_that_is_refused_or_infeasible_does_not_stop_the_others() -> None:
    """Each run carries its own reason."""
    base = village_programme(1, helpers=6, standing=False)
    runs = run_scenarios(
        base,
        [
            scenario("nobody", change="remove_helpers", select=["样999"]),
            scenario("too few", change="remove_helpers", where={"unit": "图书馆"}),
            scenario("fine", change="set_quota", by="any", most=2),
        ],
        processes=1,
    )
    assert runs[0].answer is None and runs[0].findings[0].code == "scenarios.nobody_alike"
    # 6 recipients; 4 helpers are left, the leader takes 2: 5 places
    assert runs[1].answer is not None and runs[1].answer.shortage is not None and runs[1].answer.shortage.missing == 1
    assert runs[2].optimal


def test_answers_are_kept_by_content(tmp_path: Path) -> None:
    """The same change under another title is not solved again; a damaged file is solved again; other options are others."""
    base, cache = village_programme(2), Cache(tmp_path)
    one = scenario("a", change="set_quota", by="any", most=2)
    first = run_scenarios(base, [one], cache=cache, processes=1)[0]
    again = run_scenarios(base, [one.altered(title="b")], cache=cache, processes=1)[0]
    assert not first.from_cache and again.from_cache and first.answer is not None and again.answer is not None
    assert again.answer.roster == first.answer.roster and again.answer.tiers == first.answer.tiers
    for file in tmp_path.iterdir():
        file.write_bytes(b"{")
    assert not run_scenarios(base, [one], cache=cache, processes=1)[0].from_cache
    assert cache_key(base, Options()) != cache_key(base, Options(work_limit=5))


def test_the_scenario_is_the_changed_programme_planned() -> None:
    """A run is nothing but plan() of the programme it names."""
    run = run_scenarios(village_programme(3), [scenario("a", change="set_quota", by="any", most=2)], processes=1)[0]
    assert run.programme is not None and run.answer == plan(run.programme).answer


def test_a_solver_killed_in_the_middle_loses_no_scenario() -> None:
    """When the first answer arrives a worker is killed from outside; all six scenarios still have theirs."""
    base = village_programme(1)
    wanted = [scenario(f"s{n}", change="alter_recipients", select=["例000"], set={"weight": n}) for n in range(6)]
    killed: list[int] = []

    def kill_one(done: int, total: int) -> None:
        if not killed:
            worker = multiprocessing.active_children()[0]
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGKILL)
            killed.append(worker.pid)

    runs = run_scenarios(base, wanted, processes=2, progress=kill_one)
    assert killed and all(run.optimal for run in runs) and len(runs) == 6


def test_judging_by_class_grants_what_judging_by_person_does() -> None:
    """Twelve seeded years with terms, releases and forbidden pairs: same status, values, bounds and labels."""
    for seed in range(12):
        programme, roster, events = year(seed)
        ready = arranged(prepare(programme, roster, events), 2026 * 12 + 20)
        proposal = propose(ready, Options())
        assert judged(ready, proposal, by_class=True).answer == judged(ready, proposal).answer
