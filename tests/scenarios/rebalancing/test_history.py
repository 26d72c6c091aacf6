"""A short run of campaign C13, with its controls."""

from __future__ import annotations

from tests.campaigns.c13_histories import run


def test_histories_replay_byte_for_byte() -> None:
    """25 histories of three years: rebuilt exactly, each year minimal; a dropped event or entry is noticed every time."""
    report = run(size=25, years=3)
    assert report["passed"], report
