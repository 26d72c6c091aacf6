"""A trade-off as a table and a chart."""

from __future__ import annotations

from fractions import Fraction

from optimizer.domain import Programme
from optimizer.explain.documents_words import Words
from optimizer.messages import Lang, label, say
from optimizer.output.document import Chart, Column, Document, Meta, Paragraph, Section, Series, Table, Value
from scenarios.aims import Aim
from scenarios.tradeoff import Point, Tradeoff


def aim_words(programme: Programme, aim: Aim, lang: Lang) -> str:
    """What an aim is called: the names of its rules."""
    words = Words(programme.kind, programme.label_set, lang)
    kinds = {rule.id: rule.kind for rule in programme.rules}
    return say("report.separator", None, lang).join(words.rule(kinds.get(rule, rule)) for rule in aim.rules)


def tradeoff_table(programme: Programme, curve: Tradeoff, lang: Lang = "zh") -> Table:
    """One row a point: both values with bound and gap of the second, and the price of the next step."""
    words = Words(programme.kind, programme.label_set, lang)
    one, two = (aim_words(programme, aim, lang) for aim in (curve.first, curve.second))
    columns = (
        Column("point", label("scenarios.column_point", lang), "int", 6),
        Column("first", one, width=18),
        Column("second", two, width=18),
        Column("bound", label("scenarios.column_bound", lang), width=18),
        Column("gap", label("scenarios.column_gap", lang), width=8),
        Column("price", label("scenarios.column_step_price", lang), width=28),
    )
    rows: list[tuple[Value, ...]] = []
    for number, point in enumerate(curve.points, start=1):
        after = curve.points[number] if number < len(curve.points) else None
        rows.append(
            (
                number,
                words.quantity(point.first, curve.first.unit),
                words.quantity(point.second, curve.second.unit),
                "" if point.bound is None else words.quantity(point.bound, curve.second.unit),
                "" if point.gap is None else f"{point.gap:.2%}",
                "" if after is None else _price(curve, point, after),
            )
        )
    return Table(columns, tuple(rows))


def _price(curve: Tradeoff, here: Point, there: Point) -> str:
    """Units of the first aim for one unit (a kilometre where it is metres) of the second."""
    price = Fraction(there.first - here.first, here.second - there.second)
    if curve.second.unit == "metres":
        return f"{float(price * 1000):.3g} / km"
    return f"{float(price):.3g}"


def _found(curve: Tradeoff) -> str:
    if not curve.exact:
        return "steps"
    return "exact" if len(curve.points) > 1 else "one"


def tradeoff_document(programme: Programme, curve: Tradeoff, lang: Lang = "zh") -> Document:
    """Table and curve; the first sentence says how it was found."""
    words = Words(programme.kind, programme.label_set, lang)
    one, two = (aim_words(programme, aim, lang) for aim in (curve.first, curve.second))
    kind = "km" if curve.second.unit == "metres" else "int"
    chart = Chart(
        two,
        tuple(words.quantity(point.first, curve.first.unit) for point in curve.points),
        (Series(two, tuple(point.second for point in curve.points)),),
        form="line",
        kind=kind,  # type: ignore[arg-type]
        category_title=one,
        value_title=two,
    )
    low, high = curve.points[0], curve.points[-1]
    facts = {
        "count": len(curve.points),
        "first": one,
        "second": two,
        "low": words.quantity(low.first, curve.first.unit),
        "high": words.quantity(high.first, curve.first.unit),
        "top": words.quantity(low.second, curve.second.unit),
        "bottom": words.quantity(high.second, curve.second.unit),
    }
    told = label(f"scenarios.tradeoff_{_found(curve)}", lang)
    title = say("scenarios.title_tradeoff", {"title": programme.title, "first": one, "second": two}, lang)
    blocks = (Paragraph(told), tradeoff_table(programme, curve, lang), chart)
    section = Section("tradeoff", label("scenarios.sheet_measures", lang), blocks)
    return Document(
        title,
        lang,
        Meta(programme.reference_day),
        (section,),
        say("scenarios.headline_tradeoff" if curve.exact else "scenarios.headline_steps", facts, lang),
    )
