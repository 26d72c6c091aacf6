"""Fairness 均衡: the load is spread evenly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from optimizer.rules.base import Columns, RuleBase


class Fairness(RuleBase):
    """The total of every helper (``by`` unit: of every unit; helpers without a unit count nowhere) should be even.

    measure "count": recipients. "share": millionths of capacity: every pairing counts floor(1,000,000 / capacity), capacity
    being the upper quota after locks of the helper, or the sum over the unit's helpers who are in the model (0: nothing
    counts). "metres": the distance of the first distance rule by id whose source is not off; without such a rule an error
    finding. form "leximin": the largest total as small as possible, then the next largest, and so on. "squares" (count
    only): the sum of squares. "worst": only the largest total.

    A tier of its own. Measure: leximin and worst: the largest total; squares: the sum of squares. In the model: the limit
    ``quota`` by helper, ``load.<rule id>`` by unit (units of all helpers, ascending).
    """

    kind: Literal["fairness"] = "fairness"
    by: Literal["helper", "unit"] = Field(default="helper", title="按")
    measure: Literal["count", "share", "metres"] = Field(default="count", title="计量")
    form: Literal["leximin", "squares", "worst"] = Field(default="leximin", title="方式")

    choices: ClassVar[Mapping[str, str]] = {
        "帮扶人": "helper",
        "个人": "helper",
        "部门": "unit",
        "人数": "count",
        "户数": "count",
        "名额占比": "share",
        "里程": "metres",
        "逐级均衡": "leximin",
        "平方和": "squares",
        "最重者": "worst",
    }

    allowed_modes: ClassVar[tuple[str, ...]] = ("tier", "report")
    unit: ClassVar[str] = "recipients"

    @model_validator(mode="after")
    def _squares_of_counts(self) -> Self:
        if self.form == "squares" and self.measure != "count":
            raise ValueError("squares are of counts")
        return self

    @property
    def tier_form(self) -> str:
        return "convex" if self.form == "squares" else self.form

    @property
    def measure_unit(self) -> str:
        return {"count": "recipients" if self.form != "squares" else "units", "share": "millionths"}.get(
            self.measure, self.measure
        )

    def columns(self) -> Columns:
        helper = ("id",) if self.by == "helper" else ("unit",)
        if self.measure == "metres":
            return Columns(helper=(*helper, "start"), recipient=("area", "place"))
        return Columns(helper=helper)
