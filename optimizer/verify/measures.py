"""What every rule measures on a roster, read in plain Python by the judge's halves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from optimizer.domain import Programme, Roster
from optimizer.rules.continuity import Continuity
from optimizer.rules.inspection import INSPECT
from optimizer.rules.reserve import Reserve
from optimizer.rules.view import Reading
from optimizer.verify.people import slots_of, view_of


def measure_roster(programme: Programme, roster: Roster) -> Mapping[str, Reading]:
    """Rule id -> its measure in its unit, and how often it is broken; any roster, good or bad.

    Raises Rejected for a pairing of somebody who is not in the programme, Unsound when the programme contradicts a rule's
    promise.
    """
    view = view_of(programme)
    slots = slots_of(view, roster)
    return {rule.id: INSPECT[rule.kind_name].inspect(rule, view, slots) for rule in view.rules}


def break_together(programme: Programme, rosters: Sequence[Callable[[], Roster]]) -> list[bool]:
    """For each roster: whether it breaks a hard rule that binds several pairs at once (loads, cohesion, siblings, totals).

    ``rosters`` are made one by one, and only when there is such a rule. Reserve and continuity are left out: this asks about
    rosters after somebody has dropped out. Raises as ``measure_roster``.
    """
    view = view_of(programme)
    binding = [
        rule
        for rule in view.rules
        if rule.mode == "hard" and INSPECT[rule.kind_name].sides and not isinstance(rule, (Reserve, Continuity))
    ]
    if not binding:
        return [False] * len(rosters)
    return [
        any(INSPECT[rule.kind_name].inspect(rule, view, slots_of(view, make())).broken for rule in binding)
        for make in rosters
    ]
