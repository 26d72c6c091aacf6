"""The best worst total where one group alone makes the bound: it is met, and proved, beside a total that then is best."""

from __future__ import annotations

import highspy
import numpy as np
import pytest

from optimizer import AssignmentModel, Limit, Pairs, Tier, solve_model


def reviewers(seed: int) -> tuple[AssignmentModel, np.ndarray]:
    """Papers that want three reviewers each, reviewers with at most four papers; one paper suits nobody well."""
    rng = np.random.default_rng([59, seed])
    papers, people = 24, 22
    score = rng.integers(20, 100, (people, papers))
    score[:, 3] = rng.integers(0, 12, people)
    helper, recipient = np.divmod(np.arange(score.size), papers)
    limits = [
        Limit("need", recipient_key=np.arange(papers), least=3, most=3),
        Limit("quota", helper_key=np.arange(people), most=4),
    ]
    cost = score.ravel()
    tiers = [Tier("worst paper", "max", pair_cost=cost, form="worst", on="need"), Tier("total", "max", pair_cost=cost)]
    return AssignmentModel(people, papers, Pairs(helper, recipient), limits, tiers=tiers), score


def best_total(score: np.ndarray, worst: int) -> float:
    """By HiGHS: the largest total with every paper's at least ``worst``."""
    people, papers = score.shape
    solver = highspy.Highs()
    for name, value in (("output_flag", False), ("mip_rel_gap", 0.0), ("threads", 1)):
        solver.setOptionValue(name, value)
    columns = [solver.addBinary(obj=-float(value)) for value in score.ravel()]
    for paper in range(papers):
        own = [columns[person * papers + paper] for person in range(people)]
        solver.addConstr(sum(own) == 3)
        solver.addConstr(sum(int(score[p, paper]) * own[p] for p in range(people)) >= worst)
    for person in range(people):
        solver.addConstr(sum(columns[person * papers : (person + 1) * papers]) <= 4)
    solver.run()
    return -float(solver.getInfo().objective_function_value)


@pytest.mark.parametrize("seed", range(4))
def test_the_bound_of_the_hardest_paper_is_met(seed: int) -> None:
    """No paper can get more than its three best reviewers; where the others have room, the hardest one gets them."""
    model, score = reviewers(seed)
    result = solve_model(model, time_limit=60)
    assert result.tiers[0].value == np.sort(score[:, 3])[-3:].sum()
    assert [tier.label for tier in result.tiers] == ["optimal", "optimal"]
    assert result.tiers[1].value == pytest.approx(best_total(score, int(result.tiers[0].value)))
