"""A comparison as a document: measures, loads, villages and departments, and who is affected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from optimizer.explain.documents_words import Words
from optimizer.messages import Lang, label, mask_name, say
from optimizer.messages.finding import Finding
from optimizer.output.document import (
    Block,
    Chart,
    Column,
    Document,
    Listing,
    Meta,
    Notice,
    Section,
    Series,
    Table,
    Value,
)
from optimizer.rules.catalogue import rules_in_force
from scenarios.comparing.comparison import Comparison, Measures
from scenarios.comparing.people import PersonChange

MOST_ROWS = 20_000
"""Person rows in one table."""


def comparison_document(comparison: Comparison, lang: Lang = "zh", *, masked: bool = True) -> Document:
    """Sections: measures, load, areas, units, and one of people for each roster but the first. ``masked``: short names."""
    first = comparison.entries[0].programme
    sections = [
        Section(
            "measures",
            label("scenarios.sheet_measures", lang),
            (measures_table(comparison, lang), *_charts(comparison, lang)),
        ),
        Section(
            "load", label("scenarios.sheet_load", lang), (load_table(comparison, lang), load_chart(comparison, lang))
        ),
        Section("areas", label("scenarios.sheet_areas", lang), _groups(comparison, lang, "area", lambda m: m.by_area)),
        Section("units", label("scenarios.sheet_units", lang), _groups(comparison, lang, "unit", lambda m: m.by_unit)),
    ]
    for number in range(1, len(comparison.entries)):
        title = comparison.entries[number].title
        blocks = (_summary(comparison, number, lang), people_table(comparison, number, lang, masked=masked))
        sections.append(Section(f"people{number}", say("scenarios.sheet_people", {"title": title}, lang), blocks))
    title = say("scenarios.title_comparison", {"title": first.title}, lang)
    headline = say("scenarios.headline_comparison", {"count": len(comparison.entries)}, lang)
    return Document(title, lang, Meta(first.reference_day), tuple(sections), headline)


def measures_table(comparison: Comparison, lang: Lang = "zh") -> Table:
    """One row a measure, one column a roster."""
    columns = [Column("measure", label("scenarios.column_measure", lang), width=30)]
    columns += [Column(f"r{n}", m.title, width=18, align="center") for n, m in enumerate(comparison.measures)]
    rows: list[tuple[Value, ...]] = [
        (label(f"scenarios.measure_{name}", lang), *(shown(m, lang) for m in comparison.measures))
        for name, shown in _LINES
    ]
    for name, words in _aims(comparison, lang).items():
        values = []
        for entry, measures in zip(comparison.entries, comparison.measures, strict=True):
            tier = next((t for t in measures.tiers if _aim_key(entry.programme, t) == name), None)
            word = Words(entry.programme.kind, entry.programme.label_set, lang)
            values.append("" if tier is None else _tier_words(word, tier, lang))
        rows.append((words, *values))
    return Table(tuple(columns), (*rows, *_rule_rows(comparison, lang)))


def _rule_rows(comparison: Comparison, lang: Lang) -> list[tuple[Value, ...]]:
    """One row a rule that measures something in some roster, in the order of the rule tables; one for all hard rules kept."""
    typed: dict[str, tuple[Any, Words]] = {}
    for entry in comparison.entries:
        for rule in rules_in_force(entry.programme)[0]:
            if rule.kind_name not in ("lottery", "participation"):
                typed.setdefault(rule.id, (rule, Words(entry.programme.kind, entry.programme.label_set, lang)))
    rows: list[tuple[Value, ...]] = []
    kept: list[str] = []
    for key, (rule, words) in typed.items():
        read = [measures.rules.get(key) for measures in comparison.measures]
        if rule.mode == "hard" and not any(found and any(found) for found in read):
            kept.append(key)
            continue
        name = say("scenarios.rule_row", {"rule": key.removeprefix("~"), "kind": words.rule(rule.kind_name)}, lang)
        shown = [
            "" if found is None else words.quantity(found[0], rule.unit) + _broken(found[1], rule.mode == "hard", lang)
            for found in read
        ]
        rows.append((name, *shown))
    if kept:
        name = say("scenarios.rules_kept", {"count": len(kept)}, lang)
        told = label("scenarios.all_kept", lang)
        rows.append((name, *(told if measures.has_roster else "" for measures in comparison.measures)))
    return rows


def _broken(times: int, hard: bool, lang: Lang) -> str:
    return say("scenarios.broken", {"count": times}, lang) if hard and times else ""


def _tier_words(words: Words, tier, lang: Lang) -> str:  # type: ignore[no-untyped-def]
    value = words.quantity(tier.value, tier.unit)
    return value if tier.label == "optimal" else say("scenarios.not_proved", {"value": value}, lang)


def _aim_key(programme, tier) -> str:  # type: ignore[no-untyped-def]
    kinds = {rule.id: rule.kind for rule in programme.rules}
    if tier.name == "lottery":
        return ""
    return "+".join(kinds.get(rule, rule) for rule in tier.rules) + (
        f".{tier.name}" if "coverage." in tier.name else ""
    )


def _aims(comparison: Comparison, lang: Lang) -> dict[str, str]:
    """Every aim that some roster has -> its words, in order of first appearance."""
    found: dict[str, str] = {}
    for entry, measures in zip(comparison.entries, comparison.measures, strict=True):
        words = Words(entry.programme.kind, entry.programme.label_set, lang)
        rules = {rule.id: rule for rule in entry.programme.rules}
        for tier in measures.tiers:
            key = _aim_key(entry.programme, tier)
            if key:
                found.setdefault(key, words.aim(tier, [rules[rule] for rule in tier.rules if rule in rules]))
    return found


_LINES: tuple[tuple[str, Callable[[Measures, Lang], Value]], ...] = (
    ("status", lambda m, lang: label(f"scenarios.status_{m.status.value}", lang)),
    ("helpers", lambda m, lang: m.helpers),
    ("recipients", lambda m, lang: m.recipients),
    ("covered", lambda m, lang: m.covered if m.has_roster else ""),
    ("uncovered", lambda m, lang: m.uncovered if m.has_roster else ""),
    ("missing", lambda m, lang: m.missing),
    ("km", lambda m, lang: _km(m.metres)),
    ("furthest", lambda m, lang: _km(m.furthest)),
    ("idle", lambda m, lang: m.loads.get(0, 0) if m.has_roster else ""),
    ("most_load", lambda m, lang: max(m.loads, default=0) if m.has_roster else ""),
)


def _km(metres: int | None) -> str:
    from optimizer.output.cells import kilometres

    return "" if metres is None else f"{kilometres(metres)} km"


def _charts(comparison: Comparison, lang: Lang) -> tuple[Block, ...]:
    with_metres = [m for m in comparison.measures if m.metres is not None]
    charts: list[Block] = []
    for name in ("uncovered", "missing"):
        known = [m for m in comparison.measures if m.has_roster or name == "missing"]
        if any(getattr(m, name) for m in known):
            series = Series(label(f"scenarios.measure_{name}", lang), tuple(getattr(m, name) for m in known))
            titles = tuple(m.title for m in known)
            charts.append(Chart(label(f"scenarios.measure_{name}", lang), titles, (series,), horizontal=True))
    if with_metres:
        series = Series(label("scenarios.measure_km", lang), tuple(m.metres or 0 for m in with_metres))
        names = tuple(m.title for m in with_metres)
        charts.append(Chart(label("scenarios.measure_km", lang), names, (series,), horizontal=True, kind="km"))
    return tuple(charts)


def load_table(comparison: Comparison, lang: Lang = "zh") -> Table:
    """Helpers by the number of recipients they have, one column a roster."""
    columns = [Column("load", label("scenarios.column_load", lang), "int", 10)]
    columns += [Column(f"r{n}", m.title, "int", 16) for n, m in enumerate(comparison.measures)]
    loads = sorted({load for measures in comparison.measures for load in measures.loads})
    rows = tuple((load, *(m.loads.get(load, 0) for m in comparison.measures)) for load in loads)
    return Table(tuple(columns), rows)


def load_chart(comparison: Comparison, lang: Lang) -> Chart:
    loads = sorted({load for measures in comparison.measures for load in measures.loads})
    series = tuple(Series(m.title, tuple(m.loads.get(load, 0) for load in loads)) for m in comparison.measures)
    return Chart(label("scenarios.sheet_load", lang), tuple(str(load) for load in loads), series)


def _groups(comparison: Comparison, lang: Lang, key: str, read: Callable[[Measures], object]) -> tuple[Block, ...]:
    columns = [Column("name", label(f"scenarios.column_{key}", lang), width=18)]
    for number, measures in enumerate(comparison.measures):
        columns.append(Column(f"n{number}", measures.title, "int", 12))
        columns.append(Column(f"m{number}", say("scenarios.column_km_of", {"title": measures.title}, lang), "km", 12))
    tables = [dict(read(m)) for m in comparison.measures]  # type: ignore[call-overload]
    names = sorted({name for table in tables for name in table})
    rows: list[tuple[Value, ...]] = []
    for name in names:
        row: list[Value] = [name]
        for table in tables:
            row += list(table.get(name, (0, None)))
        rows.append(tuple(row))
    series = tuple(
        Series(m.title, tuple(t.get(name, (0, None))[0] for name in names))
        for m, t in zip(comparison.measures, tables, strict=True)
    )
    chart: tuple[Block, ...] = ()
    if names and len(names) <= 30:
        chart = (Chart(label("scenarios.chart_pairs", lang), tuple(n or "-" for n in names), series, horizontal=True),)
    return (Table(tuple(columns), tuple(rows)), *chart)


def _summary(comparison: Comparison, number: int, lang: Lang) -> Block:
    changes = comparison.changes[number - 1]
    if comparison.entries[number].answer.roster is None:
        return Notice(label("scenarios.no_roster", lang), "bad")
    if all(change.kind == "kept" for change in changes):
        return Notice(label("scenarios.no_changes", lang))
    count = {kind: sum(change.kind == kind for change in changes) for kind in ("kept", "moved", "new", "ended", "lost")}
    count["covered"] = sum(change.kind == "covered" for change in changes)
    saved = [change.saved_metres for change in changes if change.saved_metres is not None]
    items = [say("scenarios.counted_changes", count, lang)]
    nearer, farther = [m for m in saved if m > 0], [m for m in saved if m < 0]
    facts = {
        "nearer": len(nearer),
        "farther": len(farther),
        "nearer_km": _km(sum(nearer)),
        "farther_km": _km(-sum(farther)),
    }
    items.append(say("scenarios.gain_and_loss", facts, lang))
    return Listing(tuple(items))


def people_table(comparison: Comparison, number: int, lang: Lang = "zh", *, masked: bool = True) -> Table:
    """Everybody whose helper is not the same in roster ``number`` as in the first, with the reason."""
    before, after = comparison.entries[0].programme, comparison.entries[number].programme
    helpers = {helper.id: helper for helper in (*before.helpers, *after.helpers)}
    recipients = {recipient.id: recipient for recipient in (*before.recipients, *after.recipients)}

    def name(key: str | None) -> str:
        if key is None:
            return ""
        person = helpers.get(key)
        shown = key if person is None else person.name
        return mask_name(shown) if masked and person is not None else shown

    def row(change: PersonChange) -> tuple[Value, ...]:
        person = recipients[change.recipient]
        saved = change.saved_metres
        why = Finding(change.code, facts=change.facts).say(lang, masked=masked)
        unit = helpers[change.new].unit if change.new in helpers else ""
        return (
            label(f"scenarios.kind_{change.kind}", lang),
            person.area,
            mask_name(person.name) if masked else person.name,
            name(change.old),
            name(change.new),
            unit,
            change.old_metres,
            change.new_metres,
            "" if saved is None or saved == 0 else label("scenarios.gains" if saved > 0 else "scenarios.loses", lang),
            why,
        )

    keys = ("kind", "area", "recipient", "old", "new", "unit", "old_km", "new_km", "gain", "why")
    kinds = {"recipient": "person", "old": "person", "new": "person", "old_km": "km", "new_km": "km"}
    columns = tuple(Column(key, label(f"scenarios.column_{key}", lang), kinds.get(key, "text")) for key in keys)  # type: ignore[arg-type]
    changed = [change for change in comparison.changes[number - 1] if change.kind != "kept"]
    changed.sort(key=lambda c: (c.kind, recipients[c.recipient].area, c.recipient, c.role))
    return Table(columns, tuple(row(change) for change in changed[:MOST_ROWS]), filtered=True, searchable=True)
