"""A scenario: what it is called, why it is asked, and its changes."""

from __future__ import annotations

import hashlib
import json

from pydantic import SerializeAsAny

from optimizer.domain import Cell, Fact
from scenarios.changes.base import ChangeBase


class Placed(Fact):
    """A change and where it stands."""

    change: SerializeAsAny[ChangeBase]
    file: str = ""
    sheet: str = ""
    address: str = ""

    @property
    def cell(self) -> Cell:
        return Cell(self.file, self.sheet, self.address)


class Scenario(Fact):
    """``base``: what the file says it starts from (a programme's title or id), checked when it is applied."""

    title: str
    reason: str = ""
    base: str = ""
    changes: tuple[Placed, ...] = ()

    def fingerprint(self) -> str:
        """SHA-256 (hex) of what the scenario changes; title, reasons and places are left out."""
        content = [placed.change.model_dump(mode="json", exclude={"reason"}) for placed in self.changes]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
