"""The zones case: staff to areas, then visits; both steps made, read, checked, solved, verified, and against others' answers."""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path

import highspy
import numpy as np
import pytest

import cli
from optimizer.domain import Status
from optimizer.intake import read_programme, template_of
from optimizer.planning import plan
from optimizer.screen.entry import enter
from scenarios.cases import zones
from scenarios.cases.zones.case import AREAS, SEED, Case, Numbers, make_case
from scenarios.cases.zones.files_written import DIVISION, ELSEWHERE, VISITS, write_visits
from scenarios.cases.zones.make import duties, main, write_case
from scenarios.zones import apportion
from scenarios.zones.apportion import squares

COMMITTED = Path(zones.__file__).with_name("files")
SMALL = Numbers(staff=30, visits=140)


def jiedui(*words: object) -> int:
    return enter(cli.app, [str(word) for word in words])


def division_by_highs(case: Case, counts: list[int]) -> tuple[int, int]:
    """(people outside their home area, metres among those optima), by a second solver from the generator's people."""
    people = case.taking_part
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    pairs = list(product(range(len(people)), range(len(AREAS))))
    outside = np.array([people[m].home != AREAS[a] and 1 for m, a in pairs], float)
    metres = np.array([1000 * _far(case, people[m].home, AREAS[a]) for m, a in pairs], float)
    for _ in pairs:
        solver.addCol(0.0, 0.0, 1.0, 0, [], [])
    for m in range(len(people)):
        own = [place for place, pair in enumerate(pairs) if pair[0] == m]
        solver.addRow(1, 1, len(own), np.array(own, np.int32), np.ones(len(own)))
    for a, count in enumerate(counts):
        own = [place for place, pair in enumerate(pairs) if pair[1] == a]
        solver.addRow(count, count, len(own), np.array(own, np.int32), np.ones(len(own)))
    found = []
    for costs in (outside, metres):
        for place, cost in enumerate(costs):
            solver.changeColCost(place, float(cost))
        solver.run()
        found.append(round(solver.getInfo().objective_function_value))
        used = np.flatnonzero(costs)
        solver.addRow(-highspy.kHighsInf, found[-1], len(used), used.astype(np.int32), costs[used])
    return found[0], found[1]


def _far(case: Case, home: str, area: str) -> float:
    return case.kilometres[home or AREAS[0], area]


def test_the_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    """Byte for byte, the second folder included, which the first one's proved roster goes into."""
    main(["-o", str(tmp_path)])
    for step in (DIVISION, VISITS):
        kept = {path.name: path.read_bytes() for path in (COMMITTED / step).iterdir()}
        assert {path.name: path.read_bytes() for path in (tmp_path / step).iterdir()} == kept


@pytest.mark.parametrize(("visits", "staff"), [((7, 3, 11), 7), ((1, 1, 9), 5), ((4, 4, 4), 8), ((20, 2), 6)])
def test_the_apportionment_is_the_evenest_there_is(visits: tuple[int, ...], staff: int) -> None:
    """Every way to divide the staff is tried."""
    ways = [way for way in product(range(1, staff), repeat=len(visits)) if sum(way) == staff]
    least = min(sum(map(squares, visits, way)) for way in ways)
    assert sum(map(squares, visits, apportion(visits, staff))) == least
    with pytest.raises(ValueError, match="at least as many staff"):
        apportion(visits, len(visits) - 1)


@pytest.mark.parametrize("seed", [SEED, *range(6)])
def test_both_steps_are_proved_and_agree_with_others(tmp_path: Path, seed: int) -> None:
    """The division against HiGHS; the visits against the least sum of squares that any division of the staff allows."""
    case = make_case(seed, Numbers() if seed == SEED else SMALL)
    write_case(case, tmp_path)
    loads = [sum(v.area == area for v in case.visits) for area in AREAS]
    counts = apportion(loads, len(case.taking_part))
    first = plan(read_programme(tmp_path / DIVISION).require()).answer
    second_programme = read_programme(tmp_path / VISITS).require()
    second = plan(second_programme).answer
    assert (first.status, second.status) == (Status.OPTIMAL, Status.OPTIMAL)
    assert tuple(tier.value for tier in first.tiers[:2]) == division_by_highs(case, counts)
    assert second.tiers[0].value == sum(map(squares, loads, counts))
    assert second.roster is not None
    areas = {r.id: r.area for r in second_programme.recipients}
    helpers = {h.id: h.name for h in second_programme.helpers}
    duty = duties(tmp_path)
    assert len({p.recipient for p in second.roster.pairings}) == len(case.visits)
    assert all(duty[helpers[p.helper]] == areas[p.recipient] for p in second.roster.pairings)
    assert Counter(duty.values()) == dict(zip(AREAS, counts, strict=True))
    assert not {m.name for m in case.members if m.out} & set(duty)


def test_an_area_without_staff_is_named(tmp_path: Path) -> None:
    """When everybody of one area is taken away, exactly its households and students are the group that cannot be served."""
    case = make_case(2, SMALL)
    write_case(case, tmp_path)
    duty = {name: area for name, area in duties(tmp_path).items() if area != AREAS[2]}
    write_visits(tmp_path / VISITS, case, duty)
    programme = read_programme(tmp_path / VISITS).require()
    answer = plan(programme).answer
    assert answer.status is Status.INFEASIBLE
    assert answer.shortage is not None
    named = {r.area for r in programme.recipients if r.id in answer.shortage.recipients}
    assert named == {AREAS[2]}
    assert answer.shortage.missing == sum(v.area == AREAS[2] for v in case.visits)


def test_check_solve_verify(tmp_path: Path) -> None:
    """The three commands on both folders as an office types them."""
    for step in (DIVISION, VISITS):
        assert jiedui("check", COMMITTED / step, "-q") == 0
        assert jiedui("solve", COMMITTED / step, "-o", tmp_path / step, "-q") == 0
        assert jiedui("verify", tmp_path / step, "-q") == 0


def test_what_ifs_and_templates(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The what-ifs that ship are accepted; the templates bring the column that their rule names."""
    what_if = COMMITTED.with_name("what_if")
    for step, name in ((DIVISION, "home_only_reported"), (VISITS, "teachers_visit_six")):
        options = ("--no-cache", "--processes", 1, "-q")
        assert jiedui("scenario", "run", COMMITTED / step, what_if / f"{name}.yaml", *options) == 0
    assert "居住片区" in template_of("zones")[1].columns
    assert "责任片区" in template_of("visits")[2].columns
    for kind in ("zones", "visits"):
        assert jiedui("new", tmp_path / kind, "--kind", kind, "-q") == 0


def test_sizes_that_cannot_be_met_are_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Refused before anything is written; people from elsewhere set out from a place of their own."""
    with pytest.raises(SystemExit) as stop:
        main(["--staff", "10", "-o", "never-written"])
    assert stop.value.code == 2
    assert "need at least 16 staff" in capsys.readouterr().err
    assert ELSEWHERE not in AREAS
