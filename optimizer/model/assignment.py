"""The assignment model: the one thing that engines see, and a public interface for analysts with numbers of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from optimizer.errors import ModelError
from optimizer.model.arrays import Blocks, Ints, Limit, Metric, Pairs, Rows, Spread, Tier
from optimizer.model.check import Problems
from optimizer.model.normal import LimitRows, LinearRows, PairList, SpreadRows, TierCost
from optimizer.model.normalise import divided, normal_limit, normal_pairs, normal_rows, normal_spread, normal_tier


class AssignmentModel:
    """Helpers, recipients, the pairs between them, limits and tiers (shapes: :mod:`optimizer.model.arrays`).

    helpers, recipients: counts, or ids in ascending order (then ties are broken by id, not by row).
    Three lines are enough::

        model = AssignmentModel(helpers=2, recipients=3, cost=[[1, 2, 3], [3, 1, 2]], quota=2, need=1)
        result = solve_model(model)

    cost: a matrix [helpers, recipients] (``inf`` = not allowed), or int64[P] beside ``pairs``; makes the tier
    "cost". quota: int or int64[helpers], the limit "quota" (most). need: int or int64[recipients], the limit "need"
    (least = most); with ``uncovered_cost`` (scalar or int64[recipients]) the need may stay open at that price.
    previous: int64[k] indices of the pairs of the incumbent roster.

    Raises ModelError with every problem before any solver starts.
    """

    def __init__(
        self,
        helpers: int | Sequence[str],
        recipients: int | Sequence[str],
        pairs: Pairs | Blocks | Metric | None = None,
        limits: Iterable[Limit] = (),
        spreads: Iterable[Spread] = (),
        rows: Iterable[Rows] = (),
        tiers: Iterable[Tier] = (),
        previous: ArrayLike | None = None,
        *,
        cost: Any = None,
        quota: ArrayLike | None = None,
        need: ArrayLike | None = None,
        uncovered_cost: ArrayLike | None = None,
    ) -> None:
        problems = Problems()
        self.helper_ids = _ids(problems, "helpers", helpers)
        self.recipient_ids = _ids(problems, "recipients", recipients)
        self.helper_count = _count(self.helper_ids, helpers)
        self.recipient_count = _count(self.recipient_ids, recipients)
        all_limits, all_tiers = list(limits), list(tiers)
        if cost is not None:
            pairs, tier = _from_cost(problems, cost, pairs, self.helper_count, self.recipient_count)
            if uncovered_cost is not None:
                tier = Tier(tier.name, pair_cost=tier.pair_cost, missing_cost=uncovered_cost)
            all_tiers.insert(0, tier)
        if quota is not None:
            all_limits.append(Limit("quota", helper_key=np.arange(self.helper_count), most=quota))
        if need is not None:
            missing = need if uncovered_cost is not None else None
            key = np.arange(self.recipient_count)
            all_limits.append(Limit("need", recipient_key=key, least=need, most=need, missing=missing))
        if pairs is None:
            pairs = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))
            problems.add("empty", name="pairs")
        self.pairs: Pairs | Blocks | Metric = pairs
        self.pair_list: PairList | None = (
            normal_pairs(problems, pairs, self.helper_count, self.recipient_count) if isinstance(pairs, Pairs) else None
        )
        self.role_count = 1 if self.pair_list is None else int(self.pair_list.role.max(initial=0)) + 1
        sizes = (self.helper_count, self.recipient_count, self.role_count, self.pair_count)
        _unique(problems, [limit.name for limit in all_limits], [tier.name for tier in all_tiers])
        measured = {tier.on for tier in all_tiers}
        self.limits: tuple[LimitRows, ...] = tuple(
            rows if rows.name in measured else divided(rows)
            for rows in (normal_limit(problems, limit, *sizes) for limit in all_limits)
        )
        self.spreads: tuple[SpreadRows, ...] = tuple(
            normal_spread(problems, spread, self.helper_count, self.recipient_count) for spread in spreads
        )
        self.rows: tuple[LinearRows, ...] = tuple(normal_rows(problems, row, self.pair_count) for row in rows)
        units = _most_units(self.limits, self.pair_count if self.pair_list is None else self.pair_list.most)
        self.tiers: tuple[TierCost, ...] = tuple(
            normal_tier(problems, number, tier, self.limits, self.pair_count, units, blocks=self.pair_list is None)
            for number, tier in enumerate(all_tiers)
        )
        self.previous: Ints | None = None
        if previous is not None:
            chosen = np.asarray(previous)
            self.previous = problems.integers("previous", chosen, len(chosen), low=0, high=max(0, self.pair_count - 1))
        if problems.found:
            raise ModelError(findings=problems.found)

    @property
    def pair_count(self) -> int:
        """P; for blocks and metrics helpers x recipients."""
        return self.pair_list.count if self.pair_list is not None else self.helper_count * self.recipient_count

    def limit(self, name: str) -> LimitRows:
        """The limit of that name. Raises KeyError."""
        for limit in self.limits:
            if limit.name == name:
                return limit
        raise KeyError(name)

    def pair_ends(self, pair: Ints) -> tuple[Ints, Ints, Ints]:
        """(helper, recipient, role) of pair indices, int64 each."""
        if self.pair_list is not None:
            return self.pair_list.helper[pair], self.pair_list.recipient[pair], self.pair_list.role[pair]
        return pair // self.recipient_count, pair % self.recipient_count, np.zeros_like(pair)


def _most_units(limits: Sequence[LimitRows], most: Ints | int) -> int:
    """A number that the pairs and missing units used by any roster cannot exceed together (sums in double precision)."""

    def added(values: Ints) -> int:
        return int(values.sum(dtype=np.float64))

    pairs = most if isinstance(most, int) else added(most)
    for limit in limits:
        keys = (limit.helper_key, limit.recipient_key, limit.role_key)
        everyone = all(key is None or bool((key >= 0).all()) for key in keys)
        if everyone and isinstance(limit.weight, int) and limit.weight > 0:
            pairs = min(pairs, added(limit.most) // limit.weight)
    return pairs + sum(added(limit.missing) for limit in limits if limit.missing is not None)


def _ids(problems: Problems, name: str, given: int | Sequence[str]) -> tuple[str, ...] | None:
    if isinstance(given, int | np.integer):
        if given < 0:
            problems.add("negative", name=name)
        if given == 0:
            problems.add("empty", name=name)
        return None
    ids = tuple(given)
    if any(a >= b for a, b in pairwise(ids)):
        problems.add("ids_order", name=name)
    if not ids:
        problems.add("empty", name=name)
    return ids


def _count(ids: tuple[str, ...] | None, given: int | Sequence[str]) -> int:
    if ids is not None:
        return len(ids)
    return max(0, int(given)) if isinstance(given, int | np.integer) else 0


def _unique(problems: Problems, limits: list[str], tiers: list[str]) -> None:
    for names in (limits, tiers):
        for name in sorted({n for n in names if names.count(n) > 1}):
            problems.add("duplicate_name", name=name)


def _from_cost(
    problems: Problems, cost: Any, pairs: Pairs | Blocks | Metric | None, helpers: int, recipients: int
) -> tuple[Pairs | Blocks | Metric | None, Tier]:
    """All allowed pairs of a cost matrix, or the cost list of given pairs."""
    array = np.asarray(cost)
    if array.ndim == 1 and pairs is not None:
        return pairs, Tier("cost", pair_cost=array)
    if pairs is not None:
        problems.add("cost_and_pairs")
        return pairs, Tier("cost")
    if array.shape != (helpers, recipients):
        problems.add("shape", name="cost", expected=f"{helpers}x{recipients}", got="x".join(map(str, array.shape)))
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64)), Tier("cost")
    if array.dtype.kind == "f":
        if np.isnan(array).any():
            problems.add("not_number", name="cost")
        allowed = np.isfinite(array)
    else:
        allowed = np.ones(array.shape, np.bool_)
    helper, recipient = np.nonzero(allowed)
    return Pairs(helper, recipient), Tier("cost", pair_cost=array[helper, recipient])
