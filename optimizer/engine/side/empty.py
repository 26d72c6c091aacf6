"""What is impossible at a glance: a row that the bounds of its own columns contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.lagrangian import dual_of
from optimizer.model.certificate import Leaf, Tree

if TYPE_CHECKING:
    from optimizer.engine.side.stage import Stage


def hopeless_row(stage: Stage) -> Tree | None:
    """The proof by the first row whose activity cannot reach it (its multiplier alone is 1 or -1), or None."""
    if not len(stage.lo):
        return None
    up = stage.matrix.maximum(0)
    down = stage.matrix - up
    most = up @ stage.most + down @ stage.least
    least = up @ stage.least + down @ stage.most
    short, over = np.flatnonzero(most < stage.lo), np.flatnonzero(least > stage.hi)
    if not len(short) and not len(over):
        return None
    y = np.zeros(len(stage.lo), np.int64)
    if len(short):
        y[short[0]] = 1
    else:
        y[over[0]] = -1
    return Tree((Leaf(dual_of(stage, y, 1), empty=True),))
