"""Fewer changes against better pairs: the curve between the number of changes and the first of the programme's own aims."""

from __future__ import annotations

from optimizer.domain import Programme
from scenarios.rebalancing.prepare import Prepared
from scenarios.rebalancing.rebalance import CONTINUITY, arranged
from scenarios.tradeoff import Tradeoff, tradeoff


def frontier(prepared: Prepared, month: int, aim: str | None = None) -> Tradeoff | None:
    """``aim``: a tier, rule id or kind, by default distance when it is an aim, else the programme's first own aim.

    None when the programme has no aim of its own that could be bought with changes. Raises InputError as ``tradeoff``.
    """
    programme = arranged(prepared, month)
    wanted = aim or _first_own(programme)
    return None if wanted is None else tradeoff(programme, CONTINUITY, wanted)


def in_worker(prepared: Prepared, month: int) -> Tradeoff | None:
    """``frontier`` for a worker of the pool."""
    return frontier(prepared, month)


def _first_own(programme: Programme) -> str | None:
    own = [
        rule
        for rule in programme.rules
        if isinstance(rule.mode, int) and rule.kind not in ("coverage", "continuity", "succession", "lottery")
    ]
    own.sort(key=lambda rule: (rule.kind != "distance", rule.mode, rule.id))
    return own[0].id if own else None
