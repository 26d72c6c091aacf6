"""Forbid 回避: this pair must not be."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from optimizer.rules.base import RuleBase
from optimizer.rules.named_pair import NamedPair


class Forbid(RuleBase):
    """No pair listed is in the roster. Tier N: measure = number of listed pairs that are.

    A name that matches nobody or several people is an error finding. People named are rows of their own in the model.
    """

    kind: Literal["forbid"] = "forbid"
    pairs: tuple[NamedPair, ...] = Field(default=(), title="回避名单")
