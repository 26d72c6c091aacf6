"""C5: results with branching trees and proofs of impossibility, changed at random or forged: no falsehood is accepted.

A forgery is a roster that is not the best, with a tree that proves it best where one pair is not used and denies that the
pair can be used; or a true tree of one model beside a model with less to pay, or with more places. The controls are judges
with one rule of trees taken out: each must let a forgery through.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import numpy as np

from optimizer.domain.status import Status
from optimizer.model import AssignmentModel, Branch, Certificate, Dual, Impossibility, Leaf, ModelResult, Pairs, Tree
from optimizer.verify import trees, verify_model
from tests.campaigns.statements import is_true, optimum
from tests.verify.certify import certify
from tests.verify.models import random_model

Case = tuple[AssignmentModel, ModelResult]


@dataclass(frozen=True)
class Base:
    """A true result and the model's optimum (None: nothing is allowed)."""

    model: AssignmentModel
    result: ModelResult
    best: int | None


def one_tier(seed: int) -> AssignmentModel:
    """A random model with side rows, its first tier only."""
    model = random_model(seed, helpers=3, recipients=4)
    model.tiers = model.tiers[:1]
    return model


def bases(rng: random.Random) -> Base:
    while True:
        model = one_tier(rng.randrange(10**6))
        if model.tiers[0].sign == 1:
            return Base(model, certify(model), optimum(model))


def tree_of(result: ModelResult) -> Tree:
    assert result.certificate is not None
    if result.certificate.impossibility is not None:
        return result.certificate.impossibility.tree
    proof = result.certificate.tiers[0]
    assert isinstance(proof, Tree)
    return proof


def with_tree(result: ModelResult, tree: Tree) -> ModelResult:
    assert result.certificate is not None
    if result.certificate.impossibility is not None:
        return replace(result, certificate=Certificate(impossibility=Impossibility(tree)))
    return replace(result, certificate=Certificate((tree,)))


def claimed_optimal(result: ModelResult) -> ModelResult:
    if not result.tiers:
        return result
    return replace(result, status=Status.OPTIMAL, tiers=(replace(result.tiers[0], label="optimal"),))


def changed_dual(dual: Dual, rng: random.Random) -> Dual:
    kind = rng.randrange(5)
    if kind == 0:
        return replace(dual, scale=rng.choice((0, 1, dual.scale * 2, -1)))
    if kind == 1:
        return replace(dual, fixed=(0,), kept=())
    if kind == 2:
        return replace(dual, tiers={0: rng.choice((-1, 1)) * dual.scale})
    if kind == 3:
        return replace(dual, kept=("quota",))
    name = rng.choice(sorted(dual.limits) or ["quota"])
    values = np.array(dual.limits.get(name, np.zeros(1, np.int64)))
    values[rng.randrange(len(values))] += rng.choice((-1, 1)) * rng.choice((1, dual.scale, 7 * dual.scale))
    return replace(dual, limits={**dual.limits, name: values})


def changed_node(tree: Tree, rng: random.Random, pairs: int) -> Tree:
    nodes = list(tree.nodes)
    at = rng.randrange(len(nodes))
    node = nodes[at]
    if isinstance(node, Leaf):
        nodes[at] = (
            replace(node, empty=not node.empty)
            if rng.random() < 0.4
            else replace(node, dual=changed_dual(node.dual, rng))
        )
    else:
        nodes[at] = rng.choice(
            (
                replace(node, below=node.above, above=node.below),
                replace(node, at_most=node.at_most + rng.choice((-1, 1))),
                replace(node, pair=rng.randrange(-1, pairs + 1)),
                replace(node, below=node.above),
                replace(node, above=0),
            )
        )
    return Tree(tuple(nodes))


def changed(base: Base, rng: random.Random) -> Case:
    """One random change of the tree, the roster, the claim or the model."""
    kind = rng.random()
    result = claimed_optimal(base.result)
    if kind < 0.6:
        return base.model, with_tree(result, changed_node(tree_of(result), rng, base.model.pair_count))
    if kind < 0.7:
        tree = tree_of(result)
        return base.model, with_tree(result, Tree(tree.nodes[: rng.randrange(len(tree.nodes))]))
    if kind < 0.8 and result.tiers:
        tier = result.tiers[0]
        value = tier.value_scaled + rng.choice((-1, 1))
        claim = replace(tier, value=value, value_scaled=value, bound=value, bound_scaled=value)
        return base.model, replace(result, tiers=(claim,))
    other = bases(rng)
    return other.model, result


def forged(base: Base, rng: random.Random) -> Case | None:
    """A roster without a pair that every best roster uses, "proved" best by denying the pair."""
    pairs = base.model.pair_list
    assert pairs is not None
    order = list(range(pairs.count))
    rng.shuffle(order)
    for pair in order:
        if pairs.least[pair] > 0 or pairs.most[pair] != 1:
            continue
        most = pairs.most.copy()
        most[pair] = 0
        model = with_bounds(base.model, most)
        worse = optimum(model)
        if worse is not None and base.best is not None and worse > base.best:
            result = certify(model)
            moved = tuple(
                replace(node, below=node.below + 1, above=node.above + 1) if isinstance(node, Branch) else node
                for node in tree_of(result).nodes
            )
            denied = Leaf(Dual(), empty=True)
            tree = Tree((Branch(pair, 0, 1, len(moved) + 1), *moved, denied))
            return base.model, claimed_optimal(with_tree(result, tree))
    return None


def with_bounds(model: AssignmentModel, most: np.ndarray[Any, Any]) -> AssignmentModel:
    """The same model with other upper bounds of pairs."""
    pairs = model.pair_list
    assert pairs is not None
    other = AssignmentModel(
        model.helper_count, model.recipient_count, Pairs(pairs.helper, pairs.recipient, 0, pairs.least, most)
    )
    other.limits, other.rows, other.tiers = model.limits, model.rows, model.tiers
    return other


def false_impossibility(base: Base, rng: random.Random) -> Case | None:
    """A true proof of impossibility, beside a model in which a quota is higher."""
    if base.best is not None:
        return None
    limits = list(base.model.limits)
    at = next(number for number, limit in enumerate(limits) if limit.name == "quota")
    limits[at] = replace(limits[at], most=limits[at].most + rng.randrange(1, 3), least=np.zeros_like(limits[at].least))
    other = with_bounds(base.model, base.model.pair_list.most)  # type: ignore[union-attr]
    other.limits = tuple(limits)
    return other, base.result


def _skips_an_integer(path: Any, pair: int, low: int, high: int, honest: Any = trees._narrowed) -> Any:
    return honest(path, pair, low + 1 if low > -trees.FAR else low, high)


def _trusts_empty(number: int, leaf: Leaf, path: Any, build: Any, honest: Any = trees._leaf_bound) -> Any:
    return None if leaf.empty else honest(number, leaf, path, build)


WEAKENED: dict[str, tuple[str, Callable[..., Any]]] = {
    "children need not cover all integers": ("_narrowed", _skips_an_integer),
    "empty leaves are believed": ("_leaf_bound", _trusts_empty),
}


def accepted(case: Case) -> bool:
    return verify_model(*case).accepted


def run(size: int = 10_000, seed: int = 5) -> dict[str, Any]:
    """Pass bar: no falsehood accepted; each weakened judge accepts one."""
    rng = random.Random(seed)
    counts = {"rejected": 0, "different_but_true": 0, "forged": 0, "impossibility": 0}
    false_accepted: list[int] = []
    weak = dict.fromkeys(WEAKENED, 0)
    base = bases(rng)
    for number in range(size):
        if number % 10 == 0:
            base = bases(rng)
        case = changed(base, rng)
        if number % 10 == 0:
            forgery = forged(base, rng) or false_impossibility(base, rng)
            if forgery is not None:
                case = forgery
                counts["forged" if base.best is not None else "impossibility"] += 1
        best = base.best if case[0] is base.model else optimum(case[0])
        truth = is_true(*case, best)
        if not accepted(case):
            counts["rejected"] += 1
        elif truth:
            counts["different_but_true"] += 1
        else:
            false_accepted.append(number)
        if not truth:
            for name, (function, stand_in) in WEAKENED.items():
                with patch.object(trees, function, stand_in):
                    weak[name] += accepted(case)
    return {
        "campaign": "C5",
        "seed": seed,
        "size": size,
        **counts,
        "false_accepted": false_accepted,
        "control_accepted": weak,
        "passed": not false_accepted and all(weak.values()),
    }
