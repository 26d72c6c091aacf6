"""Functions of blocks that break their promise later than at the first look: one clear error, from every route."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from optimizer.engine import block_source
from optimizer.errors import InputError
from optimizer.model import AssignmentModel, Blocks, Limit, Metric, Rows, Spread, Tier
from optimizer.solve import solve_model

SIZE = 12


def good(h: slice, r: slice) -> np.ndarray:
    """Integers that any slices agree about."""
    rows, columns = np.arange(SIZE)[h, None], np.arange(SIZE)[None, r]
    return (rows * 7 + columns * 5)[:, :, None] % 11


def raising(h: slice, r: slice) -> np.ndarray:
    """A broken file, say."""
    raise OSError("no such table")


BAD: dict[str, Callable[[slice, slice], Any]] = {
    "raises": raising,
    "one row too few": lambda h, r: good(h, r)[1:],
    "two dimensions": lambda h, r: good(h, r)[:, :, 0],
    "no slice": lambda h, r: good(h, r)[:, :, :0],
    "reals": lambda h, r: good(h, r) * 1.0,
    "not a number": lambda h, r: np.where(good(h, r) == 3, np.nan, 1.0),
    "objects": lambda h, r: good(h, r).astype(object),
    "too large": lambda h, r: good(h, r) + 2**60,
    "nothing": lambda h, r: None,
    "ragged": lambda h, r: [[1], [1, 2]],
}


def routes() -> dict[str, dict[str, Any]]:
    """Rules by which the same pairs go down different routes."""
    need = Limit("need", recipient_key=np.arange(SIZE), least=1, most=1)
    quota = Limit("quota", helper_key=np.arange(SIZE), most=2)
    load = Limit("load", helper_key=np.arange(SIZE), weight=np.arange(SIZE) % 3 + 1, most=5)
    return {
        "network": {"limits": [need, quota]},
        "load": {"limits": [need, load]},
        "cohesion": {"limits": [need, quota], "spreads": [Spread("village", np.arange(SIZE), np.arange(SIZE) // 3)]},
        "changes": {
            "limits": [need, quota],
            "rows": [Rows("kept", (np.ones(3, int), np.array([0, 13, 26]), np.array([0, 3])), 2, 3)],
        },
    }


@pytest.mark.parametrize("route", sorted(routes()))
@pytest.mark.parametrize("listable", [True, False])
def test_a_function_that_turns_bad_is_named(route: str, listable: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first call is fine, the later ones are not: InputError with the name of the function, never a crash."""
    if not listable:
        monkeypatch.setattr(block_source, "LISTED", -1)
    for name, bad in sorted(BAD.items()):
        calls = []

        def cost(h: slice, r: slice, bad: Callable[[slice, slice], Any] = bad, calls: list[int] = calls) -> Any:
            calls.append(1)
            return good(h, r) if len(calls) == 1 else bad(h, r)

        model = AssignmentModel(
            SIZE, SIZE, Blocks(cost, rows=5), tiers=[Tier("metres", pair_cost=None)], **routes()[route]
        )
        with pytest.raises(InputError) as told:
            solve_model(model, work_limit=50)
        assert "Blocks.cost" in str(told.value), name


def test_masks_and_factors_are_watched_too() -> None:
    """Integers for a mask, a factor below what was promised: refused on the call that shows it."""
    limits = routes()["network"]["limits"]
    tiers = [Tier("metres", pair_cost=None)]
    for late in (lambda h, r: np.ones(good(h, r).shape[:2], int), raising):
        given = [late, lambda h, r: np.ones(good(h, r).shape[:2], bool)]
        call = lambda h, r, given=given: (given.pop() if len(given) > 1 else given[0])(h, r)  # noqa: E731
        with pytest.raises(InputError, match=r"Blocks\.allowed"):
            solve_model(AssignmentModel(SIZE, SIZE, Blocks(good, call), limits, tiers=tiers))
    points = np.arange(2 * SIZE).reshape(SIZE, 2)
    for late in (lambda h, r: good(h, r)[:, :, 0] * np.nan, lambda h, r: good(h, r)[:, :, 0] * 0.5, raising):
        given = [late, lambda h, r: good(h, r)[:, :, 0] + 1.0]
        call = lambda h, r, given=given: (given.pop() if len(given) > 1 else given[0])(h, r)  # noqa: E731
        with pytest.raises(InputError, match=r"Metric\.factor"):
            solve_model(AssignmentModel(SIZE, SIZE, Metric(points, points, call, 1.0), limits, tiers=tiers))


@pytest.mark.parametrize("listable", [True, False])
def test_functions_that_never_say_the_same_are_named(listable: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Random costs on every call: no roster can be proved, and the reason is the function, not a fault of ours."""
    if not listable:
        monkeypatch.setattr(block_source, "LISTED", -1)
    rng = np.random.default_rng(1)
    source = Blocks(lambda h, r: rng.integers(0, 1_000, good(h, r).shape))
    model = AssignmentModel(SIZE, SIZE, source, tiers=[Tier("metres", pair_cost=None)], **routes()["network"])
    with pytest.raises(InputError, match="differently"):
        solve_model(model)
