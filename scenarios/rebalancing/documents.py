"""Rebalancing on paper: the proof, the change table with its events, handover sheets, the delta list, what comes due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from optimizer.domain import Helper, Pairing, Recipient, month_text
from optimizer.domain.rule_kinds import RULE_TITLES
from optimizer.messages import Lang, label, mask_name, say
from optimizer.output.document import Block, Column, Document, Listing, Meta, Notice, Paragraph, Section, Table, Value
from scenarios.rebalancing.changes import PairChange
from scenarios.rebalancing.due import Due
from scenarios.rebalancing.rebalance import Rebalanced
from scenarios.tradeoff import Tradeoff
from scenarios.tradeoff_document import tradeoff_document


def proof_sentences(done: Rebalanced, lang: Lang = "zh") -> tuple[str, ...]:
    """ "5 pairs must change; fewer is impossible, because ..." and what is uncovered; honest where nothing is proved."""
    facts = {"total": done.total, "forced": done.forced, "chosen": done.chosen, "least": done.least or 0}
    if done.roster is None:
        return (label("scenarios.rebalance_none", lang),)
    if done.budget is not None:
        sentences = [say("scenarios.rebalance_budget", facts | {"budget": done.budget}, lang)]
    elif not done.proved:
        sentences = [say("scenarios.rebalance_unproved", facts, lang)]
    elif done.total == 0:
        sentences = [label("scenarios.rebalance_nothing", lang)]
    elif done.given_up:
        moved = {"given": done.given_up, "rest": done.chosen - done.given_up}
        sentences = [say("scenarios.rebalance_given_up", facts | moved, lang)]
    elif done.chosen == 0:
        sentences = [say("scenarios.rebalance_forced", facts, lang)]
    else:
        sentences = [say("scenarios.rebalance_chosen", facts, lang)]
    if open_slots := sum(item.missing for item in done.plan.answer.uncovered):
        sentences.append(say("scenarios.rebalance_uncovered", {"count": open_slots}, lang))
    return tuple(sentences)


_ORDER = ("lost", "replaced", "added", "ended", "retimed")


class _Names:
    def __init__(self, done: Rebalanced, lang: Lang, masked: bool) -> None:
        programme = done.plan.programme
        self.helpers: Mapping[str, Helper] = {helper.id: helper for helper in programme.helpers}
        before = done.prepared.before.recipients
        self.recipients: dict[str, Recipient] = {recipient.id: recipient for recipient in before}
        self.recipients |= {recipient.id: recipient for recipient in programme.recipients}
        self.done, self.lang, self.masked = done, lang, masked
        self.excluded = {exclusion.helper: exclusion.rule for exclusion in done.plan.answer.exclusions}
        self.kinds = {rule.id: rule.kind for rule in programme.rules}

    def helper(self, pairing: Pairing | None) -> str:
        if pairing is None:
            return ""
        helper = self.helpers.get(pairing.helper)
        return pairing.helper if helper is None else self.shown(helper.name)

    def unit(self, pairing: Pairing | None) -> str:
        helper = self.helpers.get(pairing.helper) if pairing is not None else None
        return "" if helper is None else helper.unit

    def recipient(self, key: str) -> str:
        person = self.recipients.get(key)
        return key if person is None else self.shown(person.name)

    def area(self, key: str) -> str:
        person = self.recipients.get(key)
        return "" if person is None else person.area

    def shown(self, name: str) -> str:
        return mask_name(name) if self.masked else name

    def why(self, change: PairChange) -> str:
        """The event behind a change, in words."""
        if change.event is None:
            out = self.excluded.get(change.old.helper) if change.old is not None and change.kind != "retimed" else None
            if out is not None:
                kind = RULE_TITLES.get(self.kinds.get(out, out), out)
                named = {"helper": self.helper(change.old), "rule": out, "kind": kind}
                return say("scenarios.because_excluded", named, self.lang, masked=False)
            code = "scenarios.because_term" if change.kind == "retimed" else "scenarios.because_rules"
            return label(code, self.lang)
        event = self.done.prepared.events[change.event]
        facts: dict[str, Any] = {
            "month": month_text(event.month),
            "event": label(f"scenarios.event_{event.kind}", self.lang),
        }
        if change.through:
            names = [self.recipient(key) for key in change.through]
            return say("scenarios.because_chain", facts | {"names": names}, self.lang, masked=False)
        return say("scenarios.because_event", facts, self.lang)


def change_table(done: Rebalanced, lang: Lang = "zh", *, masked: bool = True) -> Table:
    """Every change with the event behind it: first who needs a successor, last the pairs that only go on."""
    names = _Names(done, lang, masked)
    keys = ("change", "area", "recipient", "old", "old_unit", "new", "new_unit", "begins", "ends", "why")
    kinds = {"begins": "month", "ends": "month", "recipient": "person", "old": "person", "new": "person"}
    columns = tuple(Column(k, label(f"scenarios.column_{k}", lang), kinds.get(k, "text")) for k in keys)  # type: ignore[arg-type]
    rows: list[tuple[Value, ...]] = []
    for change in sorted(done.changes, key=lambda change: (_ORDER.index(change.kind), names.area(change.recipient))):
        term = change.new.term if change.new is not None else None
        rows.append(
            (
                label(f"scenarios.change_{change.kind}", lang),
                names.area(change.recipient),
                names.recipient(change.recipient),
                names.helper(change.old),
                names.unit(change.old),
                names.helper(change.new),
                names.unit(change.new),
                None if term is None else term.start,
                None if term is None else term.end,
                names.why(change),
            )
        )
    return Table(columns, tuple(rows), filtered=True)


def delta_table(done: Rebalanced, lang: Lang = "zh") -> Table:
    """What has to be typed into the national system, whose panel has three operations; keyed by ID numbers, with dates."""
    programme, names = done.plan.programme, _Names(done, lang, False)
    keys = (
        "operation",
        "recipient",
        "recipient_number",
        "recipient_id",
        "helper",
        "helper_id",
        "phone",
        "begins",
        "ends",
    )
    kinds = {
        "recipient_id": "id_number",
        "helper_id": "id_number",
        "phone": "id_number",
        "recipient_number": "id_number",
    }
    kinds |= {"begins": "month", "ends": "month"}
    columns = tuple(Column(k, label(f"scenarios.column_{k}", lang), kinds.get(k, "text")) for k in keys)  # type: ignore[arg-type]
    rows: list[tuple[Value, ...]] = []

    def row(operation: str, pairing: Pairing, start: int | None, end: int | None) -> None:
        person, helper = names.recipients.get(pairing.recipient), names.helpers.get(pairing.helper)
        rows.append(
            (
                label(f"scenarios.operation_{operation}", lang),
                "" if person is None else person.name,
                "" if person is None else person.number,
                "" if person is None else person.id_number,
                pairing.helper if helper is None else helper.name,
                "" if helper is None else helper.id_number,
                "" if helper is None else helper.phone,
                start,
                end,
            )
        )

    for change in done.changes:
        event = done.prepared.events[change.event] if change.event is not None else None
        until = event.month if event is not None else programme.term.start
        if change.kind == "retimed" and change.new is not None and change.new.term is not None:
            row("retime", change.new, change.new.term.start, change.new.term.end)
            continue
        if change.old is not None:
            row("cancel", change.old, change.old.term.start if change.old.term is not None else None, until)
        if change.new is not None:
            term = change.new.term
            row("add", change.new, None if term is None else term.start, None if term is None else term.end)
    return Table(columns, tuple(rows))


def handover_sections(done: Rebalanced, lang: Lang = "zh", *, masked: bool = False) -> tuple[Block, ...]:
    """One block a leaver: what is handed over to whom, with room for signatures."""
    names = _Names(done, lang, masked)
    handed: dict[str, list[PairChange]] = {}
    for change in done.changes:
        if change.kind in ("replaced", "lost") and change.old is not None:
            handed.setdefault(change.old.helper, []).append(change)
    blocks: list[Block] = []
    keys = ("area", "recipient", "cause", "address", "new", "new_unit", "new_phone", "visits", "open_matters", "signed")
    columns = tuple(Column(key, label(f"scenarios.column_{key}", lang)) for key in keys)
    for changes in sorted(handed.values(), key=lambda found: (names.unit(found[0].old), found[0].recipient)):
        rows: list[tuple[Value, ...]] = []
        for change in changes:
            person = names.recipients.get(change.recipient)
            new = names.helpers.get(change.new.helper) if change.new is not None else None
            rows.append(
                (
                    names.area(change.recipient),
                    names.recipient(change.recipient),
                    "" if person is None else person.cause,
                    "" if person is None else f"{person.township}{person.area}{person.group}",
                    names.helper(change.new) or label("scenarios.no_successor", lang),
                    names.unit(change.new),
                    "" if new is None or masked else new.phone,
                    "",
                    "",
                    "",
                )
            )
        first = changes[0].old
        facts = {"helper": names.helper(first), "unit": names.unit(first), "why": names.why(changes[0])}
        caption = say("scenarios.handover_of", facts, lang, masked=False)
        blocks.append(Table(columns, tuple(rows), caption, notes=(label("scenarios.handover_note", lang),)))
    return tuple(blocks) or (Notice(label("scenarios.handover_none", lang)),)


def due_table(done: Rebalanced, due: Sequence[Due], lang: Lang = "zh", *, masked: bool = True) -> Table:
    """Terms that end and helpers who retire within the year, with the successor foreseen."""
    names = _Names(done, lang, masked)
    keys = ("due", "month", "area", "recipient", "helper", "successor")
    columns = tuple(
        Column(key, label(f"scenarios.column_{key}", lang), "month" if key == "month" else "text") for key in keys
    )
    rows = tuple(
        (
            label(f"scenarios.due_{entry.kind}", lang),
            entry.month,
            names.area(entry.recipient),
            names.recipient(entry.recipient),
            names.shown(names.helpers[entry.helper].name) if entry.helper in names.helpers else entry.helper,
            names.shown(names.helpers[entry.successor].name) if entry.successor is not None else "",
        )
        for entry in due
    )
    return Table(columns, rows)


def rebalancing_document(
    done: Rebalanced,
    due: Sequence[Due] = (),
    lang: Lang = "zh",
    *,
    masked: bool = False,
    curve: Tradeoff | None = None,
) -> Document:
    """Sections: changes, handover, delta, due, and with ``curve`` the frontier of fewer changes against better pairs.

    Names stand in full unless ``masked``: these are working papers.
    """
    sentences = proof_sentences(done, lang)
    title = say("scenarios.title_rebalance", {"title": done.plan.programme.title}, lang)
    sections: tuple[Section, ...] = (
        Section(
            "changes",
            label("scenarios.sheet_changes", lang),
            (Paragraph(sentences[0], lead=True), Listing(sentences[1:]), change_table(done, lang, masked=masked)),
        ),
        Section("handover", label("scenarios.sheet_handover", lang), handover_sections(done, lang, masked=masked)),
        Section("delta", label("scenarios.sheet_delta", lang), (delta_table(done, lang),)),
        Section("due", label("scenarios.sheet_due", lang), (due_table(done, due, lang, masked=masked),)),
    )
    if curve is not None:
        blocks = tradeoff_document(done.plan.programme, curve, lang).sections[0].blocks
        sections = (*sections, Section("frontier", label("scenarios.sheet_frontier", lang), blocks))
    return Document(title, lang, Meta(done.plan.programme.reference_day), sections, sentences[0])
