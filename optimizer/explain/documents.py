"""The documents of a planning run: the roster workbook, roster.csv's table, and the report."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.domain import Answer, Finding, Programme
from optimizer.explain.documents_backups import backup_blocks
from optimizer.explain.documents_csv import roster_table
from optimizer.explain.documents_groups import area_lists, area_summary, unit_lists, unit_summary
from optimizer.explain.documents_load import area_chart, band_chart, distance_chart, load_chart, unit_chart
from optimizer.explain.documents_people import by_helper, by_recipient, search_table, uncovered
from optimizer.explain.documents_places import distance_table, map_blocks
from optimizer.explain.documents_plan import plan_blocks, stages_of
from optimizer.explain.documents_rules import asks, exclusion_tables, rules_table, shortage_blocks
from optimizer.explain.documents_students import class_lists, class_summary, is_students, subject_lists
from optimizer.explain.documents_summary import TONES, aims_table, figures, headline, statements
from optimizer.explain.documents_view import View
from optimizer.messages import Lang, both
from optimizer.output.cells import month_words
from optimizer.output.document import (
    Block,
    Document,
    Listing,
    Meta,
    Notice,
    Outline,
    Paragraph,
    Section,
    Table,
)
from optimizer.output.run_files import RunDocuments

MOST_IN_WORKBOOK = 200_000
"""Pairings up to which a workbook is written and a page holds them all; beyond, neither is a help."""

GUIDED = ("helpers", "recipients", "areas", "subjects", "units", "uncovered", "plan", "load", "rules")
"""Sheets whose use the summary explains."""


def roster_document(
    programme: Programme, answer: Answer, findings: Iterable[Finding] = (), lang: Lang = "zh", masked: bool = True
) -> Document:
    """The roster workbook. Names and helpers' telephones stand in full; ``masked`` shortens ID numbers.

    Sections, in order: summary, helpers, recipients, areas, (subjects,) units, uncovered, (plan,) (backups,) load, rules. ``findings`` are what was
    noticed on the way: severity "ask" makes the 待确认 list.
    """
    view = View(programme, answer, tuple(findings), lang, mask_names=False, mask_ids=masked)
    missing, students = uncovered(view), is_students(view)
    subjects: tuple[tuple[str, tuple[Block, ...]], ...] = (("subjects", (subject_lists(view),)),) if students else ()
    none: Block = Notice(view.label("uncovered_none"), "good") if answer.roster else Notice(headline(view), "bad")
    planned = plan_blocks(view)
    body: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("summary", _summary(view, masked)),
        ("helpers", (by_helper(view),)),
        ("recipients", (by_recipient(view),)),
        ("areas", (class_summary(view), class_lists(view)) if students else (area_summary(view), area_lists(view))),
        *subjects,
        ("units", (unit_summary(view), unit_lists(view))),
        ("uncovered", (missing,) if missing is not None else (none,)),
        *((("plan", planned),) if planned else ()),
        *((("backups", backup_blocks(view)),) if answer.backups else ()),
        ("load", _present(load_chart(view), area_chart(view), unit_chart(view), distance_chart(view))),
        ("rules", (rules_table(view), *_exclusions(view), *asks(view))),
    )
    facts = {"title": programme.title, "area": view.words.area}
    sections = tuple(
        Section(
            key,
            view.say(f"sheet.{key}", **facts),
            blocks,
            lead=headline(view) if key == "summary" else "",
            heading=view.say(f"title.{key}", **facts),
            signed=True,
        )
        for key, blocks in body
    )
    return Document(
        programme.title, lang, _meta(view), sections, headline(view), TONES[answer.status], facts=_facts(view, "")
    )


def report_document(
    programme: Programme,
    answer: Answer,
    findings: Iterable[Finding] = (),
    lang: Lang = "zh",
    masked: bool = True,
    *,
    background: tuple[Outline, ...] = (),
    certificate_sha256: str = "",
) -> Document:
    """The report to read on a screen or print. ``masked``: names show their first character only.

    Chapters: decided, shortage (when there is one), aims, load, distance, map (when coordinates exist), search, excluded,
    ask, rules. ``background``: outlines of the user's GeoJSON; ``certificate_sha256`` is printed with the conclusion.
    """
    view = View(programme, answer, tuple(findings), lang, mask_names=masked, mask_ids=masked)
    decided: list[Block] = [
        figures(view),
        Listing(statements(view)),
        Paragraph(view.label(f"checked.{view.answer.status.value}")),
    ]
    if view.hides:
        decided.append(Notice(view.label("masked_report"), "info"))
    body: list[tuple[str, tuple[Block, ...]]] = [("decided", tuple(decided))]
    if answer.shortage is not None:
        body.append(("shortage", shortage_blocks(view)))
    if answer.tiers:
        body.append(("aims", (aims_table(view),)))
    if view.pairs:
        body += [
            ("load", _present(load_chart(view), area_chart(view), unit_chart(view))),
            ("distance", _distances(view)),
        ]
    if places := map_blocks(view, background):
        body.append(("map", places))
    if view.pairs and len(view.pairs) <= MOST_IN_WORKBOOK:
        body.append(("search", (search_table(view),)))
    if planned := plan_blocks(view):
        body.append(("plan", planned))
    if answer.backups:
        body.append(("backups", backup_blocks(view)))
    body += [("excluded", _exclusions(view)), ("ask", asks(view)), ("rules", (rules_table(view),))]
    sections = tuple(Section(key, view.label(f"chapter.{key}"), blocks) for key, blocks in body)
    title = view.say("title.report", title=programme.title)
    facts = _facts(view, certificate_sha256)
    return Document(title, lang, _meta(view), sections, headline(view), TONES[answer.status], facts=facts)


def report_documents(
    programme: Programme,
    answer: Answer,
    findings: Iterable[Finding] = (),
    lang: Lang = "zh",
    masked: bool = True,
    *,
    background: tuple[Outline, ...] = (),
    certificate_sha256: str = "",
) -> tuple[Document, ...]:
    """The report in ``lang`` and then in the other language, for one page that can be switched."""
    found = tuple(findings)
    return tuple(
        report_document(
            programme, answer, found, each, masked, background=background, certificate_sha256=certificate_sha256
        )
        for each in both(lang)
    )


def csv_table(programme: Programme, answer: Answer, lang: Lang = "zh", masked: bool = True) -> Table:
    """The table of roster.csv; ``masked`` shortens ID numbers."""
    return roster_table(View(programme, answer, (), lang, mask_names=False, mask_ids=masked))


def run_documents(
    programme: Programme,
    answer: Answer,
    findings: Iterable[Finding] = (),
    lang: Lang = "zh",
    masked: bool = True,
    *,
    background: tuple[Outline, ...] = (),
    certificate_sha256: str = "",
) -> RunDocuments:
    """All documents of a run. Beyond 200,000 pairings there is no workbook: roster.csv and roster.json hold the roster."""
    found = tuple(findings)
    report, *others = report_documents(
        programme, answer, found, lang, masked, background=background, certificate_sha256=certificate_sha256
    )
    translations = tuple(others)
    if answer.roster is None:
        return RunDocuments(report, translations=translations)
    table = csv_table(programme, answer, lang, masked)
    small = len(answer.roster.pairings) <= MOST_IN_WORKBOOK
    return RunDocuments(
        report, roster_document(programme, answer, found, lang, masked) if small else None, table, translations
    )


def _summary(view: View, masked: bool) -> tuple[Block, ...]:
    note = view.label("masked_note" if masked else "unmasked_note")
    blocks: list[Block] = [figures(view), Listing(statements(view))]
    blocks += shortage_blocks(view)
    if view.answer.tiers:
        blocks.append(aims_table(view))
    blocks.append(Paragraph(view.label(f"checked.{view.answer.status.value}")))
    guide = "".join(
        view.say(f"guide.{key}", area=view.words.area)
        for key in GUIDED
        if (key != "subjects" or is_students(view)) and (key != "plan" or stages_of(view))
    )
    return (*blocks, Paragraph(view.label("guide_caption") + guide), Paragraph(note))


def _exclusions(view: View) -> tuple[Block, ...]:
    return exclusion_tables(view) or (Notice(view.label("excluded_none"), "info"),)


def _distances(view: View) -> tuple[Block, ...]:
    if not any(pair.metres is not None for pair in view.pairs):
        return (Notice(view.label("distance_none"), "info"),)
    return (*_present(distance_chart(view), band_chart(view)), distance_table(view))


def _present(*blocks: Block | None) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block is not None)


def _meta(view: View) -> Meta:
    office = view.programme.office
    day = view.programme.reference_day
    number = office.get("附件号", "")
    attachment = view.say("attachment", number=number) if number.isdigit() else number
    return Meta(
        reference_day=day,
        attachment=attachment,
        form=(
            (view.label("form.unit"), office.get("填报单位", "")),
            (view.label("form.filled_by"), office.get("填表人", "")),
            (view.label("form.checked_by"), office.get("审核人", "")),
            (view.label("form.day"), _day(view)),
        ),
        signatures=tuple(view.label(f"sign.{key}") for key in ("filled_by", "checked_by", "head", "day")),
        confidential=view.label("confidential_students" if is_students(view) else "confidential"),
    )


def _day(view: View) -> str:
    day = view.programme.reference_day
    return view.say("day", year=day.year, month=day.month, day=day.day)


def _facts(view: View, certificate_sha256: str) -> tuple[tuple[str, str], ...]:
    term = view.programme.term
    facts = [
        (view.label("fact.status"), view.label(f"badge.{view.answer.status.value}")),
        (view.label("fact.day"), _day(view)),
        (view.label("fact.term"), f"{month_words(term.start, view.lang)} — {month_words(term.end, view.lang)}"),
    ]
    if view.programme.office.get("填报单位"):
        facts.insert(1, (view.label("form.unit"), view.programme.office["填报单位"]))
    if view.programme.seed:
        facts.append((view.label("fact.seed"), view.programme.seed))
    if certificate_sha256:
        facts.append((view.label("fact.certificate"), certificate_sha256))
    return tuple(facts)
