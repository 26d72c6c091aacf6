"""What comes due next: terms that end, helpers who retire, people who come back; and who would take over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from optimizer.domain import Helper, Programme, Roster, parse_month
from optimizer.planning import plan
from optimizer.rules.exclusion.retirement import possible_months, retirement_month
from scenarios.rebalancing.events import BACK, Retirement
from scenarios.rebalancing.rebalance import Planner, Rebalanced, rebalance

WITHIN_MONTHS = 12
_BACK = re.compile(BACK.format(month=r"\s*(\d{4}-\d{2})\s*"))


@dataclass(frozen=True)
class Due:
    """kind: a pairing's term ends, or its helper retires (possible: the track is not confirmed and one of them would be so
    early), or somebody who is away comes back (recipient: empty) as the ruling says. month: when. successor: who would take over
    if it were rebalanced now (helper id); None: nobody free, or not a leaver.
    """

    kind: Literal["term_ends", "retires", "may_retire", "returns"]
    month: int
    helper: str
    recipient: str
    successor: str | None = None


def coming_due(programme: Programme, roster: Roster, month: int, *, within: int = WITHIN_MONTHS) -> tuple[Due, ...]:
    """Everything from ``month`` (included) to ``within`` months later (excluded), by month."""
    helpers = {helper.id: helper for helper in programme.helpers}
    found: list[Due] = []
    for pairing in roster.pairings:
        if pairing.term is not None and month <= pairing.term.end < month + within:
            found.append(Due("term_ends", pairing.term.end, pairing.helper, pairing.recipient))
        helper = helpers.get(pairing.helper)
        when = None if helper is None else _retires(helper)
        if when is not None and month <= when[0] < month + within:
            found.append(Due("retires" if when[1] else "may_retire", when[0], pairing.helper, pairing.recipient))
    for helper in programme.helpers:
        back = _back(helper)
        if back is not None and back < month + within:  # also when it is past: the event of coming back is missing
            found.append(Due("returns", back, helper.id, ""))
    return tuple(sorted(found, key=lambda due: (due.month, due.kind, due.helper, due.recipient)))


def planned_ahead(
    programme: Programme, roster: Roster, due: Sequence[Due], planner: Planner = plan
) -> tuple[tuple[Due, ...], Rebalanced | None]:
    """The same list with the successor of each pairing whose helper retires, as one rebalancing would choose them together.

    planner: as in :func:`rebalance`.
    """
    leaving = sorted({(entry.helper, entry.month) for entry in due if entry.kind == "retires"})
    if not leaving:
        return tuple(due), None
    events = [Retirement(helper=helper, on=month) for helper, month in leaving]
    foreseen = rebalance(programme, roster, events, planner=planner)
    after = {(change.recipient, change.old.helper): change.new for change in foreseen.changes if change.old is not None}
    told = []
    for entry in due:
        new = after.get((entry.recipient, entry.helper)) if entry.kind == "retires" else None
        told.append(Due(entry.kind, entry.month, entry.helper, entry.recipient, None if new is None else new.helper))
    return tuple(told), foreseen


def _back(helper: Helper) -> int | None:
    """The month in which somebody who takes no part now is expected back, when the ruling names one."""
    if helper.ruling is None or helper.ruling.takes_part:
        return None
    told = _BACK.search(helper.ruling.reason)
    try:
        return None if told is None else parse_month(told[1])
    except ValueError:
        return None


def _retires(helper: Helper) -> tuple[int, bool] | None:
    """(month, certain); None when nothing is known. Not certain: the earliest of the tracks this person may be on."""
    if helper.retirement_month is not None:
        return int(helper.retirement_month), True
    if helper.birth_month is None:
        return None
    if helper.retirement_track is not None:
        return retirement_month(int(helper.birth_month), helper.retirement_track), True
    months = possible_months(int(helper.birth_month), helper.sex)
    return months[0], len(months) == 1
