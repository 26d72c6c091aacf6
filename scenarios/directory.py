"""Whom a change or an event means: by id, name, 姓名(部门) or 姓名(村), or everybody with a value in a column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Literal

from pydantic import Field, field_validator

from optimizer.domain import Cell, Fact, Finding, Helper, Programme, Recipient, month_text
from optimizer.messages import Private
from optimizer.rules.naming import Roll

Side = Literal["helper", "recipient"]
HELPER_WORDS: Mapping[str, str] = {
    "姓名": "name",
    "部门": "unit",
    "职务": "post",
    "角色": "role_group",
    "岗位类别": "post_category",
    "编制类别": "employment",
    "性别": "sex",
    "出生年月": "birth_month",
    "退休类别": "retirement_track",
    "预计退休时间": "retirement_month",
    "登记困难": "hardship",
    "至少": "least",
    "最多": "most",
    "名额": "most",
    "出发地": "start",
    "定点联系村": "liaison_area",
    "可用天数": "available_days",
    "备注": "remark",
    "电话": "phone",
}
RECIPIENT_WORDS: Mapping[str, str] = {
    "姓名": "name",
    "户主": "name",
    "户主姓名": "name",
    "村": "area",
    "班级": "area",
    "乡镇": "township",
    "组": "group",
    "户编号": "number",
    "户类型": "category",
    "致贫原因": "cause",
    "人口": "people",
    "劳动力": "labour",
    "优先级": "priority",
    "工作量": "weight",
    "地点": "place",
    "备注": "remark",
    "电话": "phone",
}
WORDS: Mapping[Side, Mapping[str, str]] = {"helper": HELPER_WORDS, "recipient": RECIPIENT_WORDS}


class Who(Fact):
    """``select``: people one by one; ``where``: everybody whose columns have these values (a list: one of them)."""

    select: tuple[str, ...] = ()
    where: Mapping[str, Any] = Field(default_factory=dict)

    @field_validator("select", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return tuple(part for part in re.split(r"[、,，;；\n]+", value) if part) if isinstance(value, str) else value


@dataclass
class Directory:
    """Look-ups in one programme. Every failed one becomes an error finding in ``findings``."""

    programme: Programme
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rolls = {
            "helper": Roll((h.id, h.name, h.unit) for h in self.programme.helpers),
            "recipient": Roll((r.id, r.name, r.area) for r in self.programme.recipients),
        }

    def people(self, side: Side) -> Sequence[Helper | Recipient]:
        return self.programme.helpers if side == "helper" else self.programme.recipients

    def one(self, side: Side, said: str, cell: Cell) -> str | None:
        """The id of the one person meant."""
        people = self.people(side)
        rows = self._rolls[side].rows(said)
        if len(rows) == 1:
            return people[rows[0]].id
        if rows:
            places = tuple(_group(people[row]) for row in rows)
            facts = {"name": Private(said), "count": len(rows), "places": places}
            self.findings.append(Finding("scenarios.several", facts=facts, cells=(cell,)))
            return None
        near = get_close_matches(re.split(r"[(（]", said)[0], [person.name for person in people], n=1, cutoff=0.5)
        facts = {"name": Private(said), "near": Private(near[0] if near else "")}
        self.findings.append(
            Finding("scenarios.nobody" if near else "scenarios.nobody_alike", facts=facts, cells=(cell,))
        )
        return None

    def find(self, side: Side, who: Who, cell: Cell) -> list[str]:
        """Ids, ascending, of everybody meant; nobody at all is an error."""
        if not who.select and not who.where:
            self.findings.append(Finding("scenarios.nobody_named", cells=(cell,)))
            return []
        found = {found for said in who.select if (found := self.one(side, said, cell)) is not None}
        if who.where:
            matching = self.matching(side, who.where, cell)
            if matching is not None and not matching:
                where = "；".join(f"{key}={value}" for key, value in who.where.items())
                self.findings.append(Finding("scenarios.nobody_where", facts={"where": where}, cells=(cell,)))
            found = (found & (matching or set())) if who.select else (matching or set())
        return sorted(found)

    def matching(self, side: Side, where: Mapping[str, Any], cell: Cell) -> set[str] | None:
        """Ids of everybody with these values; None when a column is unknown."""
        tests = []
        for said, wanted in where.items():
            column = self.column(side, said, cell)
            if column is None:
                return None
            tests.append((column, {str(w) for w in wanted} if isinstance(wanted, list | tuple) else {str(wanted)}))
        return {p.id for p in self.people(side) if all(set(values(p, column)) & wanted for column, wanted in tests)}

    def column(self, side: Side, said: str, cell: Cell) -> str | None:
        """The field that a column name means; else None and an error finding."""
        fields = Helper.model_fields if side == "helper" else Recipient.model_fields
        column = WORDS[side].get(said, said)
        if column in fields or column.startswith("traits."):
            return column
        near = get_close_matches(said, [*fields, *WORDS[side]], n=1, cutoff=0.0)[0]
        self.findings.append(Finding("scenarios.column", facts={"column": said, "near": near}, cells=(cell,)))
        return None


def values(person: Helper | Recipient, column: str) -> tuple[str, ...]:
    """What stands in a column, as text: several words for traits, 是 / 否 for marks."""
    if column.startswith("traits."):
        return person.traits.get(column.removeprefix("traits."), ())
    value = getattr(person, column)
    if isinstance(value, bool):
        return ("是", "True", "true") if value else ("否", "False", "false")
    if column.endswith("_month") and value is not None:
        return (month_text(value),)
    return ("" if value is None else str(value),)


def _group(person: Helper | Recipient) -> str:
    return person.unit if isinstance(person, Helper) else person.area
