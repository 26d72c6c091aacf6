"""Square assignment: public files with known optima, sparse ones never held dense, and helpers with coordinates.

    python -m benchmarks.assignment --data FOLDER [--points 2000 5000] [--sparse 5000]

Peers: SciPy ``linear_sum_assignment`` on dense matrices, ``min_weight_full_bipartite_matching`` on sparse ones, and POT
``emd`` on the dense matrix of the points, whose pairs the route prices in blocks. The judge's time stands beside.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from types import ModuleType

import numpy as np

from benchmarks.changes import points_model
from benchmarks.common import arguments, load, report, timed
from optimizer.engine.portfolio import solve
from optimizer.model import AssignmentModel, Pairs
from optimizer.verify import verify_model


def proved(options: argparse.Namespace, name: str, model: AssignmentModel, optimum: float | None) -> float:
    """Solves and judges one model; the seconds of the engine."""
    result, seconds = timed(lambda: solve(model))
    verdict, judging = timed(lambda: verify_model(model, result))
    value = result.tiers[0].value
    same = None if optimum is None else value == optimum
    report(options, name, seconds=seconds, judge=judging, value=value, status=str(verdict.status), known=same)
    return seconds


def files(options: argparse.Namespace, parsers: ModuleType) -> None:
    """Every file of the folder's ``lap``."""
    for path in sorted(Path(options.data, "lap").glob("assign*[0-9].txt")):
        data = parsers.lap(path.stem)
        size = data["rows"]
        if data["cost"] is None:
            row, column, cost = data["arcs"].T
            model = AssignmentModel(size, size, Pairs(row, column), cost=cost, quota=1, need=1)
        else:
            model = AssignmentModel(size, size, cost=data["cost"].astype(np.int64), quota=1, need=1)
        seconds = proved(options, path.stem, model, data["optimum"])
        if data["cost"] is not None:
            from scipy.optimize import linear_sum_assignment

            _, peer = timed(lambda cost=data["cost"]: linear_sum_assignment(cost))
            report(options, path.stem, who="SciPy linear_sum_assignment", seconds=peer, ratio=peer / seconds)


def sparse(options: argparse.Namespace, size: int, degree: int) -> None:
    """size x size with about ``degree`` pairs a row, a hidden full assignment among them."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    rng = np.random.default_rng([size, degree])
    row = np.concatenate((np.repeat(np.arange(size), degree), np.arange(size)))
    column = np.concatenate((rng.integers(0, size, size * degree), rng.permutation(size)))
    row, column = np.divmod(np.unique(row * size + column), size)
    cost = rng.integers(1, 100, len(row))
    matrix = csr_matrix((cost, (row, column)), shape=(size, size))
    (rows, columns), peer = timed(lambda: min_weight_full_bipartite_matching(matrix))
    optimum = int(matrix[rows, columns].sum())
    name = f"sparse {size}, {len(row)} pairs"
    model = AssignmentModel(size, size, Pairs(row, column), cost=cost, quota=1, need=1)
    seconds = proved(options, name, model, optimum)
    report(options, name, who="SciPy full_bipartite_matching", seconds=peer, value=optimum, ratio=peer / seconds)


def points(options: argparse.Namespace, synthetic: ModuleType, size: int) -> None:
    """Helpers and households with coordinates, costs only as a function: no pair may be left unpriced."""
    import ot

    data = synthetic.pairing("points", size, options.seed)
    helpers = len(data["capacity"])
    model = points_model(data)
    name = f"points {size} x {helpers}"
    cost = np.pad(data["cost"](np.arange(helpers)[:, None], np.arange(size)[None, :]).astype(float), ((0, 1), (0, 1)))
    cost[-1, :-1] = data["uncovered"]
    supply = np.append(data["capacity"], size).astype(float)
    demand = np.append(np.ones(size), data["capacity"].sum()).astype(float)
    plan, peer = timed(lambda: ot.emd(supply, demand, cost, numItermax=10**8))
    optimum = round(float((plan * cost).sum()))
    seconds = proved(options, name, model, optimum)
    report(options, name, who="POT emd, dense", seconds=peer, value=optimum, ratio=peer / seconds)


def main() -> None:
    """The command."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--points", type=int, nargs="*", default=[2_000, 5_000])
    parser.add_argument("--sparse", type=int, nargs="*", default=[5_000])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    files(options, load(options.data, "parsers"))
    for size in options.sparse:
        for degree in (10, 100):
            sparse(options, size, degree)
    for size in options.points:
        points(options, load(options.data, "synthetic"), size)


if __name__ == "__main__":
    main()
