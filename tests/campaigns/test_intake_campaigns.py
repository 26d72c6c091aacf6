"""The campaigns of reading tables, at the size that fits a test run, each with its negative control."""

from __future__ import annotations

from tests.campaigns import reading_size, s1_hostile, s2_fuzz, s3_legitimate, s7_formulas


def test_s1_hostile_files_are_refused_in_bounds() -> None:
    """A few kilobytes must not stop the machine; without the guard they do."""
    found = s1_hostile.run(size=4)
    assert (found["wrong"], found["late"]) == ([], []), found
    assert found["control_dead"] > 0


def test_s2_broken_files_lose_nothing_in_silence() -> None:
    """Of files broken at random none hangs or loses a cell; without the comparison of two readings some do."""
    found = s2_fuzz.run(size=800)
    assert (found["slow"], found["lost"]) == (0, []), found
    assert found["read"] > 50 and found["refused"] > 50
    assert len(found["walled"]) < 8, found
    assert found["control_lost"] > 0


def test_s3_honest_tables_are_read_whole() -> None:
    """No false refusal and no wrong value in any of ten shapes; a truth with one person more would be noticed."""
    found = s3_legitimate.run(size=80)
    assert (found["refused"], found["wrong"]) == ([], []), found
    assert found["control_noticed"] == found["files"]


def test_s7_texts_like_formulas_stay_texts() -> None:
    """In, out and in again they are the same words; unprotected, some would have become formulas."""
    found = s7_formulas.run(size=150)
    assert (found["changed"], found["formulas"], found["links"]) == ([], [], []), found
    assert found["opened"] in (-1, found["texts"])
    assert found["control_formulas"] > 0


def test_large_tables_fit_time_and_memory() -> None:
    """A county's register is read on an office machine; here a tenth of it, within the limits of the whole."""
    found = reading_size.run(size=5_000)
    assert found["rows"] == 5_000 and found["wrong"] == ["intake.not_whole"]
    assert found["seconds"] < 8 and found["megabytes"] < 600 and found["child_megabytes"] < 600
