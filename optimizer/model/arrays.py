"""The array types an assignment model is made of. Shapes and units stand at every field.

Let P be the pairs, H the helpers, R the recipients, 0-based. An unknown x[p] (integer, least[p] <= x[p] <= most[p])
says how often pair p is used; m[g] counts what group g of a limit lacks when that limit has ``missing``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Pairs:
    """An explicit list of pairs.

    helper, recipient: int64[P], 0-based; role: int64[P] or 0; least, most: int64[P] or 0 / 1.
    A (helper, recipient, role) may stand once only.
    """

    helper: ArrayLike
    recipient: ArrayLike
    role: ArrayLike = 0
    least: ArrayLike = 0
    most: ArrayLike = 1


@dataclass(frozen=True, eq=False)
class Blocks:
    """All helpers x recipients, evaluated in blocks so that nothing dense is ever held whole.

    cost(helper slice, recipient slice) -> int64[h, r, tiers]; allowed(the same) -> bool[h, r] or None for all.
    ``rows`` is how many helpers a block should have (0: the engine chooses). Pair p stands for
    helper p // R, recipient p % R. least = 0, most = 1, one role.
    """

    cost: Callable[[slice, slice], Ints]
    allowed: Callable[[slice, slice], Bools] | None = None
    rows: int = 0


@dataclass(frozen=True, eq=False)
class Metric:
    """Points in the plane: cost = floor(distance in metres * factor), with a spatial bound for pricing.

    helper_xy: float64[H, 2], recipient_xy: float64[R, 2] in metres; factor(helper slice, recipient slice) -> float64[h, r]
    not below ``least_factor`` (so that least_factor * distance bounds the cost from below); None means 1.
    The first tier's pair cost is this metric; pairs are numbered as in :class:`Blocks`.
    """

    helper_xy: ArrayLike
    recipient_xy: ArrayLike
    factor: Callable[[slice, slice], NDArray[np.float64]] | None = None
    least_factor: float = 1.0


@dataclass(frozen=True, eq=False)
class Limit:
    """One row per key combination: least <= sum(weight * x) + m <= most.

    helper_key: int64[H], recipient_key: int64[R], role_key: int64[roles], each giving the group of that side, -1 = in
    none (such pairs are outside the limit); None = not split by that side. With several keys, the row of
    (a, b, c) is (a * B + b) * C + c, B and C the number of groups of the later keys (largest key + 1).
    weight: 1, int64[R] (by recipient) or int64[P] (by pair), >= 0. Where R = P and the two readings differ, ``weight_by``
    has to say which is meant ("recipient" or "pair"); else it may stay None. least, most: int or int64[rows]. Weights with a
    common unit are divided by it, least rounded up and most down (not with ``missing``, nor where a tier is ``on`` it).
    missing: None, or the most that may be lacking: int or int64[rows]; such a limit is keyed on recipients alone
    (and roles), and m in [0, missing] is priced by ``Tier.missing_cost`` of the recipient group.
    """

    name: str
    helper_key: ArrayLike | None = None
    recipient_key: ArrayLike | None = None
    role_key: ArrayLike | None = None
    weight: ArrayLike = 1
    least: ArrayLike = 0
    most: ArrayLike | None = None
    missing: ArrayLike | None = None
    weight_by: Literal["recipient", "pair"] | None = None


@dataclass(frozen=True, eq=False)
class Spread:
    """At most ``most`` parts are used within a whole: cohesion (a helper's recipients in few villages).

    whole: int64[H]; part: int64[R] (-1 = outside); a part of a whole is used when any pair between them has x > 0.
    most: int or int64[wholes]. of="recipient" is the other way round: whole int64[R], part int64[H] (a student's mentors are few).
    """

    name: str
    whole: ArrayLike
    part: ArrayLike
    most: ArrayLike = 1
    of: Literal["helper", "recipient"] = "helper"


@dataclass(frozen=True, eq=False)
class Rows:
    """Anything linear over pairs: lo <= A x <= hi.

    A: integers [rows, P], scipy.sparse, a dense array, or the CSR parts (data, indices, indptr). lo, hi: int or int64[rows].
    key: None, or int64[rows]: where the rows are a wish (tier form "excess"), rows of one key count once, by the largest.
    """

    name: str
    A: Any
    lo: ArrayLike
    hi: ArrayLike
    key: ArrayLike | None = None


TierForm = Literal["sum", "worst", "convex", "leximin", "excess"]


@dataclass(frozen=True, eq=False)
class Tier:
    """One aim; tiers are optimised in order, each among the optima of those before.

    sense: "min" or "max". pair_cost: 0, scalar or int64[P] (None with Blocks/Metric: slice k of their cost);
    missing_cost: 0, scalar or int64[recipient groups of the limits with ``missing``]. Reals are scaled to integers
    and the error is stated in the result.
    form "sum": sum(pair_cost * x) + sum(missing_cost * m).
    form "worst": the largest (sense max: smallest) pair_cost among used pairs; with ``on`` = a limit's name, the
        largest (smallest) group total sum(pair_cost * x) over that limit's rows. Without ``on`` a roster that uses no pair
        counts as one that uses the best pair that may be used.
    form "convex": sum over the rows g of limit ``on`` of f(load g), load = sum(weight * x), f(t) = t * t, plus the "sum" terms.
    form "leximin": the group totals of ``on``, most loaded first, then the next (sense max: least first);
        pair_cost 0 means the load itself.
    form "excess": the limits, spreads and rows named in ``on`` (one name or several, each in one such tier) are wishes instead
        of conditions, and the value is what they are exceeded by: for every row of a limit the units of sum(weight * x) above
        most or below least, for every whole of a spread the parts used above most (most 0: the number of parts used), for
        rows how far A x lies outside lo .. hi (one number a key). Integers >= 0, minimised, no costs beside them.
    within: how much of this tier may be given up for the later ones: an int in the tier's unit, or a float < 1 as a share.
    """

    name: str
    sense: Literal["min", "max"] = "min"
    pair_cost: ArrayLike | None = 0
    missing_cost: ArrayLike = 0
    form: TierForm = "sum"
    on: str | Sequence[str] | None = None
    within: int | float = 0
