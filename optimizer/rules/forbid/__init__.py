"""Forbid 回避: this pair must not be."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from optimizer.rules.base import RuleBase
from optimizer.rules.named_pair import NamedPair


class Forbid(RuleBase):
    """No pair listed is in the roster. A pair listed twice counts once. Tier N: measure = number of listed pairs that are;
    as pair costs: 1 for each listed pair (every role).

    A name that matches nobody or several people is an error finding. Unless the mode is report, people named are rows of
    their own in the model.
    """

    kind: Literal["forbid"] = "forbid"
    pairs: tuple[NamedPair, ...] = Field(default=(), title="回避名单")
