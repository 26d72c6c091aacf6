"""What a search returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.model.certificate import Tree


@dataclass(frozen=True, eq=False)
class Found:
    """x (None: no roster found), its value, what the tree proves (None: no proof).

    ``impossible``: the tree proves that there is no roster.
    """

    x: Ints | None
    value: int | None
    bound: int | None
    tree: Tree | None
    impossible: bool = False
