"""The 2025 law: the rows of the source, and a table walked month by month by the official schedule."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.domain import Helper, Programme, Recipient, RuleEntry, Term, month_index, month_text, parse_month
from optimizer.model.compile import compile_programme
from optimizer.rules import typed_rules
from optimizer.rules.exclusion.retirement import possible_months, retirement_month

ROWS = [
    ("男", "1968-09", "2029-09"),
    ("男", "1976-09", "2039-09"),
    ("女(原55)", "1971-04", "2026-08"),
    ("女(原50)", "1978-12", "2030-12"),
    ("男", "1964-12", "2024-12"),
    ("男", "1965-01", "2025-02"),
    ("男", "1965-04", "2025-05"),
    ("男", "1965-05", "2025-07"),
    ("女(原55)", "1970-01", "2025-02"),
    ("女(原50)", "1975-02", "2025-03"),
    ("女(原50)", "1975-03", "2025-05"),
    ("女(原50)", "1984-11", "2039-11"),
    ("女(原50)", "1985-01", "2040-01"),
]
"""The first four are the domain page's; the others are first and last months of steps of the law's own tables."""


@pytest.mark.parametrize(("track", "born", "retires"), ROWS)
def test_rows_of_the_source(track: str, born: str, retires: str) -> None:
    """The published examples come out to the month."""
    assert month_text(retirement_month(parse_month(born), track)) == retires


def walked_table() -> list[tuple[str, int, int, int, int]]:
    """(track, birth year, month, retirement year, month), by walking births and counting, without division.

    The law: whoever would have retired in January 2025 is the first to be delayed, by one month; every 4 (50 track: 2)
    birth months later one month more, until men are 63, the 55 track 58, the 50 track 55.
    """
    rows = []
    for track, old_age, top_age, births_a_step in (("男", 60, 63, 4), ("女(原55)", 55, 58, 4), ("女(原50)", 50, 55, 2)):
        year, month = 2025 - old_age - 1, 1
        delay_years, delay_months, births_at_this_step = 0, 0, 0
        for _ in range(12 * 15):
            if (year, month) == (2025 - old_age, 1):
                delay_months, births_at_this_step = 1, 0
            elif (year, month) > (2025 - old_age, 1):
                births_at_this_step += 1
                if births_at_this_step == births_a_step and old_age + delay_years < top_age:
                    births_at_this_step = 0
                    delay_months += 1
                    if delay_months == 12:
                        delay_years, delay_months = delay_years + 1, 0
            out_year, out_month = year + old_age + delay_years, month + delay_months
            if out_month > 12:
                out_year, out_month = out_year + 1, out_month - 12
            rows.append((track, year, month, out_year, out_month))
            month += 1
            if month == 13:
                year, month = year + 1, 1
    return rows


def test_walked_table() -> None:
    """540 birth months agree with a table made by walking, not by the formula."""
    rows = walked_table()
    assert len(rows) == 540
    for track, year, month, out_year, out_month in rows:
        assert retirement_month(month_index(year, month), track) == month_index(out_year, out_month), (
            track,
            year,
            month,
        )


def test_retirement_never_comes_earlier_for_the_younger() -> None:
    """The law moves in steps, but never back: younger people never retire before older ones."""
    for track in ("男", "女(原55)", "女(原50)"):
        months = [retirement_month(born, track) for born in range(month_index(1955, 1), month_index(1995, 1))]
        assert months == sorted(months)


def test_a_man_has_one_track_and_a_woman_three() -> None:
    """Women may be on 50, 55 or (county-level post, senior title) 60; unknown sex likewise."""
    born = month_index(1970, 1)
    assert possible_months(born, "男") == (retirement_month(born, "男"),)
    assert len(possible_months(born, "女")) == len(possible_months(born, None)) == 3


LAST = month_index(2029, 9)


def programme(**facts: object) -> Programme:
    return Programme(
        id="p",
        title="t",
        reference_day=date(2026, 9, 20),
        term=Term(start="2026-10", months=36),
        helpers=(Helper(id="h0", name="甲试", **facts), Helper(id="h1", name="乙试", birth_month="1990-01", sex="男")),
        recipients=(Recipient(id="r0", name="丙样"),),
        rules=(
            RuleEntry(id="a", kind="exclusion", parameters={"basis": "retirement"}),
            RuleEntry(id="b", kind="quota", parameters={"rows": [{"by": "any", "most": 1}]}),
            RuleEntry(id="c", kind="coverage"),
        ),
    )


def outcome(**facts: object) -> tuple[list[str], list[str]]:
    """(codes of exclusions, codes of findings)."""
    case = programme(**facts)
    compiled = compile_programme(case, typed_rules(case.rules)[0])
    return [e.code for e in compiled.exclusions], [f.code for f in compiled.findings]


def test_the_last_month_of_the_term_is_inside_the_window() -> None:
    """男 1968-09 retires 2029-09, the term's last month: out; a month younger: in."""
    assert outcome(birth_month="1968-09", retirement_track="男") == (["rules.retires"], [])
    assert outcome(birth_month="1968-10", retirement_track="男") == ([], [])


def test_a_given_date_beats_the_computation() -> None:
    """Flexible retirement: early or late by what the office was told, whatever the law computes."""
    assert outcome(birth_month="1980-01", retirement_track="男", retirement_month="2029-09")[0] == [
        "rules.retires_as_given"
    ]
    assert outcome(birth_month="1965-01", retirement_track="男", retirement_month="2029-10")[0] == []


@pytest.mark.parametrize(
    ("sex", "born", "exclusions", "findings"),
    [
        ("男", "1980-01", [], []),
        ("男", "1966-01", ["rules.retires"], []),
        # born 1990-01: 2045-01 (50), 2048-01 (55), 2053-01 (60): all after the window
        ("女", "1990-01", [], ["rules.track_unconfirmed"]),
        # born 1966-01: 2016-01, 2021-01, and on 60 with 12 // 4 + 1 = 4 months of delay 2026-05: all inside
        ("女", "1966-01", ["rules.retires"], ["rules.track_unconfirmed"]),
        # born 1975-06: 50 + 5 // 2 + 1 = 3 months -> 2025-09 inside; 55 + 65 // 4 + 1 = 17 -> 2031-11 outside
        ("女", "1975-06", [], ["rules.track_unknown"]),
        (None, "1975-06", [], ["rules.track_unknown"]),
    ],
)
def test_an_unknown_track_is_asked_not_guessed(
    sex: str | None, born: str, exclusions: list[str], findings: list[str]
) -> None:
    """Same verdict on every possible track: listed; different verdicts: refused as 待核实."""
    assert outcome(sex=sex, birth_month=born) == (exclusions, findings)


def test_no_birth_month_and_no_date_is_an_error() -> None:
    """Nothing can be said, so nothing is."""
    assert outcome(sex="男") == ([], ["rules.birth_unknown"])


@pytest.mark.parametrize(
    ("parameters", "last"), [({"until": "2027-03"}, "2027-03"), ({"window_months": 12}, "2027-09")]
)
def test_the_window_can_be_set(parameters: dict, last: str) -> None:
    """``until`` is the last month itself; ``window_months`` counts from the reference day's month (2026-09 + 12)."""
    case = programme(sex="男", birth_month="1990-01")
    entry = RuleEntry(id="a", kind="exclusion", parameters={"basis": "retirement", **parameters})
    compiled = compile_programme(case, typed_rules((entry, *case.rules[1:]))[0])
    assert compiled.accounts[0].facts["window_end"] == last
