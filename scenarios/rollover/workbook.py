"""This year's tables, filled in as far as last year knows: one workbook that reads back as the rolled-over programme."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from optimizer.domain import Helper, Programme, Recipient, TemplateSheet, month_text
from optimizer.domain.rule_kinds import RULE_TITLES
from optimizer.domain.student_traits import STUDENT
from optimizer.errors import ExistsError
from optimizer.intake.column import TableKind
from optimizer.intake.registered import (
    AT_RISK,
    HELPERS,
    INCUMBENT,
    LEAVERS,
    LEGS,
    MENTORS,
    PLACES,
    QUOTA,
    RECIPIENTS,
    RULES,
    STRUGGLING,
)
from optimizer.intake.templates import sheet_for
from optimizer.messages import Lang
from optimizer.output.files import write_file
from optimizer.output.xlsx.template import template_bytes
from optimizer.runs.begin import KEY_BYTES, KEY_FILE, WORKBOOK
from scenarios.rollover.rolling import RolledOver
from scenarios.rollover.students import mentor_records, student_records

_BY = {"role_group": "角色", "post": "职务", "unit": "部门", "name": "姓名", "any": "全体"}
_ASIDE = ("rows", "名额表")
_READ_HELPER, _READ_RECIPIENT = ("工号", "职级", "职称"), ("家庭住址",)
"""Traits that columns of the tables are read into."""


def begin_from(
    folder: Path, rolled: RolledOver, key: str | None, lang: Lang = "zh", *, force: bool = False
) -> tuple[Path, Path]:
    """Write workbook and key into ``folder``; returns their places. ``key``: last year's, so that ids stay the same.

    Raises ExistsError before anything is written, ResourceError.
    """
    workbook, key_file = folder / WORKBOOK[lang], folder / KEY_FILE
    if workbook.exists() and not force:
        raise ExistsError(path=str(workbook))
    content = rolled_workbook(rolled.programme, lang)
    if not key_file.exists():
        write_file(key_file, ((key or secrets.token_hex(KEY_BYTES)).strip() + "\n").encode())
    write_file(workbook, content, force=force)
    return workbook, key_file


def rolled_workbook(programme: Programme, lang: Lang = "zh") -> bytes:
    """The tables as a workbook with drop-downs and notes, like an empty template, but filled in."""
    return template_bytes(_sheets(programme, lang), lang, day=programme.reference_day)


def _sheets(programme: Programme, lang: Lang) -> tuple[TemplateSheet, ...]:
    people = {helper.id: helper for helper in programme.helpers}
    served = {recipient.id: recipient for recipient in programme.recipients}
    rules = [rule for rule in programme.rules]
    rows = [dict(row) for rule in rules if rule.kind == "quota" for row in rule.parameters.get("rows", ())]
    pairs = [] if programme.incumbent is None else list(programme.incumbent.pairings)

    def pair(p: Any) -> dict[str, Any]:
        helper, recipient = people.get(p.helper), served.get(p.recipient)
        several = recipient is not None and len(recipient.traits.get(STUDENT, ())) > 1
        return {
            "recipient_key": p.recipient if several else "",
            "helper": "" if helper is None else helper.name,
            "helper_unit": "" if helper is None else helper.unit,
            "helper_id": "" if helper is None else helper.id_number,
            "recipient_number": "" if recipient is None else recipient.number,
            "recipient": "" if recipient is None or several else recipient.name,
            "recipient_id": "" if recipient is None else recipient.id_number,
            "township": "" if recipient is None else recipient.township,
            "area": "" if recipient is None else recipient.area,
            "start_month": None if p.term is None else month_text(p.term.start),
            "end_month": None if p.term is None else month_text(p.term.end),
            "state": "在帮",
            "locked": "是" if p.locked else "",
            "remark": p.note,
        }

    known = [p for p in pairs if p.helper in people and p.recipient in served]
    sheets: list[TemplateSheet | None] = [_settings(programme)]
    sheets += _people(programme, lang)
    sheets.append(_sheet(RULES, lang, [_rule(rule) for rule in rules]))
    sheets.append(_sheet(QUOTA, lang, [row | {"by": _BY[row["by"]]} for row in rows]))
    legs = [leg.model_dump() | {"metres": _thousandths(leg.metres)} for leg in programme.legs]
    sheets.append(_sheet(LEGS, lang, legs))
    sheets.append(_sheet(PLACES, lang, [_place(place) for place in programme.places]))
    sheets.append(_sheet(INCUMBENT, lang, [pair(p) for p in known], more=("end_month",)))
    return tuple(sheet for sheet in sheets if sheet is not None)


def _people(programme: Programme, lang: Lang) -> list[TemplateSheet | None]:
    """The lists of those who help and of those who are helped, in the tables of this kind of programme."""
    if programme.kind == "students":
        own = mentor_records(programme.helpers)
        mentors = [_helper(h) | record for h, record in zip(programme.helpers, own, strict=True)]
        lists = student_records(programme)
        kinds = {kind.zh: kind for kind in (STRUGGLING, AT_RISK, LEAVERS)}
        return [_sheet(MENTORS, lang, mentors), *(_sheet(kinds[name], lang, lists[name]) for name in kinds)]
    return [
        _sheet(HELPERS, lang, [_helper(h) for h in programme.helpers], traits=_traits(programme.helpers, _READ_HELPER)),
        _sheet(
            RECIPIENTS,
            lang,
            [_recipient(recipient) for recipient in programme.recipients],
            traits=_traits(programme.recipients, _READ_RECIPIENT),
        ),
    ]


def _traits(people: Sequence[Helper | Recipient], read: Sequence[str]) -> tuple[str, ...]:
    """Columns of the office's own that somebody has, beyond those that the table knows by another name."""
    return tuple(sorted({name for person in people for name in person.traits} - set(read)))


def _sheet(
    kind: TableKind,
    lang: Lang,
    records: Sequence[Mapping[str, Any]],
    more: tuple[str, ...] = (),
    traits: tuple[str, ...] = (),
) -> TemplateSheet | None:
    """A sheet of the kind's template columns, further columns that some record fills, those of the office's own (``traits``), and
    the records; None when empty.
    """
    if not records:
        return None
    columns = [
        c
        for c in kind.columns
        if c.template or c.field in more or any(record.get(c.field) not in (None, "", ()) for record in records)
    ]
    headers = [f"{c.header}({c.unit})" if c.unit else c.header for c in columns]
    rows = tuple(
        (
            *(_cell(record.get(c.field)) for c in columns),
            *("、".join(record.get("traits", {}).get(name, ())) or None for name in traits),
        )
        for record in records
    )
    made = sheet_for(kind, lang)
    return made.altered(
        columns=(*headers, *traits),
        text_columns=tuple(h for h, c in zip(headers, columns, strict=True) if c.text),
        example_rows=rows,
    )


def _cell(value: Any) -> str | int | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "是" if value else None
    return value if isinstance(value, int) else str(value)


def _settings(programme: Programme) -> TemplateSheet:
    facts: list[tuple[str, str | int | None]] = [
        ("项目名称", programme.title),
        ("项目类型", programme.kind),
        ("标签集", programme.label_set),
        ("基准日", programme.reference_day.isoformat()),
        ("本轮起始", month_text(programme.term.start)),
        ("期限(月)", programme.term.months),
        ("公开随机号", programme.seed or None),
        ("附加列", "、".join(_own_columns(programme)) or None),
        *programme.office.items(),
    ]
    return TemplateSheet(name="基本信息", columns=("项目", "内容"), example_rows=tuple(facts))


def _own_columns(programme: Programme) -> list[str]:
    if programme.kind == "students":
        return []
    return sorted({*_traits(programme.helpers, _READ_HELPER), *_traits(programme.recipients, _READ_RECIPIENT)})


def _helper(helper: Any) -> dict[str, Any]:
    months = {
        name: None if getattr(helper, name) is None else month_text(getattr(helper, name))
        for name in ("birth_month", "retirement_month")
    }
    ruling = helper.ruling
    decided = {
        "takes_part": None if ruling is None else ("是" if ruling.takes_part else "否"),
        "ruling_reason": "" if ruling is None else ruling.reason,
        "decided_by": "" if ruling is None else ruling.decided_by,
    }
    traits = {"number": "工号", "rank": "职级", "qualification": "职称"}
    words = {field: "、".join(helper.traits.get(name, ())) for field, name in traits.items()}
    return {name: getattr(helper, name) for name in type(helper).model_fields} | months | decided | words


def _recipient(recipient: Any) -> dict[str, Any]:
    month = recipient.identified_month
    return {name: getattr(recipient, name) for name in type(recipient).model_fields} | {
        "identified_month": None if month is None else month_text(month),
        "needs": recipient.needs[0] if recipient.needs[0] != 1 else None,
        "address": "、".join(recipient.traits.get("家庭住址", ())),
    }


def _rule(rule: Any) -> dict[str, Any]:
    aside = _ASIDE if rule.kind == "quota" else ()
    parameters = {name: value for name, value in rule.parameters.items() if name not in aside}
    mode = {"hard": "硬性", "report": "仅报告"}.get(str(rule.mode), f"第{rule.mode}层")
    simple = all(isinstance(value, str | int) and not isinstance(value, bool) for value in parameters.values())
    text = (
        "；".join(f"{name}={value}" for name, value in parameters.items())
        if simple
        else json.dumps(parameters, ensure_ascii=False)
    )
    return {
        "id": rule.id,
        "kind": RULE_TITLES.get(rule.kind, rule.kind),
        "mode": mode,
        "weight": rule.weight if rule.weight != 1 else None,
        "parameters": text if parameters else None,
        "clause": rule.clause,
    }


def _place(place: Any) -> dict[str, Any]:
    return {
        "name": place.id,
        "longitude": _millionths(place.longitude_microdegrees),
        "latitude": _millionths(place.latitude_microdegrees),
        "system": place.system,
    }


def _millionths(value: int) -> str:
    return f"{'-' if value < 0 else ''}{abs(value) // 1_000_000}.{abs(value) % 1_000_000:06d}"


def _thousandths(metres: int) -> str:
    return f"{metres // 1000}.{metres % 1000:03d}"
