"""Who is to blame for an impossible level: exactly the pairs that matter, and only the parts concerned are solved anew."""

from __future__ import annotations

from optimizer.domain import RuleEntry
from scenarios.chain import Chain, solve_chain
from tests.scenarios.chain.chain_builder import chain, level

LEADERS = [("赵试一", "", "", 2), ("钱样二", "", "", 2)]


def prefers(*pairs: tuple[str, str]) -> RuleEntry:
    listed = [{"helper": f"h-{helper}", "recipient": f"校-{node}"} for helper, node in pairs]
    return RuleEntry(id="P", kind="require", mode=1, parameters={"pairs": listed})


def three_schools() -> Chain:
    """甲 and 乙 are wished on 赵, 丙 on 钱. Under 赵 甲 has one place for two students; 乙 has enough under both; 丙's teacher works
    under nobody. Only 赵 - 甲 is in the way.
    """
    return chain(
        level(
            "校",
            [("甲校", ""), ("乙校", ""), ("丙校", "")],
            LEADERS,
            [prefers(("赵试一", "甲校"), ("赵试一", "乙校"), ("钱样二", "丙校"))],
        ),
        level(
            "生",
            [("生一", "甲校"), ("生二", "甲校"), ("生三", "乙校"), ("生四", "丙校")],
            [
                ("师一", "甲校", "赵试一", 1),
                ("师二", "甲校", "钱样二", 2),
                ("师三", "乙校", "赵试一", 1),
                ("师四", "乙校", "钱样二", 1),
                ("师五", "丙校", "", 1),
            ],
        ),
    )


def test_only_the_pair_in_the_way_is_named_with_advice() -> None:
    """赵 - 乙 and 钱 - 丙 do no harm: one finding, with the number of places missing and what to do."""
    found = solve_chain(three_schools())
    blame = [f for f in found.findings if f.code == "chain.blocked_by_upper"]
    assert [f.facts["pair"] for f in blame] == [("h-赵试一", "校-甲校")]
    assert blame[0].facts["missing"] == 1
    assert blame[0].facts["count"] == 2
    assert blame[0].advice("zh")
    assert found.coverage.complete


def test_only_the_part_concerned_is_solved_jointly() -> None:
    """丙's students have nobody under a superior, so they and their teacher are no part of the joint model."""
    found = solve_chain(three_schools())
    assert len(found.joint) == 1
    assert found.joint[0].part.nodes[1] == {"生-生一", "生-生二", "生-生三"}
    assert found.whole == "optimal_jointly"


def test_two_parts_that_are_impossible_are_both_blamed_and_both_solved() -> None:
    """甲 stands under leaders who serve only east, 乙 under those of the west: two independent blames, two joint models."""
    both = chain(
        level("区", [("东", ""), ("西", "")], [("周例七", "", "", 2)]),
        level(
            "校",
            [("甲校", "东"), ("乙校", "西")],
            [("赵试一", "东", "", 1), ("钱样二", "东", "", 1), ("孙例三", "西", "", 1), ("李示四", "西", "", 1)],
            [prefers(("赵试一", "甲校"), ("孙例三", "乙校"))],
        ),
        level(
            "生",
            [("生一", "甲校"), ("生二", "乙校")],
            [("师一", "甲校", "钱样二", 1), ("师二", "乙校", "李示四", 1)],
        ),
    )
    found = solve_chain(both)
    blame = [f.facts["pair"] for f in found.findings if f.code == "chain.blocked_by_upper"]
    assert sorted(blame) == [("h-孙例三", "校-乙校"), ("h-赵试一", "校-甲校")]
    assert [joint.levels for joint in found.joint] == [(1, 2), (1, 2)]
    assert found.whole == "optimal_jointly"
    owners = {p.recipient: p.helper for p in found.rosters[1].pairings}
    assert owners == {"校-甲校": "h-钱样二", "校-乙校": "h-李示四"}


def test_two_levels_up_when_the_level_above_cannot_help() -> None:
    """The class has one possible leader, who works under the wrong bureau leader: only the top level can set it right."""
    deep = chain(
        level("校", [("甲校", "")], [("赵试一", "", "", 1), ("钱样二", "", "", 1)], [prefers(("赵试一", "甲校"))]),
        level(
            "班",
            [("一班", "甲校")],
            [("孙例三", "甲校", "赵试一", 1), ("李示四", "甲校", "钱样二", 1)],
        ),
        level("生", [("生一", "一班")], [("师一", "一班", "李示四", 1)]),
    )
    found = solve_chain(deep)
    blame = [f.facts["pair"] for f in found.findings if f.code == "chain.blocked_by_upper"]
    assert blame == [("h-孙例三", "班-一班")]
    assert found.coverage.complete
    assert [joint.levels for joint in found.joint] == [(0, 1, 2)]
    assert {p.helper for p in found.rosters[0].pairings} == {"h-钱样二"}


def test_own_shortage_is_told_beside_blame() -> None:
    """乙's students lack places whatever is decided above; 甲's do because of 赵: both are said, and the whole is impossible."""
    mixed = chain(
        level("校", [("甲校", ""), ("乙校", "")], LEADERS, [prefers(("赵试一", "甲校"))]),
        level(
            "生",
            [("生一", "甲校"), ("生二", "乙校"), ("生三", "乙校")],
            [("师一", "甲校", "钱样二", 1), ("师二", "乙校", "", 1)],
        ),
    )
    found = solve_chain(mixed)
    assert found.whole == "impossible"
    codes = [f.code for f in found.findings]
    assert codes.count("chain.own_shortage") == 1
    assert codes.count("chain.blocked_by_upper") == 1
    own = next(f for f in found.findings if f.code == "chain.own_shortage")
    assert own.facts["under"] == ["乙校"]
    assert own.facts["missing"] == 1
    assert found.levels[-1].alone


def test_the_draw_above_follows_the_public_number() -> None:
    """Two leaders alike in everything: which of them gets the school is drawn in the joint model too, and by the seed alone."""

    def drawn(seed: str) -> str:
        made = chain(
            level("校", [("甲校", "")], [("赵试一", "", "", 1), ("钱样二", "", "", 1)]),
            level("生", [("生一", "甲校")], [("师一", "甲校", "赵试一", 1), ("师二", "甲校", "钱样二", 1)]),
        ).seeded(seed)
        found = solve_chain(made, jointly=True)
        assert found.whole == "optimal_jointly"
        assert [label for name, _, label in found.joint[0].values if name == "0.lottery"] == ["optimal"]
        return found.rosters[0].pairings[0].helper

    assert drawn("7") == drawn("7")
    assert {drawn(str(seed)) for seed in range(12)} == {"h-赵试一", "h-钱样二"}
