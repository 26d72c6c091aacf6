"""Rules and reasons: each rule with its clause and measure, who is excluded and why, what is to be decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from optimizer.domain import Exclusion, Finding, Recipient, RuleEntry
from optimizer.explain.documents_columns import without_empty
from optimizer.explain.documents_summary import short_noun
from optimizer.explain.documents_view import View
from optimizer.explain.documents_words import has
from optimizer.output.cells import month_words
from optimizer.output.document import Block, Column, Listing, Notice, Table, Value

MOST_LISTED = 200
"""Longest list of people in one paragraph of a shortage; the count is always said."""


def rules_table(view: View) -> Table:
    """One row a rule: clause, mode, what it measured, whether it was broken, helpers and places left."""
    columns = (
        Column("number", view.label("column.number"), width=7, align="center"),
        Column("rule", view.label("column.rule"), width=13),
        Column("mode", view.label("column.mode"), width=9, align="center"),
        Column("measure", view.label("column.measure"), width=14, align="right"),
        Column("violations", view.label("column.violations"), "int", 9),
        Column("helpers_left", view.label("column.helpers_left"), "int", 11),
        Column("places_left", view.label("column.places_left"), "int", 11),
        Column("details", view.label("column.details"), width=27),
        Column("clause", view.label("column.clause"), width=50),
    )
    rows: list[tuple[Value, ...]] = []
    stated = {entry.id for entry in view.programme.rules}
    for account in view.answer.rules:
        implied = account.rule not in stated
        silent = account.measure is None or account.kind == "lottery"
        measure = "—" if silent else view.words.quantity(account.measure or 0, account.unit)
        rows.append(
            (
                "—" if implied else account.rule,
                view.words.rule(account.kind),
                view.words.mode(account.mode),
                measure,
                account.violations,
                account.helpers_left,
                account.places_left,
                _details(view, account.facts),
                account.clause or (view.label("rule.implied") if implied else ""),
            )
        )
    return Table(columns, tuple(rows), view.label("rules_caption"), (view.label("rules_note"),), repeat_header=False)


def _details(view: View, facts: Mapping[str, Any]) -> str:
    """What a rule noted for the report, as far as the catalogue has a sentence for it."""
    known = [key for key in sorted(facts) if has(f"report.rule_fact.{key}")]
    return view.label("separator").join(view.say(f"rule_fact.{key}", value=facts[key]) for key in known)


def exclusion_tables(view: View) -> tuple[Table, ...]:
    """Who takes no part, one table a rule, in the order of the rule table; each says clause and number."""
    groups: dict[str, list[Exclusion]] = {entry.id: [] for entry in view.programme.rules}
    for exclusion in view.answer.exclusions:
        groups.setdefault(exclusion.rule, []).append(exclusion)
    return tuple(_exclusions(view, rule, members) for rule, members in groups.items() if members)


def _exclusions(view: View, rule: str, members: Sequence[Exclusion]) -> Table:
    entry = view.entries.get(rule)
    place = {helper.id: number for number, helper in enumerate(_in_table_order(view))}
    ordered = sorted(members, key=lambda exclusion: (place.get(exclusion.helper, len(place)), exclusion.helper))
    retirement = any("month" in exclusion.facts for exclusion in ordered)
    columns = [
        Column("number", view.label("column.number"), "int", 7, "center"),
        Column("unit", view.label("column.unit"), width=13),
        Column("helper", view.label("column.helper"), "person", 11),
    ]
    if retirement:
        columns += [
            Column("month", view.label("column.month"), "month", 14),
            Column("track", view.label("column.track"), width=11, align="center"),
        ]
    columns.append(Column("reason", view.label("column.reason"), width=60))
    rows: list[tuple[Value, ...]] = []
    for number, exclusion in enumerate(ordered, start=1):
        helper = view.helpers.get(exclusion.helper)
        facts = exclusion.facts
        dates: tuple[Value, ...] = (_month(view, facts), _text(facts.get("track"))) if retirement else ()
        name, unit = (view.person(helper.name), helper.unit) if helper else (view.label("left"), "")
        rows.append((number, unit, name, *dates, view.message(exclusion.code, facts)))
    caption = view.say("excluded_clause", rule=_rule_words(view, rule, entry), clause=_clause(entry), count=len(rows))
    return Table(tuple(columns), tuple(rows), caption, repeat_header=False)


def _in_table_order(view: View) -> list[Any]:
    return sorted(
        view.programme.helpers,
        key=lambda h: (h.origin.file, h.origin.sheet, h.origin.row, h.id) if h.origin else ("", "", 0, h.id),
    )


def _month(view: View, facts: Mapping[str, Any]) -> Value:
    month = facts.get("month")
    return month_words(month, view.lang) if isinstance(month, int) else _text(month)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _rule_words(view: View, rule: str, entry: RuleEntry | None) -> str:
    return f"{rule} {view.words.rule(entry.kind)}" if entry else rule


def _clause(entry: RuleEntry | None) -> str:
    return entry.clause if entry else ""


def findings_table(view: View, findings: Sequence[Finding], caption: str) -> Table:
    """One row a finding: the matter, where it stands, what to do."""
    columns = (
        Column("number", view.label("column.number"), "int", 7, "center"),
        Column("matter", view.label("column.matter"), width=50),
        Column("advice", view.label("column.advice"), width=40),
        Column("where", view.label("column.where"), width=34),
    )
    rows = tuple(
        (
            number,
            view.message(finding.code, finding.facts),
            view.message(finding.code, finding.facts, advice=True),
            view.label("separator").join(str(cell) for cell in finding.cells),
        )
        for number, finding in enumerate(findings, start=1)
    )
    return without_empty(Table(columns, rows, view.say(caption, count=len(rows)), repeat_header=False))


def asks(view: View) -> tuple[Block, ...]:
    """The 待确认 list and what else is worth a look."""
    blocks: list[Block] = []
    if view.asks:
        blocks.append(findings_table(view, view.asks, "ask_caption"))
    else:
        blocks.append(Notice(view.label("ask_none"), "good"))
    if view.notes:
        blocks.append(findings_table(view, view.notes, "notes_caption"))
    return tuple(blocks)


def shortage_blocks(view: View) -> tuple[Block, ...]:
    """What is missing: the tightest group, its helpers and places, the smallest part that already fails."""
    shortage = view.answer.shortage
    if shortage is None:
        return ()
    facts = {
        "needed": shortage.needed,
        "places": shortage.places,
        "missing": shortage.missing,
        "recipients": len(shortage.recipients),
        "helpers": len(shortage.helpers),
        "measure": view.words.measure,
        "noun": short_noun(view, shortage.recipients),
    }
    surplus = shortage.kind == "surplus"
    advice = view.label("shortage_advice_surplus" if surplus else "shortage_advice")
    blocks: list[Block] = [Notice(view.say(f"shortage_{shortage.kind}", **facts), "bad", advice)]
    if shortage.kind == "total":
        return tuple(blocks)
    needy, able = set(shortage.recipients), set(shortage.helpers)
    short = [recipient for recipient in view.recipients if recipient.id in needy]
    students = view.words.family == "student"
    if students:
        blocks.append(_tasks(view, short))
    group = [(view.person(r.name), view.area_title(r.area), r.category if students else view.number(r)) for r in short]
    words = (
        view.words.of("recipient_name"),
        view.words.area_header,
        view.words.of("category" if students else "number"),
    )
    blocks.append(_people(view, "shortage_recipients", group, words))
    helpers = [(view.person(h.name), h.unit, h.post) for h in view.participants if h.id in able]
    words = (view.label("column.helper"), view.label("column.unit"), view.label("column.post"))
    blocks.append(_people(view, "shortage_helpers", helpers, words))
    if shortage.core and len(shortage.core) < len(shortage.helpers if surplus else shortage.recipients):
        blocks.append(_core(view, shortage.core, surplus=surplus))
    return tuple(blocks)


def _tasks(view: View, short: Sequence[Recipient]) -> Listing:
    """Which subjects lack teachers, in how many rows of which classes."""
    tasks: dict[str, list[Recipient]] = {}
    for recipient in short:
        tasks.setdefault(recipient.category, []).append(recipient)
    said = []
    for task, members in sorted(tasks.items(), key=lambda item: (-len(item[1]), item[0])):
        classes = view.label("separator").join(dict.fromkeys(member.area for member in members))
        said.append(view.say("shortage_task", task=task, count=len(members), classes=classes))
    return Listing(tuple(said))


def _core(view: View, core: Sequence[str], *, surplus: bool) -> Listing:
    """The smallest part that already fails, by name."""
    members = set(core)
    if surplus:
        said = [f"{view.person(h.name)} {h.unit}" for h in view.participants if h.id in members]
        sentence = view.say("shortage_core_surplus", count=len(core))
    else:
        task = view.words.family == "student"
        named = [r for r in view.recipients if r.id in members]
        said = [" ".join((view.person(r.name), r.area, *((r.category,) if task else ()))) for r in named]
        sentence = view.say("shortage_core", count=len(core), measure=view.words.measure, noun=view.words.noun)
    return Listing((sentence, view.label("separator").join(said[:MOST_LISTED])))


def _people(view: View, caption: str, rows: Sequence[tuple[str, str, str]], headers: tuple[str, str, str]) -> Table:
    columns = (
        Column("number", view.label("column.number"), "int", 7, "center"),
        Column("person", headers[0], "person", 16),
        Column("group", headers[1], width=24),
        Column("detail", headers[2], width=24),
    )
    shown = tuple((number, *row) for number, row in enumerate(rows[:MOST_LISTED], start=1))
    notes = (view.say("list_cut", shown=len(shown), count=len(rows)),) if len(rows) > len(shown) else ()
    return Table(columns, shown, view.label(caption), notes, repeat_header=False)
