"""Judging a stored chain: no file altered, each level given the ones above, the joint proofs, the coverage, and the claim itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from optimizer.domain import Programme, Roster, Status
from optimizer.errors import FormatError, ResourceError, VerificationError
from optimizer.messages import Cell, Finding, Private
from optimizer.output.canonical import canonical, sha256_hex
from optimizer.output.formats import opened
from optimizer.runs import judge_run
from optimizer.verify import Verdict
from optimizer.verify.verdict import Rejected
from scenarios.chain.chain import Chain, Level
from scenarios.chain.components import Component, components
from scenarios.chain.coverage import Coverage, prove_coverage
from scenarios.chain.holes import tree_of
from scenarios.chain.joint import Joint
from scenarios.chain.joint_judge import judge_joint, outcomes_of
from scenarios.chain.linking import linked, owners_of, pins_of, unlinked, unpinned
from scenarios.chain.parts import closed, read_part
from scenarios.chain.solving import Whole, whole_of
from scenarios.chain.tree import Tree
from scenarios.chain.writing import COVERAGE, FORMAT, JOINT, REST, VERSION


@dataclass(frozen=True)
class Judged:
    """What a stored chain proves: the levels' verdicts by id, the parts that were solved as one, the coverage, the whole."""

    chain: Chain
    tree: Tree
    levels: Mapping[str, Verdict]
    joint: tuple[Joint, ...]
    coverage: Coverage
    whole: Whole


def judge_chain(folder: Path) -> Judged:
    """Everything of the folder judged again, with nothing that compiled or solved it.

    Raises VerificationError with every falsehood, FormatError or ResourceError when files cannot be read.
    """
    stated = opened(_bytes(folder, COVERAGE), FORMAT, VERSION, COVERAGE)
    try:
        entries = [(str(entry["level"]), str(entry["title"]), entry["alone"] is True) for entry in stated["levels"]]
        head = [str(stated[name]) for name in ("title", "root", "clause")]
        hashes = {str(name): str(digest) for name, digest in stated["files"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise FormatError(file=COVERAGE, format=FORMAT, detail=f"{type(error).__name__}: {error}") from error
    if any(Path(level).name != level for level, _, _ in entries):
        raise FormatError(file=COVERAGE, format=FORMAT, detail="levels")
    _refuse(_altered(folder, hashes, [level for level, _, _ in entries]))
    runs = [judge_run(folder / level) for level, _, _ in entries]
    programmes = [run.programme for run, _ in runs]
    levels = [
        Level(level, title, unlinked(programme))
        for (level, title, _), programme in zip(entries, programmes, strict=True)
    ]
    chain = Chain(head[0], head[0], head[1], (*levels, *_unreached(folder)), head[2])
    tree = tree_of(chain)
    _refuse(tree.findings)
    rosters = [run.answer.roster for run, _ in runs if run.answer.roster is not None]
    if any(run.answer.roster is None for run, _ in runs[:-1]):
        _refuse([Finding("chain.verify_order")])
    joint = _joint(folder, chain, tree, rosters)
    found: list[Finding] = []
    for number, ((_, _, alone), programme) in enumerate(zip(entries, programmes, strict=True)):
        found += _linked(chain, tree, number, programme, None if alone else rosters[:number], joint)
    found += _in_place(chain, tree, rosters)
    coverage = prove_coverage(tree, rosters)
    statuses = [verdict.status for _, verdict in runs]
    free = bool(entries) and entries[-1][2]
    if len(rosters) == len(chain.levels):
        whole = whole_of(chain, tree, statuses, joint, asked=stated.get("whole") == "optimal_jointly")
    else:
        whole = _stopped(statuses, joint, free)
    if canonical(coverage.as_json()) != stated.get("coverage"):
        found.append(Finding("chain.verify_coverage", cells=(Cell(COVERAGE),)))
    if stated.get("whole") != whole:
        facts = {"stated": str(stated.get("whole")), "proved": whole}
        found.append(Finding("chain.verify_whole", facts=facts, cells=(Cell(COVERAGE),)))
    _refuse(found)
    verdicts = {level: verdict for (level, _, _), (_, verdict) in zip(entries, runs, strict=True)}
    return Judged(chain, tree, verdicts, tuple(joint), coverage, whole)


def _stopped(statuses: Sequence[Status], joint: Sequence[Joint], free: bool) -> Whole:
    """Of a chain that ends at a level without a roster; ``free``: that level's proof asks nothing of the levels above."""
    impossible = [one for one in joint if one.status is Status.INFEASIBLE]
    ended = bool(statuses) and statuses[-1] is Status.INFEASIBLE
    if (ended and free) or any(one.first == 0 for one in impossible):
        return "impossible"
    return "impossible_given_above" if ended or impossible else "open"


def _linked(
    chain: Chain, tree: Tree, number: int, stored: Programme, above: Sequence[Roster] | None, joint: Sequence[Joint]
) -> list[Finding]:
    """Is the stored programme the level's own, given exactly these rosters above, with nothing required but joint decisions?"""
    expected = linked(chain, tree, number, None if above is None else owners_of(above))
    decided = {node for one in joint for node in one.part.nodes.get(number, ()) if number != one.levels[-1]}
    strange = [node for _, node in pins_of(stored) if node not in decided]
    if unpinned(stored) == expected and not strange:
        return []
    return [Finding("chain.verify_given", facts={"level": chain.levels[number].title})]


def _in_place(chain: Chain, tree: Tree, rosters: Sequence[Roster]) -> list[Finding]:
    """Everybody answers only below what he serves, and only where one of his superiors answers: plain Python over the rosters."""
    owners = owners_of(rosters)
    found = []
    for number, roster in enumerate(rosters):
        for pairing in roster.pairings:
            parent = tree.parent.get(pairing.recipient, "?")
            serves = tree.serves[number].get(pairing.helper, ())
            bosses = tree.superiors[number].get(pairing.helper, ())
            allowed = "*" in serves or (parent or "~root") in serves
            under = not bosses or not parent or bool(set(bosses) & set(owners.get(parent, ())))
            if not allowed or not under:
                facts = {"level": chain.levels[number].title, "node": Private(pairing.recipient)}
                found.append(Finding("chain.verify_place", facts=facts))
    return found


def _joint(folder: Path, chain: Chain, tree: Tree, rosters: Sequence[Roster]) -> list[Joint]:
    """The parts of joint.json with what their certificates prove of the rosters. Raises VerificationError, FormatError."""
    if not (folder / JOINT).exists():
        return []
    data = opened(_bytes(folder, JOINT), "jiedui.joint", VERSION, JOINT)
    given = data.get("parts")
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise FormatError(file=JOINT, format="jiedui.joint", detail="parts")
    made = []
    known: dict[tuple[int, int], tuple[Component, ...]] = {}
    for number, one in enumerate(given):
        part, first = read_part(chain, tree, one, JOINT)
        levels = (first, part.levels[-1])
        if levels not in known:
            known[levels] = components(chain, tree, *levels)
        own = dict(enumerate(rosters)) if len(rosters) > part.levels[-1] else None
        try:
            if not closed(part, first, known[levels]):
                raise Rejected("no_model", detail=f"parts[{number}]")
            verdict = judge_joint(chain, tree, part, owners_of(rosters[:first]), own, one)
        except Rejected as refusal:
            raise _rejected(number, (refusal.finding,)) from refusal
        if not verdict.accepted:
            raise _rejected(number, verdict.findings)
        upper = None if own is None else {k: own[k] for k in part.levels[:-1]}
        made.append(Joint(part, first, verdict.status, upper, outcomes_of(verdict), "", one))
    return made


def _rejected(number: int, findings: Sequence[Finding]) -> VerificationError:
    return VerificationError(
        findings=[*findings, Finding("chain.verify_joint", facts={"number": number + 1}, cells=(Cell(JOINT),))],
        code="runs.not_verified",
        count=len(findings) + 1,
    )


def _unreached(folder: Path) -> list[Level]:
    if not (folder / REST).exists():
        return []
    data = opened(_bytes(folder, REST), "jiedui.unreached", VERSION, REST)
    try:
        made = [(str(one["level"]), Programme.model_validate(one["programme"])) for one in data["levels"]]
    except (KeyError, TypeError, ValidationError) as error:
        raise FormatError(file=REST, format="jiedui.unreached", detail=type(error).__name__) from error
    return [Level(level, programme.title, programme) for level, programme in made]


def _altered(folder: Path, hashes: Mapping[str, str], levels: Sequence[str]) -> list[Finding]:
    """Files that are not what coverage.json says, or that it does not speak of."""
    expected = {*(f"{level}/manifest.json" for level in levels), *(n for n in (JOINT, REST) if (folder / n).exists())}
    found = []
    for name in sorted(expected | set(hashes)):
        if Path(name).is_absolute() or ".." in Path(name).parts or not (folder / name).is_file():
            found.append(Finding("runs.gone", cells=(Cell(name),)))
        elif hashes.get(name) != sha256_hex(folder / name):
            found.append(Finding("runs.altered", cells=(Cell(name),)))
    return found


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise ResourceError(code="runs.missing", folder=str(folder), file=name) from error


def _refuse(findings: Sequence[Finding]) -> None:
    if findings:
        raise VerificationError(findings=list(findings), code="runs.not_verified", count=len(findings))
