"""Require 指定: this pair must be."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from optimizer.rules.base import RuleBase
from optimizer.rules.named_pair import NamedPair


class Require(RuleBase):
    """Every pair listed is in the roster (in any role). Tier N: measure = number of listed pairs that are not.

    A name that matches nobody or several people, and a pair of an excluded helper, are error findings. People named are
    rows of their own in the model.
    """

    kind: Literal["require"] = "require"
    pairs: tuple[NamedPair, ...] = Field(default=(), title="指定名单")
