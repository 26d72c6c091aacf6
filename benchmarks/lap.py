"""Linear assignment: assign100 .. assign400 against known optima, and sparse random files without a dense matrix."""

from __future__ import annotations

import numpy as np

from benchmarks.common import arguments, load, report, timed
from optimizer.model import AssignmentModel, Pairs
from optimizer.solve import solve_model


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--sparse", default="1000:50,5000:40", help="size:pairs a row, ...")
    options = parser.parse_args()
    parsers = load(options.data, "parsers")
    for name in ("assign100", "assign200", "assign300", "assign400"):
        case = parsers.lap(name)
        cost = case["cost"].T.astype(int)
        model = AssignmentModel(case["cols"], case["rows"], cost=cost, quota=1, need=1)
        result, seconds = timed(lambda m=model: solve_model(m))
        value = result.tiers[0].value
        report(options, name, value=value, known=case["optimum"], status=result.status, seconds=seconds)
    for sizes in options.sparse.split(","):
        size, each = map(int, sizes.split(":"))
        rng = np.random.default_rng([size, each])
        row = np.repeat(np.arange(size), each)
        column = np.concatenate([rng.choice(size, each, replace=False) for _ in range(size)])
        ring = np.setdiff1d(np.arange(size) * size + np.arange(size), row * size + column)
        row, column = np.append(row, ring // size), np.append(column, ring % size)
        cost = rng.integers(1, 101, len(row))
        model = AssignmentModel(size, size, Pairs(column, row), cost=cost, quota=1, need=1)
        result, seconds = timed(lambda m=model: solve_model(m))
        facts = {"pairs": len(row), "value": result.tiers[0].value, "status": str(result.status), "seconds": seconds}
        report(options, f"sparse {size}", **facts)


if __name__ == "__main__":
    main()
