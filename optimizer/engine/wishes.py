"""Wishes (tiers of form "excess"), tried in order: without them, all of them as conditions, at last each excess at its price.

A roster that is best without the wishes and exceeds none is best with them, and a proof that heeds no wish holds for all
rosters. A roster that meets every wish, and is as good in the tiers before the last of them as any, has an excess of 0; whatever is proved of
rosters that meet the wishes holds for the tiers after that. Only where neither settles the model do wishes get columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.domain.status import Status, StopReason
from optimizer.engine.outcome import group_totals, tier_outcome
from optimizer.engine.side.driver import solve_tiers
from optimizer.engine.side.source import some_pairs
from optimizer.engine.side.wished import excess_value
from optimizer.model.arrays import Blocks, Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.certificate import Certificate, Dual, Flow, Leaf, Levels, Proof, Shares, Threshold, Tree
from optimizer.model.normal import TierCost, Wishes
from optimizer.model.result import ModelResult, TierOutcome

if TYPE_CHECKING:
    from optimizer.engine.budget import Budget

Solve = Callable[[AssignmentModel, "Budget", int, Mapping[str, Any] | None], ModelResult]
REASON = "engine.reason_wishes"
LARGEST = 400_000
"""Pairs up to which excesses get columns of a linear program."""
WITHOUT, WITH = 0.3, 0.6
"""Of the time left, for the model without its wishes, and then with all of them as conditions."""
SMALL = 30_000
"""Pairs up to which it is asked first whether all wishes can be met at all."""
WORK = 3_000
"""Work of either, where there is no time limit."""


def by_wishes(
    model: AssignmentModel, budget: Budget, seed: int, warm_start: Mapping[str, Any] | None, solve: Solve
) -> ModelResult:
    """``solve``: the ordinary way, for models without wishes."""
    kept = [tier.number for tier in model.tiers if tier.form != "excess"]
    last = max(model.wishes.tier.values())
    first = sum(number < last for number in kept)
    free = _tried(_without(model, kept, hard=False), budget, WITHOUT, seed, warm_start, solve)
    if not len(free.chosen) and not free.tiers:
        return replace(free, route_reason=REASON) if _empty(free) else _priced(model, budget, seed, None, free)
    best = unheeded = _told(model, free, kept)
    if _met(model, best) or budget.stop() is not None:
        return _finished(model, budget, best)
    if model.pair_count <= SMALL and _cannot(model, last, budget, seed, best.chosen):
        return _finished(model, budget, _proved(model, _priced(model, budget, seed, best.chosen, best), unheeded))
    held = _tried(_without(model, kept, hard=True), budget, WITH, seed, {"pairs": best.chosen}, solve)
    strict = all(tier.allowance(0) == 0 for tier in model.tiers if tier.form == "excess")
    if held.tiers and strict and _as_good(model, free, held, kept[:first]):
        told = _told(model, _with_proofs(model, held, free, kept[:first]), kept)
        if _beats(model, told, best):
            best = told
        if _settled(told, last):
            return _finished(model, budget, _proved(model, best, unheeded))
    if budget.stop() is None and model.pair_count <= LARGEST:
        best = _priced(model, budget, seed, best.chosen, best)
    return _finished(model, budget, _proved(model, best, unheeded))


def _proved(model: AssignmentModel, result: ModelResult, free: ModelResult) -> ModelResult:
    """``result``, with the proofs of the model without wishes as far as both have the same values, and for the first tier where
    they differ, if these prove more: a bound without wishes is one with them, as long as what it holds is the same."""
    if result is free or result.certificate is None or free.certificate is None or not result.tiers:
        return result
    pairs = list(zip(result.tiers, free.tiers, strict=True))
    wish = [tier.form == "excess" for tier in model.tiers]
    differs = [
        not w and (first != second)
        for w, tier, a, b in zip(wish, model.tiers, result.tiers, free.tiers, strict=True)
        for first, second in [_standings(model, tier, a, b, result, free)]
    ]
    if True not in differs or any(tier.within for tier in model.tiers):
        return result
    last = differs.index(True)
    own, other = (_bound(model, tiers[last], last) for tiers in (result.tiers, free.tiers))
    held = all(w or b.bound_scaled == b.value_scaled for w, (_, b) in zip(wish[:last], pairs, strict=False))
    proofs, tiers = list(result.certificate.tiers), list(result.tiers)
    leaning = any(k <= last for proof in proofs[last + 1 :] for dual in _duals(proof) for k in dual.fixed)
    if other is None or (own is not None and own >= other) or not held or leaning:
        return result
    for number in range(last + 1):
        if not wish[number]:
            proofs[number] = free.certificate.tiers[number]
            value, bound = tiers[number].value_scaled, free.tiers[number].bound_scaled
            sign = model.tiers[number].sign
            tiers[number] = tier_outcome(model.tiers[number], sign * value, None if bound is None else sign * bound)
    return replace(result, tiers=tuple(tiers), certificate=Certificate(tuple(proofs)))


def _bound(model: AssignmentModel, outcome: TierOutcome, number: int) -> int | None:
    """Minimised."""
    return None if outcome.bound_scaled is None else model.tiers[number].sign * outcome.bound_scaled


def _cannot(model: AssignmentModel, last: int, budget: Budget, seed: int, start: Ints) -> bool:
    """Whether it is soon proved that some wish is exceeded: then there is no point in making conditions of them all."""
    head = copy(model)
    head.tiers = model.tiers[: last + 1]
    part = budget.part(WITHOUT, WORK)
    result = solve_tiers(head, part, seed, start)
    budget.work = part.work
    return any(
        tier.form == "excess" and one.bound_scaled is not None and one.bound_scaled > 0
        for tier, one in zip(head.tiers, result.tiers, strict=False)
    )


def _priced(model: AssignmentModel, budget: Budget, seed: int, start: Ints | None, known: ModelResult) -> ModelResult:
    """The better of what is known and what a linear program with columns for excesses finds."""
    if model.pair_count > LARGEST:
        return known
    found = replace(solve_tiers(model, budget, seed, start), route="side", route_reason=REASON)
    if found.certificate is not None and found.certificate.impossibility is not None:
        return found
    return found if found.tiers and (not known.tiers or _beats(model, found, known)) else known


def _without(model: AssignmentModel, kept: Sequence[int], *, hard: bool) -> AssignmentModel:
    """The same model with only these tiers, its wishes left out or (``hard``) met by every roster."""
    plain = copy(model)
    if hard:
        plain.limits, plain.spreads, plain.rows = model.every_limit, model.every_spread, model.every_row
    plain.wishes = Wishes()
    plain.tiers = tuple(replace(model.tiers[number], number=place) for place, number in enumerate(kept))
    pairs = model.pairs
    if isinstance(pairs, Blocks):

        def cost(helpers: slice, recipients: slice) -> Ints:
            every = np.asarray(pairs.cost(helpers, recipients))
            return every[:, :, np.minimum(np.array(kept, np.int64), every.shape[2] - 1)]

        plain.pairs = replace(pairs, cost=cost)
    return plain


def _tried(
    model: AssignmentModel, budget: Budget, share: float, seed: int, warm: Mapping[str, Any] | None, solve: Solve
) -> ModelResult:
    part = budget.part(share, WORK)
    result = solve(model, part, seed, warm)
    budget.work = part.work
    return result


def _empty(result: ModelResult) -> bool:
    """Proved that there is no roster at all, or nothing was found."""
    return result.certificate is None or result.certificate.impossibility is not None


def _with_proofs(model: AssignmentModel, held: ModelResult, free: ModelResult, early: Sequence[int]) -> ModelResult:
    """``held`` with proofs that hold in the whole model: of the first tiers such as heed no wish, if need be those of ``free``.

    A later proof that leans on one that was exchanged is left out, and so is one that the judge makes himself from conditions.
    """
    assert held.certificate is not None and free.certificate is not None
    first = len(early)
    own = _heedless(model, held, first)
    proofs = [*(held if own else free).certificate.tiers[:first], *held.certificate.tiers[first:]]  # type: ignore[union-attr]
    tiers = list(held.tiers)
    for place, number in enumerate([] if own else early):
        tier, value, bound = model.tiers[number], held.tiers[place].value_scaled, free.tiers[place].bound_scaled
        tiers[place] = tier_outcome(tier, tier.sign * value, None if bound is None else tier.sign * bound)
    for number in range(first, len(proofs)):
        leans = not own and any(k < first for dual in _duals(proofs[number]) for k in dual.fixed)
        if leans or isinstance(proofs[number], Shares):
            proofs[number], tiers[number] = None, replace(tiers[number], bound=None, bound_scaled=None, gap=None)
    return replace(held, certificate=Certificate(tuple(proofs)), tiers=tuple(tiers))


def _told(model: AssignmentModel, result: ModelResult, kept: Sequence[int]) -> ModelResult:
    """A result of the model without some tiers, as one of the whole model."""
    given = list(result.certificate.tiers if result.certificate is not None else [None] * len(kept))
    place = dict(enumerate(kept))
    proofs: dict[int, Proof | None] = {
        number: _renumbered(proof, place) for number, proof in zip(kept, given, strict=True)
    }
    outcomes: dict[int, TierOutcome] = dict(zip(kept, result.tiers, strict=True))
    used = some_pairs(model, result.chosen)
    for tier in model.tiers:
        if tier.form == "excess":
            proofs[tier.number] = Tree((Leaf(Dual()),))
            outcomes[tier.number] = tier_outcome(tier, excess_value(model, tier, used, result.amount), 0)
    order = range(len(model.tiers))
    return replace(
        result,
        tiers=tuple(outcomes[number] for number in order),
        certificate=Certificate(tuple(proofs[number] for number in order)),
        route_reason=REASON,
    )


def _renumbered(proof: Proof | None, place: Mapping[int, int]) -> Proof | None:
    if isinstance(proof, Flow):
        return replace(proof, dual=_dual(proof.dual, place))
    if isinstance(proof, Tree):
        return _tree(proof, place)
    if isinstance(proof, Threshold):
        return replace(proof, proof=_tree(proof.proof, place))
    if isinstance(proof, Levels):
        parts = tuple(_renumbered(part, place) for part in proof.proofs)
        return replace(proof, proofs=parts)  # type: ignore[arg-type]
    return proof


def _tree(tree: Tree, place: Mapping[int, int]) -> Tree:
    nodes = (replace(n, dual=_dual(n.dual, place)) if isinstance(n, Leaf) else n for n in tree.nodes)
    return replace(tree, nodes=tuple(nodes))


def _dual(dual: Dual, place: Mapping[int, int]) -> Dual:
    return replace(
        dual,
        tiers={place[k]: v for k, v in dual.tiers.items()},
        fixed=tuple(place[k] for k in dual.fixed),
        groups={place[k]: v for k, v in dual.groups.items()},
        held={place[k]: v for k, v in dual.held.items()},
    )


def _duals(proof: Proof | None) -> list[Dual]:
    if isinstance(proof, Flow):
        return [proof.dual]
    if isinstance(proof, Tree):
        return [node.dual for node in proof.nodes if isinstance(node, Leaf)]
    if isinstance(proof, Threshold):
        return _duals(proof.proof)
    if isinstance(proof, Levels):
        return [dual for part in proof.proofs for dual in _duals(part)]
    return []


def _heedless(model: AssignmentModel, result: ModelResult, first: int) -> bool:
    """Whether the proofs of the tiers before the last wish name no wish, so that they hold without it."""
    names = set(model.wishes.tier)
    early = result.certificate.tiers[:first] if result.certificate is not None else ()
    for dual in (dual for proof in early for dual in _duals(proof)):
        priced = {name for prices in (dual.limits, dual.rows) for name, price in prices.items() if np.any(price)}
        if names & {*priced, *dual.kept}:
            return False
    return not any(isinstance(proof, Shares) for proof in early)


def _as_good(model: AssignmentModel, free: ModelResult, held: ModelResult, kept: Sequence[int]) -> bool:
    """Whether these tiers are as good with the wishes met as without them."""
    tiers = [model.tiers[number] for number in kept]
    both = (_standings(model, *three, free, held) for three in zip(tiers, free.tiers, held.tiers, strict=False))
    return all(one == two for one, two in both)


def _standings(
    model: AssignmentModel, tier: TierCost, a: TierOutcome, b: TierOutcome, one: ModelResult, two: ModelResult
) -> tuple[list[int], list[int]]:
    """How two rosters do in a tier, larger is better: the value, what ``within`` gives up being none; of a leximin tier all
    totals in their order."""
    bounds = [bound for outcome in (a, b) if (bound := _bound(model, outcome, tier.number)) is not None]
    cap = max((bound + tier.allowance(bound) for bound in bounds if tier.allowance(bound)), default=None)
    first, second = tier.sign * a.value_scaled, tier.sign * b.value_scaled
    if cap is not None:
        return [-max(first, cap)], [-max(second, cap)]
    if tier.form != "leximin" or tier.on is None or tier.pair_cost is None:
        return [-first], [-second]
    return _totals(model, tier, one), _totals(model, tier, two)


def _totals(model: AssignmentModel, tier: TierCost, result: ModelResult) -> list[int]:
    assert tier.on is not None and tier.pair_cost is not None
    cost = tier.sign * tier.pair_cost[result.chosen] if tier.pair_cost.any() else None
    totals = np.sort(tier.sign * group_totals(model, tier.on, result.chosen, result.amount, cost))[::-1]
    return [-int(total) for total in totals]


def _beats(model: AssignmentModel, one: ModelResult, two: ModelResult) -> bool:
    """Whether the first is at least as good, tier after tier, and then as well proved."""
    for three in zip(model.tiers, one.tiers, two.tiers, strict=True):
        mine, its = _standings(model, *three, one, two)
        if mine != its:
            return mine > its
    proved = [sum(o.bound_scaled == o.value_scaled for o in result.tiers) for result in (one, two)]
    return proved[0] >= proved[1]


def _met(model: AssignmentModel, result: ModelResult) -> bool:
    return all(one.value_scaled == 0 for one in result.tiers if one.name in _names(model))


def _names(model: AssignmentModel) -> set[str]:
    return {tier.name for tier in model.tiers if tier.form == "excess"}


def _settled(result: ModelResult, first: int) -> bool:
    """Nothing is left open before the wishes, so that nothing exceeds them less."""
    return all(one.bound_scaled == one.value_scaled for one in result.tiers[:first])


def _finished(model: AssignmentModel, budget: Budget, result: ModelResult) -> ModelResult:
    """With the trace of its tiers."""
    if not result.trace:
        for tier, one in zip(model.tiers, result.tiers, strict=True):
            bound = None if one.bound_scaled is None else tier.sign * one.bound_scaled
            budget.report(tier.number, tier.sign * one.value_scaled, bound)
    stopped = budget.stop() or StopReason.FINISHED
    return replace(result, trace=tuple(budget.trace), work=budget.work, status=Status.FEASIBLE, stopped_by=stopped)
