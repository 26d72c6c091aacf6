"""The array interface as it is documented: names, order and defaults of every field, for callers that use keywords."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from optimizer import AssignmentModel, Blocks, Limit, Metric, Pairs, Rows, Spread, Tier, solve_model, verify_model
from optimizer.model import TierOutcome

REQUIRED = inspect.Parameter.empty
FIELDS: list[tuple[Any, dict[str, Any]]] = [
    (Pairs, {"helper": REQUIRED, "recipient": REQUIRED, "role": 0, "least": 0, "most": 1}),
    (Blocks, {"cost": REQUIRED, "allowed": None}),
    (Metric, {"helper_xy": REQUIRED, "recipient_xy": REQUIRED}),
    (
        Limit,
        {"name": REQUIRED, "helper_key": None, "recipient_key": None, "role_key": None}
        | {"weight": 1, "least": 0, "most": None, "missing": None},
    ),
    (Spread, {"name": REQUIRED, "whole": REQUIRED, "part": REQUIRED, "most": 1}),
    (Rows, {"name": REQUIRED, "A": REQUIRED, "lo": REQUIRED, "hi": REQUIRED}),
    (
        Tier,
        {"name": REQUIRED, "sense": "min", "pair_cost": 0, "missing_cost": 0, "form": "sum", "on": None, "within": 0},
    ),
    (
        AssignmentModel,
        {"helpers": REQUIRED, "recipients": REQUIRED, "pairs": None, "limits": (), "spreads": (), "rows": ()}
        | {"tiers": (), "previous": None},
    ),
    (solve_model, {"model": REQUIRED}),
    (verify_model, {"model": REQUIRED, "result": REQUIRED}),
]
KEYWORDS = {"work_limit": None, "time_limit": None, "seed": 0, "warm_start": None, "progress": None, "cancel": None}


@pytest.mark.parametrize(("of", "fields"), FIELDS, ids=lambda value: getattr(value, "__name__", ""))
def test_fields_keep_their_names(of: Any, fields: dict[str, Any]) -> None:
    """Positions and names are promised: what may be added comes after, with a default."""
    given = inspect.signature(of).parameters
    assert list(given)[: len(fields)] == list(fields)
    assert {name: given[name].default for name in fields} == fields
    assert all(one.default is not REQUIRED for name, one in given.items() if name not in fields)


def test_the_ways_to_stop_go_by_keyword() -> None:
    """A limit must never be mistaken for another by position."""
    given = inspect.signature(solve_model).parameters
    keywords = {name: one.default for name, one in given.items() if one.kind is one.KEYWORD_ONLY}
    assert keywords.items() >= KEYWORDS.items()


def test_a_result_prints_its_labels_and_errors() -> None:
    """Whoever prints a result sees what is proved, how far the rest may be, and what rounding may have moved."""
    done = solve_model(AssignmentModel(helpers=1, recipients=2, cost=[[1 / 3, 1]], quota=2, need=1))
    assert str(done).splitlines() == [
        "optimal, finished, network, 2 pairs",
        f"cost: 1.33333333333, optimal (rounding at most {done.tiers[0].error:.1g})",
    ]
    assert 0 < done.tiers[0].error < 1e-9
    tier = TierOutcome("cost", 10**15 + 1, 10**15, 1e-15, "within", 10**15 + 1, 10**15)
    assert str(tier) == "cost: 1000000000000001, within (bound 1000000000000000, gap 0.000%)"
    assert str(TierOutcome("cost", 7, None, None)) == "cost: 7, feasible"
