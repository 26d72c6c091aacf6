"""分级包保: what is answered for (townships, schools, classes, students) and who may answer for it."""

from __future__ import annotations

from typing import Any

from optimizer.domain import Ruling, stable_id
from optimizer.intake import parsers
from optimizer.intake.column import Column, TableKind
from optimizer.intake.people import helper_id
from optimizer.intake.records import Record
from optimizer.intake.text import words
from optimizer.messages import Finding

PARENT, SERVES, SUPERIOR = "上级对象", "所属对象", "上级责任人"


def parts(text: str | None) -> tuple[str, ...]:
    """The words of a cell that lists several."""
    found = (text or "").replace("，", "、").replace(",", "、").replace("；", "、").replace(";", "、").split("、")
    return tuple(dict.fromkeys(part.strip() for part in found if part.strip()))


def _traits(**named: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {name: value for name, value in sorted(named.items()) if value}


def build_node(record: Record, key: str, findings: list[Finding]) -> dict[str, Any]:
    """Fields of a Recipient: keyed by its number, else by parent and name."""
    get = record.get
    name, number, parent = get("name") or "", get("number") or "", parts(get("parent"))
    identity = ("number", number) if number else ("name", *parent, name)
    return {
        "id": stable_id("r", "node", *identity, key=key),
        "name": name,
        "number": number,
        "area": parent[0] if parent else "",
        "township": get("township") or "",
        "category": get("category") or "",
        "weight": get("weight") or 1,
        "sex": get("sex"),
        "traits": _traits(**{PARENT: parent, "学科": parts(get("subject"))}),
        "remark": get("remark") or "",
        "origin": record.origin,
    }


def build_owner(record: Record, key: str, findings: list[Finding]) -> dict[str, Any]:
    """Fields of a Helper: keyed by staff number, else by name and unit."""
    get = record.get
    name, unit, number = get("name") or "", get("unit") or "", get("number") or ""
    takes_part = get("takes_part")
    ruling = None if takes_part is None else Ruling(takes_part=takes_part, reason=get("ruling_reason") or "")
    traits = {SERVES: parts(get("serves")), SUPERIOR: parts(get("superior")), "学科": parts(get("subject"))}
    return {
        "id": stable_id("h", "staff", number, key=key) if number else helper_id(key, None, name, unit),
        "name": name,
        "unit": unit,
        "post": get("post") or "",
        "role_group": get("post") or "",
        "sex": get("sex"),
        "least": get("least"),
        "most": get("most"),
        "phone": get("phone") or "",
        "ruling": ruling,
        "traits": _traits(**traits, 工号=parts(number)),
        "remark": get("remark") or "",
        "origin": record.origin,
    }


NODES = TableKind(
    name="nodes",
    zh="包保对象",
    en="nodes",
    part="recipients",
    hints=("包保对象", "包保", "nodes"),
    build=build_node,
    columns=(
        Column("name", "包保对象", parsers.title, synonyms=("包保对象名称",), required=True),
        Column("number", "对象编号", parsers.code, synonyms=("包保对象编号",), text=True),
        Column(
            "parent",
            PARENT,
            parsers.text,
            synonyms=("上级包保对象",),
            required=True,
            filled=False,
            note_zh="所挂的上一级对象的编号或名称；直接挂在最上一级的留空。",
            note_en="Number or name of the node it hangs on; empty for what hangs on the root.",
        ),
        Column("category", "对象类别", parsers.text),
        Column("township", "乡镇", parsers.title, synonyms=("所在乡镇",), template=False),
        Column("sex", "性别", parsers.SEX, choices=("男", "女"), template=False),
        Column("subject", "薄弱学科", parsers.text, template=False),
        Column("weight", "工作量系数", parsers.count(1, 1000), template=False),
        Column("remark", "备注", parsers.prose),
    ),
)

OWNERS = TableKind(
    name="owners",
    zh="包保责任人",
    en="owners",
    part="helpers",
    hints=("包保责任人", "包保", "owners"),
    build=build_owner,
    columns=(
        Column("name", "包保责任人", parsers.name, synonyms=("包保责任人姓名",), required=True),
        Column("number", "工号", parsers.code, synonyms=words("职工号 教职工号"), text=True),
        Column("unit", "单位", parsers.title, synonyms=("工作单位", "部门")),
        Column("post", "职务", parsers.text, synonyms=("岗位",)),
        Column(
            "serves",
            SERVES,
            parsers.text,
            synonyms=("所在对象",),
            required=True,
            filled=False,
            note_zh="可包保哪些对象的直接下级，用顿号隔开；留空为最上一级，“全部”为不限。",
            note_en="Nodes whose direct children may be answered for, separated by 、; empty: the root; 全部: any.",
        ),
        Column(
            "superior",
            SUPERIOR,
            parsers.text,
            note_zh="在哪位上级责任人之下工作（工号或姓名）；留空为不限。",
            note_en="Works under whom (staff number or name); empty: nobody in particular.",
        ),
        Column("least", "至少", parsers.count()),
        Column("most", "包保数量上限", parsers.count(), synonyms=("最多",)),
        Column("sex", "性别", parsers.SEX, choices=("男", "女"), template=False),
        Column("subject", "任教学科", parsers.text, template=False),
        Column("phone", "联系电话", parsers.phone, text=True),
        Column("takes_part", "是否参加", parsers.yes_no, choices=("是", "否"), template=False),
        Column("ruling_reason", "参加依据", parsers.prose, template=False),
        Column("remark", "备注", parsers.prose),
    ),
)
