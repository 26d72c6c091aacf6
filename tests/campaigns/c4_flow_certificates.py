"""C4: results with flow certificates, changed at random: nothing that states a falsehood is accepted.

Changes that leave every statement true (other potentials of the same optimum, another optimal roster) are counted apart.
The controls are judges with one check taken out: each must let a falsehood through.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np

from optimizer.domain.status import Status
from optimizer.model import AssignmentModel, Certificate, Dual, Flow, Limit, ModelResult, Pairs, Tier
from optimizer.solve import solve_model
from optimizer.verify import exact, feasible, judge, relaxation, verify_model
from tests.campaigns.statements import is_true, optimum

Case = tuple[AssignmentModel, ModelResult]
Change = Callable[[Case, random.Random], Case]


def model_with(costs: np.ndarray[Any, Any], quota: np.ndarray[Any, Any], lack: int) -> AssignmentModel:
    """A transportation model in which needs may stay open at the price ``lack``."""
    helpers, recipients = costs.shape
    helper, recipient = (end.reshape(-1) for end in np.indices(costs.shape))
    return AssignmentModel(
        helpers,
        recipients,
        Pairs(helper, recipient),
        [
            Limit("quota", np.arange(helpers), most=quota),
            Limit("need", None, np.arange(recipients), least=1, most=1, missing=1),
        ],
        tiers=[Tier("cost", pair_cost=costs.reshape(-1), missing_cost=lack)],
    )


def parts(model: AssignmentModel) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], int]:
    cost = model.tiers[0].pair_cost
    assert cost is not None
    return (
        cost.reshape(model.helper_count, -1).copy(),
        model.limit("quota").most.copy(),
        int(model.tiers[0].missing_cost[0]),
    )


def base(rng: random.Random) -> Case:
    helpers, recipients = rng.randint(2, 6), rng.randint(3, 8)
    costs = np.array([[rng.randint(0, 30) for _ in range(recipients)] for _ in range(helpers)], np.int64)
    model = model_with(costs, np.array([rng.randint(1, 3) for _ in range(helpers)], np.int64), rng.randint(20, 60))
    return model, solve_model(model)


def dual(result: ModelResult) -> Dual:
    assert result.certificate is not None
    proof = result.certificate.tiers[0]
    assert isinstance(proof, Flow)
    return proof.dual


def with_dual(case: Case, changed: Dual) -> Case:
    return case[0], replace(case[1], certificate=Certificate((Flow(changed),)))


def stating(case: Case, value: int) -> Case:
    """The same, with value and bound stated as ``value``, optimal."""
    tier = replace(case[1].tiers[0], value=value, bound=value, gap=0.0, value_scaled=value, bound_scaled=value)
    return case[0], replace(case[1], tiers=(tier,))


def recomputed(case: Case) -> int:
    """What the roster's value is by its indices, whatever they are."""
    model, result = case
    cost = model.tiers[0].pair_cost
    assert cost is not None
    inside = np.clip(np.asarray(result.chosen).astype(np.int64), 0, model.pair_count - 1)
    own = int((cost[inside] * np.asarray(result.amount).astype(np.int64)).sum())
    return own + int(model.tiers[0].missing_cost[0]) * int(np.asarray(result.missing["need"]).sum())


def change_price(case: Case, rng: random.Random) -> Case:
    own = dual(case[1])
    limits = {name: np.array(values) for name, values in own.limits.items()}
    name = rng.choice(sorted(limits) or ["need"])
    limits.setdefault(name, np.zeros(case[0].limit(name).count, np.int64))
    limits[name][rng.randrange(len(limits[name]))] += rng.choice((-7, -1, 1, 7))
    return with_dual(case, replace(own, limits=limits))


def change_scale(case: Case, rng: random.Random) -> Case:
    return with_dual(case, replace(dual(case[1]), scale=rng.choice((0, -1, 2))))


def change_claim(case: Case, rng: random.Random) -> Case:
    return stating(case, int(case[1].tiers[0].value) + rng.choice((-5, -1, 1)))


def change_pair(case: Case, rng: random.Random) -> Case:
    chosen = case[1].chosen.copy()
    if not len(chosen):
        return change_claim(case, rng)
    chosen[rng.randrange(len(chosen))] = rng.randrange(-1, case[0].pair_count + 1)
    moved = case[0], replace(case[1], chosen=chosen if rng.random() < 0.3 else np.sort(chosen))
    return stating(moved, recomputed(moved)) if rng.random() < 0.7 else moved


def reroute(case: Case, rng: random.Random) -> Case:
    """Give a recipient to another helper, with the value mended and the recipient's price raised to hide it."""
    model, result = case
    if not len(result.chosen):
        return change_claim(case, rng)
    at = rng.randrange(len(result.chosen))
    recipient = int(result.chosen[at]) % model.recipient_count
    chosen = result.chosen.copy()
    chosen[at] = rng.randrange(model.helper_count) * model.recipient_count + recipient
    moved = model, replace(result, chosen=np.sort(chosen))
    return hidden(moved, recipient)


def hidden(case: Case, recipient: int) -> Case:
    """The roster's value stated, and the bound moved to it by the price of one recipient."""
    value = recomputed(case)
    limits = {name: np.array(values) for name, values in dual(case[1]).limits.items()}
    limits.setdefault("need", np.zeros(case[0].recipient_count, np.int64))
    limits["need"][recipient] += value - int(case[1].tiers[0].bound or 0)
    return stating(with_dual(case, replace(dual(case[1]), limits=limits)), value)


def change_amount(case: Case, rng: random.Random) -> Case:
    amount = case[1].amount.copy()
    if not len(amount):
        return change_claim(case, rng)
    amount[rng.randrange(len(amount))] += rng.choice((-1, 1))
    moved = case[0], replace(case[1], amount=amount)
    return stating(moved, recomputed(moved))


def change_missing(case: Case, rng: random.Random) -> Case:
    """A need overfilled or denied: a negative or false count, with the price hidden in the need's multiplier."""
    model, result = case
    missing = np.array(result.missing["need"])
    at = rng.randrange(len(missing))
    pair = rng.randrange(model.helper_count) * model.recipient_count + at
    chosen = np.union1d(result.chosen, [pair]) if rng.random() < 0.7 else result.chosen
    held = np.bincount(np.asarray(chosen) % model.recipient_count, minlength=model.recipient_count)
    missing[at] = 1 - held[at] if rng.random() < 0.8 else missing[at] + rng.choice((-1, 1))
    chosen = chosen.astype(np.int64)
    moved = model, replace(result, chosen=chosen, amount=np.ones(len(chosen), np.int64), missing={"need": missing})
    return hidden(moved, at)


def change_type(case: Case, rng: random.Random) -> Case:
    model, result = case
    kind = rng.choice(("float", "bool", "object", "wrap"))
    if kind == "float":
        return model, replace(result, amount=result.amount + 0.25)
    if kind == "bool":
        return model, replace(result, amount=result.amount.astype(bool))
    if kind == "object":
        return model, replace(result, chosen=np.array([str(c) for c in result.chosen], dtype=object))
    return model, replace(result, amount=result.amount.astype(np.uint64) + np.uint64(2**64 - 2**32))


def change_order(case: Case, rng: random.Random) -> Case:
    """A pair written twice, or pairs out of order."""
    model, result = case
    if rng.random() < 0.5 or not len(result.chosen):
        return model, replace(result, chosen=result.chosen[::-1].copy(), amount=result.amount[::-1].copy())
    at = rng.randrange(len(result.chosen))
    moved = (
        model,
        replace(result, chosen=np.insert(result.chosen, at, result.chosen[at]), amount=np.insert(result.amount, at, 1)),
    )
    return stating(moved, recomputed(moved))


def change_model(case: Case, rng: random.Random) -> Case:
    """The same result beside a model with another cost or quota."""
    costs, quota, lack = parts(case[0])
    if rng.random() < 0.7:
        costs[rng.randrange(costs.shape[0]), rng.randrange(costs.shape[1])] += rng.choice((-9, -1, 1, 9))
    else:
        quota[rng.randrange(len(quota))] += rng.choice((-1, 1))
    return model_with(costs, quota, lack), case[1]


CHANGES: tuple[Change, ...] = (
    change_price,
    change_scale,
    change_claim,
    change_pair,
    reroute,
    change_amount,
    change_missing,
    change_type,
    change_order,
    change_model,
)


def _used_pairs_only(case: Case) -> tuple[tuple[Any, str, Any], ...]:
    """Pairs outside the roster are not priced: what a short list of candidates amounts to."""
    honest = relaxation.Relaxation.reduced

    def reduced(self: Any, block: Any) -> Any:
        used = np.isin(np.arange(block.start, block.stop), case[1].chosen)
        return np.where(used, honest(self, block), 0)

    return ((relaxation.Relaxation, "reduced", reduced),)


def _loose(name: str, values: Any, length: int | None = None) -> Any:
    return np.asarray(values).astype(np.int64)


def _in_any_order(model: AssignmentModel, result: ModelResult, honest: Any = feasible.read_chosen) -> Any:
    order = np.argsort(result.chosen, kind="stable")
    pair, amount = np.asarray(result.chosen)[order], np.asarray(result.amount)[order]
    helper, recipient, role = model.pair_ends(pair)
    missing = {name: np.asarray(values) for name, values in result.missing.items()}
    return feasible.Chosen(pair, amount, helper, recipient, role, missing)


def _without_missing(limit: Any, chosen: Any, honest: Any = feasible._limit) -> Any:
    return [finding for finding in honest(limit, chosen) if finding.code != "verify.missing_range"]


Patches = tuple[tuple[Any, str, Any], ...]
WEAKENED: dict[str, Callable[[Case], Patches]] = {
    "rows unchecked": lambda _: ((judge, "violations", lambda model, pairs, chosen: []),),
    "values unchecked": lambda _: ((judge, "_check_values", lambda model, result, values: None),),
    "integers unchecked": lambda _: ((feasible, "integers", _loose), (exact, "integers", _loose)),
    "used pairs priced only": _used_pairs_only,
    "order unchecked": lambda _: ((judge, "read_chosen", _in_any_order),),
    "missing unchecked": lambda _: ((feasible, "_limit", _without_missing),),
}


def accepted(case: Case) -> bool:
    verdict = verify_model(*case)
    return verdict.accepted and verdict.status in (Status.OPTIMAL, Status.FEASIBLE)


def weakly_accepted(case: Case, patches: Callable[[Case], Patches]) -> bool:
    with ExitStack() as stack:
        for module, name, stand_in in patches(case):
            stack.enter_context(patch.object(module, name, stand_in))
        try:
            return accepted(case)
        except (IndexError, OverflowError, TypeError, ValueError):
            return False


def run(size: int = 10_000, seed: int = 4) -> dict[str, Any]:
    """Pass bar: no falsehood accepted; each weakened judge accepts one."""
    rng = random.Random(seed)
    false_accepted: list[str] = []
    rejected = still_true = 0
    weak = dict.fromkeys(WEAKENED, 0)
    by_change = {change.__name__: 0 for change in CHANGES}
    case = base(rng)
    best = optimum(case[0])
    for number in range(size):
        if number % 20 == 0:
            case = base(rng)
            best = optimum(case[0])
        change = CHANGES[number % len(CHANGES)]
        changed = change(case, rng)
        truth = is_true(*changed, best if changed[0] is case[0] else optimum(changed[0]))
        if not accepted(changed):
            rejected += 1
            by_change[change.__name__] += 1
        elif truth:
            still_true += 1
        else:
            false_accepted.append(f"{number} {change.__name__}")
        if not truth:
            for name, patches in WEAKENED.items():
                weak[name] += weakly_accepted(changed, patches)
    return {
        "campaign": "C4",
        "seed": seed,
        "size": size,
        "rejected": rejected,
        "rejected_by_change": by_change,
        "different_but_true": still_true,
        "false_accepted": false_accepted,
        "control_accepted": weak,
        "passed": not false_accepted and all(weak.values()),
    }
