"""The rule table, and the tables that fill one rule each, as rule entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from optimizer.domain import RuleEntry
from optimizer.domain.rule_kinds import RULE_KINDS
from optimizer.intake.areas import nearest
from optimizer.intake.gathered import Gathered
from optimizer.intake.records import Record
from optimizer.messages import Finding

_TABLE_KEYS = frozenset(("表", "名额表", "部门联系村表", "负荷表", "课时表", "匹配表", "分期目标表", "table"))
"""Parameters that only say where the rows stand."""

_PARTS = (("quota", "quota"), ("unit_area", "unit_areas"), ("load", "hours"), ("fit", "fit"), ("stages", "stages"))
"""Rules that a table of their own fills, and what its records are called."""


def make_rules(gathered: Gathered) -> tuple[RuleEntry, ...]:
    """In the order of the table. Kinds and modes are checked here, parameters by the rules themselves."""
    rows = {
        "quota": _quota_rows(gathered),
        "unit_area": _area_rows(gathered),
        "load": _hour_rows(gathered),
        "fit": _fit_rows(gathered),
        "stages": _stage_rows(gathered),
    }
    entries: list[RuleEntry] = []
    ids: dict[str, Record] = {}
    for record in gathered.records("rules"):
        word = record.get("kind")
        if word is None:
            continue
        kind = RULE_KINDS.get(word) or RULE_KINDS.get(word.casefold())
        if kind is None:
            gathered.error("intake.rule_unknown", record, "kind", kind=word, near=nearest(word, RULE_KINDS))
            continue
        identity = record.get("id") or kind
        if identity in ids and record.get("id") is None:
            identity = f"{kind}-{sum(entry.kind == kind for entry in entries) + 1}"
        if identity in ids:
            cells = (ids[identity].cell("id"), record.cell("id"))
            gathered.findings.append(Finding("intake.rule_id_twice", "error", {"id": identity}, cells))
            continue
        ids[identity] = record
        if "mode" in record.failed or "parameters" in record.failed:
            continue
        parameters: Mapping[str, Any] = record.get("parameters") or {}
        if rows.get(kind):
            parameters = {k: v for k, v in parameters.items() if k not in _TABLE_KEYS or not isinstance(v, str)}
            parameters = {**parameters, "rows": rows[kind]}
        elif (
            kind == "quota"
            and not gathered.records("quota")
            and not any(key in parameters for key in ("rows", "名额表"))
        ):
            gathered.error("intake.quota_empty", record, "kind")
            continue
        entries.append(
            RuleEntry(
                id=identity,
                kind=kind,
                mode=record.get("mode") or "hard",
                weight=record.get("weight") or 1,
                clause=record.get("clause") or "",
                parameters=parameters,
                origin=record.origin,
            )
        )
    for kind, part in _PARTS:
        if rows[kind] and not any(entry.kind == kind for entry in entries) and not gathered.failed:
            gathered.error(f"intake.{part}_without_rule", gathered.records(part)[0], "")
    return tuple(entries)


def _quota_rows(gathered: Gathered) -> list[dict[str, Any]]:
    found = []
    for record in gathered.records("quota"):
        by, value, least, most = (record.get(name) for name in ("by", "value", "least", "most"))
        if by is None or most is None or record.failed & {"least", "most"}:
            continue
        if least is not None and least > most:
            facts = {"least": least, "most": most}
            cells = (record.cell("least"), record.cell("most"))
            gathered.findings.append(Finding("intake.least_above_most", "error", facts, cells))
            continue
        if by != "any" and value is None:
            gathered.error("intake.cell_empty", record, "value", column="取值")
            continue
        if by != "any":
            _warn_unmatched(gathered, record, by, value)
        row: dict[str, Any] = {"by": by, "value": value or "", "least": least or 0, "most": most}
        if record.get("role"):
            row["role"] = record.get("role")
        found.append(row | {"clause": record.get("clause") or ""})
    return found


def _warn_unmatched(gathered: Gathered, record: Record, by: str, value: str) -> None:
    words = {str(helper.get(by)) for helper in gathered.records("helpers") if helper.get(by)}
    if words and value not in words:
        near = nearest(value, words)
        code = "intake.quota_unmatched" if near else "intake.quota_nobody"
        gathered.findings.append(Finding(code, "warning", {"value": value, "near": near}, (record.cell("value"),)))


def _area_rows(gathered: Gathered) -> list[dict[str, Any]]:
    return [
        {"unit": record.get("unit"), "area": record.get("area")}
        for record in gathered.records("unit_areas")
        if record.get("unit") and record.get("area")
    ]


def _hour_rows(gathered: Gathered) -> list[dict[str, Any]]:
    return [
        {"by": record.get("by"), "value": record.get("value") or "", "most": record.get("most")}
        for record in gathered.records("hours")
        if record.get("by") and record.get("most") is not None
    ]


def _stage_rows(gathered: Gathered) -> list[dict[str, Any]]:
    found = []
    for record in gathered.records("stages"):
        name, first, last, target = (record.get(field) for field in ("name", "first", "last", "target"))
        if name is None or first is None or last is None or target is None:
            continue
        if first > last:
            cells = (record.cell("first"), record.cell("last"))
            gathered.findings.append(Finding("intake.stage_backwards", "error", {"stage": name}, cells))
            continue
        row = {"name": name, "first": first, "last": last, "target": target}
        row |= {"measures": record.get("measures") or "", "reviews": record.get("reviews") or ()}
        found.append(row | {"clause": record.get("clause") or ""})
    return found


def _fit_rows(gathered: Gathered) -> list[dict[str, Any]]:
    return [
        {name: record.get(name) for name in ("cause", "word", "points")}
        for record in gathered.records("fit")
        if record.get("cause") and record.get("word") and record.get("points") is not None
    ]
