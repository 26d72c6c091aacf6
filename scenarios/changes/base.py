"""What every change has in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import Field

from optimizer.domain import Cell
from scenarios.directory import Who

if TYPE_CHECKING:
    from scenarios.changes.bench import Bench


class ChangeBase(Who):
    """One change. ``write`` puts it on the bench; whom it means is decided on the base programme, so order never matters."""

    reason: str = ""

    @abstractmethod
    def write(self, bench: Bench, cell: Cell) -> None:
        """Note what changes; problems are findings of the bench."""


class Setting(ChangeBase):
    """A change that sets columns of people. ``set``: column (English or Chinese name) -> new value."""

    set: Mapping[str, Any] = Field(min_length=1)
