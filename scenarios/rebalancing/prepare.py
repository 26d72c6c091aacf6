"""Events laid against a programme and its standing roster: checked together, then one new programme to plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from optimizer.domain import Cell, Finding, Helper, Pairing, Programme, Recipient, Roster, Ruling, month_text, stable_id
from optimizer.messages import Private
from scenarios.directory import Directory, Side
from scenarios.named_pairs import without_pairs_of
from scenarios.reading import unfit
from scenarios.rebalancing import events as kinds
from scenarios.rebalancing.events import BACK, RELEASES, TITLES, EventBase

Pair = tuple[str, str]
"""(helper id, recipient id)."""


@dataclass
class Prepared:
    """The programme after the events, with ``roster`` (heads renamed, households merged) as its incumbent.

    opened[pair], gone[recipient id], new[recipient id]: the number of the event behind it. Who leaves stays listed with a
    ruling, so that departments and telephones are still known.
    """

    before: Programme
    programme: Programme
    roster: Roster
    events: tuple[EventBase, ...]
    opened: dict[Pair, int] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    new: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def prepare(programme: Programme, roster: Roster, events: Sequence[EventBase]) -> Prepared:
    """All events in order of month (then of the file). Problems are findings; with an error among them nothing is planned."""
    ordered = tuple(sorted(events, key=lambda event: event.month))
    desk = _Desk(programme, roster, ordered)
    for number, event in enumerate(ordered):
        desk.number = number
        desk.cell = event.cell
        _ACTIONS[event.kind](desk, event)
    return desk.done()


class _Desk:
    """People and pairs while events are being worked in."""

    def __init__(self, programme: Programme, roster: Roster, events: tuple[EventBase, ...]) -> None:
        self.programme, self.roster, self.events = programme, roster, events
        self.findings: list[Finding] = []
        self.directory = Directory(programme, self.findings)
        self.helpers: dict[str, Helper] = {helper.id: helper for helper in programme.helpers}
        self.recipients: dict[str, Recipient] = {recipient.id: recipient for recipient in programme.recipients}
        self.number, self.cell = 0, Cell("")
        self.opened: dict[Pair, int] = {}
        self.gone: dict[str, int] = {}
        self.new: dict[str, int] = {}
        self.away: dict[str, tuple[int, Cell]] = {}

    # -- looking up ----------------------------------------------------------------------------------------------

    def find(self, code: str, *cells: Cell, **facts: Any) -> None:
        self.findings.append(Finding(f"scenarios.{code}", facts=facts, cells=(*cells, self.cell)))

    def who(self, side: Side, said: str) -> str | None:
        """The id of whom an event means: somebody listed, or somebody that an earlier event brought."""
        people: Mapping[str, Helper | Recipient] = self.helpers if side == "helper" else self.recipients
        known = {person.id for person in self.directory.people(side)}
        fresh = [key for key, person in people.items() if key not in known and said in (key, person.name)]
        if len(fresh) == 1 and not any(said in (p.id, p.name) for p in self.directory.people(side)):
            return fresh[0]
        return self.directory.one(side, said, self.cell)

    def helper(self, said: str) -> Helper | None:
        """A helper who is there and takes part so far."""
        key = self.who("helper", said)
        if key is None:
            return None
        person = self.helpers[key]
        if key in self.away:
            earlier = self.events[self.away[key][0]]
            facts = {"who": Private(person.name), "event": TITLES[earlier.kind], "month": month_text(earlier.month)}
            self.find("already_gone", self.away[key][1], **facts)
            return None
        if person.ruling is not None and not person.ruling.takes_part and not self.pairs_of(helper=key):
            facts = {"who": Private(person.name), "event": person.ruling.reason or "-", "month": "-"}
            self.find("already_gone", **facts)
            return None
        return person

    def recipient(self, said: str) -> Recipient | None:
        key = self.who("recipient", said)
        if key is None:
            return None
        if key in self.gone:
            earlier = self.events[self.gone[key]]
            name = next((r.name for r in self.programme.recipients if r.id == key), key)
            facts = {"who": Private(name), "event": TITLES[earlier.kind], "month": month_text(earlier.month)}
            self.find("already_gone", earlier.cell, **facts)
            return None
        return self.recipients[key]

    def pairs_of(self, *, helper: str = "", recipient: str = "") -> list[Pairing]:
        return [
            p
            for p in self.roster.pairings
            if (not helper or p.helper == helper)
            and (not recipient or p.recipient == recipient)
            and p.recipient not in self.gone
        ]

    def in_time(self, pairings: Sequence[Pairing], who: Private) -> bool:
        """Whether the event is not before the pairings that it touches began."""
        month = self.events[self.number].month
        starts = [p.term.start for p in pairings if p.term is not None]
        if starts and month < min(starts):
            self.find("before_term", who=who, month=month_text(month), start=month_text(min(starts)))
            return False
        return True

    # -- working in ----------------------------------------------------------------------------------------------

    def open(self, pairings: Sequence[Pairing]) -> None:
        for pairing in pairings:
            self.opened.setdefault((pairing.helper, pairing.recipient), self.number)

    def end(self, recipient: Recipient) -> None:
        if self.in_time(self.pairs_of(recipient=recipient.id), Private(recipient.name)):
            self.gone[recipient.id] = self.number
            del self.recipients[recipient.id]

    def enter(self, side: Side, values: Mapping[str, Any]) -> str | None:
        """Somebody new; None (and a finding) when a column is unknown, name or group is missing, or they are there."""
        named = {name: self.directory.column(side, name, self.cell) for name in values}
        if None in named.values():
            return None
        given = {str(named[name]): value for name, value in values.items()}
        group = "unit" if side == "helper" else "area"
        if missing := [column for column in ("name", group) if not given.get(column)]:
            self.find("new_incomplete", columns=tuple(missing))
            return None
        key = (str(given["name"]), str(given[group]), str(given.get("number", "")))
        given.setdefault("id", stable_id(side[0], "event", *key))
        people: dict[str, Any] = self.helpers if side == "helper" else self.recipients
        there = [p for p in people.values() if (p.name, getattr(p, group)) == key[:2] and not given.get("number")]
        if given["id"] in people or there:
            self.find("added_twice", who=Private(key[0]))
            return None
        if side == "recipient" and len(self.programme.roles) > 1:
            given.setdefault("needs", (1,) * len(self.programme.roles))
        try:
            person: Any = (Helper if side == "helper" else Recipient).model_validate(given)
        except ValidationError as error:
            problems = error.errors(include_url=False, include_input=False)
            self.findings += [unfit(Private(key[0]), dict(problem), self.cell) for problem in problems]
            return None
        people[person.id] = person
        if side == "recipient":
            self.new[person.id] = self.number
        return str(person.id)

    def done(self) -> Prepared:
        programme = self.programme
        if not self.findings:
            programme = programme.altered(
                helpers=tuple(self.helpers.values()),
                recipients=tuple(self.recipients.values()),
                incumbent=self.roster,
                rules=without_pairs_of(programme, self.gone, programme.rules),
            )
        return Prepared(
            self.programme, programme, self.roster, self.events, self.opened, self.gone, self.new, self.findings
        )


def _leaves(desk: _Desk, event: Any) -> None:
    helper = desk.helper(event.helper)
    if helper is None:
        return
    held = desk.pairs_of(helper=helper.id)
    if not desk.in_time(held, Private(helper.name)):
        return
    reason = TITLES[event.kind] + _back(event) + (f"：{event.reason}" if event.reason else "")
    ruling = Ruling(takes_part=False, reason=reason, decided_by=f"{month_text(event.month)} {TITLES[event.kind]}")
    desk.helpers[helper.id] = helper.altered(ruling=ruling)
    desk.away[helper.id] = (desk.number, desk.cell)
    desk.open(held)


def _back(event: Any) -> str:
    """When somebody away is expected back, as ``due`` reads it again from the ruling."""
    until = event.until if isinstance(event, kinds.Away) else None
    return "" if until is None else f"，{BACK.format(month=month_text(until))}"


def _returns(desk: _Desk, event: kinds.Return) -> None:
    key = desk.who("helper", event.helper)
    if key is None:
        return
    helper = desk.helpers[key]
    if helper.ruling is None or helper.ruling.takes_part:
        desk.find("not_away", who=Private(helper.name))
        return
    desk.helpers[key] = helper.altered(ruling=None)
    left = desk.away.pop(key, None)
    if left is not None:
        desk.opened = {pair: number for pair, number in desk.opened.items() if pair[0] != key or number != left[0]}


def _arrives(desk: _Desk, event: kinds.TransferIn) -> None:
    desk.enter("helper", event.person)


def _new_head(desk: _Desk, event: kinds.NewHead) -> None:
    recipient = desk.recipient(event.recipient)
    if recipient is not None and desk.in_time(desk.pairs_of(recipient=recipient.id), Private(recipient.name)):
        number = event.id_number or ""
        desk.recipients[recipient.id] = recipient.altered(name=event.name, id_number=number)


def _goes(desk: _Desk, event: Any) -> None:
    recipient = desk.recipient(event.recipient)
    if recipient is not None:
        desk.end(recipient)


def _released(desk: _Desk, event: kinds.Released) -> None:
    allowed = RELEASES[desk.programme.label_set]
    if event.ground and event.ground not in allowed:
        facts = {"ground": event.ground, "labels": desk.programme.label_set, "allowed": allowed}
        desk.find("no_release", **facts)
        return
    _goes(desk, event)


def _found(desk: _Desk, event: kinds.NewlyFound) -> None:
    desk.enter("recipient", event.person)


def _moves(desk: _Desk, event: kinds.MovedWithin) -> None:
    recipient = desk.recipient(event.recipient)
    if recipient is None:
        return
    if event.area not in {r.area for r in desk.recipients.values()}:
        areas = tuple(sorted({r.area for r in desk.recipients.values()}))
        desk.find("no_such_group", name=event.area, known=areas)
        return
    held = desk.pairs_of(recipient=recipient.id)
    if desk.in_time(held, Private(recipient.name)):
        township = next(r.township for r in desk.recipients.values() if r.area == event.area)
        desk.recipients[recipient.id] = recipient.altered(area=event.area, place=event.place, township=township)
        if event.opens:
            desk.open(held)


def _splits(desk: _Desk, event: kinds.HouseholdSplit) -> None:
    recipient = desk.recipient(event.recipient)
    if recipient is not None:
        shared = {"area": recipient.area, "township": recipient.township, "category": recipient.category}
        for person in event.people:
            named = {desk.directory.column("recipient", name, desk.cell) for name in person}
            desk.enter("recipient", {k: v for k, v in shared.items() if k not in named} | dict(person))


def _merge(desk: _Desk, event: kinds.HouseholdsMerged) -> None:
    recipient = desk.recipient(event.recipient)
    if recipient is None:
        return
    for said in event.others:
        other = desk.recipient(said)
        if other is not None and other.id == recipient.id:
            desk.find("merged_with_itself", who=Private(other.name))
        elif other is not None:
            desk.end(other)


def _reassigned(desk: _Desk, event: kinds.AreaReassigned) -> None:
    inside = {r.id for r in desk.recipients.values() if r.area == event.area}
    if not inside:
        areas = tuple(sorted({r.area for r in desk.recipients.values()}))
        desk.find("no_such_group", name=event.area, known=areas)
        return
    held = [p for p in desk.roster.pairings if p.recipient in inside]
    if event.unit:
        held = [p for p in held if p.helper in desk.helpers and desk.helpers[p.helper].unit == event.unit]
        if not held:
            desk.find("no_pairs_of_unit", unit=event.unit, area=event.area)
            return
    if not desk.in_time(held, Private(event.area, "text")):
        return
    if event.liaison:
        key = desk.who("helper", event.liaison)
        if key is None:
            return
        for helper in list(desk.helpers.values()):
            if helper.liaison_area == event.area:
                desk.helpers[helper.id] = helper.altered(liaison_area="")
        desk.helpers[key] = desk.helpers[key].altered(liaison_area=event.area)
    desk.open(held)


_ACTIONS: Mapping[str, Callable[[_Desk, Any], None]] = {
    "transfer_out": _leaves,
    "retirement": _leaves,
    "helper_death": _leaves,
    "illness": _leaves,
    "leave": _leaves,
    "return": _returns,
    "transfer_in": _arrives,
    "new_head": _new_head,
    "all_died": _goes,
    "moved_away": _goes,
    "released": _released,
    "newly_found": _found,
    "moved_within": _moves,
    "household_split": _splits,
    "households_merged": _merge,
    "area_reassigned": _reassigned,
}
