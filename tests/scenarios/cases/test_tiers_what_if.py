"""What-ifs of the tiers and liaison cases: each shipped file says what its reason asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli
from optimizer.errors import InputError
from optimizer.screen.entry import enter
from scenarios.cases import liaison, tiers
from scenarios.chain import solve_chain
from scenarios.chain.reading import read_chain
from scenarios.chain.what_if import Tried, what_if
from scenarios.changes import read_scenario

TIERS = Path(tiers.__file__).parent
LIAISON = Path(liaison.__file__).parent


def tried(case: Path) -> dict[str, Tried]:
    files = sorted((case / "what_if").glob("*.yaml"))
    chain = read_chain(case / "files").require()
    return {file.stem: one for file, one in zip(files, what_if(chain, [read_scenario(f) for f in files]), strict=True)}


def test_tiers() -> None:
    """Seven nodes for four leaders of two places (8) fit; three village schools for one head of two do not, one place is missing;
    with three students a teacher five classes have too few under the leader they were given, and other leaders for them are found.
    """
    found = {name: one.found for name, one in tried(TIERS).items()}
    assert found["leaders_take_two"] is not None
    assert found["leaders_take_two"].coverage.complete
    assert found["leaders_take_two"].coverage.levels[0].span == 2
    leaves = found["a_head_leaves"]
    assert leaves is not None
    assert leaves.whole == "impossible"
    own = [f for f in leaves.findings if f.code == "chain.own_shortage"]
    assert [f.facts["under"] for f in own] == [["北塘镇中心校"]]
    assert own[0].facts["missing"] == 1
    three = found["teachers_take_three"]
    assert three is not None
    assert three.coverage.complete
    assert three.coverage.levels[-1].span == 3
    told = [f for f in three.findings if f.code == "chain.blocked_by_upper"]
    assert len(told) == len(three.joint) == 5


def test_liaison() -> None:
    """Six leaders for six villages; seven for seven; eight leaders of two places (16) for 23 units: seven are missing."""
    found = {name: one.found for name, one in tried(LIAISON).items()}
    leave, more, two = (found[name] for name in ("a_leader_on_leave", "a_seventh_village", "two_units_each"))
    assert leave is not None and more is not None and two is not None
    assert leave.coverage.complete
    assert leave.coverage.levels[0].owners == 6
    assert more.coverage.complete
    assert more.coverage.levels[0].nodes == 7
    assert two.whole == "impossible"
    assert [f.facts["missing"] for f in two.findings if f.code == "chain.own_shortage"] == [7]


def test_the_command_compares_and_names_what_it_cannot_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One row a scenario under the one as it is; a file for no level of the chain ends with 3."""

    def jiedui(*words: object) -> int:
        return enter(cli.app, [str(word) for word in words])

    case = LIAISON / "what_if" / "a_leader_on_leave.yaml"
    out = tmp_path / "out"
    assert jiedui("chain", "what-if", LIAISON / "files", case, "-o", out, "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["covered"] for row in rows] == ["23/23", "23/23"]
    assert sorted(path.name for path in out.iterdir()) == ["what_if.html", "what_if.xlsx"]
    other = tmp_path / "other.yaml"
    other.write_text(case.read_text(encoding="utf-8").replace("1-定点联系村", "9-没有"), encoding="utf-8")
    assert jiedui("chain", "what-if", LIAISON / "files", other) == 3
    chain = read_chain(LIAISON / "files").require()
    failed = what_if(chain, [read_scenario(other)])[0].failure
    assert isinstance(failed, InputError)
    assert solve_chain(chain).coverage.complete
