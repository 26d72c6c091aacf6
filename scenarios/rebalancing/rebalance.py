"""The fewest changes, proved: what events force is done, everything else stands unless a change is worth it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from optimizer.domain import Cell, Finding, Programme, Roster, RuleEntry, Term
from optimizer.errors import InputError
from optimizer.messages import Private
from optimizer.planning import Options, Plan, plan
from scenarios.directory import Directory, Side
from scenarios.rebalancing.changes import PairChange, changes_of
from scenarios.rebalancing.events import AreaReassigned, EventBase
from scenarios.rebalancing.prepare import Prepared, prepare

CONTINUITY, SUCCESSION, FREEZE = "~continuity", "~succession", "~freeze"
MANUAL = "~manual"
TAKEN = "~manual-taken"
REASSIGNED = "~reassigned"
Planner = Callable[[Programme, Options | None], Plan]
_FREEZE_FLAG = Cell("--freeze")


@dataclass(frozen=True)
class Rebalanced:
    """The new roster and what it changed.

    changes: each with the event behind it. total = forced + chosen: standing pairs, of recipients who are still there, that
    the new roster does not have; forced: their helper is gone or may not serve. least: no roster that covers as many has
    fewer (proved bound). proved: the bound equals the total (without a budget above it).
    """

    plan: Plan
    prepared: Prepared
    changes: tuple[PairChange, ...]
    total: int
    forced: int
    least: int | None
    budget: int | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def chosen(self) -> int:
        return self.total - self.forced

    @property
    def given_up(self) -> int:
        """Of the chosen: pairs whose village is no longer looked after by the helper's unit."""
        pairs = given_up(self.prepared)
        lost = [c.old for c in self.changes if c.kind in ("replaced", "lost") and c.old is not None]
        helpers = {helper.id: helper.ruling for helper in self.plan.programme.helpers}
        out = {key for key, ruling in helpers.items() if ruling is not None and not ruling.takes_part}
        return sum((old.helper, old.recipient) in pairs and old.helper not in out for old in lost)

    @property
    def proved(self) -> bool:
        return self.least == self.total

    @property
    def roster(self) -> Roster | None:
        return self.plan.answer.roster


def rebalance(
    programme: Programme,
    roster: Roster,
    events: Sequence[EventBase],
    *,
    effective: int | None = None,
    budget: int | None = None,
    frozen: Sequence[str] = (),
    options: Options | None = None,
    planner: Planner = plan,
) -> Rebalanced:
    """The standing ``roster`` after the events, with as few changes as possible.

    Coverage comes first (by priority); then the number of changes (with ``budget``: at most so many, and better pairs within
    it); then succession (same unit, else those already paired in that village, else others); then the programme's own
    tiers. Pairs inside their term stand unless an event opens them. effective: the month from which new pairs run, by default
    the month of the last event. frozen: people or villages whose pairs must stay. planner: ``planning_apart.plan_apart`` solves
    in a child process.

    Raises InputError with every problem of the events, and when the budget is below the least possible number of changes.
    """
    prepared = prepare(programme, roster, events)
    if prepared.findings:
        raise InputError(findings=prepared.findings)
    month = effective if effective is not None else max((event.month for event in events), default=programme.term.start)
    ready = arranged(prepared, month, frozen)
    planned = planner(ready, options)
    total, least = _count(planned)
    if budget is not None:
        if least is not None and budget < least:
            facts = {"budget": budget, "least": least, "forced": forced_of(planned)}
            raise InputError(findings=[Finding("scenarios.budget_small", facts=facts)])
        if budget != least:
            planned = _better(ready, budget, options, planner)
        total, _ = _count(planned)
    changes = () if planned.answer.roster is None else changes_of(prepared, planned)
    return Rebalanced(planned, prepared, changes, total, forced_of(planned), least, budget, tuple(planned.findings))


def arranged(prepared: Prepared, month: int, frozen: Sequence[str] = ()) -> Programme:
    """The programme to plan: opened pairs released, coverage, changes and succession before its own tiers.

    Raises InputError when somebody frozen is not there, or has no pair that could stand.
    """
    programme = prepared.programme
    released = tuple(
        (helper, recipient, prepared.events[number].kind)
        for (helper, recipient), number in sorted(prepared.opened.items())
    )
    rules = list(arranged_rules(programme, released, given_up(prepared)))
    pairs = _frozen(prepared, frozen)
    if pairs:
        rules.append(RuleEntry(id=FREEZE, kind="require", parameters={"pairs": pairs}))
    return programme.altered(rules=tuple(rules), term=Term(start=month, months=programme.term.months))


def given_up(prepared: Prepared) -> set[tuple[str, str]]:
    """(helper, recipient) that a village's reassignment speaks against: of its old unit, or those who have it now."""
    pairs = set()
    for event in prepared.events:
        if isinstance(event, AreaReassigned):
            inside = {r.id for r in prepared.programme.recipients if r.area == event.area}
            if event.unit:
                unit = [helper.id for helper in prepared.programme.helpers if helper.unit == event.unit]
                pairs |= {(helper, recipient) for helper in unit for recipient in inside}
            else:
                pairs |= {(p.helper, p.recipient) for p in prepared.roster.pairings if p.recipient in inside}
    return pairs


def arranged_rules(
    programme: Programme, released: Sequence[tuple[str, str, str]], against: Collection[tuple[str, str]] = ()
) -> tuple[RuleEntry, ...]:
    """Coverage, as few pairs as can be that villages' reassignments speak ``against`` (earlier ones included), changes,
    succession, then the programme's own tiers in their order; ``released`` pairs are not locked.
    """
    rules: list[RuleEntry] = []
    earlier = [pair for rule in programme.rules if rule.id == REASSIGNED for pair in rule.parameters["pairs"]]
    listed = sorted({*against, *((pair["helper"], pair["recipient"]) for pair in earlier)})
    first = 3 if listed else 2
    ranks = _ranks(programme, first + 2)
    for rule in programme.rules:
        if rule.kind in ("continuity", "succession") or rule.id in (FREEZE, MANUAL, TAKEN, REASSIGNED):
            continue
        if rule.kind == "term_lock":
            rules.append(rule.altered(parameters={**rule.parameters, "released": released}))
        elif rule.kind == "coverage":
            kept = {name: value for name, value in rule.parameters.items() if name not in ("price", "未落实代价")}
            rules.append(rule.altered(mode=1, parameters=kept))
        else:
            rules.append(rule.altered(mode=ranks[rule.mode]) if isinstance(rule.mode, int) else rule)
    if not any(rule.kind == "coverage" for rule in rules):
        rules.append(RuleEntry(id="~coverage", kind="coverage", mode=1))
    if listed:
        pairs = [{"helper": helper, "recipient": recipient, "reason": "村调整"} for helper, recipient in listed]
        rules.append(RuleEntry(id=REASSIGNED, kind="forbid", mode=2, parameters={"pairs": pairs}))
    rules.append(RuleEntry(id=CONTINUITY, kind="continuity", mode=first))
    rules.append(RuleEntry(id=SUCCESSION, kind="succession", mode=first + 1))
    return tuple(rules)


def _ranks(programme: Programme, start: int) -> dict[int, int]:
    """The programme's own tiers -> their numbers from ``start`` on; the same when done twice."""
    ours = ("continuity", "succession", "coverage")
    own = [rule for rule in programme.rules if rule.kind not in ours and rule.id != REASSIGNED]
    modes = {rule.mode for rule in own if isinstance(rule.mode, int)}
    return {mode: number for number, mode in enumerate(sorted(modes), start=start)}


def _better(ready: Programme, budget: int, options: Options | None, planner: Planner) -> Plan:
    """The best pairs with at most ``budget`` changes; without the limit when even then there are no more."""
    free = changes_last(ready)
    planned = planner(free, options)
    if planned.answer.roster is not None and _count(planned)[0] <= budget:
        return planned
    return planner(within_budget(free, budget), options)


def changes_last(programme: Programme) -> Programme:
    """The number of changes as the last aim, so that none is made in vain."""
    last = max((rule.mode for rule in programme.rules if isinstance(rule.mode, int)), default=0) + 1
    return programme.altered(
        rules=tuple(rule.altered(mode=last) if rule.id == CONTINUITY else rule for rule in programme.rules)
    )


def within_budget(programme: Programme, budget: int) -> Programme:
    """At most ``budget`` changes as a hard limit."""
    limit = RuleEntry(id=f"{CONTINUITY}-limit", kind="continuity", mode="hard", parameters={"most_changes": budget})
    return programme.altered(rules=(*programme.rules, limit))


def _count(planned: Plan) -> tuple[int, int | None]:
    """(changes, proved lower bound) of a planned programme."""
    for tier in planned.answer.tiers:
        if tier.rules == (CONTINUITY,):
            return tier.value, tier.bound if tier.label != "feasible" else None
    return 0, None


def forced_of(planned: Plan) -> int:
    """Standing pairs whose helper is gone or may not serve."""
    for account in planned.answer.rules:
        if account.rule == CONTINUITY:
            return int(account.facts.get("forced", 0))
    return 0


def _frozen(prepared: Prepared, frozen: Sequence[str]) -> list[dict[str, str]]:
    programme, findings = prepared.programme, list[Finding]()
    directory = Directory(programme, findings)
    areas = {recipient.area: None for recipient in programme.recipients}
    there = {recipient.id: recipient.area for recipient in programme.recipients}
    standing = [p for p in prepared.roster.pairings if p.recipient in there]
    pairs = []
    for said in frozen:
        if said in areas:
            held = [p for p in standing if there[p.recipient] == said]
        else:
            side: Side = "recipient" if _known(directory, said) else "helper"
            key = directory.one(side, said, _FREEZE_FLAG)
            held = [p for p in standing if key in (p.helper, p.recipient)]
        for pairing in held:
            number = prepared.opened.get((pairing.helper, pairing.recipient))
            if number is not None:
                cells = (prepared.events[number].cell,)
                findings.append(Finding("scenarios.frozen_opened", facts={"who": Private(said)}, cells=cells))
            pairs.append({"helper": pairing.helper, "recipient": pairing.recipient, "reason": "冻结"})
    if findings:
        raise InputError(findings=findings)
    unique = {(pair["helper"], pair["recipient"]): pair for pair in pairs}
    return [unique[key] for key in sorted(unique)]


def _known(directory: Directory, said: str) -> bool:
    """Whether ``said`` is one recipient."""
    probe = Directory(directory.programme, [])
    return probe.one("recipient", said, _FREEZE_FLAG) is not None
