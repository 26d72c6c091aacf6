"""What happens during a year, typed: to a helper, to a household, to a village."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, model_validator

from optimizer.domain import Cell, Fact, LabelSet, Month

BACK = "预计{month}返岗"
"""How a ruling says when somebody who is away comes back."""


class EventBase(Fact):
    """``on``: the month in which it takes effect. ``reason``: what the office writes beside it."""

    on: Month
    reason: str = ""
    file: str = ""
    sheet: str = ""
    address: str = ""

    @property
    def cell(self) -> Cell:
        return Cell(self.file, self.sheet, self.address)

    @property
    def kind(self) -> str:
        return str(type(self).model_fields["event"].default)

    @property
    def month(self) -> int:
        return int(self.on)


class HelperLeaves(EventBase):
    """A helper can no longer serve: all pairings of this helper are opened."""

    helper: str


class TransferOut(HelperLeaves):
    event: Literal["transfer_out"] = "transfer_out"


class Retirement(HelperLeaves):
    event: Literal["retirement"] = "retirement"


class HelperDeath(HelperLeaves):
    event: Literal["helper_death"] = "helper_death"


class Away(HelperLeaves):
    """Away until a known month, or for an unknown time; comes back by a ``return`` event."""

    until: Month | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.until is not None and int(self.until) < self.month:
            raise ValueError("until is before on")
        return self


class Illness(Away):
    event: Literal["illness"] = "illness"


class Leave(Away):
    event: Literal["leave"] = "leave"


class Return(EventBase):
    """Somebody who was away takes part again. Away and back among the same events: the pairings were never opened."""

    event: Literal["return"] = "return"
    helper: str


class TransferIn(EventBase):
    """A new helper. ``person``: columns of the staff table (name and unit at least)."""

    event: Literal["transfer_in"] = "transfer_in"
    person: Mapping[str, Any] = Field(min_length=1)


class RecipientEvent(EventBase):
    recipient: str


class RecipientGoes(RecipientEvent):
    """The pairing ends with the recipient."""


class NewHead(RecipientEvent):
    """Another head of the household; the pairing stands."""

    event: Literal["new_head"] = "new_head"
    name: str = Field(min_length=1)
    id_number: str = Field(default="", repr=False)


class AllDied(RecipientGoes):
    event: Literal["all_died"] = "all_died"


class MovedAway(RecipientGoes):
    event: Literal["moved_away"] = "moved_away"


class Released(RecipientGoes):
    """The case is closed, under a name that the label set in force knows (``RELEASES``)."""

    event: Literal["released"] = "released"
    ground: str = ""


class NewlyFound(EventBase):
    """A new recipient. ``person``: columns of the recipients' table (name and area at least)."""

    event: Literal["newly_found"] = "newly_found"
    person: Mapping[str, Any] = Field(min_length=1)


class MovedWithin(RecipientEvent):
    """The household lives elsewhere in the programme. The pairing stands unless ``opens`` is set."""

    event: Literal["moved_within"] = "moved_within"
    area: str = Field(min_length=1)
    place: str = ""
    opens: bool = False


class HouseholdSplit(RecipientEvent):
    """New households come out of one; the old one keeps its helper, the new ones need theirs."""

    event: Literal["household_split"] = "household_split"
    people: tuple[Mapping[str, Any], ...] = Field(min_length=1)


class HouseholdsMerged(RecipientEvent):
    """``recipient`` and ``others`` become one household, which keeps the helper of ``recipient``."""

    event: Literal["households_merged"] = "households_merged"
    others: tuple[str, ...] = Field(min_length=1)


class AreaReassigned(EventBase):
    """The village is no longer looked after by ``unit`` (empty: by nobody who has it now): those pairings are opened and given to
    others as far as there are places.
    """

    event: Literal["area_reassigned"] = "area_reassigned"
    area: str
    unit: str = ""
    liaison: str = ""


Event = Annotated[
    TransferOut
    | Retirement
    | HelperDeath
    | Illness
    | Leave
    | Return
    | TransferIn
    | NewHead
    | AllDied
    | MovedAway
    | Released
    | NewlyFound
    | MovedWithin
    | HouseholdSplit
    | HouseholdsMerged
    | AreaReassigned,
    Discriminator("event"),
]

EVENTS: Mapping[str, type[EventBase]] = {
    str(kind.model_fields["event"].default): kind
    for kind in (
        TransferOut,
        Retirement,
        HelperDeath,
        Illness,
        Leave,
        Return,
        TransferIn,
        NewHead,
        AllDied,
        MovedAway,
        Released,
        NewlyFound,
        MovedWithin,
        HouseholdSplit,
        HouseholdsMerged,
        AreaReassigned,
    )
}

TITLES: Mapping[str, str] = {
    "transfer_out": "调离",
    "retirement": "退休",
    "helper_death": "帮扶人去世",
    "illness": "病休",
    "leave": "离岗",
    "return": "返岗",
    "transfer_in": "调入",
    "new_head": "户主变更",
    "all_died": "全户死亡",
    "moved_away": "整户迁出",
    "released": "退出",
    "newly_found": "新识别",
    "moved_within": "辖区内迁移",
    "household_split": "分户",
    "households_merged": "并户",
    "area_reassigned": "村调整",
}
"""What a sheet writes in its 事件 column."""

RELEASES: Mapping[LabelSet, tuple[str, ...]] = {
    "2014": ("脱贫销号", "脱贫"),
    "2021": ("风险消除",),
    "2026": ("风险稳定消除", "有序退出"),
}
"""Grounds that end a pairing, by label set; the first one is meant when none is written. Under 2021 and 2026 leaving poverty
(脱贫) does not end a pairing."""
