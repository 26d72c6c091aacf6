"""Cases by name: a spec (plain data, so that a fresh process can be told) -> the models it asks for, and what is known of them.

A spec is {"family": ..., and what that family takes}. Families take every file of theirs that the data folder has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import gettempdir
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks import families
from benchmarks.changes import changed_model, stored_roster
from benchmarks.cohesive import cohesive_model
from benchmarks.common import load
from benchmarks.flows import flow_model
from benchmarks.gap import gap_model, generated
from benchmarks.plain import shortlisted
from benchmarks.weighted import weighted_model
from optimizer.model import AssignmentModel, Pairs, Tier

Spec = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Part:
    """known: the tiers' optima as far as they are published or proved elsewhere. listed: what peers get instead of a model in
    blocks: the cheapest pairs of each side (a smaller model than ours, without the search for those pairs)."""

    name: str
    model: AssignmentModel
    known: tuple[Any, ...] = ()
    listed: Callable[[], AssignmentModel] | None = None


def parts(spec: Spec, data: str) -> Iterator[Part]:
    """The models of a case, one after the other. Raises KeyError for a family that is not there."""
    yield from FAMILIES[spec["family"]](data, **{key: value for key, value in spec.items() if key != "family"})


PREPARED = ("changes",)
"""Families whose models are built from a roster that has to be solved first, once."""


def title(spec: Spec) -> str:
    """The case in a few words."""
    words = [str(value) for key, value in spec.items() if key not in ("family", "share")]
    return " ".join([spec["family"], *words])


@cache
def loader(data: str, module: str = "parsers") -> ModuleType:
    return load(data, module)


def _gap(data: str, name: str, sense: str = "min") -> Iterator[Part]:
    case = loader(data).gap(name, sense)
    whole = (case[part].astype(np.int64) for part in ("cost", "weights", "capacity"))
    cost, weight, capacity = whole
    yield Part(f"{name} {sense}", gap_model(cost.T, weight.T, capacity, sense), (case["optimum"],))


def _gap_set(data: str, folder: str) -> Iterator[Part]:
    for sense in ("min", "max"):
        for name in loader(data).gap_names((folder,)):
            yield from _gap(data, name, sense)


def _made_gap(data: str, kind: str, agents: int, jobs: int, seed: int) -> Iterator[Part]:
    yield Part(f"{kind}-{agents}x{jobs}", gap_model(*generated(kind, agents, jobs, seed)))


def _lap(data: str, name: str) -> Iterator[Part]:
    case = loader(data).lap(name)
    size = case["rows"]
    if case["cost"] is None:
        row, column, cost = case["arcs"].T
        model = AssignmentModel(size, size, Pairs(column, row), cost=cost, quota=1, need=1)
    else:
        model = AssignmentModel(size, size, cost=case["cost"].T.astype(np.int64), quota=1, need=1)
    yield Part(name, model, (case["optimum"],))


def _sparse(data: str, size: int, each: int, seed: int) -> Iterator[Part]:
    """About ``each`` pairs a row, costs 1 to 100, a hidden full assignment among them."""
    rng = np.random.default_rng([size, each, seed])
    row = np.concatenate((np.repeat(np.arange(size), each), np.arange(size)))
    column = np.concatenate((rng.integers(0, size, size * each), rng.permutation(size)))
    row, column = np.divmod(np.unique(row * size + column), size)
    cost = rng.integers(1, 101, len(row))
    model = AssignmentModel(size, size, Pairs(row, column), cost=cost, quota=1, need=1)
    yield Part(f"{size}, {each} a row", model)


def _flow(data: str, name: str) -> Iterator[Part]:
    case = loader(data).dimacs_min(name)
    yield Part(name, flow_model(case["arcs"], case["supply"]), (case["optimum"],))


def _mentors(data: str, most: int) -> Iterator[Part]:
    case = loader(data).mentors_scored("small", most)
    model = families.bipartite(case, lambda score: [Tier("score", "max", pair_cost=score)])
    yield Part(f"{most} each", model, (case["optimum"],))


def _midl(data: str, aim: str) -> Iterator[Part]:
    case = loader(data).midl()
    worst = [lambda score: Tier("worst paper", "max", pair_cost=score, form="worst", on="need")] * (aim != "total")
    model = families.bipartite(
        case, lambda score: [*(one(score) for one in worst), Tier("total", "max", pair_cost=score)]
    )
    yield Part(aim, model, (case["optimum"],) if aim == "total" else (case.get("maximin_row_score"), None))


def _schools(data: str, state: str, most: int, aim: str) -> Iterator[Part]:
    case = loader(data).malaysia_pairing(state, most)
    worst = [lambda km: Tier("worst", form="worst", pair_cost=km)] * (aim != "total")
    model = families.bipartite(case, lambda km: [*(one(km) for one in worst), Tier("km", pair_cost=km)])
    yield Part(f"{state} {most} {aim}", model, (case["optimum"],) if aim == "total" else (case["minimax_km"], None))


def _nurse(data: str, name: str, aim: str = "balance") -> Iterator[Part]:
    case = loader(data).nurse_balance(name)
    if aim == "balance":
        yield Part(name, families.nurse_model(case), (case["optimum"],))
        return
    known = case["optimum"] and case["optimum"]["total" if aim == "total" else "maxload"]
    yield Part(f"{name} {aim}", families.dependent_model(case, aim), (known,))


def _projects(data: str, name: str) -> Iterator[Part]:
    case = loader(data).pdn_project(name)
    yield Part(name, families.projects_model(case), (case["optimum"],))


def _changes(data: str, households: int, seed: int, share: float = 0.03) -> Iterator[Part]:
    """5 % of the helpers of a solved roster leave; its stored arcs are kept in a file, since proving it is another case."""
    synthetic = loader(data, "synthetic")
    instance = synthetic.pairing("points", households, seed)
    kept = Path(gettempdir()) / f"jiedui-roster-{households}-{seed}.npz"
    if not kept.exists():
        helper, recipient, chosen = stored_roster(instance)
        np.savez(kept, helper=helper, recipient=recipient, chosen=chosen)
    roster = np.load(kept)
    helper, recipient = roster["helper"], roster["recipient"]
    cost = instance["cost"](helper, recipient)
    gone = synthetic.leavers(instance)
    model, forced, most = changed_model(instance, helper, recipient, cost, roster["chosen"], gone, share)
    yield Part(f"{households}, {forced} forced, {most} at most", model)


def _weighted(data: str, households: int, seed: int) -> Iterator[Part]:
    model = weighted_model(loader(data, "synthetic").weighted(households, seed))
    yield Part(str(households), model, (), lambda: near_pairs(model))


def _cohesive(data: str, households: int, seed: int) -> Iterator[Part]:
    model = cohesive_model(loader(data, "synthetic").cohesive(households, seed))
    yield Part(str(households), model, (), lambda: near_pairs(model))


def near_pairs(model: AssignmentModel, near: int = 24, back: int = 24) -> AssignmentModel:
    """The cheapest helpers of every recipient, and the cheapest recipients of every helper."""
    source: Any = model.pairs
    helpers, recipients = model.helper_count, model.recipient_count
    near, back = min(near, helpers - 1), min(back, recipients - 1)
    found = []
    for first in range(0, recipients, 500):
        columns = slice(first, min(recipients, first + 500))
        cost = source.cost(slice(0, helpers), columns)[:, :, 0]
        best = np.argpartition(cost, near, axis=0)[:near]
        found.append((best * recipients + np.arange(columns.start, columns.stop)).ravel())
    for first in range(0, helpers, 100):
        rows = slice(first, min(helpers, first + 100))
        cost = source.cost(rows, slice(0, recipients))[:, :, 0]
        best = np.argpartition(cost, back, axis=1)[:, :back]
        found.append((np.arange(rows.start, rows.stop)[:, None] * recipients + best).ravel())
    return shortlisted(model, np.unique(np.concatenate(found)))


FAMILIES: dict[str, Callable[..., Iterator[Part]]] = {
    "gap": _gap,
    "gap set": _gap_set,
    "made gap": _made_gap,
    "assign": _lap,
    "sparse": _sparse,
    "flow": _flow,
    "mentors": _mentors,
    "midl": _midl,
    "schools": _schools,
    "nurse": _nurse,
    "projects": _projects,
    "changes": _changes,
    "weighted": _weighted,
    "cohesive": _cohesive,
}
