"""Which single loss would break coverage.

A helper whose recipients all have a named back-up can be lost as the roster stands. Without him and with the places of all
others, a flow says the least number of pairings that stay empty: more than today proves that coverage breaks; otherwise
other pairs would have to move.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np

from optimizer.domain import Loss, LossState, Pairing, Roster
from optimizer.errors import InternalError
from optimizer.model.arrays import Ints, Limit, Pairs, Tier
from optimizer.model.assignment import AssignmentModel
from optimizer.model.compiled import Compiled
from optimizer.solve import solve_model
from optimizer.verify import break_together

FLOWS_AT_MOST = 300
"""Different losses that are examined by a flow of their own; a further one is said to need another plan."""


class Slots(NamedTuple):
    """Pairings as int64[pairings]: rows of people, and roles."""

    helper: Ints
    recipient: Ints
    role: Ints


def losses(compiled: Compiled, slots: Slots, named: Ints, pairings: tuple[Pairing, ...]) -> tuple[Loss, ...]:
    """One for each helper who has somebody, ascending by id; named: int64[pairings], row of the back-up or -1."""
    owners, counts = np.unique(slots.helper, return_counts=True)
    whole = ~np.isin(owners, slots.helper[named < 0])
    rosters = [partial(_after, compiled, slots, named, pairings, owner) for owner in owners[whole].tolist()]
    whole[whole] = ~np.array(break_together(compiled.programme, rosters), np.bool_)
    empty = _Without(compiled, len(pairings))
    found = []
    for owner, count, good in zip(owners.tolist(), counts.tolist(), whole.tolist(), strict=True):
        missing = 0 if good else empty.missing(owner)
        state: LossState = "covered" if good else "breaks" if missing else "moves"
        helper = compiled.programme.helpers[owner].id
        found.append(Loss(helper=helper, recipients=count, state=state, missing=missing))
    return tuple(sorted(found, key=lambda loss: loss.helper))


def _after(compiled: Compiled, slots: Slots, named: Ints, pairings: tuple[Pairing, ...], owner: int) -> Roster:
    """The roster with the back-ups of one helper's pairings in his place."""
    helpers = compiled.programme.helpers
    replaced = tuple(
        pairing if mine != owner else pairing.altered(helper=helpers[backup].id)
        for pairing, mine, backup in zip(pairings, slots.helper.tolist(), named.tolist(), strict=True)
    )
    return Roster(programme=compiled.programme.id, pairings=replaced)


class _Without:
    """The least number of pairings that become empty without a helper; equal helpers are asked about once."""

    def __init__(self, compiled: Compiled, filled: int) -> None:
        if compiled.model is None or compiled.quotas is None or compiled.helpers is None or compiled.needs is None:
            raise InternalError(detail="a programme with errors has no model")
        self.model, self.classes, self.most = compiled.model, compiled.helpers, compiled.quotas.table_most()
        self.lacking = int(compiled.needs.sum()) - filled
        self.known: dict[tuple[int, int], int] = {}

    def missing(self, helper: int) -> int:
        """0 too when no proof was found in the number of flows allowed."""
        row = int(self.classes.class_of[helper])
        key = row, int(self.most[helper])
        if key not in self.known:
            if len(self.known) >= FLOWS_AT_MOST:
                return 0
            self.known[key] = max(0, self._least(*key) - self.lacking)
        return self.known[key]

    def _least(self, row: int, places: int) -> int:
        """Empty pairings in the best case, when this row has so many places fewer: a lower bound in any case."""
        model, pairs = self.model, self.model.pair_list
        assert pairs is not None
        quota, need = model.limit("quota"), model.limit("need")
        most = quota.most.copy()
        most[row] = max(0, int(most[row]) - places)
        roles = need.role_groups
        limits = [Limit("quota", np.arange(model.helper_count), most=most)]
        for kept in model.limits:
            if kept.name == "one_role" or kept.name.startswith("quota."):
                limits.append(Limit(kept.name, kept.helper_key, kept.recipient_key, kept.role_key, most=kept.most))
        limits.append(
            Limit(
                "need",
                None,
                np.arange(model.recipient_count),
                np.arange(roles) if roles > 1 else None,
                least=need.most,
                most=need.most,
                missing=need.most,
            )
        )
        relaxed = AssignmentModel(
            model.helper_count,
            model.recipient_count,
            Pairs(pairs.helper, pairs.recipient, pairs.role, 0, pairs.most),
            limits,
            tiers=[Tier("empty", missing_cost=1)],
        )
        bound = solve_model(relaxed).tiers[0].bound
        return 0 if bound is None else int(bound)
