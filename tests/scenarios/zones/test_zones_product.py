"""Both steps of zones as a product: numbers of staff, the first roster passed on, and the proof of coverage."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from optimizer.domain import Pairing, Programme, Roster, Status
from optimizer.errors import InputError
from optimizer.intake import read_programme
from scenarios.cases import zones as case_package
from scenarios.zones import DUTY, ZonesAnswer, apportion, read_zones, solve_zones, with_duties
from scenarios.zones.__main__ import main
from scenarios.zones.coverage import covered
from scenarios.zones.dividing import as_even_as_can_be, shared_out, visits_by_area

FILES = Path(case_package.__file__).with_name("files")


@pytest.fixture(scope="module")
def tables() -> tuple[Programme, Programme]:
    return read_zones(FILES).require()


@pytest.fixture(scope="module")
def solved(tables: tuple[Programme, Programme]) -> ZonesAnswer:
    return solve_zones(*tables)


def test_the_committed_second_table_is_what_the_product_passes_on(solved: ZonesAnswer) -> None:
    """The files of 2-包抓 carry the same areas that the first roster gives."""
    assert solved.visits is not None
    written = {h.name: h.traits.get(DUTY) for h in read_programme(FILES / "2-包抓").require().helpers}
    assert {h.name: h.traits.get(DUTY) for h in solved.visits.programme.helpers} == written


def test_coverage_is_proved_over_both_steps(solved: ZonesAnswer, tables: tuple[Programme, Programme]) -> None:
    """Counted again from the roster: 520 visits, 88 staff, every area complete, evenness best over both steps."""
    assert (solved.status, solved.even, solved.coverage.complete) == (Status.OPTIMAL, True, True)
    assert sum(area.visits for area in solved.coverage.areas) == 520
    assert sum(area.staff for area in solved.coverage.areas) == 88
    assert {area.area: area.visits for area in solved.coverage.areas} == dict(visits_by_area(tables[1]))


def test_a_hole_and_a_stranger_are_seen(solved: ZonesAnswer) -> None:
    """Negative control of the coverage: one pair left out, one given to somebody of another area."""
    assert solved.visits is not None
    roster, programme = solved.visits.answer.roster, solved.visits.programme
    assert roster is not None
    first, *rest = roster.pairings
    place = {r.id: r.area for r in programme.recipients}
    other = next(h.id for h in programme.helpers if h.traits.get(DUTY, ()) not in ((), (place[first.recipient],)))
    gone = covered(programme, Roster(programme=roster.programme, pairings=tuple(rest)))
    moved = Pairing(helper=other, recipient=first.recipient)
    strange = covered(programme, Roster(programme=roster.programme, pairings=(moved, *rest)))
    wrong = {a.area for a in gone.areas if not a.complete} | {a.area for a in strange.areas if a.outsiders}
    assert (gone.complete, strange.complete, wrong) == (False, False, {place[first.recipient]})
    assert not covered(programme, None).complete


def test_numbers_left_out_are_computed(tables: tuple[Programme, Programme], solved: ZonesAnswer) -> None:
    """Without 所需帮扶人数 the staff are shared out by visits: the same numbers as the office's evenest ones."""
    bare = tables[0].altered(recipients=tuple(r.altered(needs=(1,)) for r in tables[0].recipients))
    ready, findings = shared_out(bare, tables[1], 88)
    assert [f.code for f in findings] == ["zones.shared_out"]
    loads = visits_by_area(tables[1])
    expected = apportion([loads[area.name] for area in bare.recipients], 88)
    assert [area.needs for area in ready.recipients] == [(count,) for count in expected]
    again = solve_zones(bare, tables[1])
    assert again.coverage == solved.coverage
    uneven = tables[0].altered(recipients=_moved(ready.recipients))
    assert not as_even_as_can_be(uneven, tables[1])


def _moved(areas: tuple) -> tuple:  # type: ignore[type-arg]
    """Four people taken from the last area and given to the first."""
    changed = list(areas)
    changed[0] = changed[0].altered(needs=(changed[0].needs[0] + 4,))
    changed[-1] = changed[-1].altered(needs=(changed[-1].needs[0] - 4,))
    return tuple(changed)


def test_what_does_not_fit_is_named_at_once(tables: tuple[Programme, Programme], solved: ZonesAnswer) -> None:
    """An area that the division lacks, fewer staff than areas, and somebody with an area who is nobody in the second table."""
    division, visits = tables
    fewer = division.altered(recipients=tuple(r.altered(needs=(1,)) for r in division.recipients[1:]))
    lost = division.recipients[0].name
    _, findings = shared_out(fewer, visits, 3)
    assert [f.code for f in findings] == ["zones.area_unknown", "zones.too_few_staff"]
    assert (findings[0].facts["area"], len(findings[0].cells)) == (lost, visits_by_area(visits)[lost])
    with pytest.raises(InputError):
        solve_zones(fewer, visits)
    roster = solved.division.answer.roster
    assert roster is not None
    busy = {pairing.helper for pairing in roster.pairings}
    gone = next(h for h in visits.helpers if h.id in busy)
    left = visits.altered(helpers=tuple(h for h in visits.helpers if h.id != gone.id))
    _, findings = with_duties(left, (solved.division.programme, roster))
    assert [f.code for f in findings] == ["zones.person_unknown"]


def test_the_command_writes_runs_that_verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """check and solve as typed; both run folders pass the judge; coverage.json says what is proved."""
    import cli
    from optimizer.screen.entry import enter

    assert main(["check", str(FILES)]) == 0
    assert main(["solve", str(FILES), "-o", str(tmp_path / "out")]) == 0
    assert "areas.xlsx" in capsys.readouterr().out
    told = json.loads((tmp_path / "out" / "coverage.json").read_text("utf-8"))
    assert (told["even_over_both"], told["coverage"]["complete"]) == (True, True)
    for step in ("1-division", "2-visits"):
        assert enter(cli.app, ["verify", str(tmp_path / "out" / step), "-q"]) == 0


def test_the_workbook_lists_everybody_once(solved: ZonesAnswer) -> None:
    """All 90 staff with their area, all 520 visits; those on leave have no area."""
    from scenarios.zones.writing import zones_document

    document = zones_document(solved)
    staff = document.section("staff").tables()[0].rows
    assert (len(staff), sum(not row[0] for row in staff)) == (90, 2)
    visits = document.section("visits").tables()[0].rows
    assert Counter(row[4] for row in visits).most_common(1)[0][1] == 1
    assert len(visits) == 520
