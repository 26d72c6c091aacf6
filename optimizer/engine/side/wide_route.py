"""Models with more pairs than are listed: tiers are solved on the pairs worth having, bounds are made to hold for all pairs.

Pairs join the list that are cheap for somebody, that anything names, and that prices show to be worth using; each tier's bound
is then evaluated over every pair, the prices of the needs lowered until no pair outside the list is worth more than nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.domain.status import Status, StopReason
from optimizer.engine.budget import Budget, Progress
from optimizer.engine.exact import dot
from optimizer.engine.outcome import tier_outcome
from optimizer.engine.side.ascent import cheapest_of
from optimizer.engine.side.broad import priced
from optimizer.engine.side.driver import solve_tiers
from optimizer.engine.side.evenly import even_bound
from optimizer.engine.side.first import dealt
from optimizer.engine.side.network_bound import NetworkBound, network_bound
from optimizer.engine.side.pair_parts import Part, parts
from optimizer.engine.side.route import roster_of
from optimizer.engine.side.source import some_pairs
from optimizer.engine.side.stage import build_stage
from optimizer.engine.side.task import Task
from optimizer.engine.side.watch import Watch
from optimizer.model.arrays import Bools, Ints, Limit, Pairs, Rows, Spread, Tier
from optimizer.model.assignment import AssignmentModel
from optimizer.model.certificate import Certificate, Dual, Flow, Leaf, Proof, Threshold, Tree
from optimizer.model.result import ModelResult, TierOutcome, TraceEntry

if TYPE_CHECKING:
    from optimizer.model.normal import LimitRows, TierCost

NEAR, BACK = 14, 4
"""Cheapest pairs of a recipient, and of a helper, in each tier with costs of its own."""
SPARE = 6
"""Further pairs of each recipient, spread over all helpers."""
MORE = 4
"""Pairs of a recipient that a round of pricing adds."""
ROUNDS = 3
NETWORK = 0.3
"""Of the time, for the part of the model that is a network."""
PASS = 6e-8
"""Seconds that a look at one pair takes."""
FAR = 2**60


class WideRoute:
    """Any model of any size: a list of promising pairs, rosters as for listed models, bounds over all pairs."""

    name = "wide"

    def fits(self, model: AssignmentModel) -> str | None:
        """The code of the reason: every model."""
        return "engine.reason_wide"

    def run(
        self, model: AssignmentModel, budget: Budget, seed: int, warm_start: Mapping[str, Any] | None
    ) -> ModelResult:
        """The work counted is that of the listed model, and passes over all pairs."""
        left = budget.seconds_left()
        passes = PASS * model.pair_count * (1 + len(model.tiers))
        watch = Watch(budget, None if left is None else max(0.6 * left, left - 2 * passes))
        start = roster_of(model, warm_start)
        network = network_bound(model, watch.part(NETWORK), seed, warm_start)
        active = _first_pairs(model, start, warm_start, seed)
        active = active if network is None else np.union1d(active, network.pairs)
        if start is None:
            start = dealt(model, listed_model(model, active), active, Watch(budget).part(0.7))
            active = active if start is None else np.union1d(active, start)
        for _ in range(ROUNDS):
            left = watch.seconds()
            if left is not None and left < 3 * PASS * model.pair_count:
                break
            found = _worthwhile(model, active, watch.part(0.1))
            new = np.setdiff1d(found, active, assume_unique=True)
            if not len(new) or watch.stopped():
                break
            active = np.union1d(active, new)
        listed = listed_model(model, active)
        part = Budget(budget.work_left(), watch.seconds(), _incumbents(budget), watch.stopped)
        at = None if start is None else np.searchsorted(active, np.unique(start))
        result = solve_tiers(listed, part, seed, at)
        budget.spend(part.work)
        if result.status is Status.UNDECIDED:
            return ModelResult(
                stopped_by=budget.stop() or StopReason.FINISHED, work=budget.work, trace=tuple(budget.trace)
            )
        return _widened(model, listed, active, result, network, budget)


def _incumbents(budget: Budget) -> Progress:
    """Steps over listed pairs as steps of the whole model: what they bound says nothing of the pairs left out."""

    def told(entry: TraceEntry) -> None:
        if entry.incumbent is not None:
            budget.report(entry.tier, entry.incumbent, None)

    return told


def listed_model(model: AssignmentModel, active: Ints) -> AssignmentModel:
    """The model over these pairs (ascending numbers) only, costs written out; everything else as it is."""
    pairs = some_pairs(model, active)
    rows = []
    for linear in model.rows:
        at = pairs.find(linear.indices)
        known = at >= 0
        starts = np.concatenate([[0], np.cumsum(known)])[linear.indptr]
        rows.append(Rows(linear.name, (linear.data[known], at[known], starts), linear.lo, linear.hi))
    limits = [
        Limit(
            limit.name, limit.helper_key, limit.recipient_key, limit.role_key,
            weight=_weight(limit, pairs.recipient, active),
            least=limit.least, most=limit.most, missing=limit.missing,
        )
        for limit in model.limits
    ]  # fmt: skip
    tiers = [
        Tier(
            tier.name, "min" if tier.sign > 0 else "max", tier.sign * pairs.cost(tier),
            tier.sign * tier.missing_cost if tier.missing_cost.size else 0,
            tier.form, tier.on, tier.within,
        )
        for tier in model.tiers
    ]  # fmt: skip
    spreads = [Spread(spread.name, spread.whole, spread.part, spread.most, spread.of) for spread in model.spreads]
    previous = None
    if model.previous is not None:
        at = pairs.find(np.unique(model.previous))
        previous = at[at >= 0]
    ends = Pairs(pairs.helper, pairs.recipient, pairs.role, pairs.least, pairs.most)
    made = AssignmentModel(
        model.helper_count, model.recipient_count, ends, limits, spreads, rows, tiers, previous=previous
    )
    made.tiers = tuple(replace(own, scale=tier.scale) for own, tier in zip(made.tiers, model.tiers, strict=True))
    return made


def _weight(limit: LimitRows, recipient: Ints, active: Ints) -> Ints | int:
    """By pair, so that no length can be mistaken."""
    return limit.weight if isinstance(limit.weight, int) else np.asarray(limit.weight_of(recipient, active))


class _Cheapest:
    """The ``count`` cheapest pairs of everyone on one side, met part by part."""

    def __init__(self, people: int, count: int) -> None:
        self.people, self.count = people, count
        self.owner = self.index = self.cost = np.zeros(0, np.int64)

    def see(self, owner: Ints, index: Ints, cost: Ints) -> None:
        owner, index, cost = (
            np.concatenate(both) for both in ((self.owner, owner), (self.index, index), (self.cost, cost))
        )
        order = np.lexsort((cost, owner))
        owner = owner[order]
        rank = np.arange(len(owner)) - np.searchsorted(owner, owner)
        kept = order[rank < self.count]
        self.owner, self.index, self.cost = owner[rank < self.count], index[kept], cost[kept]


def _first_pairs(model: AssignmentModel, start: Ints | None, warm_start: Mapping[str, Any] | None, seed: int) -> Ints:
    """Cheap ones of every tier with costs of its own, what anything names, and some of everyone spread evenly."""
    found = [rows.indices.astype(np.int64) for rows in model.rows]
    stored = None if warm_start is None else warm_start.get("arcs")
    for given in (start, model.previous, stored):
        if given is not None:
            pairs = np.asarray(given, np.int64)
            found.append(pairs[(pairs >= 0) & (pairs < model.pair_count)])
    priced_tiers = [
        tier for tier in model.tiers if tier.pair_cost is None or (tier.pair_cost != tier.pair_cost[:1]).any()
    ]
    nears = [
        (tier, _Cheapest(model.recipient_count, NEAR), _Cheapest(model.helper_count, BACK)) for tier in priced_tiers
    ]
    for part in parts(model):
        usable = part.most > 0
        for tier, of_recipient, of_helper in nears:
            cost = part.cost(model, tier)
            of_recipient.see(*_few(model, part, part.recipient, np.where(usable, cost, FAR), NEAR, 0))
            of_helper.see(*_few(model, part, part.helper, np.where(usable, cost, FAR), BACK, 1))
        if model.pair_list is not None:
            found.append(part.index[model.pair_list.least[part.index] > 0])
    found.append(_spread_evenly(model, seed))
    found += [side.index for _, a, b in nears for side in (a, b)]
    every = np.unique(np.concatenate(found))
    return every[_usable(model, every)]


def _few(model: AssignmentModel, part: Part, owner: Ints, cost: Ints, count: int, axis: int) -> tuple[Ints, Ints, Ints]:
    """(owner, number, cost) of the cheapest of each owner within one part; FAR costs are left out."""
    if part.costs is not None:
        table = cost.reshape(-1, model.recipient_count)
        count = min(count, table.shape[axis])
        near = np.argpartition(table, count - 1, axis=axis)
        near = near[:count] if axis == 0 else near[:, :count]
        rows, columns = np.arange(len(table))[:, None], np.arange(model.recipient_count)
        flat = near * model.recipient_count + columns if axis == 0 else rows * model.recipient_count + near
        kept = np.sort(flat.ravel())
    else:
        order = np.lexsort((cost, owner))
        sorted_owner = owner[order]
        kept = order[np.arange(len(order)) - np.searchsorted(sorted_owner, sorted_owner) < count]
    kept = kept[cost[kept] < FAR]
    return owner[kept], part.index[kept], cost[kept]


def _spread_evenly(model: AssignmentModel, seed: int) -> Ints:
    """SPARE pairs of each recipient, over all helpers (blocks) or over its own list."""
    if model.pair_list is not None:
        mixed = (np.arange(model.pair_count) * 0x9E3779B97F4A7C1 + seed) & (2**40 - 1)
        return cheapest_of(model.pair_list.recipient, mixed, model.pair_list.most > 0, SPARE)
    recipient = np.repeat(np.arange(model.recipient_count), SPARE)
    turn = np.tile(np.arange(SPARE), model.recipient_count)
    mixed = (recipient * 7_919 + turn * 104_729 + seed) * 0x9E3779B97F4A7C1 >> 20
    helper = mixed % model.helper_count
    index: Ints = helper * model.recipient_count + recipient
    return index


def _usable(model: AssignmentModel, index: Ints) -> Bools:
    out = np.zeros(len(index), np.bool_)
    for part in parts(model):
        first, last = np.searchsorted(index, [part.index[0], part.index[-1] + 1])
        out[first:last] = part.most[index[first:last] - part.index[0]] > 0
    return out


def _worthwhile(model: AssignmentModel, active: Ints, watch: Watch) -> Ints:
    """Pairs that prices of the last tier of sums with costs show to be worth using; none without such a tier."""
    sums = [tier for tier in model.tiers if tier.form == "sum" and (tier.pair_cost is None or tier.pair_cost.any())]
    if not sums or watch.stopped():
        return active[:0]
    tier, listed = sums[0], listed_model(model, active)
    pairs = some_pairs(listed, np.arange(len(active)))
    found = priced(Task(build_stage(listed, pairs, listed.tiers[tier.number], ()), ()), None, watch)
    if found is None:
        return active[:0]
    dual = found.relaxed.dual(found.y)
    best = _Cheapest(model.recipient_count, MORE)
    for part in parts(model):
        reduced = _reduced(model, part, tier, dual)
        reduced[_places(part, active)] = 0
        below = (reduced < 0) & (part.most > 0)
        best.see(*_few(model, part, part.recipient, np.where(below, reduced, FAR), MORE, 0))
    return np.unique(best.index)


def _places(part: Part, active: Ints) -> Ints:
    first, last = np.searchsorted(active, [part.index[0], part.index[-1] + 1])
    places: Ints = active[first:last] - part.index[0]
    return places


def _reduced(model: AssignmentModel, part: Part, tier: TierCost | None, dual: Dual) -> Ints:
    """scale * cost + value rows - prices of limits and linear rows, of each pair."""
    d: Ints = np.zeros(len(part.index), np.int64) if tier is None else part.cost(model, tier) * dual.scale
    for number, weight in dual.tiers.items():
        d = d + weight * part.cost(model, model.tiers[number])
    for limit in model.limits:
        price = dual.limits.get(limit.name)
        if price is not None and price.any():
            row = limit.row_of(part.helper, part.recipient, part.role)
            worth = np.where(row >= 0, price[row], 0) * limit.weight_of(part.recipient, part.index)
            d = d - np.asarray(worth, np.int64)
    for linear in model.rows:
        price = dual.rows.get(linear.name)
        if price is not None and price.any():
            first, last = part.index[0], part.index[-1]
            inside = (linear.indices >= first) & (linear.indices <= last)
            here = linear.indices[inside] - first
            np.subtract.at(d, here, linear.data[inside] * price[linear.row_numbers()[inside]])
    return d


def _own_need(model: AssignmentModel) -> LimitRows | None:
    """The limit that asks for an exact number for every recipient: a lower price there mends every reduced cost below 0."""
    for limit in model.limits:
        key = limit.recipient_key
        if key is None or limit.helper_key is not None or limit.role_key is not None or limit.weight_by != "one":
            continue
        if limit.weight == 1 and np.array_equal(key, np.arange(model.recipient_count)):
            return limit
    return None


def all_pairs_bound(model: AssignmentModel, tier: TierCost, dual: Dual, caps: Mapping[int, int]) -> tuple[int, Dual]:
    """(bound over all pairs of a tier of sums, the multipliers with the needs' prices lowered as far as that pays)."""
    need = _own_need(model)
    deepest = np.zeros(model.recipient_count, np.int64)
    lost = 0
    for part in parts(model):
        reduced = _reduced(model, part, tier, dual)
        negative = (reduced < 0) & (part.most > 0)
        lost += int((reduced[negative] * part.most[negative]).sum())
        np.minimum.at(deepest, part.recipient[negative], reduced[negative])
    if need is not None and deepest.any():
        price = dual.limits.get(need.name, np.zeros(need.count, np.int64)) + deepest
        dual, lost = replace(dual, limits={**dual.limits, need.name: price}), 0
    value = lost - sum(weight * caps[number] for number, weight in dual.tiers.items())
    for limit in model.limits:
        own: Ints = dual.limits.get(limit.name, np.zeros(limit.count, np.int64))
        value += dot(np.maximum(own, 0), limit.least) + dot(np.minimum(own, 0), limit.most)
        if limit.missing is not None:
            cost = np.zeros(limit.count, np.int64)
            if tier.missing_cost.size:
                cost = tier.missing_cost[np.arange(limit.count) // limit.role_groups] * dual.scale
            for number, weight in dual.tiers.items():
                other = model.tiers[number].missing_cost
                if other.size:
                    cost = cost + weight * other[np.arange(limit.count) // limit.role_groups]
            value += dot(np.minimum(cost - own, 0), limit.missing)
    for linear in model.rows:
        if linear.name in dual.rows:
            weight_of = dual.rows[linear.name]
            value += dot(np.maximum(weight_of, 0), linear.lo) + dot(np.minimum(weight_of, 0), linear.hi)
    return -(-value // dual.scale), dual


def _widened(
    model: AssignmentModel,
    listed: AssignmentModel,
    active: Ints,
    result: ModelResult,
    network: NetworkBound | None,
    budget: Budget,
) -> ModelResult:
    """The listed model's result as one of the whole model, each bound made anew."""
    proofs = result.certificate.tiers if result.certificate is not None else ()
    outcomes: list[TierOutcome] = []
    made: list[Proof | None] = []
    caps: dict[int, int] = {}
    closed = True
    for tier, outcome, proof in zip(model.tiers, result.tiers, proofs, strict=False):
        value = tier.sign * outcome.value_scaled
        late = 2 * PASS * model.pair_count
        left = budget.seconds_left()
        bound, kept = (None, None) if left is not None and left < late else _bound(model, tier, proof, caps)
        other = None if network is None or not closed else network.of(tier)
        closed = other is not None and (bound is None or other[0] >= bound)
        if other is not None and closed:
            bound, kept = other
            closed = bound == value
        bound = None if bound is None else min(bound, value)
        caps[tier.number] = value if bound is None else max(value, bound + tier.allowance(bound))
        budget.spend()
        budget.report(tier.number, value, bound)
        outcomes.append(tier_outcome(tier, value, bound))
        made.append(kept)
    chosen = active[result.chosen]
    return replace(
        result,
        chosen=chosen,
        tiers=tuple(outcomes),
        certificate=Certificate(tiers=tuple(made)),
        warm_start={"pairs": chosen, "arcs": active},
        stopped_by=budget.stop()
        or (StopReason.TIME_LIMIT if result.stopped_by is StopReason.CANCELLED else result.stopped_by),
        trace=tuple(budget.trace),
        work=budget.work,
    )


def _bound(
    model: AssignmentModel, tier: TierCost, proof: Proof | None, caps: Mapping[int, int]
) -> tuple[int | None, Proof | None]:
    """(bound over all pairs, its proof): from the first leaf's prices for sums; the least cost for the worst pair."""
    if tier.form == "worst" and tier.on is None:
        least = min(
            (int(part.cost(model, tier)[part.most > 0].min()) for part in parts(model) if (part.most > 0).any()),
            default=0,
        )
        return least, Threshold(least, Tree(()))
    if tier.form != "sum":
        need = _own_need(model)
        known = (
            None if need is None or tier.on is None else even_bound(model, tier, need, caps, _usable_costs(model, tier))
        )
        return (None, None) if known is None else known
    dual = _first_leaf(proof)
    if dual is None or dual.kept or dual.fixed or dual.groups or dual.held or dual.links is not None or dual.levels:
        dual = Dual() if dual is None else Dual(dual.limits, dual.rows, dual.tiers, scale=dual.scale)
    bound, dual = all_pairs_bound(model, tier, dual, caps)
    return bound, Tree((Leaf(dual),))


def _usable_costs(model: AssignmentModel, tier: TierCost) -> Iterator[tuple[Ints, Ints]]:
    """(recipient, minimised cost) of the usable pairs, part by part."""
    for part in parts(model):
        usable = part.most > 0
        yield part.recipient[usable], part.cost(model, tier)[usable]


def _first_leaf(proof: Proof | None) -> Dual | None:
    if isinstance(proof, Flow):
        return proof.dual
    if not isinstance(proof, Tree):
        return None
    return next((node.dual for node in proof.nodes if isinstance(node, Leaf) and not node.empty), None)
