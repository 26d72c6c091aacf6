"""School twinning on real coordinates: small rural schools and large town schools of one state, least kilometres.

    python -m benchmarks.twinning --data FOLDER [--states PERAK SABAH] [--caps 2 3] [--json FILE]

The loader gives the matrix of great-circle kilometres and, where somebody proved one, the least total.
"""

from __future__ import annotations

import numpy as np

from benchmarks.common import arguments, load, report, timed
from optimizer import AssignmentModel, solve_model


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--states", nargs="+", default=["PERAK"])
    parser.add_argument("--caps", nargs="+", type=int, default=[2, 3])
    options = parser.parse_args()
    parsers = load(options.data, "parsers")
    for state in options.states:
        for cap in options.caps:
            case = parsers.malaysia_pairing(state, cap)
            metres = np.rint(case["cost"].T * 1000).astype(np.int64)
            helpers, recipients = metres.shape
            model = AssignmentModel(helpers=helpers, recipients=recipients, cost=metres, quota=cap, need=1)
            result, seconds = timed(lambda model=model: solve_model(model))
            value = result.tiers[0].value / 1000 if result.tiers else None
            known = case["optimum"]
            report(
                options,
                f"{state} at most {cap}",
                schools=recipients,
                supporters=helpers,
                status=result.status.value,
                seconds=seconds,
                km=value,
                known=known,
            )


if __name__ == "__main__":
    main()
