"""What was decided, in plain words: the headline, the figures, the aims with value and bound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from optimizer.domain import Status, StopReason, TierValue
from optimizer.explain.documents_students import students_in
from optimizer.explain.documents_view import View
from optimizer.explain.documents_words import is_lottery
from optimizer.output.cells import kilometres
from optimizer.output.document import Column, Figure, Figures, Table, Tone
from optimizer.rules import typed_rules
from optimizer.rules.cohesion import Cohesion

TONES: dict[Status, Tone] = {
    Status.OPTIMAL: "good",
    Status.FEASIBLE: "warn",
    Status.INFEASIBLE: "bad",
    Status.UNDECIDED: "warn",
}


def headline(view: View) -> str:
    """One sentence: how many are served by how many, and what is proved; "no better" only when it was proved."""
    answer = view.answer
    if answer.status is Status.INFEASIBLE:
        return _impossible(view)
    if answer.roster is None:
        return view.label("headline.undecided")
    facts = {
        "total": len(view.programme.recipients),
        "uncovered": len(view.uncovered),
        "covered": len(view.programme.recipients) - len(view.uncovered),
        "by": view.words.by(len(view.loads)),
        "measure": view.words.measure,
        "noun": view.words.noun,
    }
    return view.say("headline.some" if view.uncovered else "headline.all", **facts) + _proof(view)


def _proof(view: View) -> str:
    answer = view.answer
    if answer.status is Status.OPTIMAL:
        return view.label("proof.optimal")
    open_tiers = [(number, tier) for number, tier in numbered(view) if tier.label != "optimal"]
    if not open_tiers:
        return view.label("proof.feasible")
    parts = []
    proved = [number for number, _ in numbered(view) if number < open_tiers[0][0]]
    if proved:
        parts.append(view.say("aims.proved", orders=_range(proved)))
    number, tier = open_tiers[0]
    facts = {"order": number, "aim": aim(view, tier)}
    if tier.label == "within" and tier.bound is not None:
        parts.append(view.say("aims.within", gap=gap_words(view, tier), **facts))
    else:
        parts.append(view.say("aims.open", **facts))
    return view.say("proof.within", aims=view.label("separator").join(parts))


def _range(numbers: list[int]) -> str:
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])


def _impossible(view: View) -> str:
    shortage = view.answer.shortage
    if shortage is None:
        return view.label("headline.infeasible")
    facts = {
        "needed": shortage.needed,
        "places": shortage.places,
        "missing": shortage.missing,
        "recipients": len(shortage.recipients),
        "helpers": len(shortage.helpers),
        "measure": view.words.measure,
        "noun": short_noun(view, shortage.recipients),
    }
    return view.say(f"headline.infeasible_{shortage.kind}", **facts)


def short_noun(view: View, recipients: Sequence[str]) -> str:
    """What the recipients of a shortage are called; students with the subjects that lack teachers, when they are few."""
    if view.words.family != "student":
        return view.words.noun
    members = set(recipients)
    tasks = sorted({recipient.category for recipient in view.recipients if recipient.id in members})
    if not 0 < len(tasks) <= _MOST_NAMED:
        return view.words.noun
    return view.say("noun_tasks", noun=view.words.noun, tasks=view.label("separator").join(tasks))


_MOST_NAMED = 3


def figures(view: View) -> Figures:
    """The numbers to remember."""
    shortage = view.answer.shortage
    people = view.words.quantity
    items = [Figure(view.label("figure.recipients"), str(len(view.programme.recipients)), view.words.measure)]
    if view.answer.roster is not None:
        items += [
            Figure(view.label("figure.helpers"), str(len(view.loads)), _unit(people(len(view.loads), "helpers"))),
            Figure(view.label("figure.uncovered"), str(len(view.uncovered)), view.words.measure),
            Figure(view.label("figure.idle"), str(len(idle(view))), _unit(people(len(idle(view)), "helpers"))),
        ]
        metres = distances(view)
        if metres:
            mean = (2 * sum(metres) + len(metres)) // (2 * len(metres))
            items.append(Figure(view.label("figure.distance"), kilometres(mean), view.label("unit.metres")))
        kept = sum(pair.fact is not None and pair.fact.kept for pair in view.pairs)
        if view.programme.incumbent is not None:
            items.append(Figure(view.label("figure.kept"), str(kept), _unit(people(kept, "pairs"))))
    elif shortage is not None:
        items += [
            Figure(view.label("figure.needed"), str(shortage.needed)),
            Figure(view.label("figure.places"), str(shortage.places)),
            Figure(view.label("figure.missing"), str(shortage.missing)),
        ]
    items.append(
        Figure(
            view.label("figure.excluded"),
            str(out := len(view.programme.helpers) - len(view.participants)),
            _unit(people(out, "helpers")),
        )
    )
    if view.asks:
        items.append(Figure(view.label("figure.ask"), str(len(view.asks))))
    return Figures(tuple(items))


def _unit(quantity: str) -> str:
    return quantity.partition(" ")[2]


def idle(view: View) -> list[str]:
    """Ids of helpers who take part and have no recipient."""
    return [helper.id for helper in view.participants if helper.id not in view.loads]


def distances(view: View) -> list[int]:
    return [pair.metres for pair in view.pairs if pair.metres is not None]


def statements(view: View) -> tuple[str, ...]:
    """What else a reader should know, a sentence each."""
    answer = view.answer
    said: list[str] = []
    if answer.stopped_by is not StopReason.FINISHED:
        said.append(view.label(f"stopped.{answer.stopped_by.value}"))
    if view.words.family == "student" and (students := students_in(view.programme.recipients)):
        said.append(view.say("students_sentence", students=len(students), rows=len(view.programme.recipients)))
    said.append(
        view.say(
            "who" if view.pairs else "who_short",
            staff=view.words.by(len(view.programme.helpers)),
            measure=view.words.helper_measure,
            excluded=len(view.programme.helpers) - len(view.participants),
            part=len(view.participants),
            busy=len(view.loads),
            idle=len(idle(view)),
        )
    )
    if view.pairs:
        counts = sorted(Counter(view.loads.values()).items(), reverse=True)
        parts = [
            view.say("loads", load=load, by=view.words.by(count), measure=view.words.measure) for load, count in counts
        ]
        said.append(view.say("loads_lead", parts=view.label("separator").join(parts)))
    kept = [pair for pair in view.pairs if pair.fact is not None and pair.fact.kept]
    if kept:
        locked = sum(pair.fact is not None and pair.fact.locked_until is not None for pair in kept)
        said.append(view.say("kept_sentence", kept=len(kept), locked=locked))
    metres = distances(view)
    if metres:
        mean = (2 * sum(metres) + len(metres)) // (2 * len(metres))
        facts = {"mean": kilometres(mean), "furthest": kilometres(max(metres)), "total": kilometres(sum(metres))}
        said.append(view.say("distance_sentence", count=len(metres), **facts))
    if view.asks:
        said.append(view.say("ask_sentence", count=len(view.asks)))
    return tuple(said)


def numbered(view: View) -> list[tuple[int, TierValue]]:
    """The tiers with their place in the order, from 1."""
    return list(enumerate(view.answer.tiers, start=1))


def aim(view: View, tier: TierValue) -> str:
    return view.words.aim(tier, [view.entries[rule] for rule in tier.rules if rule in view.entries])


def gap_words(view: View, tier: TierValue) -> str:
    """The absolute gap in the tier's unit and, beside it, the relative one where it says something (up to 100 %)."""
    if tier.bound is None:
        return ""
    difference = view.words.quantity(abs(tier.value - tier.bound), tier.unit)
    return f"{difference} ({tier.gap:.2%})" if tier.gap and tier.gap <= 1 else difference


def aims_table(view: View) -> Table:
    """One row a tier: aim, result, best possible, gap, and what that means."""
    columns = (
        Column("order", view.label("column.order"), "int", 6, "center"),
        Column("aim", view.label("column.aim"), width=40),
        Column("value", view.label("column.value"), width=16, align="right"),
        Column("bound", view.label("column.bound"), width=16, align="right"),
        Column("gap", view.label("column.gap"), width=18, align="right"),
        Column("meaning", view.label("column.meaning"), width=42),
    )
    rows = []
    for number, tier in numbered(view):
        if is_lottery(tier):
            meaning = view.label("meaning.lottery") if tier.label == "optimal" else _meaning(view, number, tier)
            rows.append((number, aim(view, tier), "—", "—", "—", meaning))
            continue
        value = view.words.quantity(tier.value, tier.unit)
        bound = view.words.quantity(tier.bound, tier.unit) if tier.bound is not None else "—"
        gap = gap_words(view, tier) if tier.bound is not None else "—"
        rows.append((number, aim(view, tier), value, bound, gap, _meaning(view, number, tier)))
    return Table(columns, tuple(rows), caption=view.label("aims_caption"), repeat_header=False)


def _meaning(view: View, number: int, tier: TierValue) -> str:
    first = next((order for order, before in numbered(view) if before.label != "optimal"), number)
    if tier.label != "optimal" and first < number:
        return view.say("meaning.depends", order=first)
    if tier.label == "optimal":
        sentence = view.label(f"meaning.optimal_{tier.sense}")
        return _wish(view, tier) + sentence + (view.label("meaning.after") if number > 1 else "")
    if tier.label == "within" and tier.bound is not None:
        difference = view.words.quantity(abs(tier.value - tier.bound), tier.unit)
        return _wish(view, tier) + view.say("meaning.within", difference=difference)
    return view.label("meaning.feasible")


WISHES = frozenset({"cohesion", "together", "apart", "group_totals", "load"})


def _wish(view: View, tier: TierValue) -> str:
    """Whether a wish was met, and how many helpers are over theirs; nothing for other aims."""
    entries = [view.entries[rule] for rule in tier.rules if rule in view.entries]
    if len(entries) != 1 or entries[0].kind not in WISHES:
        return ""
    if tier.value == 0:
        return view.label("meaning.wish_met")
    said = view.say("meaning.wish_over", quantity=view.words.quantity(tier.value, tier.unit))
    rule = typed_rules(entries)[0][0]
    if isinstance(rule, Cohesion) and rule.by == "helper" and view.answer.roster is not None:
        places = {r.id: r.area if rule.part == "area" else r.township for r in view.programme.recipients}
        used: dict[str, set[str]] = {}
        for pairing in view.answer.roster.pairings:
            used.setdefault(pairing.helper, set()).add(places[pairing.recipient])
        over = sum(len(where - {""}) > rule.most for where in used.values())
        said += view.say("meaning.wish_helpers", by=view.words.by(over))
    return said
