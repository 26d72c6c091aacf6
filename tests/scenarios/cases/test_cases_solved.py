"""The numbers that the cases' READMEs promise are what the product finds in their committed files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from optimizer.domain import Status
from optimizer.intake import read_programme
from optimizer.planning import Options, Proposal, propose
from scenarios.cases import household, impossible


def proposal_of(package_file: str) -> Proposal:
    return propose(read_programme(Path(package_file).with_name("files")).require(), Options())


def test_household_has_the_roster_its_readme_promises() -> None:
    """412 served; liaison tier 1 and 7,822.9 km, as a dense assignment found; 25 + 22 + 6 + 3 people excluded."""
    found = proposal_of(household.__file__)
    answer = found.answer
    assert answer.status is Status.OPTIMAL
    assert answer.roster is not None
    assert (len(answer.roster.pairings), answer.uncovered) == (412, ())
    assert [(t.value, t.bound) for t in answer.tiers[:2]] == [(1, 1), (7_822_900, 7_822_900)]
    assert Counter(e.code for e in answer.exclusions) == {
        "rules.not_of_employment": 25,
        "rules.retires": 21,
        "rules.retires_as_given": 1,
        "rules.in_hardship": 6,
        "rules.ruled_out": 3,
    }
    asked = Counter(f.code for f in found.findings if f.severity == "ask")
    assert asked == {"rules.remark_asked": 10, "rules.track_unconfirmed": 6, "rules.liaison_of_excluded": 1}


def test_impossible_names_the_group_its_readme_promises() -> None:
    """The two villages with 16 households and 12 places, 4 missing; a core of 13: neither a village alone nor the total."""
    programme = read_programme(Path(impossible.__file__).with_name("files")).require()
    answer = propose(programme, Options()).answer
    assert answer.status is Status.INFEASIBLE
    shortage = answer.shortage
    assert shortage is not None
    areas = {r.id: r.area for r in programme.recipients}
    units = {h.id: h.unit for h in programme.helpers}
    assert shortage.kind == "group"
    assert Counter(areas[r] for r in shortage.recipients) == {"小寨村": 8, "东原村": 8}
    assert Counter(units[h] for h in shortage.helpers) == {"机电工程系": 6, "基础教学部": 6}
    assert (shortage.needed, shortage.places, shortage.missing, len(shortage.core)) == (16, 12, 4, 13)
