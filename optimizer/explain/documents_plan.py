"""The plan by year: the stages, and for every pairing year by year what is to be reached and when it is looked at."""

from __future__ import annotations

from optimizer.domain import Term
from optimizer.domain.calendar import month_text
from optimizer.explain.documents_columns import without_empty
from optimizer.explain.documents_view import Pair, View
from optimizer.output.document import Band, Block, Column, Table, Value
from optimizer.rules import typed_rules
from optimizer.rules.stages import Stage, Stages

SHARED = ("学科",)
"""Traits whose common words say what a pairing is about."""


def plan_blocks(view: View) -> tuple[Block, ...]:
    """The stages, then every pairing; nothing without a rule 分期目标."""
    stages = stages_of(view)
    if not stages or not view.pairs:
        return ()
    return _stages_table(view, stages), _pairs_table(view, stages)


def stages_of(view: View) -> tuple[Stage, ...]:
    """By first month."""
    rules, _ = typed_rules([entry for entry in view.programme.rules if entry.kind == "stages"])
    rows = [stage for rule in rules if isinstance(rule, Stages) for stage in rule.rows]
    return tuple(sorted(rows, key=lambda stage: (stage.first, stage.last)))


def _months(first: int, last: int) -> str:
    return "—".join(month_text(month).replace("-", ".") for month in (first, last))


def _stages_table(view: View, stages: tuple[Stage, ...]) -> Table:
    columns = (
        Column("stage", view.label("column.stage"), width=14),
        Column("months", view.label("column.months"), width=20, align="center"),
        Column("target", view.label("column.target"), width=44),
        Column("measures", view.label("column.measures"), width=44),
        Column("clause", view.label("column.clause"), width=36),
    )
    rows = tuple((s.name, _months(s.first, s.last), s.target, s.measures, s.clause) for s in stages)
    return without_empty(Table(columns, rows, view.label("plan_stages"), repeat_header=False))


def _pairs_table(view: View, stages: tuple[Stage, ...]) -> Table:
    columns = (
        Column("year", view.label("column.year"), width=8, align="center"),
        Column("months", view.label("column.months"), width=20, align="center"),
        Column("stage", view.label("column.stage"), width=14),
        Column("target", view.label("column.target"), width=44),
        Column("reviews", view.label("column.reviews"), width=24),
        Column("progress", view.label("column.progress"), width=24),
        Column("signed", view.label("column.signed"), width=16),
    )
    rows: list[tuple[Value, ...]] = []
    bands: list[Band] = []
    for pair in view.pairs:
        bands.append(Band(len(rows), _band(view, pair)))
        for number, first, last, stage in years(pair.pairing.term or view.programme.term, stages):
            told = (view.label("plan_open"), "", "")
            if stage is not None:
                told = (stage.name, stage.target, _reviews(stage, first, last))
            rows.append((view.say("plan_year", number=number), _months(first, last), *told, "", ""))
    return Table(columns, tuple(rows), view.label("plan_pairs"), bands=tuple(bands))


def years(term: Term, stages: tuple[Stage, ...]) -> list[tuple[int, int, int, Stage | None]]:
    """(year of the pairing from 1, first and last month, stage or None): the term cut at every year and every stage."""
    cuts = {term.start, *range(term.start, term.end + 1, 12)}
    cuts |= {month for stage in stages for month in (stage.first, stage.last + 1) if term.start < month <= term.end}
    starts = sorted(cuts)
    found = []
    for first, after in zip(starts, [*starts[1:], term.end + 1], strict=True):
        stage = next((stage for stage in stages if stage.first <= first <= stage.last), None)
        found.append(((first - term.start) // 12 + 1, first, after - 1, stage))
    return found


def _reviews(stage: Stage, first: int, last: int) -> str:
    months = [month for month in range(first, last + 1) if month % 12 + 1 in stage.reviews]
    return "、".join(month_text(month).replace("-", ".") for month in months)


def _band(view: View, pair: Pair) -> str:
    shared = ""
    for trait in SHARED:
        ours = pair.helper.traits.get(trait, ()) if pair.helper is not None else ()
        common = [word for word in pair.recipient.traits.get(trait, ()) if word in ours]
        if common:
            shared += view.say("band.plan_shared", trait=trait, words=view.label("separator").join(common))
    recipient = view.person(pair.recipient.name)
    return view.say("band.plan", helper=view.helper_name(pair), recipient=recipient, shared=shared)
