"""What chains promise: holes at once, one level given the others, blame, joint solving, and the coverage proof."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.domain import Pairing, Roster, RuleEntry, Status
from optimizer.errors import InputError
from scenarios.chain import Chain, check_chain, prove_coverage, solve_chain
from scenarios.chain.holes import tree_of
from scenarios.chain.linking import owners_of
from tests.scenarios.chain.chain_builder import chain, level


def uneven() -> Chain:
    """A county school hangs on the bureau, a village school on its township; one student on a school, one on a class."""
    return chain(
        level("上", [("甲乡", ""), ("县中", "")], [("赵试一", "", "", 1), ("钱样二", "", "", 1)]),
        level("校", [("村小", "甲乡")], [("孙例三", "甲乡", "", 2)]),
        level("班", [("县一班", "县中"), ("村一班", "村小")], [("李示四", "县中", "", 1), ("周拟五", "村小", "", 1)]),
        level(
            "生",
            [("吴试六", "县一班"), ("郑样七", "村一班"), ("王例八", "县中")],
            [("冯示九", "县一班、县中", "", 2), ("陈拟十", "村一班", "", 1)],
        ),
    )


def test_uneven_depth_is_covered_and_no_hole() -> None:
    """Depths 2 (leaver on the county school), 3 (county class) and 4 (village class): nobody is without an owner."""
    found = solve_chain(uneven())
    assert found.whole == "level_by_level"
    assert found.coverage.complete
    assert dict(found.coverage.depths) == {2: 1, 3: 1, 4: 1}
    assert [entry.given for entry in found.levels] == [(), ("上",), ("上", "校"), ("上", "校", "班")]


def test_every_hole_is_named_at_once() -> None:
    """A township without a leader, a class without a teacher, a student in two classes, an unknown class: four findings."""
    broken = chain(
        level("上", [("甲乡", "")], [("赵试一", "甲乡", "", 1)]),
        level("班", [("一班", "甲乡"), ("二班", "甲乡")], [("孙例三", "甲乡", "", 2)]),
        level(
            "生",
            [("吴试六", "一班、二班"), ("郑样七", "二班"), ("王例八", "三班")],
            [("冯示九", "一班", "", 2)],
        ),
    )
    codes = [finding.code for finding in check_chain(broken)]
    assert sorted(c for c in codes if c.startswith("chain.")) == [
        "chain.nobody",
        "chain.nobody",
        "chain.parent_unknown",
        "chain.two_parents",
    ]
    with pytest.raises(InputError) as raised:
        solve_chain(broken)
    assert len(raised.value.findings) == len(codes)


def test_a_node_that_only_the_rules_leave_alone_is_a_hole_too() -> None:
    """The only teacher of the class does not teach the student's subject: no structure shows it, the rules do."""
    whole = chain(
        level("班", [("一班", "")], [("孙例三", "", "", 1)]),
        level(
            "生",
            [("吴试六", "一班")],
            [("冯示九", "一班", "", 2)],
            [RuleEntry(id="E", kind="eligibility", parameters={"same_sex": True})],
        ),
    )
    assert [f.code for f in check_chain(whole) if f.severity == "error"] == ["chain.nobody_by_rules"]


def test_an_impossible_level_names_the_upper_pair_and_is_solved_with_it() -> None:
    """Under 赵试一, whom the school prefers, there is one place for two students; under 钱样二 there are two."""
    prefers = {"pairs": [{"helper": "h-赵试一", "recipient": "校-村小"}]}
    made = chain(
        level(
            "校",
            [("村小", "")],
            [("赵试一", "", "", 1), ("钱样二", "", "", 1)],
            [RuleEntry(id="P", kind="require", mode=1, parameters=prefers)],
        ),
        level(
            "生",
            [("吴试六", "村小"), ("郑样七", "村小")],
            [("冯示九", "村小", "赵试一", 1), ("陈拟十", "村小", "钱样二", 2)],
        ),
    )
    found = solve_chain(made)
    blame = [f for f in found.findings if f.code == "chain.blocked_by_upper"]
    assert [f.facts["pair"] for f in blame] == [("h-赵试一", "校-村小")]
    assert found.whole == "optimal_jointly"
    assert found.coverage.complete
    assert {p.helper for p in found.rosters[0].pairings} == {"h-钱样二"}
    assert found.levels[1].jointly == ("校",)


def test_impossible_whatever_is_decided_above_is_proved_so() -> None:
    """No superior has two places, so the joint model of all levels is infeasible too."""
    hopeless = chain(
        level("校", [("村小", "")], [("赵试一", "", "", 1), ("钱样二", "", "", 1)]),
        level(
            "生",
            [("吴试六", "村小"), ("郑样七", "村小")],
            [("冯示九", "村小", "赵试一", 1), ("陈拟十", "村小", "钱样二", 1)],
        ),
    )
    found = solve_chain(hopeless)
    assert found.whole == "impossible"
    assert found.joint[0].status is Status.INFEASIBLE
    assert not found.coverage.complete


def test_a_shortage_of_the_level_itself_blames_nobody() -> None:
    """One teacher with one place for two students and no superiors: the upper roster has nothing to do with it."""
    short = chain(
        level("校", [("村小", "")], [("赵试一", "", "", 1)]),
        level("生", [("吴试六", "村小"), ("郑样七", "村小")], [("冯示九", "村小", "", 1)]),
    )
    found = solve_chain(short)
    assert found.whole == "impossible"
    assert [f.code for f in found.findings if f.code.startswith("chain.")] == ["chain.own_shortage"]


def test_coverage_counts_what_the_rosters_say() -> None:
    """Take away one pairing and double another: the proof names both and no longer holds."""
    solved = solve_chain(uneven())
    rosters = list(solved.rosters)
    top = rosters[0].pairings
    rosters[0] = Roster(programme="上", pairings=(top[0], Pairing(helper=top[1].helper, recipient=top[0].recipient)))
    seen = prove_coverage(solved.tree, rosters)
    assert seen.levels[0].without == (top[1].recipient,)
    assert seen.levels[0].several == (top[0].recipient,)
    assert not seen.complete
    assert seen.covered == 0
    assert len(seen.findings(solved.tree)) == 2


def brute(made: Chain) -> bool:
    """Whether any choice of owners at all levels is within all quotas and under the right superiors."""
    tree = tree_of(made)
    slots = [(n, r.id) for n, lv in enumerate(made.levels) for r in lv.programme.recipients]
    options = []
    for number, node in slots:
        parent = tree.parent[node]
        options.append(
            [h.id for h in made.levels[number].programme.helpers if (parent or "~root") in tree.serves[number][h.id]]
        )
    for choice in product(*options):
        owner = dict(zip([node for _, node in slots], choice, strict=True))
        load: dict[tuple[int, str], int] = {}
        for number, node in slots:
            load[number, owner[node]] = load.get((number, owner[node]), 0) + 1
        if any(
            load.get((n, h.id), 0) > (h.most or 0) for n, lv in enumerate(made.levels) for h in lv.programme.helpers
        ):
            continue
        if all(
            not tree.parent[node]
            or not tree.superiors[number][owner[node]]
            or owner[tree.parent[node]] in tree.superiors[number][owner[node]]
            for number, node in slots
        ):
            return True
    return False


people = ["赵试一", "钱样二"]


@settings(max_examples=40, deadline=None)
@given(
    upper=st.lists(st.integers(0, 2), min_size=2, max_size=2),
    lower=st.lists(
        st.tuples(st.sampled_from(["甲校", "乙校"]), st.sampled_from(["", *people]), st.integers(0, 2)),
        min_size=1,
        max_size=4,
    ),
    children=st.lists(st.sampled_from(["甲校", "乙校"]), min_size=1, max_size=3),
)
def test_a_chain_is_solved_exactly_when_some_choice_exists(
    upper: list[int], lower: list[tuple[str, str, int]], children: list[str]
) -> None:
    """Brute force over all choices of both levels decides possible or not; the chain says the same, and its rosters hold."""
    made = chain(
        level("校", [("甲校", ""), ("乙校", "")], [(p, "", "", most) for p, most in zip(people, upper, strict=True)]),
        level(
            "生",
            [(f"生{n}", c) for n, c in enumerate(children)],
            [(f"师{n}", school, boss, most) for n, (school, boss, most) in enumerate(lower)],
        ),
    )
    if any(f.severity == "error" for f in check_chain(made)):
        assert not brute(made)
        return
    found = solve_chain(made)
    assert (found.whole != "impossible") == brute(made)
    assert found.coverage.complete == brute(made)
    if found.coverage.complete:
        owners = owners_of(found.rosters)
        for pairing in found.rosters[1].pairings:
            bosses = found.tree.superiors[1][pairing.helper]
            assert not bosses or owners[found.tree.parent[pairing.recipient]][0] in bosses
