"""Workers killed for real, again and again, at a size that fits the test run."""

from __future__ import annotations

from tests.campaigns.c13_killed_workers import run


def test_no_scenario_is_lost_or_different_when_workers_are_killed() -> None:
    """Three rounds of 30 scenarios on two workers, SIGKILL at random moments: every answer is there, equal to the undisturbed one."""
    told = run(size=3, scenarios=30)
    assert told["passed"] and told["kills"] >= 3 and told["lost"] == told["different"] == 0
