"""Pledge 资助承诺: the same money for every household, within each helper's means."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from optimizer.rules.base import RuleBase


class Pledge(RuleBase):
    """Every pairing promises ``yuan`` a year, the same in the whole of an area: ``areas`` (area, yuan) beats it there.

    Reported, never forced. Measure: the number of helpers who promise more than ``most_yuan`` in all (0 when it is not
    given). An area that no recipient is in is an error finding. Source: a fixed sum a household a year.
    """

    kind: Literal["pledge"] = "pledge"
    yuan: int = Field(ge=0, title="每户每年")
    areas: tuple[tuple[str, int], ...] = Field(default=(), title="各村金额")
    most_yuan: int | None = Field(default=None, ge=0, title="每人最多")

    allowed_modes: ClassVar[tuple[str, ...]] = ("report",)
    unit: ClassVar[str] = "helpers"
