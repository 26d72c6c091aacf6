"""Rosters of random programmes are as good as two independent searches find, and never depend on row order."""

import random

import pytest

from optimizer.domain import Programme, Status
from optimizer.errors import InputError
from optimizer.planning import plan
from tests.builders.programmes import random_programme
from tests.oracles.plain import brute_force, mip, plain


def values(programme: Programme) -> list[int] | str:
    """Tier values without the lottery's, or what else was said."""
    try:
        answer = plan(programme).answer
    except InputError:
        return "refused"
    if answer.status is Status.INFEASIBLE:
        return "impossible"
    assert answer.status is Status.OPTIMAL
    return [tier.value for tier in answer.tiers if tier.name != "lottery"]


def expected(programme: Programme, search) -> list[int] | str:
    """The same from an oracle."""
    model = plain(programme)
    if model is None:
        return "refused"
    return search(model) or "impossible"


@pytest.mark.parametrize("block", range(10))
def test_small_programmes_equal_exhaustive_search(block):
    """Every roster of 60 tiny programmes a block is tried; coverage, locks, bounds and tiers must all agree."""
    outcomes = set()
    for seed in range(block * 60, block * 60 + 60):
        programme = random_programme(seed)
        want = expected(programme, brute_force)
        assert values(programme) == want, f"seed {seed}"
        outcomes.add(want if isinstance(want, str) else "solved")
    assert outcomes >= {"solved", "impossible"}


@pytest.mark.parametrize("block", range(8))
def test_larger_programmes_equal_a_mip(block):
    """50 programmes a block with up to 14 helpers and 16 recipients, too many rosters to try: HiGHS is the oracle."""
    for seed in range(5000 + block * 50, 5000 + block * 50 + 50):
        rng = random.Random(seed)
        programme = random_programme(seed, helpers=rng.randint(8, 14), recipients=rng.randint(8, 16))
        assert values(programme) == expected(programme, mip), f"seed {seed}"


def test_rows_in_any_order_give_the_same_roster():
    """Nobody can improve their lot by standing first in the table."""
    solved = 0
    for seed in range(5000, 5040):
        programme = random_programme(seed, helpers=9, recipients=9)
        rng = random.Random(seed)
        helpers, recipients, legs = (list(part) for part in (programme.helpers, programme.recipients, programme.legs))
        for part in (helpers, recipients, legs):
            rng.shuffle(part)
        shuffled = Programme(
            **{name: getattr(programme, name) for name in Programme.model_fields}
            | {"helpers": tuple(helpers), "recipients": tuple(recipients), "legs": tuple(legs)}
        )
        try:
            first = plan(programme).answer
        except InputError:
            continue
        assert plan(shuffled).answer.model_dump_json() == first.model_dump_json()
        solved += first.roster is not None
    assert solved > 10


def test_scaled_costs_give_the_same_roster():
    """Kilometres or metres: the unit of a single distance tier does not decide who goes where."""
    solved = 0
    for seed in range(5100, 5140):
        programme = random_programme(seed, helpers=8, recipients=8)
        alone = [rule for rule in programme.rules if rule.kind != "coverage" or "price" not in rule.parameters]
        shared = [rule.mode for rule in alone if isinstance(rule.mode, int)]
        distance = next(rule for rule in alone if rule.kind == "distance")
        if len(alone) != len(programme.rules) or shared.count(distance.mode) > 1:
            continue
        far = programme.altered(legs=tuple(leg.altered(metres=leg.metres * 7) for leg in programme.legs))
        try:
            first, second = plan(programme).answer, plan(far).answer
        except InputError:
            continue
        assert first.roster == second.roster
        solved += first.roster is not None
    assert solved > 5


def test_renamed_people_change_nothing_but_names():
    """Ids decide only draws; every aim keeps its value when all ids change."""
    for seed in range(5200, 5230):
        programme = random_programme(seed, helpers=8, recipients=8)
        if programme.incumbent is not None or any(rule.kind == "forbid" for rule in programme.rules):
            continue
        renamed = programme.altered(
            helpers=tuple(h.altered(id=f"x-{h.id[::-1]}") for h in programme.helpers),
            recipients=tuple(r.altered(id=f"y-{r.id[::-1]}") for r in programme.recipients),
        )
        assert values(renamed) == values(programme)
