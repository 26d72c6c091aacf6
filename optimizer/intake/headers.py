"""From a header cell to a field: exact synonyms of one table kind, a remembered mapping, else a suggestion only."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from optimizer.intake.column import TableKind
from optimizer.intake.text import header_forms

SUGGEST_FROM = 75
"""Least ratio (rapidfuzz.fuzz.ratio, 0..100) at which a field is suggested. Suggestions are never applied."""

LOOSE_FROM = 55
"""The same for a question that a person answers column by column, in ``jiedui map``."""


@cache
def synonyms_of(kind: TableKind) -> Mapping[str, str]:
    """Normalised header -> field. Raises ValueError when one header stands for two fields of a kind."""
    found: dict[str, str] = {}
    for column in kind.columns:
        for spelling in (column.header, *column.synonyms, *column.weak, column.field):
            whole, _, _ = header_forms(spelling)
            if found.setdefault(whole, column.field) != column.field:
                raise ValueError(f"{kind.name}: {spelling} stands for {found[whole]} and {column.field}")
    return MappingProxyType(found)


@cache
def weak_of(kind: TableKind) -> frozenset[str]:
    """The normalised headers that count only where nothing better stands."""
    return frozenset(header_forms(spelling)[0] for column in kind.columns for spelling in column.weak)


def is_weak(kind: TableKind, header: str) -> bool:
    whole, bare, _ = header_forms(header)
    known = synonyms_of(kind)
    return (whole if whole in known else bare) in weak_of(kind)


def field_of(kind: TableKind, header: str, saved: Mapping[str, str]) -> tuple[str, str]:
    """(field or "", unit). ``saved`` maps normalised headers to fields ("-": leave this column out)."""
    whole, bare, inside = header_forms(header)
    known = synonyms_of(kind)
    for form in (whole, bare):
        if form in saved:
            return saved[form], inside
    for form in (whole, bare):
        if form and form in known:
            return known[form], inside
    return "", inside


def suggestion(kind: TableKind, header: str) -> str:
    """The field whose spelling is nearest, or "" below the threshold."""
    return nearest(kind, header, SUGGEST_FROM)[0]


def nearest(kind: TableKind, header: str, least: int) -> tuple[str, float]:
    """(field, ratio) of the nearest spelling, ("", 0) where none reaches ``least``."""
    from rapidfuzz import fuzz, process

    _, bare, _ = header_forms(header)
    known = synonyms_of(kind)
    if len(bare) < 2:
        return "", 0.0
    best = process.extractOne(bare, list(known), scorer=fuzz.ratio, score_cutoff=least)
    return (known[best[0]], float(best[1])) if best else ("", 0.0)
