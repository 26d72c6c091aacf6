"""A stored chain is judged again; whatever is altered or overstated is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from optimizer.errors import FormatError, JieduiError, ResourceError, VerificationError
from optimizer.output.canonical import sha256_hex
from optimizer.planning import Options
from scenarios.chain import Chain, solve_chain
from scenarios.chain.judging import judge_chain
from scenarios.chain.writing import write_chain
from tests.scenarios.chain.chain_builder import chain, level
from tests.scenarios.chain.test_blame import three_schools


def stored(made: Chain, folder: Path, *, jointly: bool = False) -> Path:
    write_chain(folder, solve_chain(made, jointly=jointly), Options())
    return folder


def hopeless() -> Chain:
    return chain(
        level("校", [("甲校", "")], [("赵试一", "", "", 1), ("钱样二", "", "", 1)]),
        level(
            "生", [("生一", "甲校"), ("生二", "甲校")], [("师一", "甲校", "赵试一", 1), ("师二", "甲校", "钱样二", 1)]
        ),
        level("册", [("册一", "生一")], [("员一", "生一", "", 1)]),
    )


def short() -> Chain:
    return chain(
        level("校", [("甲校", "")], [("赵试一", "", "", 1)]),
        level("生", [("生一", "甲校"), ("生二", "甲校")], [("师一", "甲校", "", 1)]),
    )


def rewrite(folder: Path, name: str, change: Callable[[Any], None]) -> None:
    """A careful forger: the file altered, and its hash in coverage.json with it."""
    path = folder / name
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    if name != "coverage.json":
        digest = sha256_hex(path)
        rewrite(folder, "coverage.json", lambda head: head["files"].update({name: digest}))


@pytest.mark.parametrize(
    ("made", "jointly", "whole"),
    [
        (three_schools, False, "optimal_jointly"),
        (three_schools, True, "optimal_jointly"),
        (hopeless, False, "impossible"),
        (hopeless, True, "impossible"),
        (short, False, "impossible"),
    ],
)
def test_what_was_written_is_accepted(made: Callable[[], Chain], jointly: bool, whole: str, tmp_path: Path) -> None:
    """Possible and impossible chains: the judge comes to the same conclusion from the files alone."""
    judged = judge_chain(stored(made(), tmp_path / "out", jointly=jointly))
    assert judged.whole == whole
    assert judged.coverage.complete == (not whole.startswith("impossible"))


def test_a_level_by_level_result_may_not_call_itself_optimal(tmp_path: Path) -> None:
    """The claim is derived anew: a stronger word is refused."""
    made = chain(
        level("校", [("甲校", "")], [("赵试一", "", "", 1)]),
        level("生", [("生一", "甲校")], [("师一", "甲校", "赵试一", 1)]),
    )
    folder = stored(made, tmp_path / "out")
    assert judge_chain(folder).whole == "level_by_level"
    rewrite(folder, "coverage.json", lambda head: head.update(whole="optimal_jointly"))
    with pytest.raises(VerificationError) as raised:
        judge_chain(folder)
    assert [f.code for f in raised.value.findings] == ["chain.verify_whole"]


def weaken(content: Any) -> None:
    """All multipliers of the first aim halved and turned: no proof of anything."""
    for node in content["parts"][0]["tiers"][0]["proof"].get("nodes", [content["parts"][0]["tiers"][0]["proof"]]):
        node["limits"] = {}
        node["rows"] = {}


def test_a_joint_proof_that_proves_less_takes_the_claim_away(tmp_path: Path) -> None:
    """Without its multipliers the bound is weaker than the value, so the whole is no longer proved optimal."""
    folder = stored(three_schools(), tmp_path / "out")
    rewrite(folder, "joint.json", weaken)
    with pytest.raises(VerificationError):
        judge_chain(folder)


def test_a_joint_part_that_leaves_somebody_out_is_refused(tmp_path: Path) -> None:
    """A smaller part could be proved impossible where the real one is not; the judge closes it by itself."""
    folder = stored(three_schools(), tmp_path / "out")
    rewrite(folder, "joint.json", lambda content: content["parts"][0]["nodes"][1].pop())
    with pytest.raises(VerificationError):
        judge_chain(folder)


def test_an_impossibility_without_its_proof_is_refused(tmp_path: Path) -> None:
    """ "Impossible whatever is decided above" stands or falls with the joint certificate."""
    folder = stored(hopeless(), tmp_path / "out")
    rewrite(folder, "joint.json", lambda content: content["parts"][0].update(impossibility=None))
    with pytest.raises(VerificationError):
        judge_chain(folder)


@pytest.mark.parametrize("name", ["joint.json", "校/roster.json", "生/certificate.json", "校/manifest.json"])
def test_an_altered_file_is_found(name: str, tmp_path: Path) -> None:
    """One byte more in any file that the conclusion rests on."""
    folder = stored(three_schools(), tmp_path / "out")
    path = folder / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(VerificationError) as raised:
        judge_chain(folder)
    assert {f.code for f in raised.value.findings} == {"runs.altered"}


def test_a_level_of_another_solve_does_not_fit(tmp_path: Path) -> None:
    """The lower level was solved given 钱 - 甲; put under a roster with another owner it is no longer the same programme."""
    one, two = stored(three_schools(), tmp_path / "one"), tmp_path / "two"
    swapped = chain(*three_schools().levels)
    first = swapped.levels[0].programme
    rules = tuple(r for r in first.rules if r.id != "P")
    pairs = [{"helper": "h-赵试一", "recipient": "校-乙校"}, {"helper": "h-钱样二", "recipient": "校-丙校"}]
    require = {"pairs": [*pairs, {"helper": "h-钱样二", "recipient": "校-甲校"}]}
    other = first.altered(
        rules=(*rules, first.rules[0].altered(id="P", kind="require", mode="hard", parameters=require))
    )
    level_ = type(swapped.levels[0])("校", "校", other)
    stored(Chain("c", "分级包保", "教育局", (level_, swapped.levels[1]), "层层包干"), two)
    before = (one / "校" / "roster.json").read_text(encoding="utf-8")
    if before == (two / "校" / "roster.json").read_text(encoding="utf-8"):
        pytest.fail("the two rosters should differ in who answers for 乙校 or in their programme")
    for file in (two / "校").iterdir():
        (one / "校" / file.name).write_bytes(file.read_bytes())
    digest = sha256_hex(one / "校" / "manifest.json")
    rewrite(one, "coverage.json", lambda head: head["files"].update({"校/manifest.json": digest}))
    with pytest.raises(VerificationError):
        judge_chain(one)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"format":"jiedui.chain","version":1}', '{"format":"jiedui.chain","version":9}', "\x00"],
)
def test_a_damaged_head_is_a_sentence(content: str, tmp_path: Path) -> None:
    """Never a traceback: a FormatError that names the file."""
    folder = stored(three_schools(), tmp_path / "out")
    (folder / "coverage.json").write_text(content, encoding="utf-8")
    with pytest.raises(JieduiError) as raised:
        judge_chain(folder)
    assert isinstance(raised.value, FormatError | ResourceError)
    assert raised.value.say("en")


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts[0].update(levels=["校"]),
        lambda parts: parts[0].update(nodes=[["谁"], ["谁"]]),
        lambda parts: parts[0].update(first="0"),
        lambda parts: parts[0].update(tiers=5),
        lambda parts: parts[0]["tiers"][0].update(proof={"kind": "flow"}),
        lambda parts: parts[0]["tiers"][0].update(
            proof={"kind": "tree", "nodes": [{"empty": False, "scale": 1, "limits": {"x": {}}}]}
        ),
        lambda parts: parts.append(3),
    ],
)
def test_damaged_joint_proofs_are_sentences(change: Callable[[Any], None], tmp_path: Path) -> None:
    """Whatever stands in joint.json, the judge refuses it with an error of ours."""
    folder = stored(three_schools(), tmp_path / "out")
    rewrite(folder, "joint.json", lambda content: change(content["parts"]))
    with pytest.raises(JieduiError):
        judge_chain(folder)


def test_no_result_at_all(tmp_path: Path) -> None:
    """An empty folder is a missing result, not a bug."""
    with pytest.raises(ResourceError):
        judge_chain(tmp_path)
