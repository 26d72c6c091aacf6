"""C13: replaying the history rebuilds the roster in force byte for byte, and every year changed as little as was possible."""

from __future__ import annotations

import random
from typing import Any

from optimizer.errors import InputError
from scenarios.rebalancing import rebalance
from scenarios.rebalancing.history import HistoryEntry, entry_of, replay
from scenarios.rebalancing.prepare import prepare
from tests.scenarios.rebalancing.mip import least_changes
from tests.scenarios.rebalancing.random_year import random_events, year


def history(seed: int, years: int) -> tuple[bytes, bytes, list[HistoryEntry], bool, bool]:
    """(roster in force, roster replayed, entries, every count the MIP's, a dropped event is noticed)."""
    programme, roster, events = year(seed)
    rng = random.Random(seed)
    start, entries, least, noticed = roster, list[HistoryEntry](), True, True
    for number in range(years):
        done = rebalance(programme, roster, events)
        prepared = prepare(programme, roster, events)
        month = max((event.month for event in events), default=programme.term.start)
        least = least and done.total == least_changes(prepared.programme, roster, set(prepared.opened), month)[1]
        assert done.roster is not None
        if prepared.opened or prepared.gone:
            noticed = noticed and entry_of(rebalance(programme, roster, _without_one(prepared, events))) != entry_of(
                done
            )
        entries.append(entry_of(done))
        keep = {"rules": prepared.programme.rules, "incumbent": done.roster}
        programme, roster = done.plan.programme.altered(**keep), done.roster
        events = random_events(programme, rng, 2026 * 12 + 11 + 12 * (number + 1))
    replayed = replay(start, entries, roster.programme)
    return roster.model_dump_json().encode(), replayed.model_dump_json().encode(), entries, least, noticed


def _without_one(prepared: Any, events: list[Any]) -> list[Any]:
    """The events without one that ended or opened a pairing."""
    number = next(iter([*prepared.gone.values(), *prepared.opened.values()]))
    dropped = prepared.events[number]
    return [event for event in events if event is not dropped]


def run(size: int = 500, seed: int = 13, years: int = 3) -> dict[str, Any]:
    """``size`` histories of ``years`` rebalancings. Control: an entry left out of a replay is refused, a dropped event shows."""
    equal = minimal = noticed = refused = 0
    for number in range(size):
        in_force, replayed, entries, least, told = history(seed * 10_000 + number, years)
        equal += in_force == replayed
        minimal += least
        noticed += told
        try:
            start = year(seed * 10_000 + number)[1]
            changed = [entry for entry in entries if entry.before != entry.after]
            short = [entry for entry in entries if entry is not changed[0]] if changed else []
            refused += not changed or replay(start, short).model_dump_json().encode() != in_force
        except InputError:
            refused += 1
    return {
        "campaign": "C13",
        "seed": seed,
        "histories": size,
        "byte_equal": equal,
        "minimal": minimal,
        "control_dropped_event_noticed": noticed,
        "control_dropped_entry_noticed": refused,
        "passed": equal == minimal == noticed == refused == size,
    }
