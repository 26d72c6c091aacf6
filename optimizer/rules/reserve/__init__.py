"""Reserve 预留名额: spare places are kept for whoever drops out."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from optimizer.domain import Fact
from optimizer.rules.base import Columns, RuleBase


class ReserveRow(Fact):
    """So many places of this unit stay free; an empty unit: of all helpers together."""

    unit: str = Field(default="", title="部门")
    spare: int = Field(ge=0, title="预留")


class Reserve(RuleBase):
    """Of every row: the upper quotas after locks of the unit's helpers in the model, less their pairings, are at least
    ``spare``.

    ``named_backups``: when the roster is found, every pairing gets a named back-up helper from the places left free, and for
    every helper it is said what his loss alone would mean (``explain.backups``); a pairing for which nobody who may has a
    free place is listed without one. In mode report only this is done.

    A unit that nobody has, and a spare above the unit's places, are error findings; a unit may stand once. Measure: the
    places that are short, over rows. As limits: ``reserve.<rule id>`` (units in rows, ascending) and ``reserve.<rule id>.all``.
    """

    kind: Literal["reserve"] = "reserve"
    rows: tuple[ReserveRow, ...] = Field(default=(), title="预留表")
    named_backups: bool = Field(default=False, title="指定后备")

    allowed_modes: ClassVar[tuple[str, ...]] = ("hard", "report")
    unit: ClassVar[str] = "places"

    @model_validator(mode="after")
    def _once(self) -> Self:
        if len({row.unit for row in self.rows}) < len(self.rows):
            raise ValueError("a unit stands twice")
        return self

    def columns(self) -> Columns:
        return Columns(helper=("unit",) if any(row.unit for row in self.rows) else ())
