"""From the arrays a caller gives to normal forms; every problem is collected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from optimizer.model.arrays import Ints, Limit, Pairs, Rows, Spread, Tier
from optimizer.model.check import Problems
from optimizer.model.normal import (
    LARGEST,
    LimitRows,
    LinearRows,
    PairList,
    SpreadRows,
    TierCost,
    as_integers,
    scale_reals,
)

UNLIMITED = 2**40


def normal_pairs(problems: Problems, pairs: Pairs, helpers: int, recipients: int) -> PairList:
    """Checks ranges, bounds and duplicates; a pair may stand once a role."""
    count = int(np.asarray(pairs.helper).size)
    helper = problems.integers("pairs.helper", pairs.helper, count, low=0, high=max(0, helpers - 1))
    recipient = problems.integers("pairs.recipient", pairs.recipient, count, low=0, high=max(0, recipients - 1))
    role = problems.integers("pairs.role", pairs.role, count, low=0, high=2**20)
    least = problems.integers("pairs.least", pairs.least, count, low=0)
    most = problems.integers("pairs.most", pairs.most, count, low=0)
    problems.ordered("pairs", least, most)
    roles = int(role.max(initial=0)) + 1
    key = (helper * recipients + recipient) * roles + role
    order = np.argsort(key, kind="stable")
    again = order[1:][key[order][1:] == key[order][:-1]]
    for pair in again[:3]:
        problems.add("duplicate_pair", helper=int(helper[pair]), recipient=int(recipient[pair]), role=int(role[pair]))
    return PairList(helper, recipient, role, least, most)


def _key(problems: Problems, name: str, key: Any, length: int) -> tuple[Ints | None, int]:
    if key is None:
        return None, 1
    array = problems.integers(name, key, length, low=-1, high=2**40)
    return array, int(array.max(initial=-1)) + 1


def normal_limit(problems: Problems, limit: Limit, helpers: int, recipients: int, roles: int, pairs: int) -> LimitRows:
    name = f"limit {limit.name}"
    helper_key, helper_groups = _key(problems, f"{name}.helper_key", limit.helper_key, helpers)
    recipient_key, recipient_groups = _key(problems, f"{name}.recipient_key", limit.recipient_key, recipients)
    role_key, role_groups = _key(problems, f"{name}.role_key", limit.role_key, roles)
    count = helper_groups * recipient_groups * role_groups
    weight: Ints | int = 1
    weight_by: Literal["one", "recipient", "pair"] = "one"
    given = np.asarray(limit.weight)
    if given.ndim == 0:
        weight = int(problems.integers(f"{name}.weight", limit.weight, 1, low=0)[0])
    elif given.shape == (pairs,) and (pairs != recipients or limit.recipient_key is None):
        weight, weight_by = problems.integers(f"{name}.weight", limit.weight, pairs, low=0), "pair"
    elif given.shape == (recipients,):
        weight, weight_by = problems.integers(f"{name}.weight", limit.weight, recipients, low=0), "recipient"
    else:
        problems.add("shape", name=f"{name}.weight", expected=f"{recipients} or {pairs}", got=str(given.shape))
    least = problems.integers(f"{name}.least", limit.least, count)
    most = problems.integers(f"{name}.most", UNLIMITED if limit.most is None else limit.most, count)
    problems.ordered(name, least, most)
    missing = None
    if limit.missing is not None:
        missing = problems.integers(f"{name}.missing", limit.missing, count, low=0)
        if helper_key is not None or recipient_key is None:
            problems.add("missing_side", name=name)
    return LimitRows(
        limit.name,
        helper_key,
        recipient_key,
        role_key,
        weight,
        weight_by,
        least,
        most,
        missing,
        recipient_groups,
        role_groups,
    )


def divided(limit: LimitRows) -> LimitRows:
    """The same limit in the largest unit that all weights are multiples of, its ends rounded inwards.

    15 visit days each within 220 days are 14 recipients, and no multiplier could prove that of the undivided row.
    A limit with ``missing`` stays as it is (what is missing is counted in its own unit), and so does one that nothing
    could meet once rounded.
    """
    weights = np.atleast_1d(np.asarray(limit.weight, np.int64))
    unit = int(np.gcd.reduce(weights)) if weights.size else 0
    if limit.weight_by != "one" and weights.size and (weights == 1).all():
        return replace(limit, weight=1, weight_by="one")
    if unit <= 1 or limit.missing is not None:
        return limit
    least = -(-limit.least // unit)
    most = np.where(limit.most >= UNLIMITED, limit.most, limit.most // unit)
    if (least > most).any():
        return limit
    if (weights == unit).all():
        return replace(limit, weight=1, weight_by="one", least=least, most=most)
    return replace(limit, weight=weights // unit, least=least, most=most)


def normal_spread(problems: Problems, spread: Spread, helpers: int, recipients: int) -> SpreadRows:
    name = f"spread {spread.name}"
    whole = problems.integers(f"{name}.whole", spread.whole, helpers, low=-1, high=2**40)
    part = problems.integers(f"{name}.part", spread.part, recipients, low=-1, high=2**40)
    most = problems.integers(f"{name}.most", spread.most, int(whole.max(initial=-1)) + 1, low=0)
    return SpreadRows(spread.name, whole, part, most)


def normal_rows(problems: Problems, rows: Rows, pairs: int) -> LinearRows:
    """Accepts a scipy.sparse matrix or (data, indices, indptr)."""
    name = f"rows {rows.name}"
    matrix = rows.matrix
    if not isinstance(matrix, tuple):
        matrix = matrix.tocsr()
        matrix = (matrix.data, matrix.indices, matrix.indptr)
    data, indices, indptr = matrix
    count, entries = max(0, len(indptr) - 1), len(indices)
    return LinearRows(
        rows.name,
        problems.integers(f"{name}.indptr", indptr, count + 1, low=0, high=entries),
        problems.integers(f"{name}.indices", indices, entries, low=0, high=max(0, pairs - 1)),
        problems.integers(f"{name}.data", data, entries),
        problems.integers(f"{name}.lo", rows.lo, count),
        problems.integers(f"{name}.hi", rows.hi, count),
    )


def _costs(problems: Problems, name: str, value: Any, length: int) -> np.ndarray[Any, Any] | None:
    """int64 or float64 array of that length, or None after a problem."""
    array = as_integers(value)
    if array is None:
        try:
            array = np.asarray(value, np.float64)
        except (TypeError, ValueError, OverflowError):
            problems.add("not_integer", name=name)
            return None
        if not np.isfinite(array).all():
            problems.add("not_number", name=name)
            return None
        if np.asarray(value).dtype.kind == "O":
            array = np.asarray(value)
    if array.ndim == 0:
        array = np.full(length, array)
    if array.shape != (length,):
        problems.add("shape", name=name, expected=length, got="x".join(map(str, array.shape)))
        return None
    if array.size and float(np.abs(array.astype(np.float64)).max()) > LARGEST:
        problems.add("too_large", name=name, limit=LARGEST)
        return None
    return array


def normal_tier(
    problems: Problems, number: int, tier: Tier, limits: Sequence[LimitRows], pairs: int, units: int, *, blocks: bool
) -> TierCost:
    """units: the most pairs and missing units that any roster uses together, for the error of scaled reals."""
    name = f"tier {tier.name}"
    for field, known in (("sense", ("min", "max")), ("form", ("sum", "worst", "convex", "leximin"))):
        if getattr(tier, field) not in known:
            problems.add("value", name=f"{name}.{field}", value=str(getattr(tier, field)))
    if tier.on is not None and tier.on not in {limit.name for limit in limits}:
        problems.add("unknown_limit", name=name, limit=tier.on)
    if tier.form in ("convex", "leximin") and tier.on is None:
        problems.add("needs_on", name=name, form=tier.form)
    if tier.within < 0 or (isinstance(tier.within, float) and not tier.within < 1):
        problems.add("within", name=name)
    optional = [limit for limit in limits if limit.missing is not None]
    groups = max((limit.recipient_groups for limit in optional), default=0)
    if not optional and np.any(np.asarray(tier.missing_cost) != 0):
        problems.add("no_missing", name=name)
    pair_cost = (
        None
        if blocks and tier.pair_cost is None
        else _costs(problems, f"{name}.pair_cost", tier.pair_cost, 1 if blocks else pairs)
    )
    missing_cost = _costs(problems, f"{name}.missing_cost", tier.missing_cost, groups)
    parts = [part for part in (pair_cost, missing_cost) if part is not None]
    scale, error = 1, 0.0
    if any(part.dtype.kind in "fO" for part in parts):
        joined, scale, error = scale_reals(np.concatenate(parts), terms=max(1, units))
        if pair_cost is not None:
            pair_cost, joined = joined[: len(pair_cost)], joined[len(pair_cost) :]
        if missing_cost is not None:
            missing_cost = joined
    sign = -1 if tier.sense == "max" else 1
    if pair_cost is not None and blocks:
        pair_cost = pair_cost if pair_cost.any() else np.zeros(1, np.int64)
    return TierCost(
        tier.name,
        number,
        sign,
        None if pair_cost is None else sign * pair_cost,
        np.zeros(0, np.int64) if missing_cost is None else sign * missing_cost,
        tier.form,
        tier.on,
        tier.within,
        scale,
        error,
    )
