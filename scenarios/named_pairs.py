"""Rules that name pairs (指定, 回避): when somebody is no longer there, pairs that name them go too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from optimizer.domain import Programme, RuleEntry
from optimizer.rules.naming import Roll

KINDS = ("require", "forbid")
_LISTS = ("pairs", "指定名单", "回避名单")


def without_pairs_of(before: Programme, gone: Iterable[str], rules: Sequence[RuleEntry]) -> tuple[RuleEntry, ...]:
    """``rules`` without the named pairs in which somebody of ``gone`` (ids) stands; names are read as ``before`` knows them."""
    ids = set(gone)
    if not ids or not any(rule.kind in KINDS for rule in rules):
        return tuple(rules)
    helpers = Roll((h.id, h.name, h.unit) for h in before.helpers)
    recipients = Roll((r.id, r.name, r.area) for r in before.recipients)

    def stays(pair: Mapping[str, Any]) -> bool:
        named = (
            (before.helpers, helpers.rows(str(pair.get("helper", pair.get("帮扶人", ""))))),
            (before.recipients, recipients.rows(str(pair.get("recipient", pair.get("帮扶对象", ""))))),
        )
        return not any(len(rows) == 1 and people[rows[0]].id in ids for people, rows in named)

    out = []
    for rule in rules:
        if rule.kind in KINDS:
            parameters = {
                name: [pair for pair in value if stays(pair)]
                if name in _LISTS and not isinstance(value, str)
                else value
                for name, value in rule.parameters.items()
            }
            rule = rule if parameters == dict(rule.parameters) else rule.altered(parameters=parameters)
        out.append(rule)
    return tuple(out)
