"""What the generator knew is what intake reads: every person, household, pair and kilometre of a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.domain import Programme
from optimizer.intake import Intake, read_programme
from scenarios.cases import household, impossible
from scenarios.cases.household.case import SEED, Case, make_case
from scenarios.cases.household.last_round import EXPIRED
from scenarios.cases.household.make import write_case
from scenarios.cases.household.numbers import TERM_END, TERM_MONTHS, Numbers
from scenarios.cases.impossible import make as impossible_make
from scenarios.cases.impossible.zones import zones


def read(folder: Path) -> tuple[Intake, Programme]:
    found = read_programme(folder)
    assert [f.say("en") for f in found.findings if f.severity == "error"] == []
    return found, found.require()


def same_people(case: Case, programme: Programme) -> None:
    """Helpers by identity number, field by field."""
    helpers = {h.id_number: h for h in programme.helpers}
    assert len(helpers) == len(case.members)
    for m in case.members:
        h = helpers[m.id_number]
        assert (h.name, h.unit, h.post, h.role_group) == (m.name.replace("\u3000", ""), m.department, m.post, m.role)
        assert (h.sex, h.employment, h.post_category, h.birth_month) == (m.sex, m.employment, m.post_category, m.birth)
        assert (h.retirement_track or "", h.retirement_month) == (m.track, m.given_retirement)
        assert (h.hardship, h.liaison_area, h.start, h.available_days) == (m.hardship, m.liaison, m.campus, m.days)
        assert (h.phone, h.remark) == (m.phone, m.remark)
        ruling = h.ruling and (h.ruling.takes_part, h.ruling.reason, h.ruling.decided_by)
        assert ruling == ((m.ruling == "是", m.reason, m.decided_by) if m.ruling else None)


def same_households(case: Case, programme: Programme) -> None:
    """Households by their number, field by field; groups are free text and only their presence is looked at."""
    recipients = {r.number: r for r in programme.recipients}
    assert len(recipients) == len(case.homes)
    for home in case.homes:
        r = recipients[home.number]
        assert (r.name, r.id_number, r.area, r.township) == (
            home.head,
            home.id_number,
            home.village.name,
            home.village.town,
        )
        assert (r.people, r.labour, r.category, r.cause) == (home.people, home.labour, home.category, home.cause)
        assert r.identified_month == home.identified.year * 12 + home.identified.month - 1
        assert r.phone == home.phone
        assert r.group != ""


@pytest.mark.parametrize(("seed", "size", "staff"), [(SEED, 412, 469), (7, 120, 140), (11, 24, 30)])
def test_intake_reads_what_was_written(tmp_path: Path, seed: int, size: int, staff: int) -> None:
    """Six clerks' habits must cost no record and no value, for other seeds and sizes too."""
    case = make_case(seed, Numbers(size, staff))
    write_case(case, tmp_path)
    _, programme = read(tmp_path)
    same_people(case, programme)
    same_households(case, programme)
    legs = {(leg.start, leg.end): leg.metres for leg in programme.legs}
    assert legs == {pair: round(kilometres * 1000) for pair, kilometres in case.kilometres.items()}
    assert programme.term.end == TERM_END
    assert len(programme.places) == len(case.sites)


def test_last_round_is_read_with_its_terms() -> None:
    """The thirty pairs in force with their start months; expired ones are told, not kept."""
    case = make_case(SEED, Numbers())
    _, programme = read(Path(household.__file__).with_name("files"))
    recipients = {r.id: r.number for r in programme.recipients}
    assert programme.incumbent is not None
    held = {(recipients[p.recipient], p.term.start, p.term.months) for p in programme.incumbent.pairings if p.term}
    expected = {(p.household.number, p.start, TERM_MONTHS) for p in case.last_round if p.state != EXPIRED}
    assert held == expected
    staff = {h.id for h in programme.helpers}
    assert sum(p.helper not in staff for p in programme.incumbent.pairings) == 3


def test_only_the_planted_doubts_are_raised() -> None:
    """Seven cards that differ from the file, six tracks to confirm, three helpers gone: nothing else, nothing less."""
    found, _ = read(Path(household.__file__).with_name("files"))
    counted: dict[tuple[str, str], int] = {}
    for f in found.findings:
        counted[f.severity, f.code] = counted.get((f.severity, f.code), 0) + 1
    assert counted == {
        ("warning", "intake.birth_differs"): 7,
        ("ask", "intake.track_asked"): 6,
        ("note", "intake.helper_gone"): 3,
    }


def test_the_rule_tables_become_rules() -> None:
    """Names, modes and parameters as an office writes them reach the typed rules without a problem."""
    from optimizer.rules import typed_rules

    for package, kinds in ((household, {"term_lock"}), (impossible, {"unit_area"})):
        _, programme = read(Path(package.__file__).with_name("files"))
        rules, findings = typed_rules(programme.rules)
        assert findings == ()
        common = {"participation", "exclusion", "quota", "coverage", "liaison", "distance", "workload", "lottery"}
        assert {entry.kind for entry in programme.rules} == common | kinds
        assert all(rule.clause for rule in rules)


def test_zones_reach_the_impossible_programme() -> None:
    """Each (department, village) row of the hard rule is read."""
    _, programme = read(Path(impossible.__file__).with_name("files"))
    entry = next(e for e in programme.rules if e.kind == "unit_area")
    case = make_case(impossible_make.SEED, Numbers(impossible_make.HOUSEHOLDS, impossible_make.STAFF))
    assert len(entry.parameters["rows"]) == len(zones(case))
