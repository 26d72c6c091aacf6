"""A first roster dealt by hand: allowed where a simple order of giving finds one, and there when time is short."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer import AssignmentModel, Blocks, Limit, Pairs, Rows, Spread, Tier, solve_model
from optimizer.engine.budget import Budget
from optimizer.engine.side.first import first_roster, reader_of
from optimizer.engine.side.source import all_pairs
from optimizer.engine.side.watch import Watch


def crowded(seed: int, *, blocks: bool) -> AssignmentModel:
    """60 helpers with 5 places each in at most 2 of 20 villages, 280 recipients: nothing but a careful order serves all."""
    rng = np.random.default_rng(seed)
    helpers, recipients = 60, 280
    village = np.sort(rng.integers(0, 20, recipients))
    cost = rng.integers(1, 100, (helpers, recipients))
    helper, recipient = np.divmod(np.arange(helpers * recipients), recipients)
    return AssignmentModel(
        helpers,
        recipients,
        Blocks(lambda h, r: cost[h, r][:, :, None]) if blocks else Pairs(helper, recipient),
        [
            Limit("need", recipient_key=np.arange(recipients), least=1, most=1),
            Limit("quota", helper_key=np.arange(helpers), most=5),
        ],
        [Spread("villages", np.arange(helpers), village, most=2)],
        tiers=[Tier("cost", pair_cost=None if blocks else cost.ravel())],
    )


@pytest.mark.parametrize("blocks", [False, True])
@pytest.mark.parametrize("seed", [1, 2])
def test_villages_one_after_the_other_serve_everybody(seed: int, blocks: bool) -> None:
    """20 villages of about 14 need at most 3 helpers each and leave a part for a second village: dealing finds that."""
    model = crowded(seed, blocks=blocks)
    made = first_roster(model, reader_of(model, None if blocks else all_pairs(model)), Watch(Budget()))
    assert made is not None
    assert made.worth == (0, 0)
    assert len(made.pair) == 280
    result = solve_model(model, work_limit=1)
    assert result.status == "feasible"


def test_somebody_in_the_way_moves() -> None:
    """Helper 0 alone can take recipient 1, but is taken by recipient 0, who comes first: 0 moves to helper 1."""
    pairs = Pairs([0, 1, 0], [0, 0, 1])
    limits = [
        Limit("need", recipient_key=[0, 1], least=1, most=1),
        Limit("quota", helper_key=[0, 1], most=1),
        Limit("heavy", helper_key=[0, 1], weight=[9, 1], weight_by="recipient", most=9),
    ]
    model = AssignmentModel(2, 2, pairs, limits, tiers=[Tier("cost", pair_cost=[1, 5, 1])])
    made = first_roster(model, reader_of(model, all_pairs(model)), Watch(Budget()))
    assert made is not None
    assert made.pair.tolist() == [1, 2]
    assert made.broken == 0


def test_those_tied_by_a_row_go_together() -> None:
    """Recipients 0 and 2 must share their helper: whoever comes second follows the first, although it costs more."""
    helper, recipient = np.divmod(np.arange(6), 3)
    together = np.zeros((2, 6), np.int64)
    together[[0, 1], [0, 3]], together[[0, 1], [2, 5]] = 1, -1
    model = AssignmentModel(
        2, 3, Pairs(helper, recipient), [Limit("need", recipient_key=np.arange(3), least=1, most=1)],
        rows=[Rows("together", together, 0, 0)], tiers=[Tier("cost", pair_cost=[1, 1, 9, 2, 2, 2])],
    )  # fmt: skip
    made = first_roster(model, reader_of(model, all_pairs(model)), Watch(Budget()))
    assert made is not None
    assert made.broken == 0
    of = dict(zip(recipient[made.pair].tolist(), helper[made.pair].tolist(), strict=True))
    assert of[0] == of[2]


def test_no_time_is_no_roster() -> None:
    """With nothing left to spend nothing is dealt, and nothing breaks."""
    model = crowded(1, blocks=False)
    assert first_roster(model, reader_of(model, all_pairs(model)), Watch(Budget(time_limit=0.0))) is None
