"""Helpers and recipients from their records: ids, cross-checks, duplicates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from optimizer.domain import Helper, Recipient, Ruling, stable_id
from optimizer.domain.calendar import month_text
from optimizer.intake.id_number import birth_month_of, sex_of
from optimizer.intake.records import Record
from optimizer.messages import Finding, Private

REGISTRY_DIGITS = 6
"""A 户编号 this long is a number of a register; a shorter one counts only within its village."""


def helper_id(key: str, id_number: str | None, name: str, unit: str) -> str:
    """Keyed by the ID number, else by name and unit."""
    return stable_id("h", "id", id_number, key=key) if id_number else stable_id("h", "name", name, unit, key=key)


def recipient_id(key: str, number: str | None, id_number: str | None, area: str, name: str) -> str:
    """Keyed by 户编号 (within the village when it is a mere serial number), else village, head's name and ID number."""
    if number and len(number) >= REGISTRY_DIGITS:
        return stable_id("r", "number", number, key=key)
    if number:
        return stable_id("r", "number", area, number, key=key)
    return stable_id("r", "person", area, name, id_number or "", key=key)


def _traits(record: Record, **own: str | None) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {name: (value,) for name, value in own.items() if value}
    for header, text in record.extra.items():
        parts = tuple(dict.fromkeys(part.strip() for part in text.replace("，", "、").replace(",", "、").split("、")))
        if any(parts):
            words[header] = tuple(part for part in parts if part)
    return dict(sorted(words.items()))


def _contradictions(record: Record, findings: list[Finding]) -> None:
    """The number says another sex or birth month than the table."""
    number = record.get("id_number")
    if not number:
        return
    name = Private(str(record.get("name")))
    sex = record.get("sex")
    if sex and sex != sex_of(number):
        cells = (record.cell("sex"), record.cell("id_number"))
        findings.append(Finding("intake.sex_differs", "warning", {"name": name, "sex": sex}, cells))
    birth = record.get("birth_month")
    if birth is not None and birth != birth_month_of(number):
        facts = {"name": name, "table": month_text(birth), "number": month_text(birth_month_of(number))}
        cells = (record.cell("birth_month"), record.cell("id_number"))
        findings.append(Finding("intake.birth_differs", "warning", facts, cells))


def build_helper(record: Record, key: str, findings: list[Finding]) -> dict[str, Any]:
    """Fields of a Helper. Men have one retirement track; a woman's is asked, never filled in."""
    get = record.get
    name, unit = get("name") or "", get("unit") or ""
    number = get("id_number")
    _contradictions(record, findings)
    sex = get("sex") or (sex_of(number) if number else None)
    track = get("retirement_track")
    if track and sex and track[0] != sex:
        facts = {"name": Private(name), "track": track, "sex": sex}
        findings.append(
            Finding("intake.track_sex", "error", facts, (record.cell("retirement_track"), record.cell("sex")))
        )
    if not track and "retirement_track" not in record.failed:
        if sex == "男":
            track = "男"
        elif sex == "女" and get("retirement_month") is None and (get("birth_month") is not None):
            category = get("post_category")
            proposed = {"管理": "女(原55)", "专技": "女(原55)", "工勤": "女(原50)"}.get(category or "", "")
            code = "intake.track_asked" if proposed else "intake.track_open"
            facts = {"name": Private(name), "category": category or "", "proposed": proposed}
            findings.append(Finding(code, "ask", facts, (record.cell("retirement_track"),)))
    ruling = None
    takes_part = get("takes_part")
    if takes_part is not None:
        ruling = Ruling(takes_part=takes_part, reason=get("ruling_reason") or "", decided_by=get("decided_by") or "")
        if not takes_part and not get("ruling_reason"):
            findings.append(
                Finding("intake.ruling_reason", "ask", {"name": Private(name)}, (record.cell("takes_part"),))
            )
    elif get("ruling_reason"):
        findings.append(Finding("intake.ruling_open", "ask", {"name": Private(name)}, (record.cell("ruling_reason"),)))
    least, most = get("least"), get("most")
    if least is not None and most is not None and least > most:
        facts = {"least": least, "most": most}
        findings.append(Finding("intake.least_above_most", "error", facts, (record.cell("least"), record.cell("most"))))
    state = get("state")
    remark = "；".join(part for part in (get("remark"), None if state in _PRESENT else state) if part)
    return {
        "id": helper_id(key, number, name, unit),
        "name": name,
        "unit": unit,
        "post": get("post") or "",
        "role_group": get("role_group") or "",
        "post_category": get("post_category") or "",
        "employment": get("employment") or "",
        "sex": sex,
        "birth_month": get("birth_month"),
        "retirement_track": track,
        "retirement_month": get("retirement_month"),
        "hardship": bool(get("hardship")),
        "ruling": ruling,
        "least": least,
        "most": most,
        "start": get("start") or "",
        "liaison_area": get("liaison_area") or "",
        "available_days": get("available_days"),
        "traits": _traits(record, 工号=get("number"), 职级=get("rank"), 职称=get("qualification")),
        "id_number": number or "",
        "phone": get("phone") or "",
        "remark": remark,
        "origin": record.origin,
    }


_PRESENT = frozenset((None, "在岗", "在职", "正常", "是", "在编在岗", "在校"))


def build_recipient(record: Record, key: str, findings: list[Finding]) -> dict[str, Any]:
    """Fields of a Recipient; ``needs`` of one role."""
    get = record.get
    _contradictions(record, findings)
    number, area, name = get("number"), get("area") or "", get("name") or ""
    people, labour = get("people"), get("labour")
    if people is not None and labour is not None and labour > people:
        facts = {"name": Private(name), "people": people, "labour": labour}
        findings.append(
            Finding("intake.labour_above_people", "warning", facts, (record.cell("labour"), record.cell("people")))
        )
    return {
        "id": recipient_id(key, number, get("id_number"), area, name),
        "name": name,
        "area": area,
        "township": get("township") or "",
        "group": get("group") or "",
        "number": number or "",
        "category": get("category") or "",
        "cause": get("cause") or "",
        "people": people,
        "labour": labour,
        "identified_month": get("identified_month"),
        "sex": get("sex") or (sex_of(get("id_number")) if get("id_number") else None),
        "priority": get("priority") or 0,
        "needs": (get("needs") if get("needs") is not None else 1,),
        "weight": get("weight") or 1,
        "place": get("place") or "",
        "traits": _traits(record, 家庭住址=get("address")),
        "id_number": get("id_number") or "",
        "phone": get("phone") or "",
        "remark": get("remark") or "",
        "origin": record.origin,
    }


def doubles(pairs: Sequence[tuple[Record, Helper | Recipient]], group: str) -> list[Finding]:
    """The same person twice (error, both cells); the same name in one unit or village (warning)."""
    findings: list[Finding] = []
    reported: set[str] = set()
    for code, field in (("intake.id_number_twice", "id_number"), ("intake.number_twice", "number")):
        for same in _grouped(pairs, field, group):
            cells = tuple(record.cell(field) for record, _ in same)
            shown = Private(str(same[0][0].get(field)), "id_number")
            findings.append(Finding(code, "error", {"value": shown, "count": len(same)}, cells))
            reported.update(person.id for _, person in same)
    by_id: dict[str, list[tuple[Record, Helper | Recipient]]] = {}
    for record, person in pairs:
        by_id.setdefault(person.id, []).append((record, person))
    for identity, same in sorted(by_id.items()):
        if len(same) > 1 and identity not in reported:
            cells = tuple(record.cell("name") for record, _ in same)
            facts = {"name": Private(same[0][1].name), "group": getattr(same[0][1], group), "count": len(same)}
            schools = same[0][0].kind.name.endswith("_schools")
            code = "intake.school_twice" if schools else "intake.person_twice"
            findings.append(Finding(code, "error", facts, cells))
    findings += _perhaps_one(pairs, group)
    by_name: dict[tuple[str, str], list[tuple[Record, Helper | Recipient]]] = {}
    for record, person in pairs:
        by_name.setdefault((getattr(person, group), person.name), []).append((record, person))
    for (place, name), same in sorted(by_name.items()):
        if name and len({person.id for _, person in same}) > 1:
            cells = tuple(record.cell("name") for record, _ in same)
            schools = same[0][0].kind.name.endswith("_schools")
            code = "intake.school_same_name" if schools else "intake.same_name"
            findings.append(Finding(code, "warning", {"name": Private(name), "group": place}, cells))
    return findings


def _perhaps_one(pairs: Sequence[tuple[Record, Helper | Recipient]], group: str) -> list[Finding]:
    """A name with a unit in one row and without any in another."""
    placed: dict[str, Record] = {}
    for record, person in pairs:
        if getattr(person, group) and person.name:
            placed.setdefault(person.name, record)
    return [
        Finding("intake.maybe_same", "ask", {"name": Private(p.name)}, (r.cell("name"), placed[p.name].cell("name")))
        for r, p in pairs
        if not getattr(p, group) and p.name in placed
    ]


def _grouped(
    pairs: Iterable[tuple[Record, Helper | Recipient]], field: str, group: str
) -> list[list[tuple[Record, Helper | Recipient]]]:
    found: dict[str, list[tuple[Record, Helper | Recipient]]] = {}
    for record, person in pairs:
        value = record.get(field)
        if not value:
            continue
        if field == "number" and isinstance(person, Recipient) and len(value) < REGISTRY_DIGITS:
            value = f"{person.area}\x1f{value}"
        found.setdefault(value, []).append((record, person))
    return [same for same in found.values() if len(same) > 1]
