"""What a file of changes or events holds, whatever its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from optimizer.messages import Cell, Finding


@dataclass(frozen=True)
class Line:
    """One item: its values by key as written, and where it stands."""

    values: Mapping[str, Any]
    cell: Cell


@dataclass(frozen=True)
class Lines:
    """``head``: title, reason and the like; ``items`` in the order of the file; ``findings``: what could not be read."""

    head: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[Line, ...] = ()
    findings: tuple[Finding, ...] = ()
