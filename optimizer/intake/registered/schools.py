"""城乡结对: schools that support and schools that are supported."""

from __future__ import annotations

import re
from typing import Any

from optimizer.domain import stable_id
from optimizer.intake import parsers
from optimizer.intake.column import Column, Remark, TableKind, Unfit
from optimizer.intake.people import recipient_id
from optimizer.intake.raw import Value
from optimizer.intake.records import Record
from optimizer.intake.registered.nodes import parts
from optimizer.intake.text import narrow, words
from optimizer.messages import Finding

_SEVERAL = re.compile(r"[、,;/\n]")
STAGE, SUBJECT, SIZE, DISTRICT = "学段", "学科", "规模", "片区"


def school_name(value: Value, unit: str, remarks: list[Remark]) -> str | None:
    """One school; several in one cell are refused."""
    if isinstance(value, str) and _SEVERAL.search(narrow(value)):
        raise Unfit("intake.several_schools", value=value.strip())
    return parsers.title(value, unit, remarks)


def _traits(record: Record, subjects: str) -> dict[str, tuple[str, ...]]:
    named = {
        STAGE: parts(record.get("stage")),
        SUBJECT: parts(record.get(subjects)),
        SIZE: parts(record.get("size")),
        DISTRICT: parts(record.get("district")),
    }
    return {name: value for name, value in sorted(named.items()) if value}


def build_supporter(record: Record, key: str, findings: list[Finding]) -> dict[str, Any]:
    """Fields of a Helper: a school keyed by its code, else by its name; it travels from itself."""
    get = record.get
    name, number = get("name") or "", get("number") or ""
    return {
        "id": stable_id("h", "school", number or name, key=key),
        "name": name,
        "unit": get("district") or "",
        "role_group": get("category") or "",
        "start": get("place") or name,
        "least": get("least"),
        "most": get("most"),
        "phone": get("phone") or "",
        "traits": _traits(record, "subjects"),
        "remark": get("remark") or "",
        "origin": record.origin,
    }


def build_supported(record: Record, key: str, findings: list[Finding]) -> dict[str, Any]:
    """Fields of a Recipient, keyed as a roster in force keys it; distances end at the school itself."""
    get = record.get
    name, number = get("name") or "", get("number") or ""
    return {
        "id": recipient_id(key, number, None, get("district") or "", name),
        "name": name,
        "number": number,
        "area": get("district") or "",
        "township": get("township") or "",
        "category": get("category") or "",
        "place": get("place") or name,
        "priority": get("priority") or 0,
        "needs": (get("needs") if get("needs") is not None else 1,),
        "traits": _traits(record, "subjects"),
        "phone": get("phone") or "",
        "remark": get("remark") or "",
        "origin": record.origin,
    }


_SHARED = (
    Column("number", "学校代码", parsers.code, synonyms=words("学校标识码 学校编码"), text=True),
    Column("stage", "学段", parsers.text, synonyms=("办学层次",), required=True),
    Column("district", "片区", parsers.title, synonyms=("所在片区",)),
    Column("category", "学校类别", parsers.text),
    Column("size", "规模", parsers.text, synonyms=("规模等级",), note_zh="大、中、小", note_en="大, 中 or 小"),
    Column("place", "所在地点", parsers.title, template=False),
    Column("phone", "联系电话", parsers.phone, text=True),
    Column("remark", "备注", parsers.prose),
)


def _supporters_shared() -> tuple[Column, ...]:
    """The size of a supporting school is that of the schools that it may support; several are possible."""
    size = Column(
        "size",
        "可支援规模",
        parsers.text,
        synonyms=("规模", "规模等级"),
        note_zh="可支援的学校规模，如 中、小。",
        note_en="Sizes of schools it may support, e.g. 中、小.",
    )
    return tuple(size if column.field == "size" else column for column in _SHARED)


SUPPORTERS = TableKind(
    name="supporting_schools",
    zh="支援学校",
    en="supporting schools",
    part="helpers",
    hints=("支援学校", "结对"),
    build=build_supporter,
    columns=(
        Column("name", "支援学校", school_name, synonyms=("支援学校名称", "优质学校"), required=True),
        Column(
            "subjects",
            "优势学科",
            parsers.text,
            synonyms=("可支援学科",),
            note_zh="用顿号隔开。",
            note_en="Separated by 、.",
        ),
        Column("least", "至少", parsers.count()),
        Column("most", "可结对校数", parsers.count(), synonyms=("结对校数上限",)),
        *_supporters_shared(),
    ),
)

SUPPORTED = TableKind(
    name="supported_schools",
    zh="受援学校",
    en="supported schools",
    part="recipients",
    hints=("受援学校", "结对"),
    build=build_supported,
    columns=(
        Column("name", "受援学校", school_name, synonyms=("受援学校名称", "薄弱学校"), required=True),
        Column(
            "subjects",
            "紧缺学科",
            parsers.text,
            synonyms=("薄弱学科",),
            note_zh="用顿号隔开。",
            note_en="Separated by 、.",
        ),
        Column("township", "乡镇", parsers.title, synonyms=("所在乡镇",)),
        Column("priority", "优先次序", parsers.count(), template=False),
        Column("needs", "需结对校数", parsers.count(0, 9), template=False),
        *_SHARED,
    ),
)
