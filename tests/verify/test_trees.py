"""Branches on two people who can never be a pair: nothing lies where they would be one, and nothing is lost elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from optimizer.model.certificate import UNUSABLE, Branch, Dual, Leaf, Tree
from optimizer.verify.trees import tree_bound
from optimizer.verify.verdict import Rejected

SEEN: list[Mapping[int, Any]] = []


def build(dual: Dual, empty: bool) -> Any:
    """A leaf whose bound is the multiplier of limit "quota"; it remembers which boxes it was asked about."""

    def bound(boxes: Mapping[int, Any]) -> int:
        SEEN.append(boxes)
        return int(dual.limits["quota"])

    return SimpleNamespace(bound=bound, dual=SimpleNamespace(scale=1))


def leaf(value: int) -> Leaf:
    return Leaf(Dual(limits={"quota": value}), empty=False)  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("at_most", "expected"),
    [
        (0, 7),  # x = 0 lies below: the other leaf, however weak, speaks of nothing
        (3, 7),
        (-1, 2),  # x = 0 lies above
    ],
)
def test_only_the_side_with_zero_counts(at_most: int, expected: int) -> None:
    """x is 0: the side without 0 is empty, the other is the whole."""
    tree = Tree((Branch(UNUSABLE, at_most, 1, 2), leaf(7), leaf(2)))
    SEEN.clear()
    assert tree_bound(tree, 5, build) == expected
    assert SEEN and all(UNUSABLE not in boxes for boxes in SEEN)


def test_an_ordinary_pair_counts_on_both_sides() -> None:
    """Negative control: on a pair that may be used the weaker leaf is the bound."""
    assert tree_bound(Tree((Branch(3, 0, 1, 2), leaf(7), leaf(2))), 5, build) == 2


@pytest.mark.parametrize("pair", [-2, 5])
def test_other_numbers_are_no_pairs(pair: int) -> None:
    """Only the one number means nobody; everything else outside the list is refused."""
    with pytest.raises(Rejected):
        tree_bound(Tree((Branch(pair, 0, 1, 2), leaf(7), leaf(2))), 5, build)
