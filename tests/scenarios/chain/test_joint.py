"""Joint solving: the values of both levels against enumeration, and the sizes that are refused."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.domain import RuleEntry
from scenarios.chain import joint, solve_chain
from tests.scenarios.chain.chain_builder import chain, level

LEADERS = ["赵试一", "钱样二"]
SCHOOLS = ["甲校", "乙校"]
EVEN = RuleEntry(id="F", kind="fairness", mode=2, parameters={"form": "squares"})


def wishes(pairs: list[tuple[str, str]], name: str) -> list[RuleEntry]:
    """Tier 1: as many of these pairs as possible; tier 2: loads even."""
    listed = [{"helper": f"h-{helper}", "recipient": f"{name}-{node}"} for helper, node in pairs]
    return [RuleEntry(id="W", kind="require", mode=1, parameters={"pairs": listed}), EVEN]


@settings(max_examples=30, deadline=None)
@given(
    wished=st.lists(
        st.tuples(st.sampled_from(LEADERS), st.sampled_from(SCHOOLS)), max_size=2, unique_by=lambda p: p[1]
    ),
    teachers=st.lists(
        st.tuples(st.sampled_from(SCHOOLS), st.sampled_from(["", *LEADERS]), st.integers(1, 2)), min_size=2, max_size=4
    ),
    homes=st.lists(st.sampled_from(SCHOOLS), min_size=1, max_size=3),
)
def test_both_levels_together_are_lexicographically_least(
    wished: list[tuple[str, str]], teachers: list[tuple[str, str, int]], homes: list[str]
) -> None:
    """(wishes unmet above, evenness above, evenness below) of the joint model is the least over all choices."""
    made = chain(
        level("校", [(s, "") for s in SCHOOLS], [(p, "", "", 2) for p in LEADERS], wishes(wished, "校")),
        level(
            "生",
            [(f"生{n}", home) for n, home in enumerate(homes)],
            [(f"师{n}", school, boss, most) for n, (school, boss, most) in enumerate(teachers)],
            [EVEN],
        ),
    )
    best: tuple[int, int, int] | None = None
    for heads in product(LEADERS, repeat=2):
        over = dict(zip(SCHOOLS, heads, strict=True))
        for choice in product(range(len(teachers)), repeat=len(homes)):
            load = Counter(choice)
            fits = all(
                teachers[t][0] == home and teachers[t][1] in ("", over[home])
                for t, home in zip(choice, homes, strict=True)
            )
            if not fits or any(load[t] > teachers[t][2] for t in load):
                continue
            unmet = sum(over[school] != leader for leader, school in wished)
            value = (unmet, sum(n * n for n in Counter(heads).values()), sum(n * n for n in load.values()))
            best = value if best is None else min(best, value)
    if set(homes) - {school for school, _, _ in teachers}:
        assert best is None
        return
    found = solve_chain(made, jointly=True)
    if best is None:
        assert found.whole == "impossible"
        return
    assert found.whole == "optimal_jointly"  # two evenness aims in a row: the proof of the second holds the first one's value
    values = {
        entry.level: [tier.value for tier in entry.answer.tiers if tier.name != "lottery"] for entry in found.levels
    }
    upper = values["校"] if wished else [0, *values["校"][-1:]]
    assert (upper[0], upper[-1], values["生"][-1]) == best


def test_a_joint_model_beyond_reach_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit set to one pair: no hang and no claim, only what is known without the joint solve."""
    monkeypatch.setattr(joint, "PAIRS_AT_MOST", 1)
    made = chain(
        level("校", [("村小", "")], [(p, "", "", 1) for p in LEADERS]),
        level(
            "生",
            [("生一", "村小"), ("生二", "村小")],
            [("师一", "村小", LEADERS[0], 1), ("师二", "村小", LEADERS[1], 1)],
        ),
    )
    found = solve_chain(made)
    assert found.whole == "open"
    assert "chain.joint_open" in [finding.code for finding in found.findings]
    assert not found.coverage.complete
    assert found.joint == ()
