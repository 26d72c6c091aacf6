"""The commands end to end on the household case, with the files that ship; bad input writes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import cli
from optimizer.errors import ExistsError
from optimizer.screen.entry import enter
from optimizer.screen.terminal import Terminal
from scenarios.cases.household import copy_to
from scenarios.samples import copy_samples

CASE = Path(cli.__file__).parent / "scenarios" / "cases" / "household"
WHAT_IF = sorted((CASE / "what_if").glob("*.yaml"))
EVENTS = sorted((CASE / "events").glob("*.yaml"))


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("case") / "tables"
    copy_to(folder)
    return folder


@pytest.fixture(scope="module")
def run_folder(tables: Path) -> Path:
    out = tables.parent / "run"
    assert enter(cli.app, ["solve", str(tables), "-o", str(out), "-q"]) == 0
    return out


def _json(capfd: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict]:  # type: ignore[type-arg]
    capfd.readouterr()
    code = enter(cli.app, [str(word) for word in words] + ["--format", "json", "-q"])
    return code, json.loads(capfd.readouterr().out)


def test_the_files_that_ship_run_and_compare(tables: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Every what-if of the case is accepted; the comparison has one column each, and the page and workbook are there."""
    out = tmp_path / "out"
    code, told = _json(capfd, "scenario", "run", tables, *WHAT_IF, "--no-cache", "--processes", 1, "-o", out)
    assert code == 0 and len(WHAT_IF) >= 7
    assert set(told["rows"][0]) == {"measure", *(f"r{n}" for n in range(len(WHAT_IF) + 1))}
    assert sorted(file.name for file in out.iterdir()) == ["measures.html", "measures.xlsx"]


@pytest.mark.parametrize("events", EVENTS, ids=lambda file: file.stem)
def test_the_events_that_ship_rebalance(run_folder: Path, tmp_path: Path, events: Path) -> None:
    """Each gives a new run that the judge accepts, with change table, delta list and history beside it."""
    out = tmp_path / "out"
    assert enter(cli.app, ["rebalance", str(run_folder), str(events), "-o", str(out), "-q"]) == 0
    assert enter(cli.app, ["verify", str(out), "-q"]) == 0
    names = {file.name for file in out.iterdir()}
    assert {"roster.xlsx", "rebalancing.xlsx", "rebalancing.html", "delta.csv", "history.json"} <= names
    assert (out / "delta.csv").read_text("utf-8-sig").startswith("操作,帮扶对象,户编号")


def test_a_second_year_goes_on_from_the_first(
    run_folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The folder that a rebalancing wrote is a source like any other; only the numbers of the tiers are the same again."""
    first, second = tmp_path / "first", tmp_path / "second"
    by_name = {file.stem: file for file in EVENTS}
    assert enter(cli.app, ["rebalance", str(run_folder), str(by_name["one_of_each"]), "-o", str(first), "-q"]) == 0
    late = tmp_path / "late.yaml"
    late.write_text(
        by_name["five_percent_leave"].read_text("utf-8").replace("2028-", "2030-").replace("2027-", "2029-"),
        encoding="utf-8",
    )
    code, told = _json(capfd, "rebalance", first, late, "-o", second)
    assert code == 0 and told["rows"]
    tiers = [json.loads((f / "roster.json").read_text())["answer"]["tiers"] for f in (first, second)]
    assert [tier["name"] for tier in tiers[0]] == [tier["name"] for tier in tiers[1]]


def test_an_interruption_keeps_what_is_done(
    tables: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C after the base and one scenario: both are compared and written, the third is named, and the code is 130."""
    asked = iter([False, False, True])  # before the first piece of work, after one, after two

    @contextmanager
    def twice(_terminal: Terminal) -> Iterator[Callable[[], bool]]:
        yield lambda: next(asked)

    monkeypatch.setattr(Terminal, "cancellable", twice)
    monkeypatch.setattr("scenarios.pool.TICK_SECONDS", 60.0)
    words = ["scenario", "run", tables, *WHAT_IF[:2], "--no-cache", "--processes", 1, "-o", tmp_path / "out"]
    assert enter(cli.app, [*map(str, words), "--format", "json"]) == 130
    told = capfd.readouterr()
    assert set(json.loads(told.out)["rows"][0]) == {"measure", "r0", "r1"}
    assert "没有计算" in told.err and (tmp_path / "out" / "measures.xlsx").is_file()


def test_bad_events_write_nothing(run_folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Exit 3, every problem with file and line, and no folder."""
    file, out = tmp_path / "bad.yaml", tmp_path / "out"
    file.write_text(
        "events:\n  - {event: leave, helper: 无此人, on: 2027-01}\n  - {event: leave, on: 2027-01}\n", "utf-8"
    )
    code, told = _json(capfd, "rebalance", run_folder, file, "-o", out)
    assert code == 3 and not out.exists()
    assert [error["cells"] for error in told["errors"]] == [["bad.yaml!L2"], ["bad.yaml!L3"]]
    assert all(error["advice"] for error in told["errors"])
    file.write_text("events:\n  - {event: leave, helper: 无此人, on: 2027-01}\n", "utf-8")
    code, told = _json(capfd, "rebalance", run_folder, file, "-o", out)
    assert code == 3 and not out.exists() and told["errors"][0]["code"] == "scenarios.nobody_alike"


def test_the_problems_of_all_scenarios_come_at_once_and_nothing_is_written(
    tables: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """One cannot be read, one refers to nobody, one makes rules that the programme refuses, two have one title; one is good."""
    texts = {
        "unread": "changes:\n  - {change: set_quota, by: any, mots: 2}\n  - {change: remove_helpers, select: [无此人]}\n",
        "nobody": "changes:\n  - {change: remove_helpers, select: [无此人]}\n",
        "same": "title: unread\nchanges:\n  - {change: set_quota, by: any, most: 2}\n",
    }
    files = []
    for name, text in texts.items():
        files.append(tmp_path / f"{name}.yaml")
        files[-1].write_text(text, "utf-8")
    out = tmp_path / "out"
    code, told = _json(capfd, "scenario", "run", tables, *files, WHAT_IF[1], "--no-cache", "-o", out)
    found = {(error["code"], error["cells"][0]) for error in told["errors"]}
    assert code == 3 and not out.exists()
    assert found == {
        ("scenarios.unknown_key", "unread.yaml!L2"),
        ("scenarios.nobody_alike", "unread.yaml!L3"),
        ("scenarios.nobody_alike", "nobody.yaml!L2"),
        ("scenarios.title_twice", "same.yaml"),
    }
    refused = tmp_path / "rules.yaml"
    refused.write_text("changes:\n  - {change: remove_helpers, where: {编制类别: 在编}}\n", "utf-8")
    code, told = _json(capfd, "scenario", "run", tables, refused, WHAT_IF[1], "--no-cache", "-o", out)
    assert code == 3 and not out.exists() and {error["cells"][0] for error in told["errors"]} == {"rules.yaml"}


def test_sweep_tradeoff_plans_compare_and_adopt(
    tables: Path, run_folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each command answers on the case; what is adopted is a run that the judge accepts."""
    code, told = _json(capfd, "scenario", "sweep", tables, "quota.校级领导=1,2", "--no-cache", "--processes", 1)
    assert code == 0 and [row["a0"] for row in told["rows"]] == ["1", "2"]
    code, told = _json(capfd, "scenario", "tradeoff", tables, "R7", "R8")
    assert code == 0 and told["rows"][0]["gap"] == "0.00%"
    code, told = _json(capfd, "scenario", "run", tables, "--processes", 1)
    assert code == 0 and len(told["rows"]) == 3
    out = tmp_path / "adopted"
    assert (
        enter(
            cli.app,
            ["scenario", "adopt", str(tables), str(CASE / "what_if" / "leaders_take_two.yaml"), "-o", str(out), "-q"],
        )
        == 0
    )
    assert enter(cli.app, ["verify", str(out), "-q"]) == 0
    code, told = _json(capfd, "scenario", "compare", run_folder, out)
    assert code == 0 and set(told["rows"][0]) == {"measure", "r0", "r1"}


@pytest.mark.parametrize(
    "words",
    [
        ["scenario", "sweep", "{tables}", "quota.any"],
        ["scenario", "sweep", "{tables}", "a.b=1", "c.d=1", "e.f=1"],
        ["scenario", "adopt", "{tables}", "最好", "-o", "{out}"],
        ["rebalance", "{tables}", "{events}", "-o", "{out}", "--effective", "2027"],
        ["scenario", "run", "{tables}", "none.yaml"],
        ["new", "{out}", "--start", "2027-10"],
    ],
)
def test_calls_that_make_no_sense_are_usage_errors(words: list[str], tables: Path, tmp_path: Path) -> None:
    """Exit 2 and no folder."""
    out = tmp_path / "out"
    filled = [word.format(tables=tables, out=out, events=EVENTS[0]) for word in words]
    assert enter(cli.app, [*filled, "-q"]) == 2 and not out.exists()


def test_a_year_begins_from_the_last_one(tables: Path, tmp_path: Path) -> None:
    """The workbook that new --from writes is accepted by check, with last year's key."""
    folder = tmp_path / "now"
    assert enter(cli.app, ["new", str(folder), "--from", str(tables), "-q"]) == 0
    assert (folder / "jiedui.key").read_text() == (tables / "jiedui.key").read_text()
    assert enter(cli.app, ["check", str(folder), "-q"]) == 0


def test_the_samples_are_copied_whole_or_not_at_all(tmp_path: Path) -> None:
    """As many files as ship; nothing is overwritten unless that is asked."""
    assert len(copy_samples(tmp_path)) == len(WHAT_IF) + len(EVENTS)
    with pytest.raises(ExistsError):
        copy_samples(tmp_path)
    assert len(copy_samples(tmp_path, force=True)) == len(WHAT_IF) + len(EVENTS)
