"""From the arrays a caller gives to normal forms; every problem is collected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from optimizer.model.arrays import Ints, Limit, Pairs, Rows, Spread
from optimizer.model.check import SHOWN, Problems
from optimizer.model.normal import (
    LARGEST,
    LimitRows,
    LinearRows,
    PairList,
    SpreadRows,
    as_array,
    as_integers,
)

UNLIMITED = 2**40
"""What a limit without ``most`` has, unless its sums may be larger still."""
MOST_ROWS = 2**26
"""Rows of one limit or spread."""


def normal_pairs(problems: Problems, pairs: Pairs, helpers: int, recipients: int) -> PairList:
    """Checks ranges, bounds and duplicates; a pair may stand once a role."""
    before = len(problems.found)
    given = as_array(pairs.helper)
    count = 0 if given is None else int(given.size)
    helper = problems.integers("pairs.helper", pairs.helper, count, low=0, high=max(0, helpers - 1))
    recipient = problems.integers("pairs.recipient", pairs.recipient, count, low=0, high=max(0, recipients - 1))
    role = problems.integers("pairs.role", pairs.role, count, low=0, high=2**20)
    least = problems.integers("pairs.least", pairs.least, count, low=0)
    most = problems.integers("pairs.most", pairs.most, count, low=0)
    if len(problems.found) == before:
        problems.ordered("pairs", least, most)
        roles = int(role.max(initial=0)) + 1
        key = (helper * recipients + recipient) * roles + role
        order = np.argsort(key, kind="stable")
        again = order[1:][key[order][1:] == key[order][:-1]]
        for pair in again[:SHOWN]:
            ends = {"helper": int(helper[pair]), "recipient": int(recipient[pair]), "role": int(role[pair])}
            problems.add("duplicate_pair", **ends)
        problems.further("pairs", len(again))
    return PairList(helper, recipient, role, least, most)


@dataclass(frozen=True)
class Sizes:
    """What limits are checked against: numbers of helpers, recipients, roles, pairs; ``units``: sum of the pairs' most;
    ``recipient_of``: int64[P], the recipient of each pair (None: blocks)."""

    helpers: int
    recipients: int
    roles: int
    pairs: int
    units: float
    recipient_of: Ints | None


def _key(problems: Problems, name: str, key: Any, length: int) -> tuple[Ints | None, int]:
    if key is None:
        return None, 1
    array = problems.integers(name, key, length, low=-1, high=2**40)
    return array, int(array.max(initial=-1)) + 1


def normal_limit(problems: Problems, limit: Limit, sizes: Sizes) -> LimitRows:
    name = f"limit {limit.name}"
    problems.kind(f"{name}.name", limit.name, str, "a str")
    helper_key, helper_groups = _key(problems, f"{name}.helper_key", limit.helper_key, sizes.helpers)
    recipient_key, recipient_groups = _key(problems, f"{name}.recipient_key", limit.recipient_key, sizes.recipients)
    role_key, role_groups = _key(problems, f"{name}.role_key", limit.role_key, sizes.roles)
    weight, weight_by = _weight(problems, name, limit, sizes)
    count = helper_groups * recipient_groups * role_groups
    if count > MOST_ROWS:
        problems.add("too_many_rows", name=name, count=count, limit=MOST_ROWS)
        none = np.zeros(0, np.int64)
        return LimitRows(limit.name, none, None, None, 1, "one", none, none, None, 1, 1)
    before = len(problems.found)
    reach = sizes.units * float(np.max(weight, initial=0))
    unlimited = UNLIMITED if reach < UNLIMITED else min(LARGEST, int(reach) + 1)
    least = problems.integers(f"{name}.least", limit.least, count)
    most = problems.integers(f"{name}.most", unlimited if limit.most is None else limit.most, count)
    if len(problems.found) == before:
        problems.ordered(name, least, most)
    missing = None
    if limit.missing is not None:
        missing = problems.integers(f"{name}.missing", limit.missing, count, low=0)
        if helper_key is not None or recipient_key is None:
            problems.add("missing_side", name=name)
    keys = (helper_key, recipient_key, role_key)
    return LimitRows(limit.name, *keys, weight, weight_by, least, most, missing, recipient_groups, role_groups)


WeightBy = Literal["one", "recipient", "pair"]


def _weight(problems: Problems, name: str, limit: Limit, sizes: Sizes) -> tuple[Ints | int, WeightBy]:
    given = as_array(limit.weight)
    if limit.weight_by not in (None, "recipient", "pair"):
        problems.add("value", name=f"{name}.weight_by", value=str(limit.weight_by))
        return 1, "one"
    if given is None or given.ndim == 0:
        return int(problems.integers(f"{name}.weight", limit.weight, 1, low=0)[0]), "one"
    lengths: dict[WeightBy, int] = {"recipient": sizes.recipients, "pair": sizes.pairs}
    if limit.weight_by is not None:
        length = lengths[limit.weight_by]
        return problems.integers(f"{name}.weight", limit.weight, length, low=0), limit.weight_by
    fitting = [by for by, length in lengths.items() if given.shape == (length,)]
    if not fitting:
        expected = f"{sizes.recipients} (recipients) or {sizes.pairs} (pairs)"
        problems.add("shape", name=f"{name}.weight", expected=expected, got="x".join(map(str, given.shape)))
        return 1, "one"
    weight = problems.integers(f"{name}.weight", limit.weight, len(given), low=0)
    if len(fitting) == 2 and sizes.recipient_of is not None and (weight[sizes.recipient_of] != weight).any():
        problems.add("weight_ambiguous", name=name, count=len(weight))
    return weight, fitting[0]


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
    most = limit.most // unit
    if (least > most).any():
        return limit
    if (weights == unit).all():
        return replace(limit, weight=1, weight_by="one", least=least, most=most, unit=unit)
    return replace(limit, weight=weights // unit, least=least, most=most, unit=unit)


def normal_spread(problems: Problems, spread: Spread, helpers: int, recipients: int) -> SpreadRows:
    name = f"spread {spread.name}"
    problems.kind(f"{name}.name", spread.name, str, "a str")
    if spread.of not in ("helper", "recipient"):
        problems.add("value", name=f"{name}.of", value=str(spread.of))
        none = np.zeros(0, np.int64)
        return SpreadRows(spread.name, none, none, none)
    wholes, parts = (helpers, recipients) if spread.of == "helper" else (recipients, helpers)
    whole = problems.integers(f"{name}.whole", spread.whole, wholes, low=-1, high=MOST_ROWS)
    part = problems.integers(f"{name}.part", spread.part, parts, low=-1, high=MOST_ROWS)
    most = problems.integers(f"{name}.most", spread.most, int(whole.max(initial=-1)) + 1, low=0)
    return SpreadRows(spread.name, whole, part, most, spread.of)


def normal_rows(problems: Problems, rows: Rows, pairs: int) -> LinearRows:
    """Accepts a scipy.sparse matrix, a dense array or (data, indices, indptr)."""
    name = f"rows {rows.name}"
    problems.kind(f"{name}.name", rows.name, str, "a str")
    none = np.zeros(0, np.int64)
    parts = _csr_parts(rows.A, pairs)
    if isinstance(parts, str):
        problems.add("matrix", name=name, columns=pairs, detail=parts)
        return LinearRows(rows.name, np.zeros(1, np.int64), none, none, none, none)
    before = len(problems.found)
    data, indices, indptr = parts
    count, entries = max(0, len(indptr) - 1), len(indices)
    pointers = problems.integers(f"{name}.indptr", indptr, count + 1)
    if pointers[0] != 0 or pointers[-1] != entries or (pointers[1:] < pointers[:-1]).any():
        problems.add("matrix", name=name, columns=pairs, detail="indptr must rise from 0 to the number of entries")
        pointers = np.zeros(count + 1, np.int64)
    found = LinearRows(
        rows.name,
        pointers,
        problems.integers(f"{name}.indices", indices, entries, low=0, high=max(0, pairs - 1)),
        problems.integers(f"{name}.data", data, entries),
        problems.integers(f"{name}.lo", rows.lo, count),
        problems.integers(f"{name}.hi", rows.hi, count),
        None if rows.key is None else problems.integers(f"{name}.key", rows.key, count, low=0, high=MOST_ROWS),
    )
    if len(problems.found) == before:
        problems.ordered(name, found.lo, found.hi)
    return found


def _csr_parts(matrix: Any, pairs: int) -> tuple[Any, Any, Any] | str:
    """(data, indices, indptr), or what is wrong."""
    if isinstance(matrix, tuple):
        arrays = [as_array(part) for part in matrix]
        if len(arrays) != 3 or any(array is None or array.ndim != 1 for array in arrays) or not len(matrix[2]):
            return "CSR parts are three flat arrays"
        return matrix[0], matrix[1], matrix[2]
    if hasattr(matrix, "tocsr"):
        if matrix.shape[1] != pairs:
            return f"it has {matrix.shape[1]}"
        matrix = matrix.tocsr()
        return matrix.data, matrix.indices, matrix.indptr
    dense = as_integers(matrix)
    if dense is None or dense.ndim != 2 or dense.shape[1] != pairs:
        given = as_array(matrix)
        return type(matrix).__name__ if given is None else f"{given.dtype} {'x'.join(map(str, given.shape))}"
    row, column = np.nonzero(dense)
    return dense[row, column], column, np.searchsorted(row, np.arange(dense.shape[0] + 1))
