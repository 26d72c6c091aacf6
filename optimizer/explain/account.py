"""From rows of a solved model to an answer that speaks of people."""

from __future__ import annotations

import numpy as np

from optimizer.domain import Answer, PairFact, Pairing, Roster, Shortage, Status, TierValue
from optimizer.errors import InternalError
from optimizer.explain.shortage import RowShortage, find_shortage
from optimizer.model.arrays import Ints
from optimizer.model.classes import Classes
from optimizer.model.compiled import Compiled
from optimizer.model.expand import expand
from optimizer.model.result import ModelResult, TierOutcome
from optimizer.rules.distance import Distance
from optimizer.rules.ordering import TierPlan
from optimizer.rules.terms import PairTerm

_CHUNK = 256


def account(compiled: Compiled, result: ModelResult) -> Answer:
    """The answer as the engine claims it; ``status`` and labels are those of the model until the roster is judged."""
    answer = Answer(
        programme=compiled.programme.id,
        status=result.status,
        stopped_by=result.stopped_by,
        exclusions=compiled.exclusions,
        rules=compiled.accounts,
        route=result.route,
        route_reason=result.route_reason,
    )
    if result.status is Status.INFEASIBLE:
        return answer.altered(shortage=_shortage(compiled))
    if result.status is Status.UNDECIDED:
        return answer
    pairings, uncovered = expand(compiled, result)
    tiers = tuple(
        _tier(number, plan, outcome, compiled.constants.get(plan.name, 0))
        for number, (plan, outcome) in enumerate(zip(compiled.tier_plans, result.tiers, strict=False), start=1)
    )
    return answer.altered(
        roster=Roster(programme=compiled.programme.id, pairings=pairings),
        uncovered=uncovered,
        tiers=tiers,
        pairs=pair_facts(compiled, pairings),
    )


def _tier(number: int, plan: TierPlan, outcome: TierOutcome, constant: int) -> TierValue:
    value = int(outcome.value) + constant
    bound = None if outcome.bound is None else int(outcome.bound) + constant
    return TierValue(
        number=number,
        name=plan.name,
        rules=plan.rules,
        unit=plan.unit,
        value=value,
        bound=bound,
        gap=None if bound is None else abs(value - bound) / max(1, abs(value)),
        label=outcome.label,
    )


def pair_facts(compiled: Compiled, pairings: tuple[Pairing, ...]) -> tuple[PairFact, ...]:
    """What the report says of each pairing: metres, kept from last round, running term, liaison."""
    programme = compiled.programme
    helper_row = {helper.id: row for row, helper in enumerate(programme.helpers)}
    recipient_row = {recipient.id: row for row, recipient in enumerate(programme.recipients)}
    rows = np.array([helper_row[p.helper] for p in pairings], np.int64)
    columns = np.array([recipient_row[p.recipient] for p in pairings], np.int64)
    metres = metres_between(compiled, rows, columns)
    before = () if programme.incumbent is None else programme.incumbent.pairings
    kept = {(p.helper, p.recipient, p.role) for p in before}
    running = {(p.helper, p.recipient, p.role): p.term for p in compiled.running.values()}
    facts = []
    for position, pairing in enumerate(pairings):
        slot = (pairing.helper, pairing.recipient, pairing.role)
        term = running.get(slot)
        area = programme.helpers[int(rows[position])].liaison_area
        facts.append(
            PairFact(
                helper=pairing.helper,
                recipient=pairing.recipient,
                role=pairing.role,
                metres=None if metres is None else int(metres[position]),
                kept=slot in kept,
                locked_until=None if term is None else term.end,
                liaison=bool(area) and area == programme.recipients[int(columns[position])].area,
            )
        )
    return tuple(facts)


def first_distance(compiled: Compiled) -> PairTerm | None:
    """The pair costs in metres of the first distance rule that measures something."""
    for rule in compiled.rules:
        terms = compiled.pair_terms.get(rule.id, ())
        if isinstance(rule, Distance) and terms:
            return terms[0]
    return None


def metres_between(compiled: Compiled, rows: Ints, columns: Ints) -> Ints | None:
    """int64[pairings] of helper rows and recipient rows, or None without a distance rule."""
    distance = first_distance(compiled)
    if distance is None:
        return None
    parts = [
        np.diagonal(distance.block(rows[start : start + _CHUNK], columns[start : start + _CHUNK]))
        for start in range(0, len(rows), _CHUNK)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def _shortage(compiled: Compiled) -> Shortage | None:
    """The tightest set, by person."""
    if compiled.model is None or compiled.helpers is None or compiled.recipients is None:
        raise InternalError(detail="a programme with errors has no model")
    found = find_shortage(compiled.model)
    if found is None:
        return None
    recipients = [recipient.id for recipient in compiled.programme.recipients]
    helpers = [helper.id for helper in compiled.programme.helpers]
    total = Shortage(kind="total", needed=found.needed, places=found.places, missing=found.missing)
    if found.kind == "total":
        return total
    short, people = (compiled.helpers, helpers) if found.kind == "surplus" else (compiled.recipients, recipients)
    return total.altered(
        kind=found.kind,
        recipients=_members(compiled.recipients, found.recipients, recipients),
        helpers=_members(compiled.helpers, found.helpers, helpers),
        core=_core(short, found, people),
    )


def _members(classes: Classes, rows: Ints, people: list[str]) -> tuple[str, ...]:
    return tuple(sorted(people[person] for row in rows.tolist() for person in classes.of(row).tolist()))


def _core(classes: Classes, found: RowShortage, people: list[str]) -> tuple[str, ...]:
    """Members of the core rows: as many people as the core needs of each row, at least one."""
    chosen: list[str] = []
    for row, amount in zip(found.core.tolist(), found.core_amount.tolist(), strict=True):
        members = sorted(people[person] for person in classes.of(row).tolist())
        chosen += members[: max(1, min(len(members), amount))]
    return tuple(sorted(chosen))
