"""Equal recipients as one: fewer, larger numbers, and no branching over rosters that differ by whom a place goes to.

Two recipients are equal when the same helpers may have them at the same costs, weights and bounds, and they lie in the same
groups or alone in rows bounded alike. The merged model keeps the first of each set; its roster is dealt out in turn, so that
equals get numbers that differ by one at most. With ids everybody stands for himself: ties are broken by id there.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, PairList, TierCost
from optimizer.model.normalise import UNLIMITED
from optimizer.model.result import ModelResult

LISTED = 200_000
"""Pairs up to which equals are looked for."""
WORTH = 0.8
"""Of the pairs at most this share must be left."""


@dataclass(frozen=True, eq=False)
class Fewer:
    """model: the merged one. first: int64[R], who stands for each; kept: the model's pairs that are left, ascending."""

    whole: AssignmentModel
    model: AssignmentModel
    first: Ints
    kept: Ints
    single: Mapping[str, Ints]

    def start(self, warm_start: Mapping[str, object] | None) -> dict[str, object] | None:
        """A warm start of the whole model for the merged one: pairs of those who stand for others."""
        if warm_start is None or not isinstance(warm_start.get("pairs"), np.ndarray):
            return None
        pairs = np.asarray(warm_start["pairs"])
        return {"pairs": np.flatnonzero(np.isin(self.kept, pairs))}

    def result(self, found: ModelResult) -> ModelResult:
        """The merged model's result as one of the whole model."""
        certificate = None if found.certificate is None else replace(found.certificate, equals=True)
        if not found.tiers:
            return replace(found, certificate=certificate, warm_start={})
        chosen, amount, dealt = self._dealt(found)
        missing = {name: self._lacking(name, lacks, dealt) for name, lacks in found.missing.items()}
        prices = {name: self._priced(name, price) for name, price in found.prices.items()}
        return replace(
            found,
            chosen=chosen,
            amount=amount,
            missing=missing,
            prices=prices,
            certificate=certificate,
            warm_start={"pairs": chosen},
        )

    def _dealt(self, found: ModelResult) -> tuple[Ints, Ints, Ints]:
        """(pairs, amounts, units dealt to each set): unit u of a set goes to its member u modulo their number."""
        pairs = self.whole.pair_list
        assert pairs is not None
        helper, recipient, _ = self.model.pair_ends(found.chosen)
        order = np.lexsort((helper, recipient))
        helper = np.repeat(helper[order], found.amount[order])
        recipient = np.repeat(recipient[order], found.amount[order])
        turn = np.arange(len(recipient)) - np.searchsorted(recipient, recipient)
        member = _members(self.first, recipient, turn)
        key = pairs.helper * self.whole.recipient_count + pairs.recipient
        by_key = np.argsort(key, kind="stable")
        at = by_key[np.searchsorted(key[by_key], helper * self.whole.recipient_count + member)]
        chosen, amount = np.unique(at, return_counts=True)
        dealt = np.bincount(recipient, minlength=self.whole.recipient_count)
        return chosen.astype(np.int64), amount.astype(np.int64), dealt.astype(np.int64)

    def _lacking(self, name: str, lacks: Ints, dealt: Ints) -> Ints:
        """What a set lacks goes on from the member behind the last who got a unit."""
        key = self.whole.limit(name).recipient_key
        assert key is not None
        out = lacks.copy()
        alone = self.single[name] >= 0
        out[key[alone]] = 0
        firsts = np.flatnonzero(alone & (self.first == np.arange(len(self.first))))
        owner = np.repeat(firsts, lacks[key[firsts]])
        turn = np.arange(len(owner)) - np.searchsorted(owner, owner) + dealt[owner]
        np.add.at(out, key[_members(self.first, owner, turn)], 1)
        return out

    def _priced(self, name: str, price: Ints) -> Ints:
        if name not in self.single:
            return price
        key, out = self.whole.limit(name).recipient_key, price.copy()
        assert key is not None
        alone = self.single[name] >= 0
        out[key[alone]] = price[key[self.first[alone]]]
        return out


def fewer(model: AssignmentModel) -> Fewer | None:
    """None where there is nothing to merge, or where recipients have ids or anything that tells them apart."""
    pairs = model.pair_list
    if pairs is None or model.pair_count > LISTED or model.recipient_ids is not None or model.previous is not None:
        return None
    if model.spreads or model.rows or model.wishes or model.role_count > 1 or pairs.least.any() or not pairs.count:
        return None
    single = {limit.name: _single(limit) for limit in model.limits if _counts_each(limit)}
    first = _representatives(model, single)
    merged = first != np.arange(len(first))
    kept = np.flatnonzero(~merged[pairs.recipient])
    if len(kept) > WORTH * pairs.count:
        return None
    if any(tier.on in single and (single[tier.on][merged] >= 0).any() for tier in model.tiers):
        return None
    stand_in = first[pairs.recipient]
    most = np.zeros(model.helper_count * model.recipient_count, np.int64)
    np.add.at(most, pairs.helper * model.recipient_count + stand_in, pairs.most)
    own = pairs.helper[kept] * model.recipient_count + pairs.recipient[kept]
    small = copy(model)
    small.pair_list = PairList(
        pairs.helper[kept], pairs.recipient[kept], pairs.role[kept], pairs.least[kept], most[own]
    )
    small.limits = tuple(_summed(limit, single.get(limit.name), first, kept) for limit in model.limits)
    small.tiers = tuple(_kept(tier, kept) for tier in model.tiers)
    return Fewer(model, small, first, kept, single)


def _counts_each(limit: LimitRows) -> bool:
    plain = limit.weight_by == "one" and limit.weight == 1
    return plain and limit.recipient_key is not None and limit.helper_key is None and limit.role_key is None


def _single(limit: LimitRows) -> Ints:
    """int64[R]: the row in which the recipient is alone, -1 where others are in it or there is none."""
    key = limit.recipient_key
    assert key is not None
    often = np.zeros(limit.count, np.int64)
    np.add.at(often, key[key >= 0], 1)
    return np.where((key >= 0) & (often[np.maximum(key, 0)] == 1), key, -1)


def _representatives(model: AssignmentModel, single: Mapping[str, Ints]) -> Ints:
    """int64[R]: the first recipient with the same groups, bounds, weights and pairs."""
    pairs = model.pair_list
    assert pairs is not None
    of_pair = [pairs.helper, pairs.most] + [tier.pair_cost for tier in model.tiers if tier.pair_cost is not None]
    of_person = [np.zeros(model.recipient_count, np.int64)]
    for limit in model.limits:
        if not isinstance(limit.weight, int):
            (of_person if limit.weight_by == "recipient" else of_pair).append(limit.weight)
        key = limit.recipient_key
        if key is None:
            continue
        row = single.get(limit.name, np.full(len(key), -1))
        of_person.append(np.where(row >= 0, -2, key))
        bounds = [limit.least, limit.most]
        if limit.missing is not None:
            bounds += [limit.missing, *(tier.missing_cost for tier in model.tiers if tier.missing_cost.size)]
        of_person += [np.where(row >= 0, bound[np.maximum(row, 0)], 0) for bound in bounds]
    kind = _codes(of_person)
    order = np.lexsort((_codes(of_pair), pairs.recipient))
    code = _codes(of_pair)[order]
    cut = np.searchsorted(pairs.recipient[order], np.arange(model.recipient_count + 1))
    known: dict[tuple[int, bytes], int] = {}
    found = (
        known.setdefault((int(kind[j]), code[cut[j] : cut[j + 1]].tobytes()), j) for j in range(model.recipient_count)
    )
    return np.fromiter(found, np.int64, model.recipient_count)


def _codes(columns: list[Ints]) -> Ints:
    """int64[n]: one number for each distinct row of these columns."""
    code = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        _, own = np.unique(column, return_inverse=True)
        _, code = np.unique(code * (int(own.max(initial=0)) + 1) + own, return_inverse=True)
    return code.astype(np.int64)


def _summed(limit: LimitRows, row: Ints | None, first: Ints, kept: Ints) -> LimitRows:
    if limit.weight_by == "pair" and not isinstance(limit.weight, int):
        return replace(limit, weight=limit.weight[kept])
    if row is None or not (row >= 0).any():
        return limit
    alone = np.flatnonzero(row >= 0)
    target = np.arange(limit.count)
    target[row[alone]] = row[first[alone]]

    def added(values: Ints) -> Ints:
        out = np.zeros(limit.count, np.int64)
        np.add.at(out, target, values)
        return out

    unbounded = added((limit.most >= UNLIMITED).astype(np.int64)) > 0
    most = np.where(unbounded, UNLIMITED, added(np.where(limit.most >= UNLIMITED, 0, limit.most)))
    missing = None if limit.missing is None else added(limit.missing)
    return replace(limit, least=added(limit.least), most=most, missing=missing)


def _kept(tier: TierCost, kept: Ints) -> TierCost:
    return tier if tier.pair_cost is None else replace(tier, pair_cost=tier.pair_cost[kept])


def _members(first: Ints, stand_in: Ints, turn: Ints) -> Ints:
    """The member of each set whose turn it is, modulo their number."""
    order = np.argsort(first, kind="stable")
    start = np.searchsorted(first[order], stand_in)
    size = np.searchsorted(first[order], stand_in, side="right") - start
    member: Ints = order[start + turn % size]
    return member
