"""What every rule measures on a roster, read in plain Python by the judge's halves."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.domain import Programme, Roster
from optimizer.rules.inspection import INSPECT
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
