"""Equal recipients as one: the model that a proof may speak of instead, and a roster as it looks there.

Two recipients are equal when exchanging them changes nothing: the same helpers may have them, as often, at the same costs
and weights, they lie in the same groups, and what is bounded for each alone is bounded alike. Adding up what they get turns
each roster into one of the merged model with the same values, which allows more: what is proved of it holds for all.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, PairList, TierCost
from optimizer.model.normalise import UNLIMITED
from optimizer.verify.exact import Array, gathered
from optimizer.verify.feasible import Chosen
from optimizer.verify.verdict import Rejected


@dataclass(frozen=True, eq=False)
class Equals:
    """model: only the first of equal recipients has pairs left. pair: int64[P], the merged pair of each; first: int64[R]."""

    model: AssignmentModel
    pair: Array
    first: Array
    own: tuple[str, ...]

    def roster(self, chosen: Chosen) -> Chosen:
        """What equal recipients get and lack, added up."""
        amount = gathered(self.pair[chosen.pair], chosen.amount, self.model.pair_count)
        pair = np.flatnonzero(amount)
        helper, recipient, role = self.model.pair_ends(pair)
        missing = {name: self._lacking(name, lacks) for name, lacks in chosen.missing.items()}
        return Chosen(pair, amount[pair], helper, recipient, role, missing)

    def _lacking(self, name: str, lacks: Array) -> Array:
        if name not in self.own:
            return lacks
        limit = self.model.limit(name)
        assert limit.recipient_key is not None
        alone = _alone(limit, len(self.first))
        result: Array = gathered(_target(limit, alone, self.first), lacks, limit.count)
        return result


def merged(model: AssignmentModel) -> Equals:
    """Raises Rejected for a model in which equal recipients cannot be one."""
    pairs = model.pair_list
    plain = not (model.spreads or model.rows or model.wishes) and model.role_count == 1
    if pairs is None or not plain or pairs.least.any():
        raise Rejected("equals_model")
    alone = {limit.name: _alone(limit, model.recipient_count) for limit in model.limits if _by_recipient(limit)}
    first = _first(model, pairs, alone)
    own = tuple(name for name, which in alone.items() if (which & (first != np.arange(len(first)))).any())
    if any(tier.on in own for tier in model.tiers):
        raise Rejected("equals_model")
    key = pairs.helper * model.recipient_count + first[pairs.recipient]
    kept = np.flatnonzero(first[pairs.recipient] == pairs.recipient)
    order = kept[np.argsort(key[kept], kind="stable")]
    at = order[np.searchsorted(key[order], key)]
    number = np.full(pairs.count, -1, np.int64)
    number[kept] = np.arange(len(kept))
    pair: Array = number[at]
    small = copy(model)
    small.pair_list = PairList(
        pairs.helper[kept],
        pairs.recipient[kept],
        pairs.role[kept],
        pairs.least[kept],
        gathered(pair, pairs.most, len(kept)),
    )
    small.limits = tuple(_limit(limit, alone.get(limit.name), first, kept) for limit in model.limits)
    small.tiers = tuple(_tier(tier, kept) for tier in model.tiers)
    return Equals(small, pair, first, own)


def _by_recipient(limit: LimitRows) -> bool:
    """Counts what each group of recipients gets."""
    sides = limit.helper_key is None and limit.role_key is None and limit.recipient_key is not None
    return sides and limit.weight_by == "one" and limit.weight == 1


def _alone(limit: LimitRows, recipients: int) -> Array:
    """bool[R]: nobody else is in the recipient's group."""
    key = limit.recipient_key
    assert key is not None and len(key) == recipients
    size = np.bincount(key[key >= 0], minlength=limit.count)
    result: Array = (key >= 0) & (size[np.maximum(key, 0)] == 1)
    return result


def _first(model: AssignmentModel, pairs: PairList, alone: dict[str, Array]) -> Array:
    """int64[R]: the first recipient that equals each."""
    people: list[Array] = []
    listed: list[Array] = [
        pairs.helper,
        pairs.most,
        *(tier.pair_cost for tier in model.tiers if tier.pair_cost is not None),
    ]
    for limit in model.limits:
        if limit.weight_by == "recipient":
            people.append(np.asarray(limit.weight))
        elif limit.weight_by == "pair":
            listed.append(np.asarray(limit.weight))
        if limit.recipient_key is None:
            continue
        key, single = limit.recipient_key, alone.get(limit.name)
        if single is None:
            people.append(key)
            continue
        people.append(np.where(single, -2, key))
        costs = () if limit.missing is None else (limit.missing, *(t.missing_cost for t in model.tiers))
        people += [np.where(single, b[np.maximum(key, 0)], 0) for b in (limit.least, limit.most, *costs) if len(b)]
    _, code = np.unique(np.stack(listed), axis=1, return_inverse=True)
    _, sort = (
        np.unique(np.stack(people), axis=1, return_inverse=True) if people else (None, np.zeros(model.recipient_count))
    )
    order = np.lexsort((code.ravel(), pairs.recipient))
    ends = np.searchsorted(pairs.recipient[order], np.arange(model.recipient_count + 1))
    codes = code.ravel()[order]
    seen: dict[tuple[int, bytes], int] = {}
    return np.array(
        [
            seen.setdefault((int(sort.ravel()[j]), codes[ends[j] : ends[j + 1]].tobytes()), j)
            for j in range(model.recipient_count)
        ],
        np.int64,
    )


def _target(limit: LimitRows, alone: Array, first: Array) -> Array:
    """int64[rows]: the row that each row of a limit is added to."""
    assert limit.recipient_key is not None
    target = np.arange(limit.count, dtype=np.int64)
    target[limit.recipient_key[alone]] = limit.recipient_key[first[alone]]
    return target


def _limit(limit: LimitRows, alone: Array | None, first: Array, kept: Array) -> LimitRows:
    if limit.weight_by == "pair":
        return replace(limit, weight=np.asarray(limit.weight)[kept])
    if alone is None:
        return limit
    target = _target(limit, alone, first)
    most = gathered(target, np.minimum(limit.most, UNLIMITED), limit.count)
    open_above = gathered(target, (limit.most >= UNLIMITED).astype(np.int64), limit.count) > 0
    return replace(
        limit,
        least=gathered(target, limit.least, limit.count),
        most=np.where(open_above, UNLIMITED, most),
        missing=None if limit.missing is None else gathered(target, limit.missing, limit.count),
    )


def _tier(tier: TierCost, kept: Array) -> TierCost:
    return tier if tier.pair_cost is None else replace(tier, pair_cost=tier.pair_cost[kept])
