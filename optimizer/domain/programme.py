"""A programme: one kind of pairing with its people, places, rules and the roster in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from optimizer.domain.base import Fact
from optimizer.domain.people import Helper, Origin, Recipient
from optimizer.domain.places import Leg, Place
from optimizer.domain.roster import Roster, Term

LabelSet = Literal["2014", "2021", "2026"]
Mode = Literal["hard", "report"] | int
"""hard: must hold; a number N >= 1: minimised as (part of) tier N, after tiers 1..N-1; report: only measured."""


class Role(Fact):
    """A slot a recipient may need filled: 第一帮扶人, 第二帮扶人. Most programmes have one."""

    id: str
    title: str = ""


class RuleEntry(Fact):
    """One line of the rule table as data; ``optimizer.rules`` gives it its type and checks its parameters."""

    id: str
    kind: str
    mode: Mode = "hard"
    weight: int = Field(default=1, ge=1, description="only within a tier shared with other rules")
    clause: str = Field(default="", description="the sentence of the plan this rule comes from")
    parameters: Mapping[str, Any] = Field(default_factory=dict)
    origin: Origin | None = Field(default=None, repr=False)


class Programme(Fact):
    """Everything a roster is made from. Sorted by stable ids; integers with units; frozen.

    Raises ValueError when ids repeat. References between records (start, area, liaison_area) are checked by
    the rules that read them, which can name the cell.
    """

    id: str
    title: str
    kind: str = "household"
    label_set: LabelSet = "2026"
    reference_day: date
    term: Term = Field(description="the term of the pairings that this round makes")
    seed: str = Field(default="", description="public lottery number; decides only what is otherwise equal")
    helpers: tuple[Helper, ...]
    recipients: tuple[Recipient, ...]
    roles: tuple[Role, ...] = (Role(id="lead", title="帮扶责任人"),)
    places: tuple[Place, ...] = ()
    legs: tuple[Leg, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    incumbent: Roster | None = None
    office: Mapping[str, str] = Field(default_factory=dict, description="填报单位, 填表人, 审核人, 附件号 ...")

    @model_validator(mode="after")
    def _canonical(self) -> Self:
        for name, key in (
            ("helpers", "id"),
            ("recipients", "id"),
            ("places", "id"),
            ("rules", "id"),
            ("roles", "id"),
        ):
            items = getattr(self, name)
            ids = [getattr(item, key) for item in items]
            if len(set(ids)) != len(ids):
                seen: set[str] = set()
                twice = sorted({i for i in ids if i in seen or seen.add(i)})  # type: ignore[func-returns-value]
                raise ValueError(f"{name}: id stands twice: {', '.join(twice[:5])}")
            if name not in ("rules", "roles") and ids != sorted(ids):
                object.__setattr__(self, name, tuple(sorted(items, key=lambda item: getattr(item, key))))
        legs = tuple(sorted(self.legs, key=lambda leg: (leg.start, leg.end)))
        if len({(leg.start, leg.end) for leg in legs}) != len(legs):
            raise ValueError("legs: a start and end stand twice")
        object.__setattr__(self, "legs", legs)
        roles = len(self.roles)
        for recipient in self.recipients:
            if len(recipient.needs) != roles or min(recipient.needs) < 0:
                raise ValueError(f"recipient {recipient.id}: needs must be {roles} number(s) >= 0")
        return self
