"""Who helps and who is helped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from optimizer.domain.base import Fact
from optimizer.domain.calendar import Month
from optimizer.messages import Cell

RetirementTrack = Literal["男", "女(原55)", "女(原50)"]
Sex = Literal["男", "女"]
Traits = Mapping[str, tuple[str, ...]]
"""Anything else a rule may read (subject, class, strengths, ...): each a tuple of words, sorted by the reader."""


class Origin(Fact):
    """The row a record came from; kept for messages, left out of hashes and certificates."""

    file: str
    sheet: str = ""
    row: int = Field(ge=1, description="row number as the spreadsheet shows it")
    columns: str = Field(default="", description="where each field stands, as 'name=C start=H'")

    def cell(self, field: str = "") -> Cell:
        """The cell of a field, or of the row's beginning when the field has no column."""
        columns = dict(entry.split("=", 1) for entry in self.columns.split())
        return Cell(self.file, self.sheet, f"{columns.get(field, 'A')}{self.row}")


class Ruling(Fact):
    """What the office decided about one person's taking part, with reason and author."""

    takes_part: bool
    reason: str = ""
    decided_by: str = ""


class Commitment(Fact):
    """What a person already carries in another programme."""

    programme: str
    recipients: int = Field(ge=0)
    days: int = Field(default=0, ge=0, description="working days a year")


class Helper(Fact):
    """帮扶责任人: staff member, mentor, leader, school."""

    id: str
    name: str
    unit: str = ""
    post: str = ""
    role_group: str = Field(default="", description="the quota table's group: 党委书记, 校级领导, ...")
    post_category: str = Field(default="", description="岗位类别: 管理 / 专技 / 工勤")
    employment: str = Field(default="", description="编制类别: 在编 / 人事代理 / 编外合同 / 劳务派遣")
    sex: Sex | None = None
    birth_month: Month | None = Field(default=None, description="as the personnel file has it")
    retirement_track: RetirementTrack | None = None
    retirement_month: Month | None = Field(default=None, description="given date; beats the computation")
    hardship: bool = Field(default=False, description="in the hardship register")
    ruling: Ruling | None = None
    least: int | None = Field(default=None, ge=0, description="personal quota, beats the table")
    most: int | None = Field(default=None, ge=0)
    start: str = Field(default="", description="place from which this helper travels")
    liaison_area: str = Field(default="", description="area that this leader answers for as a whole")
    available_days: int | None = Field(default=None, ge=0, description="days a year for visits")
    commitments: tuple[Commitment, ...] = ()
    traits: Traits = Field(default_factory=dict)
    id_number: str = Field(default="", repr=False)
    phone: str = Field(default="", repr=False)
    remark: str = ""
    origin: Origin | None = Field(default=None, repr=False)


class Recipient(Fact):
    """帮扶对象: household, (student, subject), school, village, class."""

    id: str
    name: str
    area: str = Field(default="", description="village, class, zone: the group that distances and liaisons speak of")
    township: str = ""
    group: str = Field(default="", description="村民小组 or the like, within the area")
    number: str = Field(default="", description="户编号, 学号")
    category: str = Field(default="", description="户类型")
    cause: str = ""
    people: int | None = Field(default=None, ge=0)
    labour: int | None = Field(default=None, ge=0)
    identified_month: Month | None = None
    sex: Sex | None = None
    priority: int = Field(default=0, description="0 is the neediest; a larger number waits longer")
    needs: tuple[int, ...] = Field(default=(1,), description="helpers needed, one number a role of the programme")
    weight: int = Field(default=1, ge=0, description="workload units")
    place: str = Field(default="", description="own place when finer than the area")
    traits: Traits = Field(default_factory=dict)
    id_number: str = Field(default="", repr=False)
    phone: str = Field(default="", repr=False)
    remark: str = ""
    origin: Origin | None = Field(default=None, repr=False)
