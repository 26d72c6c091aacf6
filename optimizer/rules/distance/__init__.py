"""Distance 路程: total (or worst) travel of a roster."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from optimizer.rules.base import Columns, RuleBase


class Distance(RuleBase):
    """Metres from the helper's start to the recipient.

    source "legs": the 里程表 entry (start, recipient.place) if the recipient has a place of its own and the entry exists,
    else (start, recipient.area). source "coordinates": great circle between the Place of the start and the Place of the
    recipient's place if there is such a Place (else of its area), both in WGS-84 after conversion, haversine with radius 6,371,008.8 m, times
    detour_permille / 1000, rounded half up to whole metres. source "off": no distance is measured. A helper without start takes
    ``default_start``. Missing start, leg or place of a participating helper or of a recipient is an error finding
    (one per missing start/leg, not per pair); with mode report a warning, and such pairs are not counted. measure "total": sum over pairings; "worst": the longest pairing (form
    worst; should nobody be paired, the shortest that there could be). hard needs most_metres: no pairing is longer.

    If all participating helpers start at one place and everybody must be served, the total is the same for every roster:
    the note rules.distance_constant says so.
    """

    kind: Literal["distance"] = "distance"
    source: Literal["legs", "coordinates", "off"] = Field(default="legs", title="来源")
    measure: Literal["total", "worst"] = Field(default="total", title="计量")
    detour_permille: int = Field(default=1000, ge=1000, le=5000, title="绕行千分比")
    default_start: str = Field(default="", title="默认出发地")
    most_metres: int | None = Field(default=None, ge=0, title="最远米数")

    unit: ClassVar[str] = "metres"
    choices: ClassVar[Mapping[str, str]] = {
        "里程表": "legs",
        "坐标": "coordinates",
        "不计": "off",
        "总里程": "total",
        "最远": "worst",
    }

    @property
    def tier_form(self) -> str:
        return "worst" if self.measure == "worst" else "sum"

    def columns(self) -> Columns:
        if self.source == "off":
            return Columns()
        return Columns(helper=("start",), recipient=("area", "place"))
