"""Trees under knapsacks end: each branch narrows its box, and a leaf without a free pair is settled."""

from __future__ import annotations

import pytest

from optimizer.domain import Status
from optimizer.model import Branch, Tree
from optimizer.model.compile import compile_programme
from optimizer.rules import rules_in_force
from optimizer.solve import solve_model
from tests.rules.tiny_programmes import tiny

CASES = [
    (3000132, ("forbid", "fairness", "term_lock", "cohesion", "load", "continuity", "participation", "team"), 1),
    (3000669, ("liaison", "forbid", "succession", "worst", "load"), 2),
    (3001810, ("participation", "term_lock", "cohesion", "eligibility", "load", "exclusion", "team"), 1),
    (3001870, ("team", "require", "distance", "together", "cohesion", "seniority", "forbid", "participation"), 1),
]


@pytest.mark.parametrize(("seed", "kinds", "roles"), CASES)
def test_tiny_trees_close(seed: int, kinds: tuple[str, ...], roles: int) -> None:
    """These ended open: with a branch at a pair's upper end (5,000 nodes over seven pairs), or at a roster that only its
    rows forbid, where thirty rounds of multipliers do not find which."""
    given = tiny(seed, kinds, roles=roles)
    model = compile_programme(given, rules_in_force(given)[0]).model
    assert model is not None
    result = solve_model(model)
    assert result.status is Status.OPTIMAL
    assert result.certificate is not None
    for proof in result.certificate.tiers:
        for node in proof.nodes if isinstance(proof, Tree) else ():
            assert not isinstance(node, Branch) or node.at_most < model.pair_list.most[node.pair]
