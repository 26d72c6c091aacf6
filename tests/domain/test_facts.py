"""Domain facts are canonical: the order in which rows arrive never matters."""

import random
from datetime import date

import pytest
from pydantic import ValidationError

from optimizer.domain import (
    Helper,
    Origin,
    Pairing,
    Programme,
    Recipient,
    Roster,
    Term,
    month_index,
    month_text,
    parse_month,
    programme_fingerprint,
    stable_id,
)


def programme(helpers, recipients):
    """A programme with nothing but people."""
    return Programme(
        id="p",
        title="样例",
        reference_day=date(2026, 9, 1),
        term=Term(start="2026-09", months=36),
        helpers=tuple(helpers),
        recipients=tuple(recipients),
    )


def test_row_order_and_origin_do_not_change_a_programme():
    """Two offices that sort their sheets differently describe the same programme."""
    helpers = [Helper(id=f"h-{i}", name=f"样{i}", origin=Origin(file="a.xlsx", row=i + 1)) for i in range(5)]
    recipients = [Recipient(id=f"r-{i}", name=f"例{i}") for i in range(5)]
    first = programme(helpers, recipients)
    random.Random(3).shuffle(helpers)
    moved = [helper.altered(origin=Origin(file="b.xlsx", row=9)) for helper in helpers]
    assert programme_fingerprint(programme(moved, recipients[::-1])) == programme_fingerprint(first)
    assert [helper.id for helper in programme(moved, recipients).helpers] == [f"h-{i}" for i in range(5)]


def test_a_changed_fact_changes_the_fingerprint():
    """A certificate for another input must be told apart."""
    base = programme([Helper(id="h-1", name="样")], [Recipient(id="r-1", name="例")])
    other = base.altered(helpers=(Helper(id="h-1", name="样", hardship=True),))
    assert programme_fingerprint(base) != programme_fingerprint(other)


def test_repeated_ids_and_wrong_needs_are_refused():
    """A record that stands twice would be served twice."""
    twice = [Recipient(id="r-1", name="例"), Recipient(id="r-1", name="例")]
    with pytest.raises(ValidationError, match="r-1"):
        programme([], twice)
    with pytest.raises(ValidationError, match="needs"):
        programme([], [Recipient(id="r-1", name="例", needs=(1, 1))])


def test_altered_validates_again():
    """model_copy would let a negative quota through."""
    with pytest.raises(ValidationError):
        Helper(id="h-1", name="样").altered(most=-1)


def test_months_count_and_print():
    """2029-09 is 24356 months after year 0: 2029 * 12 + 8."""
    assert parse_month("2029-09") == month_index(2029, 9) == 2029 * 12 + 8
    assert month_text(month_index(2026, 12) + 1) == "2027-01"
    for wrong in ("2029-13", "2029-00", "29-09", True, None):
        with pytest.raises((ValueError, TypeError)):
            parse_month(wrong)


def test_a_term_of_36_months_ends_in_the_month_before_its_third_birthday():
    """September 2026 to August 2029 inclusive."""
    term = Term(start="2026-09", months=36)
    assert month_text(term.end) == "2029-08"
    assert term.covers(term.end)
    assert not term.covers(term.end + 1)


def test_rosters_are_sorted_and_unique():
    """The same pairings in another order are the same roster; a pairing stands once."""
    first = Pairing(helper="h-1", recipient="r-2")
    second = Pairing(helper="h-2", recipient="r-1")
    assert Roster(programme="p", pairings=(first, second)) == Roster(programme="p", pairings=(second, first))
    with pytest.raises(ValidationError, match="twice"):
        Roster(programme="p", pairings=(first, first))


def test_ids_depend_on_the_key():
    """Without the key nobody can test a guess of an ID number against our files."""
    assert stable_id("h", "x", key="a") != stable_id("h", "x", key="b")
    assert stable_id("h", "x", "y") != stable_id("h", "xy")
