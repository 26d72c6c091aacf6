"""Tier after tier: each among the rosters that keep what the tiers before have reached."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.domain.status import Status, StopReason
from optimizer.engine.outcome import tier_outcome
from optimizer.engine.side.balance import balanced, equal_helpers
from optimizer.engine.side.broad import search
from optimizer.engine.side.coupling import network_part
from optimizer.engine.side.first import first_roster, mixed, reader_of
from optimizer.engine.side.found import Found
from optimizer.engine.side.levels import leaves_nothing_open, leximin
from optimizer.engine.side.measure import Hinge, LoadFunction, measure_of
from optimizer.engine.side.peak import least_peak
from optimizer.engine.side.search import bounded
from optimizer.engine.side.source import PairSet, all_pairs
from optimizer.engine.side.stage import ValueRow, build_stage, tier_columns
from optimizer.engine.side.task import JUDGE_SHARE, Task
from optimizer.engine.side.threshold import least_worst
from optimizer.engine.side.walk import walked
from optimizer.engine.side.watch import Watch
from optimizer.engine.side.wished import excess_value, settled, tightened
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Certificate, Impossibility, Levels, Proof, Shares, Threshold, Tree
from optimizer.model.result import ModelResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.engine.budget import Budget
    from optimizer.engine.side.stage import Stage
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import TierCost


@dataclass(eq=False)
class Kept:
    """What the tiers done so far demand of the next ones."""

    rows: list[ValueRow] = field(default_factory=list)
    functions: list[LoadFunction] = field(default_factory=list)
    forbidden: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def stage(self, model: AssignmentModel, pairs: PairSet, tier: TierCost | None) -> Stage:
        stage = build_stage(model, pairs, tier, tuple(self.rows))
        most = stage.most.copy()
        most[self.forbidden] = 0
        if model.wishes.spreads:
            most[: pairs.count] = np.minimum(most[: pairs.count], tightened(model, pairs, pairs.most))
        caps = {row.tier: row.most for row in self.rows}
        for wished in stage.wishes:
            most[wished.columns] = caps.get(wished.tier, wished.most)
        return stage.with_bounds(stage.least, most)


@dataclass(frozen=True, eq=False)
class TierResult:
    """One tier's answer: x, its value, bound (minimised, scaled) and proof; ``impossible``: there is no roster."""

    x: Ints | None
    value: int | None
    bound: int | None
    proof: Proof | None
    impossible: Tree | None = None


def solve_tiers(model: AssignmentModel, budget: Budget, seed: int, start: Ints | None) -> ModelResult:
    """Every tier in order over all pairs as a list. start: pair numbers of a roster to begin with, or None."""
    left = budget.seconds_left()
    watch = Watch(
        budget, None if left is None else (1 - JUDGE_SHARE) * left, judge=None if left is None else JUDGE_SHARE * left
    )
    pairs = all_pairs(model)
    kept = Kept()
    x = _start(kept.stage(model, pairs, None), model, start)
    if x is None and mixed(model) and network_part(model) is None:
        x = _first(kept.stage(model, pairs, None), model, watch, seed)
    bounds: list[int | None] = []
    proofs: list[Proof | None] = []
    tiers: Sequence[TierCost | None] = model.tiers or (None,)
    for number, tier in enumerate(tiers):
        part = watch.part(1.0 if number == len(tiers) - 1 else 0.6)
        part = part.telling(number if tier is not None and tier.form == "sum" else None)
        if tier is not None and x is not None:
            budget.report(number, tier_value(model, pairs, tier, x), None)
        got = _tier(model, pairs, tier, kept, x, part, seed)
        if got.impossible is None and got.x is None and x is None and not model.wishes and not watch.stopped():
            x = _first(kept.stage(model, pairs, None), model, watch, seed)
            got = got if x is None else _tier(model, pairs, tier, kept, x, part if not part.stopped() else watch, seed)
        if got.impossible is not None:
            return ModelResult(
                certificate=Certificate(impossibility=Impossibility(got.impossible)),
                work=budget.work, trace=tuple(budget.trace), stopped_by=StopReason.FINISHED,
            )  # fmt: skip
        if got.x is None or got.value is None:
            return ModelResult(
                stopped_by=watch.stop() or StopReason.FINISHED,
                work=budget.work, trace=tuple(budget.trace),
            )  # fmt: skip
        x = settled(kept.stage(model, pairs, None).wishes, pairs, got.x) if model.wishes else got.x
        if tier is None:
            break
        budget.report(number, got.value, got.bound)
        bounds.append(got.bound)
        proofs.append(got.proof)
        _keep(model, pairs, tier, kept, x, got)
    assert x is not None
    stage = kept.stage(model, pairs, None)
    used = np.flatnonzero(x[: pairs.count])
    return ModelResult(
        status=Status.FEASIBLE,
        stopped_by=watch.stop() or StopReason.FINISHED,
        chosen=pairs.index[used],
        amount=x[used],
        missing={name: x[first : first + count] for name, (first, count) in stage.missing_at.items()},
        tiers=tuple(
            tier_outcome(tier, tier_value(model, pairs, tier, x), bound)
            for tier, bound in zip(model.tiers, bounds, strict=True)
        ),
        prices=_prices(proofs),
        certificate=Certificate(tiers=tuple(proofs)),
        warm_start={"pairs": pairs.index[used]},
        trace=tuple(budget.trace),
        work=budget.work,
    )


def _start(stage: Stage, model: AssignmentModel, start: Ints | None) -> Ints | None:
    """The columns of a given roster, with what is missing filled up; None when it is not allowed."""
    given = start if start is not None else model.previous
    if given is None:
        return None
    at = stage.pairs.find(np.unique(given))
    x = stage.least.copy()
    x[at[at >= 0]] = np.maximum(1, x[at[at >= 0]])
    x = _filled(stage, x)
    return x if Task(stage, model.spreads).allows(x) else None


def _filled(stage: Stage, x: Ints) -> Ints:
    """The columns with what is missing as the pairs leave it."""
    x[stage.pair_count :] = 0
    activity = stage.matrix @ x
    for name, (first, count) in stage.missing_at.items():
        block = stage.block("limit", name)
        lack = stage.lo[block.first : block.first + count] - activity[block.first : block.first + count]
        x[first : first + count] = np.clip(lack, 0, stage.most[first : first + count])
    return settled(stage.wishes, stage.pairs, x)


def _first(stage: Stage, model: AssignmentModel, watch: Watch, seed: int) -> Ints | None:
    """Any roster: dealt by hand, mended by a walk, or the empty one."""
    made = first_roster(model, reader_of(model, stage.pairs), watch.part(0.3))
    likely = None
    if made is not None:
        likely = stage.least.copy()
        likely[stage.pairs.find(made.pair)] = made.amount
        likely = _filled(stage, likely)
        if Task(stage, model.spreads).allows(likely):
            return likely
    x = walked(Task(stage, model.spreads), None, watch.part(0.4), seed, likely=likely)
    return _start(stage, model, np.zeros(0, np.int64)) if x is None else x


def _tier(
    model: AssignmentModel, pairs: PairSet, tier: TierCost | None, kept: Kept, x: Ints | None, watch: Watch, seed: int
) -> TierResult:
    functions = tuple(kept.functions)
    if tier is None or tier.form in ("sum", "excess"):
        return _plain(search(Task(kept.stage(model, pairs, tier), model.spreads, functions), x, watch, seed=seed))
    if tier.form == "worst" and tier.on is None:
        stage = kept.stage(model, pairs, None)
        costs = pairs.cost(tier)
        value, bound, best, proof = least_worst(Task(stage, model.spreads, functions), costs, x, watch, seed)
        if proof is None and best is None:
            return _plain(search(Task(stage, model.spreads, functions), x, watch, seed=seed))
        threshold = None if proof is None or bound is None else Threshold(bound, proof)
        return TierResult(best, value, bound if threshold else None, threshold)
    measure = measure_of(model, tier, pairs)
    if not measure.count:
        found = search(Task(kept.stage(model, pairs, tier), model.spreads, functions), x, watch, seed=seed)
        return _plain(replace(found, bound=None)) if found.x is not None else _plain(found)
    if tier.form == "worst":
        stage = kept.stage(model, pairs, None)
        task = Task(stage, model.spreads, (*functions, LoadFunction(measure, peak=True)))
        found, threshold = least_peak(task, x, watch, seed)
        return _plain(found) if threshold is None else TierResult(found.x, found.value, found.bound, threshold)
    if tier.form == "convex":
        equal = equal_helpers(model, tier, pairs)
        made = None if equal is None else balanced(equal, watch, seed)
        task = Task(
            kept.stage(model, pairs, tier), model.spreads, (*functions, LoadFunction(measure, square=tier.scale))
        )
        if made is None:
            return _plain(search(task, x, watch, seed=seed))
        x = np.zeros(task.stage.column_count, np.int64)
        x[pairs.find(np.sort(made.helper * model.recipient_count + np.arange(model.recipient_count)))] = 1
        bound = None if made.bound is None else tier.scale * made.bound
        if bound == task.value(x):
            return TierResult(x, bound, bound, Shares())
        got = _plain(bounded(task, x, watch) if made.unbeaten else search(task, x, watch, seed=seed))
        if bound is None or got.impossible is not None or (got.bound is not None and got.bound >= bound):
            return got
        return replace(got, bound=bound, proof=Shares())
    stage = kept.stage(model, pairs, None)
    found, levels, bound = leximin(Task(stage, model.spreads, functions), measure, x, watch, seed, tier)
    if found.x is None:
        return _plain(found)
    top = LoadFunction(measure, peak=True).value(found.x)
    return TierResult(found.x, top, bound, None if bound is None else levels)


def tier_value(model: AssignmentModel, pairs: PairSet, tier: TierCost, x: Ints) -> int:
    """Minimised and scaled, of the columns of a stage."""
    if tier.form == "excess":
        return excess_value(model, tier, pairs, x)
    if tier.form in ("sum", "convex"):
        value = int((tier_columns(model, tier, pairs) * x).sum())
        if tier.form == "convex":
            value += LoadFunction(measure_of(model, tier, pairs), square=tier.scale).value(x)
        return value
    if tier.on is not None:
        return LoadFunction(measure_of(model, tier, pairs), peak=True).value(x)
    costs = pairs.cost(tier)
    used = costs[x[: pairs.count] > 0]
    if len(used):
        return int(used.max())
    usable = costs[pairs.most > 0]
    return int(usable.min()) if len(usable) else 0


def _plain(found: Found) -> TierResult:
    if found.impossible:
        return TierResult(None, None, None, None, found.tree)
    bound = found.bound if found.tree is not None else None
    return TierResult(found.x, found.value, bound, found.tree if bound is not None else None)


def _keep(model: AssignmentModel, pairs: PairSet, tier: TierCost, kept: Kept, x: Ints, got: TierResult) -> None:
    """What later tiers must hold: the value reached, or what ``within`` leaves above the proved bound."""
    assert got.value is not None
    value, bound, proof = got.value, got.bound, got.proof
    cap = value if bound is None else max(value, bound + tier.allowance(bound))
    if tier.form in ("sum", "excess"):
        kept.rows.append(ValueRow(tier.number, cap))
    elif tier.on is None:
        kept.forbidden = np.union1d(kept.forbidden, np.flatnonzero(pairs.cost(tier) > cap))
    elif tier.form == "worst":
        kept.rows.append(ValueRow(tier.number, cap))
    elif tier.form == "convex":
        measure = measure_of(model, tier, pairs)
        linear = tier_columns(model, tier, pairs)
        held = LoadFunction(measure, square=tier.scale, square_most=cap, linear=linear, tier=tier.number)
        kept.functions.append(held)
    else:
        measure = measure_of(model, tier, pairs)
        kept.rows.append(ValueRow(tier.number, cap))
        if cap == value:
            totals = measure.totals(x)
            thresholds = np.unique(np.concatenate([totals, totals - 1]))[::-1].tolist()
            hinges = tuple(Hinge(b, int(np.maximum(totals - b, 0).sum())) for b in thresholds)
            whole = isinstance(proof, Levels) and leaves_nothing_open(measure, totals, proof, tier.sign)
            kept.functions.append(LoadFunction(measure, hinges=hinges, tier=tier.number, certified=whole))


def _prices(proofs: Sequence[Proof | None]) -> dict[str, Ints]:
    """Of the first tier with a single leaf: what one more unit of each row would change, in the minimised tier."""
    for proof in proofs:
        if isinstance(proof, Tree) and len(proof.nodes) == 1:
            dual = proof.nodes[0].dual  # type: ignore[union-attr]
            return {name: np.rint(y / dual.scale).astype(np.int64) for name, y in dual.limits.items()}
        if isinstance(proof, Levels | Threshold):
            continue
    return {}
