"""Lottery 公开随机号: what is still equal is decided by a published seed, so that row order never matters."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from optimizer.rules.base import RuleBase


class Lottery(RuleBase):
    """The last tier of every programme, listed or not: definition in docs/decisions/lottery.md.

    ``seed`` beats programme.seed. The mode is ignored: it always comes last and decides only between rosters that all
    other rules hold equal.
    """

    kind: Literal["lottery"] = "lottery"
    seed: str = Field(default="", title="随机号")

    allowed_modes: ClassVar[tuple[str, ...]] = ("hard", "tier", "report")
    unit: ClassVar[str] = "units"
