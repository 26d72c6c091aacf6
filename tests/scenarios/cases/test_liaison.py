"""The liaison case: leaders get villages and units, and the household programme reads what they got."""

from __future__ import annotations

from pathlib import Path

import pytest

import cli
from optimizer.domain import Pairing, Programme, Roster, Status
from optimizer.intake import read_programme
from optimizer.planning import plan
from optimizer.runs import judge_run
from optimizer.screen.entry import enter
from scenarios.cases import household, liaison
from scenarios.cases.household.case import SEED, make_case
from scenarios.cases.household.numbers import Numbers
from scenarios.cases.liaison.make import write_case
from scenarios.chain import ChainAnswer, solve_chain
from scenarios.chain.passing_on import pass_on
from scenarios.chain.reading import read_chain

FILES = Path(liaison.__file__).with_name("files")


@pytest.fixture(scope="module")
def solved() -> ChainAnswer:
    return solve_chain(read_chain(FILES).require())


@pytest.fixture(scope="module")
def households() -> Programme:
    return read_programme(Path(household.__file__).with_name("files")).require()


def test_the_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    """Same seed, same bytes."""
    for path in write_case(make_case(SEED, Numbers()), tmp_path):
        assert path.read_bytes() == (FILES / path.relative_to(tmp_path)).read_bytes()


def test_every_village_and_every_unit_has_one_leader(solved: ChainAnswer) -> None:
    """Six villages for seven leaders (the retiring one is out): one each. 23 units for eight: ceil(23 / 8) = 3 at most."""
    assert solved.coverage.complete
    assert [entry.answer.status for entry in solved.levels] == [Status.OPTIMAL, Status.OPTIMAL]
    assert [level.nodes for level in solved.coverage.levels] == [6, 23]
    assert [level.span for level in solved.coverage.levels] == [1, 3]
    assert len(solved.levels[0].answer.exclusions) == 1


def test_the_household_programme_reads_the_roster(solved: ChainAnswer, households: Programme) -> None:
    """Exactly the six leaders have a liaison village afterwards, the old ones are gone, and households are proved again."""
    villages, units = ((entry.plan.programme, entry.answer.roster) for entry in solved.levels)
    assert villages[1] is not None
    assert units[1] is not None
    passed = pass_on(households, (villages[0], villages[1]), (units[0], units[1]))
    assert not [f for f in passed.findings if f.severity == "error"]
    names = {h.id: h.name for h in villages[0].helpers}
    given = {
        names[p.helper]: r.name for p in villages[1].pairings for r in villages[0].recipients if r.id == p.recipient
    }
    leaders = {h.name: h.liaison_area for h in passed.programme.helpers if h.liaison_area}
    assert leaders == given
    answer = plan(passed.programme).answer
    assert answer.status is Status.OPTIMAL
    assert [rule.kind for rule in answer.rules].count("unit_area") == 1
    free = {f.facts["unit"] for f in passed.findings}
    rows = next(rule for rule in passed.programme.rules if rule.kind == "unit_area").parameters["rows"]
    units_of_college = {h.unit for h in households.helpers} - {"校领导"}
    assert {row["unit"] for row in rows} | free == units_of_college
    assert not {row["unit"] for row in rows} & free


def test_what_does_not_fit_is_named(solved: ChainAnswer, households: Programme) -> None:
    """A leader who has left, one with two villages and a village without households: three findings, nothing guessed."""
    programme, roster = solved.levels[0].plan.programme, solved.rosters[0]
    first, second, third = roster.pairings[:3]
    moved = Pairing(helper=first.helper, recipient=second.recipient)
    names = {h.id: h.name for h in programme.helpers}
    gone = tuple(h for h in households.helpers if (h.name, h.unit) != (names[third.helper], "校领导"))
    renamed = tuple(r.altered(name="无此村") if r.id == third.recipient else r for r in programme.recipients)
    passed = pass_on(
        households.altered(helpers=gone, incumbent=None),
        (programme.altered(recipients=renamed), Roster(programme=roster.programme, pairings=(first, moved, third))),
    )
    assert sorted(f.code for f in passed.findings) == [
        "chain.leader_twice",
        "chain.leader_unknown",
        "chain.village_unknown",
    ]


def test_the_command_passes_the_rosters_on(tmp_path: Path) -> None:
    """jiedui chain pass: the household run has the six leaders as liaison, and verifies; a wrong mode or result is refused."""

    def jiedui(*words: object) -> int:
        return enter(cli.app, [str(word) for word in words])

    tables = Path(household.__file__).with_name("files")
    assert jiedui("chain", "solve", FILES, "-o", tmp_path / "liaison", "-q") == 0
    assert jiedui("chain", "pass", tmp_path / "liaison", tables, "-o", tmp_path / "out", "-q") == 0
    run, _ = judge_run(tmp_path / "out")
    assert sum(bool(helper.liaison_area) for helper in run.programme.helpers) == 6
    assert [rule.mode for rule in run.programme.rules if rule.kind == "unit_area"] == ["report"]
    assert jiedui("chain", "pass", tmp_path / "liaison", tables, "-o", tmp_path / "two", "--unit-mode", "soft") == 2
    assert jiedui("chain", "pass", tmp_path / "out", tables, "-o", tmp_path / "two") == 8
    assert jiedui("chain", "pass", tmp_path / "liaison", tables, "-o", tmp_path / "out") == 2
