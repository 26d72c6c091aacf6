"""Households listed member by member: one record a household, its other members told in the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from optimizer.intake.records import Record
from optimizer.intake.text import words
from optimizer.messages import Finding, Private

_HEAD = frozenset(words("户主 本人 户主本人 本人(户主) 户主(本人) 本人或户主 户主或本人 本人/户主 户主/本人"))


def households(records: Sequence[Record]) -> tuple[list[Record], list[Record], list[Finding]]:
    """(household records, member rows, findings) of one table.

    A row begins a household when its 与户主关系 says 户主, or, in tables without that column, when its head's
    name is its own and not lent by a merged cell above.
    """
    found: list[list[Record]] = []
    findings: list[Finding] = []
    for record in records:
        if not _is_member(record) and not (found and _again(found[-1][0], record)):
            found.append([record])
        elif found and any(belongs(found[-1][0], record) for belongs in (_same_family, _lent_by, _again)):
            found[-1].append(record)
        elif _starts_before_head(record):
            found.append([record])
        else:
            findings.append(Finding("intake.member_without_head", "error", {}, (record.cell("name"),)))
    heads: list[Record] = []
    members: list[Record] = []
    for family in found:
        head, rest, problems = _merge(family)
        heads.append(head)
        members += rest
        findings += problems
    return heads, members, findings


def _is_member(record: Record) -> bool:
    if "name" in record.blanks and record.get("name") is not None:
        return True
    relation = record.get("relation")
    return relation is not None and relation not in _HEAD


def _again(head: Record, record: Record) -> bool:
    """Without a column for the relation: the household's own columns repeated beside another member."""
    if record.get("relation") is not None or record.get("member") is None or head.sheet != record.sheet:
        return False
    other = record.get("member") != head.get("member")
    return other and all(record.get(f) == head.get(f) for f in ("name", "number", "area") if f in record.columns)


def _lent_by(head: Record, record: Record) -> bool:
    """The head's name comes from the same merged cell."""
    return "name" in record.blanks and record.get("name") is not None and head.get("name") == record.get("name")


def _starts_before_head(record: Record) -> bool:
    """A family whose first row is not the head's, under a merged head of its own."""
    return "member" in record.columns and "name" not in record.blanks and record.get("relation") not in _HEAD


def _same_family(head: Record, record: Record) -> bool:
    """Members carry no household number, head or village of their own, or the same as the head."""
    if head.sheet != record.sheet or head.file != record.file:
        return False
    for name in ("number", "area"):
        if record.get(name) is not None and head.get(name) is not None and record.get(name) != head.get(name):
            return False
    if "member" in record.columns and record.get("name") is not None:
        return bool(record.get("name") == head.get("name"))
    return True


def _merge(family: list[Record]) -> tuple[Record, list[Record], list[Finding]]:
    first = family[0]
    if len(family) == 1:
        return first, [], []
    findings: list[Finding] = []
    heads = [r for r in family if r.get("relation") in _HEAD]
    if len(heads) > 1:
        cells = tuple(r.cell("relation") for r in heads)
        findings.append(Finding("intake.two_heads", "error", {"name": Private(str(first.get("name")))}, cells))
    named = [r for r in family if r.get("member") is not None and r.get("member") == first.get("name")]
    head = (heads or named or [first])[0]
    values = first.values | head.values | {"name": first.get("name") or head.get("name")}
    people = values.get("people")
    if people is not None and people != len(family):
        facts = {"name": Private(str(values["name"])), "people": people, "listed": len(family)}
        findings.append(Finding("intake.family_size", "warning", facts, (first.cell("people"),)))
    rest = [r for r in family if r is not head]
    return replace(head, values=values), rest, findings
