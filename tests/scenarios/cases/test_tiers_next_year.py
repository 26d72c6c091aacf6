"""Next year's chain: last year's roster files put into each level's folder, and as few changes as the changed tables allow."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from optimizer.domain import Status
from optimizer.planning import Options
from scenarios.cases.tiers import make
from scenarios.cases.tiers.county import Owner, Sizes, Tier, make_county
from scenarios.chain import ChainAnswer, solve_chain
from scenarios.chain.judging import judge_chain
from scenarios.chain.reading import read_chain
from scenarios.chain.what_if import owner_changes
from scenarios.chain.writing import write_chain

CONTINUED = (
    *make.RULES[:2],
    ("R5", "保持原结对", "第1层", None, "方案第四条：责任人一经确定，原则上保持不变。"),
    ("R3", "均衡", "第2层", None, "本单位补充：任务分布均匀。"),
    ("R4", "抽签", "第3层", None, "本单位补充：条件完全相同的，由事先公布的随机号决定。"),
)


def _home(owner: Owner) -> str:
    """The school of a leader, the class of a teacher."""
    return owner.serves.split("、")[0]


def county() -> list[Tier]:
    return make_county(3, Sizes(2, 4, 40))


@pytest.fixture(scope="module")
def last_year(tmp_path_factory: pytest.TempPathFactory) -> tuple[ChainAnswer, Path]:
    folder = tmp_path_factory.mktemp("last")
    make.write_case(county(), folder / "tables", 3)
    found = solve_chain(read_chain(folder / "tables").require())
    write_chain(folder / "out", found, Options())
    return found, folder / "out"


def next_year(tiers: list[Tier], last: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> ChainAnswer:
    """The new tables with another public number, last year's rosters beside them, continuity first at every level."""
    monkeypatch.setattr(make, "RULES", CONTINUED)
    make.write_case(tiers, folder, 4)
    for tier in tiers:
        shutil.copy(last / tier.folder / "roster.xlsx", folder / tier.folder / "上轮名册.xlsx")
    found = solve_chain(read_chain(folder).require())
    assert all(entry.answer.status is Status.OPTIMAL for entry in found.levels)
    write_chain(folder / "out", found, Options())
    assert judge_chain(folder / "out").whole == found.whole
    return found


def test_nothing_changes_when_nobody_does(
    last_year: tuple[ChainAnswer, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same people, another public number: every level keeps every pair (value of the continuity aim 0)."""
    before, files = last_year
    found = next_year(county(), files, tmp_path, monkeypatch)
    assert owner_changes(before, found) == [0, 0, 0, 0]
    assert [entry.answer.tiers[0].value for entry in found.levels] == [0, 0, 0, 0]


def test_only_the_leavers_nodes_get_somebody_else(
    last_year: tuple[ChainAnswer, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A class's leader and a teacher leave and a student is new: exactly their nodes change owner, at their levels. There are enough
    places beside them (three leaders a school, two teachers a class), so fewer changes are impossible and more are not needed.
    """
    before, files = last_year
    tiers = county()
    owners = {p.recipient: p.helper for roster in before.rosters for p in roster.pairings}
    named = {h.id: (h.name, h.unit) for level in before.chain.levels for h in level.programme.helpers}
    gone = set()
    for number in (2, 3):
        bosses = {owner.superior for tier in tiers for owner in tier.owners}
        loaded = {named[owners[r.id]] for r in before.chain.levels[number].programme.recipients}
        sides = [o for o in tiers[number].owners if (o.name, o.unit) in loaded and o.number not in bosses]
        leaver = next(o for o in sides if sum(_home(x) == _home(o) for x in tiers[number].owners) > 1)
        tiers[number].owners.remove(leaver)
        gone.add((leaver.name, leaver.unit))
    room = tiers[3].nodes[0]
    tiers[3].nodes.append(type(room)("S9001", "新试甲", room.parent, room.category))
    found = next_year(tiers, files, tmp_path, monkeypatch)
    forced = [sum(named[owners[r.id]] in gone for r in level.programme.recipients) for level in before.chain.levels]
    assert forced[:2] == [0, 0]
    assert min(forced[2:]) >= 1
    assert owner_changes(before, found) == forced
    assert found.coverage.covered == 41
