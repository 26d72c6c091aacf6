"""A chain on disk: a folder with tiers.toml and one folder of tables a level, in order of name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from optimizer.domain import Finding
from optimizer.errors import FormatError, InputError, ResourceError, UsageError
from optimizer.intake import Intake, read_programme
from optimizer.intake.registered.nodes import parts
from scenarios.chain.chain import Chain, Level
from scenarios.chain.rows import LevelRows, NodeRow, OwnerRow, placed, rows_of
from scenarios.chain.tree import build_tree

HEAD = "tiers.toml"
KEYS = ("title", "root", "clause")


@dataclass(frozen=True)
class ChainIntake:
    """``chain`` is None as soon as a level cannot be read; ``findings`` still name every hole of all levels. counts: helpers,
    recipients and rules read, all levels together.
    """

    chain: Chain | None
    findings: tuple[Finding, ...]
    counts: Mapping[str, int] = field(default_factory=dict)

    def require(self) -> Chain:
        """The chain. Raises InputError with every finding when there is none."""
        if self.chain is None or any(finding.severity == "error" for finding in self.findings):
            raise InputError(findings=self.findings)
        return self.chain


def read_chain(folder: Path) -> ChainIntake:
    """Read every level. Bad tables never raise: they are findings. Raises UsageError without levels, FormatError for a bad
    tiers.toml (keys: title, root, clause), ResourceError for a folder that cannot be read.
    """
    try:
        head = _head(folder / HEAD)
        inside = sorted(folder.iterdir()) if folder.is_dir() else []
        places = [place for place in inside if place.is_dir() and not place.name.startswith((".", "_", "~"))]
    except OSError as error:
        raise ResourceError(detail=f"{folder}: {error.strerror or error}") from error
    if not places:
        raise UsageError(code="chain.no_levels", folder=str(folder))
    intakes = [(place.name, read_programme(place)) for place in places]
    findings = [
        _placed(finding, name) for name, intake in intakes for finding in intake.findings if not _institution(finding)
    ]
    counts = {
        part: sum(intake.receipt.counts.get(part, 0) for _, intake in intakes)
        for part in ("helpers", "recipients", "rules")
    }
    levels = [Level(name, i.programme.title, i.programme) for name, i in intakes if i.programme is not None]
    if len(levels) < len(intakes):
        tree = build_tree([_rows(name, intake) for name, intake in intakes])
        return ChainIntake(None, (*findings, *tree.findings), counts)
    title = head.get("title", folder.resolve().name)
    chain = Chain(title, title, head.get("root", title), tuple(levels), head.get("clause", ""))
    return ChainIntake(chain, tuple(findings), counts)


def _institution(finding: Finding) -> bool:
    """Nodes of a chain are schools and classes too: digits in such a name on last year's roster are nothing to look at."""
    return finding.code == "intake.odd_name" and finding.facts.get("column") == "帮扶对象"


def _placed(finding: Finding, level: str) -> Finding:
    return replace(finding, cells=tuple(placed(level, cell) for cell in finding.cells))


def _head(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FormatError(file=path.name, format=HEAD, detail=str(error)[:200]) from error
    wrong = sorted(key for key, value in content.items() if key not in KEYS or not isinstance(value, str))
    if wrong:
        raise FormatError(file=path.name, format=HEAD, detail=", ".join(wrong))
    return dict(content)


def _rows(name: str, intake: Intake) -> LevelRows:
    """The rows of a level whose programme could not be made come from its tables."""
    if intake.programme is not None:
        return rows_of(name, intake.programme.title, intake.programme)
    nodes: Sequence[NodeRow] = [
        NodeRow(
            f"{name}:{place}",
            record.get("number") or "",
            record.get("name") or "",
            "",
            parts(record.get("parent")),
            placed(name, record.cell("parent")),
        )
        for place, record in enumerate(intake.tables.get("nodes", ()))
    ]
    owners = [
        OwnerRow(
            f"{name}:{place}",
            record.get("number") or "",
            record.get("name") or "",
            parts(record.get("serves")),
            parts(record.get("superior")),
            record.get("takes_part") is not False,
            placed(name, record.cell("name")),
            placed(name, record.cell("serves")),
            placed(name, record.cell("superior")),
        )
        for place, record in enumerate(intake.tables.get("owners", ()))
    ]
    return LevelRows(name, name, tuple(nodes), tuple(owners))
