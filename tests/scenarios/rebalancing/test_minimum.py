"""The number of changes is the least possible, by an independent MIP; and it says what it is made of."""

from __future__ import annotations

from scenarios.rebalancing import rebalance
from scenarios.rebalancing.prepare import prepare
from tests.scenarios.rebalancing.mip import least_changes
from tests.scenarios.rebalancing.random_year import year

CASES = 300


def test_the_minimum_is_that_of_a_mip() -> None:
    """300 seeded years: same number uncovered, same number of changes, proved; forced + chosen = total."""
    nontrivial = chosen = 0
    for seed in range(CASES):
        programme, roster, events = year(seed)
        done = rebalance(programme, roster, events)
        prepared = prepare(programme, roster, events)
        month = max((event.month for event in events), default=programme.term.start)
        uncovered, changes = least_changes(prepared.programme, roster, set(prepared.opened), month)
        got = sum(item.missing for item in done.plan.answer.uncovered)
        assert (seed, got, done.total, done.least) == (seed, uncovered, changes, changes)
        assert done.proved and done.forced + done.chosen == done.total and done.chosen >= 0
        nontrivial += done.total > 0
        chosen += done.chosen > 0
    assert nontrivial > CASES // 2 and chosen > 0, (nontrivial, chosen)
