"""The assignment model: the one thing that engines see, and a public interface for analysts with numbers of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from optimizer.errors import ModelError
from optimizer.model.arrays import Blocks, Ints, Limit, Metric, Pairs, Rows, Spread, Tier
from optimizer.model.check import Problems
from optimizer.model.dense import check_dense, slices_read
from optimizer.model.guarded import guarded
from optimizer.model.normal import LimitRows, LinearRows, PairList, SpreadRows, TierCost, Wishes, as_array
from optimizer.model.normalise import Sizes, divided, normal_limit, normal_pairs, normal_rows, normal_spread
from optimizer.model.tiers import normal_tier
from optimizer.model.wishes import wished


class AssignmentModel:
    """Helpers, recipients, the pairs between them, limits and tiers (shapes: :mod:`optimizer.model.arrays`).

    ``limits``, ``spreads``, ``rows`` and ``tiers`` hold the normal forms; limits that nobody is in are left out, and what a tier
    of form "excess" names stands in ``wishes`` instead.

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
        self.helper_ids, self.helper_count = _side(problems, "helpers", helpers)
        self.recipient_ids, self.recipient_count = _side(problems, "recipients", recipients)
        all_limits, all_tiers = problems.listed("limits", limits, Limit), problems.listed("tiers", tiers, Tier)
        all_spreads, all_rows = problems.listed("spreads", spreads, Spread), problems.listed("rows", rows, Rows)
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
        if uncovered_cost is not None and (need is None or cost is None):
            problems.add("uncovered_alone")
        if pairs is None:
            problems.add("empty", name="pairs")
        elif not problems.kind("pairs", pairs, (Pairs, Blocks, Metric), "Pairs, Blocks or Metric"):
            pairs = None
        self.pairs: Pairs | Blocks | Metric = _NO_PAIRS if pairs is None else pairs
        self.pair_list: PairList | None = (
            normal_pairs(problems, self.pairs, self.helper_count, self.recipient_count)
            if isinstance(self.pairs, Pairs)
            else None
        )
        self.role_count = 1 if self.pair_list is None else int(self.pair_list.role.max(initial=0)) + 1
        _unique(problems, [*all_limits, *all_spreads], all_rows, all_tiers)
        sizes = self._sizes()
        measured = [tier.on for tier in all_tiers if isinstance(tier.on, str)]
        every = [normal_limit(problems, limit, sizes) for limit in all_limits]
        idle = frozenset(limit.name for limit in every if not limit.count)
        every_spread = [normal_spread(problems, one, self.helper_count, self.recipient_count) for one in all_spreads]
        every_rows = [normal_rows(problems, row, self.pair_count) for row in all_rows]
        self.wishes: Wishes = wished(problems, all_tiers, every, every_spread, every_rows)
        wish = self.wishes.tier
        self.limits: tuple[LimitRows, ...] = tuple(
            limit if limit.name in measured else divided(limit)
            for limit in every
            if limit.count and limit.name not in wish
        )
        self.spreads: tuple[SpreadRows, ...] = tuple(one for one in every_spread if one.name not in wish)
        self.rows: tuple[LinearRows, ...] = tuple(row for row in every_rows if row.name not in wish)
        units = _most_units(self.limits, self.pair_count if self.pair_list is None else self.pair_list.most)
        self.tiers: tuple[TierCost, ...] = tuple(
            normal_tier(
                problems,
                number,
                tier,
                self.every_limit,
                self.pair_count,
                units,
                idle,
                tuple(sorted(name for name, own in wish.items() if own == number)),
                blocks=self.pair_list is None,
            )
            for number, tier in enumerate(all_tiers)
        )
        if isinstance(self.pairs, Blocks | Metric):
            check_dense(problems, self.pairs, self.helper_count, self.recipient_count, self.tiers)
        self.previous: Ints | None = None
        if previous is not None:
            chosen = as_array(previous)
            if chosen is not None and chosen.dtype.kind == "b":
                problems.add("mask", name="previous")
            count = 0 if chosen is None else int(chosen.size)
            self.previous = problems.integers("previous", previous, count, low=0, high=max(0, self.pair_count - 1))
        if problems.found:
            raise ModelError(findings=problems.found)
        if isinstance(self.pairs, Blocks | Metric):
            self.pairs = guarded(self.pairs, self.helper_count, self.recipient_count, slices_read(self.tiers))

    def _sizes(self) -> Sizes:
        pairs = self.pair_list
        units = float(self.pair_count) if pairs is None else float(pairs.most.sum(dtype=np.float64))
        recipient_of = None if pairs is None else pairs.recipient
        return Sizes(self.helper_count, self.recipient_count, self.role_count, self.pair_count, units, recipient_of)

    @property
    def every_limit(self) -> tuple[LimitRows, ...]:
        """The limits, those that are wishes last."""
        return (*self.limits, *self.wishes.limits)

    @property
    def every_spread(self) -> tuple[SpreadRows, ...]:
        """The spreads, those that are wishes last."""
        return (*self.spreads, *self.wishes.spreads)

    @property
    def every_row(self) -> tuple[LinearRows, ...]:
        """The linear rows, those that are wishes last."""
        return (*self.rows, *self.wishes.rows)

    @property
    def pair_count(self) -> int:
        """P; for blocks and metrics helpers x recipients."""
        return self.pair_list.count if self.pair_list is not None else self.helper_count * self.recipient_count

    def limit(self, name: str) -> LimitRows:
        """The limit of that name, a wish too. Raises KeyError."""
        for limit in self.every_limit:
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


MOST_PEOPLE = 2**27
_NO_PAIRS = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))


def _side(problems: Problems, name: str, given: Any) -> tuple[tuple[str, ...] | None, int]:
    """(ids or None, how many)."""
    if isinstance(given, int | np.integer) and not isinstance(given, bool):
        if given < 0:
            problems.add("negative", name=name)
        elif given == 0:
            problems.add("empty", name=name)
        elif given > MOST_PEOPLE:
            problems.add("too_large", name=name, limit=MOST_PEOPLE)
        return None, int(given) if 0 <= given <= MOST_PEOPLE else 0
    if isinstance(given, str | bool) or not isinstance(given, Iterable):
        problems.add("ids", name=name, got=type(given).__name__)
        return None, 0
    ids = tuple(given)
    if not all(isinstance(one, str) for one in ids):
        problems.add("ids", name=name, got=type(next(one for one in ids if not isinstance(one, str))).__name__)
    elif any(a >= b for a, b in pairwise(ids)):
        problems.add("ids_order", name=name)
    if not ids:
        problems.add("empty", name=name)
    return ids, len(ids)


def _unique(problems: Problems, *families: Sequence[Any]) -> None:
    """No name stands twice among limits and spreads, among rows, among tiers."""
    for family in families:
        counted = Counter(str(one.name) for one in family)
        for name in sorted(name for name, times in counted.items() if times > 1):
            problems.add("duplicate_name", name=name)


def _from_cost(
    problems: Problems, cost: Any, pairs: Pairs | Blocks | Metric | None, helpers: int, recipients: int
) -> tuple[Pairs | Blocks | Metric | None, Tier]:
    """All allowed pairs of a cost matrix, or the cost list of given pairs."""
    array = as_array(cost)
    if array is None:
        problems.add("not_integer", name="cost")
        return pairs if pairs is not None else _NO_PAIRS, Tier("cost")
    if array.ndim == 1 and pairs is not None:
        return pairs, Tier("cost", pair_cost=array)
    if pairs is not None:
        problems.add("cost_and_pairs")
        return pairs, Tier("cost")
    if array.shape != (helpers, recipients):
        problems.add("shape", name="cost", expected=f"{helpers}x{recipients}", got="x".join(map(str, array.shape)))
        return _NO_PAIRS, Tier("cost")
    allowed = np.ones(array.shape, np.bool_)
    if array.dtype.kind == "f":
        if np.isnan(array).any():
            problems.add("not_number", name="cost")
        if np.isneginf(array).any():
            problems.add("minus_infinity", name="cost")
        allowed = np.isfinite(array)
    helper, recipient = np.nonzero(allowed)
    return Pairs(helper, recipient), Tier("cost", pair_cost=array[helper, recipient])
