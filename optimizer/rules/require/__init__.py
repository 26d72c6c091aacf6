"""Require 指定: this pair must be."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from optimizer.rules.base import RuleBase
from optimizer.rules.named_pair import NamedPair


class Require(RuleBase):
    """Every pair listed is in the roster (in any role). A pair listed twice counts once. Tier N: measure = number
    of listed pairs that are not; as pair costs: -1 for each listed pair (every role), the tier's constant being their number.

    A name that matches nobody or several people, a pair of an excluded helper (but for its own locks), more pairs than the
    recipient needs, and a pair that another hard rule does not allow are error findings. Unless the mode is report, people
    named are rows of their own in the model.
    """

    kind: Literal["require"] = "require"
    pairs: tuple[NamedPair, ...] = Field(default=(), title="指定名单")
