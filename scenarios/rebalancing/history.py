"""The history of a roster: every rebalancing as a list of pairs that ended, began or got another term; replayed, it rebuilds
the roster in force byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from optimizer.domain import Fact, Finding, Month, Pairing, Roster, roster_fingerprint
from optimizer.errors import InputError
from scenarios.rebalancing.rebalance import Rebalanced


class HistoryEntry(Fact):
    """One rebalancing. ended and began: pairings as they stood; a new term is an end and a beginning of the same pair.

    before, after: SHA-256 of the rosters, so that an entry can only stand where it belongs.
    """

    month: Month
    events: tuple[str, ...] = ()
    ended: tuple[Pairing, ...] = ()
    began: tuple[Pairing, ...] = ()
    before: str
    after: str


def entry_of(done: Rebalanced) -> HistoryEntry:
    """What a rebalancing adds to the history. Raises InputError when it gave no roster."""
    if done.roster is None:
        raise InputError(findings=[Finding("scenarios.no_new_roster")])
    old, new = set(done.prepared.roster.pairings), set(done.roster.pairings)
    return HistoryEntry(
        month=done.plan.programme.term.start,
        events=tuple(event.kind for event in done.prepared.events),
        ended=_sorted(old - new),
        began=_sorted(new - old),
        before=roster_fingerprint(done.prepared.roster),
        after=roster_fingerprint(done.roster),
    )


def replay(start: Roster, entries: Sequence[HistoryEntry], programme: str = "") -> Roster:
    """The roster after all entries. Raises InputError at the first entry that does not fit what came before it."""
    roster = start
    for number, entry in enumerate(entries, start=1):
        pairings = set(roster.pairings)
        if roster_fingerprint(roster) != entry.before or not set(entry.ended) <= pairings:
            raise InputError(findings=[Finding("scenarios.history_broken", facts={"number": number})])
        pairings = (pairings - set(entry.ended)) | set(entry.began)
        roster = Roster(programme=programme or roster.programme, pairings=_sorted(pairings))
        if roster_fingerprint(roster) != entry.after:
            raise InputError(findings=[Finding("scenarios.history_broken", facts={"number": number})])
    return roster


def _sorted(pairings: Iterable[Pairing]) -> tuple[Pairing, ...]:
    return tuple(sorted(pairings, key=lambda p: (p.recipient, p.role, p.helper)))
