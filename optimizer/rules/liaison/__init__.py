"""Liaison 定点联系: a leader's own recipients lie in the village that the leader answers for."""

from __future__ import annotations

from typing import Literal

from optimizer.rules.base import Columns, RuleBase


class Liaison(RuleBase):
    """For a helper with a liaison_area, every pairing should lie in that area; others are free.

    Measure: number of pairings of liaison leaders outside their area (locked ones count too). hard: none.
    A liaison_area that is no recipient's area is an error finding. The liaison of a helper who takes no part is asked about
    (ask, rules.liaison_of_excluded).
    """

    kind: Literal["liaison"] = "liaison"

    def columns(self) -> Columns:
        return Columns(helper=("liaison_area",), recipient=("area",))
