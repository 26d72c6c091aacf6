"""C16: certificates of every form, changed at random: no bound that the judge grants is above the truth.

The models are those of tests/engine/odd_models (limits of nobody, roles, spreads, rows, every form of tier, ``within``), some
with wishes, some with equal helpers; every roster of each is listed. A certificate of the engine is changed: a multiplier, its
sign or scale, a name, a node, a level, a form, the proof of another tier. Whatever the judge then says about a tier must be true
of all rosters that keep the tiers before. The controls are judges with one check taken out: each must grant something false.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import fields, is_dataclass, replace
from typing import Any
from unittest.mock import patch

import numpy as np

from optimizer import AssignmentModel, Limit, ModelResult, Pairs, Spread, Tier
from optimizer.domain.status import Status
from optimizer.model.certificate import (
    Branch,
    Certificate,
    Cover,
    Dual,
    Flow,
    Held,
    Impossibility,
    Leaf,
    Levels,
    Proof,
    Shares,
    Threshold,
    Tree,
)
from optimizer.solve import solve_model
from optimizer.verify import Verdict, multipliers, proofs, shares, trees, verify_model
from tests.engine.odd_models import Everything, Odd

LARGEST = 600
"""Rosters of one model."""

Vector = list[tuple[int, ...]]


def shared(seed: int) -> AssignmentModel:
    """Equal helpers, one part each, squares of their loads, then a second aim that prices what was reached."""
    rng = np.random.default_rng([16, seed])
    helpers, recipients = 2, int(rng.integers(3, 6))
    helper, recipient = np.divmod(np.arange(helpers * recipients), recipients)
    odd = rng.random() < 0.3
    cost = rng.integers(-1, 2, helpers * recipients) if odd else 0
    form = str(rng.choice(["convex", "convex", "convex", "leximin", "leximin", "worst"]))
    return AssignmentModel(
        helpers,
        recipients,
        Pairs(helper, recipient),
        [
            Limit("need", recipient_key=np.arange(recipients), least=int(rng.random() < 0.6), most=1),
            Limit("count", helper_key=np.arange(helpers), least=int(rng.integers(0, 2)), most=int(rng.integers(2, 5))),
            Limit("load", np.arange(helpers), weight=rng.integers(1, 9, recipients), weight_by="recipient"),
        ],
        [Spread("zone", np.arange(helpers), np.sort(rng.integers(0, 2, recipients)))] if rng.random() < 0.5 else [],
        tiers=[
            Tier("balance", form=form, on="load", pair_cost=cost if form == "convex" else 1),  # type: ignore[arg-type]
            Tier("cost", pair_cost=rng.integers(0, 6, helpers * recipients)),
            Tier("other", pair_cost=rng.integers(0, 6, helpers * recipients)),
        ],
    )


class Truth:
    """Every roster's values of a model, and what the least of each tier is given those before."""

    def __init__(self, model: AssignmentModel) -> None:
        every = Everything(model)
        self.model, self.size = model, every.size
        self.rosters: list[tuple[Any, Any, Vector]] = []
        if every.size <= LARGEST:
            self.rosters = [(x, missing, every.values(x, missing)) for x, missing in every.rosters()]

    def believes(self, verdict: Verdict, own: Vector | None) -> bool:
        """Whether every bound, label and status of an accepted verdict is true; ``own``: the values of the roster judged."""
        if verdict.status is Status.INFEASIBLE:
            return not self.rosters
        if own is None:
            return True
        left = [values for _, _, values in self.rosters]
        for tier, told, value in zip(self.model.tiers, verdict.tiers, own, strict=True):
            least = min(values[tier.number] for values in left)
            if tier.sign * told.value != value[0]:
                return False
            if told.bound is not None and tier.sign * told.bound > least[0]:
                return False
            if told.label == "optimal" and value != least and (tier.form != "leximin" or tier.allowance(least[0]) == 0):
                return False
            spare = 0 if told.bound is None else tier.allowance(tier.sign * told.bound)
            cap = value[0] if told.bound is None else max(value[0], tier.sign * told.bound + spare)
            if tier.form == "leximin" and told.label == "optimal" and cap == value[0]:
                left = [values for values in left if values[tier.number] == value]
            else:
                left = [values for values in left if values[tier.number][0] <= cap]
        return True


def own_values(model: AssignmentModel, result: ModelResult) -> Vector | None:
    if not result.tiers:
        return None
    every = Everything(model)
    x = np.zeros(len(every.most), np.int64)
    x[result.chosen] = result.amount
    return every.values(
        x, {limit.name: result.missing[limit.name] for limit in model.limits if limit.missing is not None}
    )


def with_roster(result: ModelResult, x: Any, missing: Any) -> ModelResult:
    """The certificate beside another roster, which claims nothing: what it is granted is the certificate's doing alone."""
    chosen = np.flatnonzero(x)
    lacking = {name: np.array(rows, np.int64) for name, rows in missing.items()}
    other = ModelResult(chosen=chosen, amount=x[chosen], missing=lacking, certificate=result.certificate)
    return replace(other, status=Status.FEASIBLE)


def bases(rng: random.Random) -> Iterator[tuple[AssignmentModel, ModelResult, Truth, Vector | None]]:
    """Models with a certificate, half of them with helpers alike."""
    while True:
        seed = rng.randrange(10**6)
        model = shared(seed) if rng.random() < 0.5 else Odd(seed).model()
        truth = Truth(model)
        if truth.size > LARGEST:
            continue
        result = solve_model(model)
        if result.certificate is not None:
            yield model, result, truth, own_values(model, result)


def parts_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Everything inside a certificate with its path."""
    found = [(path, value)]
    if is_dataclass(value):
        for part in fields(value):
            if part.name != "kind":
                found += parts_of(getattr(value, part.name), (*path, part.name))
    elif isinstance(value, dict):
        for key in sorted(value, key=str):
            found += parts_of(value[key], (*path, key))
    elif isinstance(value, tuple | list):
        for number, part in enumerate(value):
            found += parts_of(part, (*path, number))
    return found


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The same certificate with another part at the path."""
    if not path:
        return new
    first, *rest = path
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{first: put(getattr(value, first), tuple(rest), new)})
    if isinstance(value, dict):
        return {**value, first: put(value[first], tuple(rest), new)}
    items = list(value)
    items[first] = put(items[first], tuple(rest), new)
    return tuple(items)


HUGE = (10**30, -(10**30), 2**62, 2**63 - 1, 2**64)


def number_like(old: int, rng: random.Random) -> int:
    return rng.choice((old + 1, old - 1, -old, 0, old * 2, old + rng.choice((-7, 7, 100)), rng.choice(HUGE)))


def with_number(values: Any, rng: random.Random) -> Any:
    array = np.array(values, dtype=object)
    if not len(array):
        return array
    array[rng.randrange(len(array))] = number_like(int(array[rng.randrange(len(array))]), rng)
    return array


def dual_more(dual: Dual, model: AssignmentModel, rng: random.Random) -> Dual:
    """Something that was not there: a price, a kept limit, a face, what an earlier tier has reached, a cover."""
    limits = [limit for limit in model.limits if limit.count]
    kind = rng.randrange(8)
    number = rng.randrange(max(1, len(model.tiers)))
    tier = model.tiers[number] if model.tiers else None
    on = next((limit for limit in limits if tier is not None and limit.name == tier.on), None)
    size = rng.choice((1, 3, 1000)) * dual.scale
    if kind == 0 and limits:
        limit = rng.choice(limits)
        return replace(dual, limits={**dual.limits, limit.name: with_number(np.zeros(limit.count, np.int64), rng)})
    if kind == 1:
        names = [limit.name for limit in limits] + [spread.name for spread in model.spreads]
        return replace(dual, kept=(*dual.kept, rng.choice([*names, "nobody"])))
    if kind == 2:
        return replace(dual, fixed=(*dual.fixed, rng.randrange(-1, 4)))
    if kind == 3:
        return replace(dual, tiers={**dual.tiers, number: rng.choice((-size, size))})
    if kind == 4 and on is not None:
        hinges = tuple((rng.randrange(-3, 6), rng.choice((-size, size))) for _ in range(rng.randrange(3)))
        links = with_number(np.zeros(on.count, np.int64), rng)
        return replace(dual, held={**dual.held, number: Held(links, hinges)}, tiers={**dual.tiers, number: size})
    if kind == 5 and on is not None:
        return replace(dual, groups={**dual.groups, number: with_number(np.zeros(on.count, np.int64), rng)})
    if kind == 6 and model.pair_count:
        pairs = np.sort(np.array(rng.sample(range(model.pair_count), min(2, model.pair_count))))
        charges = np.array([size] * len(pairs), dtype=object)
        cover = Cover(rng.choice([limit.name for limit in model.limits] or ["need"]), pairs, charges, size)
        return replace(dual, covers=(*dual.covers, cover))
    return replace(dual, levels={**dual.levels, rng.randrange(3): rng.choice((-size, size))})


def other_proof(old: Any, result: ModelResult, rng: random.Random) -> Any:
    """Another form of proof in its place, or none, or that of another tier."""
    assert result.certificate is not None
    empty = Leaf(Dual(), empty=True)
    choices: list[Proof | None] = [
        None,
        Shares(),
        Flow(Dual()),
        Tree((Leaf(Dual()),)),
        Tree((empty,)),
        Threshold(rng.randrange(-2, 9), Tree(())),
        Threshold(rng.randrange(-2, 9), Tree((empty,))),
        Levels((rng.randrange(4),), (Tree((Leaf(Dual()),)),), (rng.randrange(-2, 4),)),
        Levels((), ()),
        *result.certificate.tiers,
    ]
    if isinstance(old, Levels) and old.excess:
        choices += [replace(old, values=old.values[1:], proofs=old.proofs[1:], excess=old.excess[1:])] * 4
    return rng.choice(choices)


def changed(model: AssignmentModel, result: ModelResult, rng: random.Random) -> ModelResult:
    """One to three changes of the certificate; sometimes the claims grow with it."""
    certificate: Any = result.certificate
    for _ in range(rng.choice((1, 1, 2, 3))):
        found = parts_of(certificate)
        wanted = rng.choice((int, np.ndarray, Dual, Branch, Leaf, tuple, "proof", Held, Cover))
        if wanted == "proof":
            here = [(p, v) for p, v in found if len(p) == 2 and p[0] == "tiers"]
        else:
            here = [(p, v) for p, v in found if isinstance(v, wanted) and not isinstance(v, bool) and p]  # type: ignore[arg-type]
        if not here:
            continue
        path, old = rng.choice(here)
        certificate = put(certificate, path, _other(old, path, model, result, rng))
    moved = replace(result, certificate=certificate)
    if result.tiers and rng.random() < 0.4:
        at = rng.randrange(len(result.tiers))
        tier = result.tiers[at]
        bound = tier.value_scaled if rng.random() < 0.5 or tier.bound_scaled is None else tier.bound_scaled + 1
        claim = replace(tier, bound_scaled=bound, bound=bound / tier.scale if tier.scale > 1 else bound, gap=None)
        moved = replace(moved, tiers=(*result.tiers[:at], claim, *result.tiers[at + 1 :]))
    return moved


def forged(model: AssignmentModel, result: ModelResult, values: Vector, rng: random.Random) -> ModelResult:
    """A certificate made for the roster of these values, which need not be the best: each says one thing that is not so."""
    assert result.certificate is not None
    given = list(result.certificate.tiers) or [None] * len(model.tiers)
    if not given:
        return result
    number = rng.randrange(len(given))
    tier, size = model.tiers[number], rng.choice((1, 3, 1000))
    nothing = Tree((Leaf(Dual()),))
    if tier.form == "convex" and rng.random() < 0.6:
        given[number] = Shares()
    elif tier.form == "leximin" and rng.random() < 0.6:
        thresholds = [tier.sign * (v - 1) for v in sorted(set(values[number]), reverse=True)]
        given[number] = Levels((0,) * len(thresholds), (nothing,) * len(thresholds), tuple(thresholds))
    elif tier.form in ("worst", "leximin"):
        wall = Threshold(values[number][0], Tree((Leaf(Dual(), empty=True),)))
        given[number] = wall if tier.form == "worst" else Levels((values[number][0],), (wall,))
    elif number:
        proof = given[number]
        dual = proof.nodes[0].dual if isinstance(proof, Tree) and isinstance(proof.nodes[0], Leaf) else Dual()
        earlier = model.tiers[rng.randrange(number)]
        plain = model.pair_list is not None and [limit.name for limit in model.limits][:1] == ["need"]
        if plain and earlier.form == tier.form == "sum":
            return _with_proof(result, number, Tree((Leaf(_wrong_sign(model, tier, earlier, size)),)))
        dual = replace(dual, tiers={**dual.tiers, earlier.number: -size * dual.scale})
        if earlier.form == "leximin":
            links = np.zeros(model.limit(str(earlier.on)).count, np.int64)
            held = Held(links, ((rng.randrange(-1, 5), size * dual.scale),))
            dual = replace(dual, tiers={}, held={earlier.number: held})
        given[number] = Tree((Leaf(dual),))
    else:
        given[number] = Tree((Leaf(Dual(), empty=True),))
    alone = [proof if place == number else None for place, proof in enumerate(given)]
    return replace(result, certificate=Certificate(tuple(alone if rng.random() < 0.7 else given)))


def _wrong_sign(model: AssignmentModel, tier: Any, earlier: Any, size: int) -> Dual:
    """The best prices of needs when an earlier tier is rewarded for what it should be kept from."""
    assert model.pair_list is not None
    price = np.full(model.limit("need").count, 10**6)
    pairs = model.pair_list
    row = model.limit("need").row_of(pairs.helper, pairs.recipient, pairs.role)
    inside = row >= 0
    np.minimum.at(price, row[inside], (tier.pair_cost - size * earlier.pair_cost)[inside])
    return Dual(limits={"need": price}, tiers={earlier.number: -size})


def _with_proof(result: ModelResult, number: int, proof: Proof) -> ModelResult:
    assert result.certificate is not None
    tiers = tuple(proof if place == number else None for place in range(len(result.certificate.tiers)))
    return replace(result, certificate=Certificate(tiers))


def without_one(result: ModelResult, rng: random.Random) -> ModelResult:
    """A tier left open, those after it proved as if it were not."""
    assert result.certificate is not None
    given = list(result.certificate.tiers)
    if not given:
        return result
    given[rng.randrange(len(given))] = None
    return replace(result, certificate=Certificate(tuple(given)), tiers=(), status=Status.FEASIBLE)


def _other(old: Any, path: tuple[Any, ...], model: AssignmentModel, result: ModelResult, rng: random.Random) -> Any:
    if len(path) == 2 and path[0] == "tiers" and (old is None or rng.random() < 0.6):
        return other_proof(old, result, rng)
    if isinstance(old, Dual):
        return dual_more(old, model, rng)
    if isinstance(old, np.ndarray):
        return with_number(old, rng) if rng.random() < 0.8 else -np.array(old, dtype=object)
    if isinstance(old, int):
        return number_like(old, rng)
    if isinstance(old, Leaf):
        return replace(old, empty=not old.empty) if rng.random() < 0.7 else Leaf(Dual())
    if isinstance(old, Branch):
        return rng.choice(
            (
                replace(old, below=old.above),
                replace(old, above=old.below),
                replace(old, below=0),
                Leaf(Dual(), empty=True),
            )
        )
    if isinstance(old, Held):
        hinges = tuple((b + rng.choice((-1, 1)), -w) for b, w in old.hinges) or ((0, 5),)
        return replace(old, hinges=hinges)
    if isinstance(old, Cover):
        return replace(old, unit=old.unit * 3 + 1, charges=np.array(old.charges, dtype=object) + rng.choice((-3, 3)))
    if isinstance(old, Certificate | Impossibility):
        return old
    if isinstance(old, tuple) and old:
        return rng.choice((old[1:], old[:-1], (*old, old[0]), old[::-1]))
    return old


def _no_signs(name: str) -> Callable[..., Any]:
    honest = getattr(multipliers, name)

    def loose(*given: Any) -> Any:
        try:
            return honest(*given)
        except multipliers.Rejected:
            return {int(k): int(v) for k, v in given[1].items()} if name == "_weights" else given[-1]

    return loose


def _whole_everywhere(self: Any, cap: int, *, kept: bool, whole: bool, honest: Any = proofs.Proofs.close) -> None:
    honest(self, cap, kept=True, whole=True)
    self.whole[-1] = True


def _believed_leaf(number: int, leaf: Leaf, path: Any, build: Any, honest: Any = trees._leaf_bound) -> Any:
    return None if leaf.empty else honest(number, leaf, path, build)


def _cheap(model: AssignmentModel, tier: Any, honest: Any = shares._split) -> Any:
    return honest(model, replace(tier, pair_cost=np.abs(tier.pair_cost), missing_cost=np.abs(tier.missing_cost)))


def _all_served(model: AssignmentModel, row: Any, honest: Any = shares._of_recipients) -> Any:
    least, most = honest(model, row)
    return np.maximum(least, 1), most


Patches = tuple[tuple[Any, str, Any], ...]
WEAKENED: dict[str, Patches] = {
    "multipliers of any sign": ((multipliers, "_weights", _no_signs("_weights")),),
    "open tiers are whole": ((proofs.Proofs, "close", _whole_everywhere),),
    "empty leaves are believed": ((trees, "_leaf_bound", _believed_leaf),),
    "shares with negative costs": ((shares, "_split", _cheap),),
    "shares of who may stay open": ((shares, "_of_recipients", _all_served),),
    "levels are believed": (
        (proofs.Proofs, "_level", lambda self, tier, totals, proof, levels, number, *rest: levels[number][1]),
    ),
    "thresholds are believed": ((proofs.Proofs, "_threshold", lambda self, tier, proof: int(proof.value)),),
}


def granted(model: AssignmentModel, result: ModelResult, patches: Patches = ()) -> Verdict | None:
    """The verdict, None when refused; a weakened judge may stumble over what it no longer checks."""
    with ExitStack() as stack:
        for module, name, stand_in in patches:
            stack.enter_context(patch.object(module, name, stand_in))
        try:
            verdict = verify_model(model, result)
        except Exception:
            if not patches:
                raise
            return None
    return verdict if verdict.accepted else None


def run(size: int = 20_000, seed: int = 16) -> dict[str, Any]:
    """Pass bar: nothing false granted, no exception; each weakened judge grants something false."""
    rng = random.Random(seed)
    refused = still_true = 0
    false_granted: list[str] = []
    weak = dict.fromkeys(WEAKENED, 0)
    forms: dict[str, int] = {}
    made = bases(rng)
    model, result, truth, own = next(made)
    for number in range(size):
        if number % 15 == 0:
            model, result, truth, own = next(made)
            assert result.certificate is not None
            for proof in result.certificate.tiers:
                kind = "none" if proof is None else proof.kind
                forms[kind] = forms.get(kind, 0) + 1
        case, told = changed(model, result, rng), own
        if rng.random() < 0.1:
            case = without_one(result, rng)
        elif truth.rosters and rng.random() < 0.7:
            x, missing, told = rng.choice(truth.rosters)
            case = with_roster(forged(model, result, told, rng) if rng.random() < 0.5 else case, x, missing)
        try:
            verdict = granted(model, case)
        except Exception as error:  # the campaign reports what must not happen and goes on
            false_granted.append(f"{number} {type(error).__name__}: {error}"[:200])
            continue
        if verdict is None:
            refused += 1
        elif truth.believes(verdict, told):
            still_true += 1
        else:
            false_granted.append(f"{number}")
        for name, patches in WEAKENED.items():
            verdict = granted(model, case, patches)
            weak[name] += verdict is not None and not truth.believes(verdict, told)
    return {
        "campaign": "C16",
        "seed": seed,
        "size": size,
        "forms": forms,
        "refused": refused,
        "different_but_true": still_true,
        "false_granted": false_granted,
        "control_granted": weak,
        "passed": not false_granted and all(weak.values()),
    }
