"""An independent answer to "how few changes": two small MIPs written from the promise, not from the rules' code."""

from __future__ import annotations

import highspy
import numpy as np

from optimizer.domain import Programme, Roster


def least_changes(programme: Programme, roster: Roster, opened: set[tuple[str, str]], month: int) -> tuple[int, int]:
    """(recipients left uncovered, standing pairs of present recipients not kept), minimised in this order.

    ``programme`` after the events: one helper a recipient; quota: the first row that fits by role group or for anybody, at
    least the pairs held by locks; forbidden pairs are none; nobody ruled out takes any; pairs running in ``month`` and not opened stand.
    """
    helpers = {h.id: h for h in programme.helpers}
    served = [r.id for r in programme.recipients]
    out = {key for key, h in helpers.items() if h.ruling is not None and not h.ruling.takes_part}
    standing = {(p.helper, p.recipient) for p in roster.pairings if p.recipient in set(served)}
    locked = {
        (p.helper, p.recipient)
        for p in roster.pairings
        if p.recipient in set(served)
        and p.helper in helpers
        and p.term is not None
        and p.term.start <= month <= p.term.start + p.term.months - 1
        and (p.helper, p.recipient) not in opened
    }
    rows = next(rule for rule in programme.rules if rule.kind == "quota").parameters["rows"]
    most = {}
    for key, helper in helpers.items():
        row = next(row for row in rows if row["by"] == "any" or row["value"] == helper.role_group)
        held = sum(pair[0] == key for pair in locked)
        most[key] = held if key in out else max(row["most"], held)
    never = {
        (pair["helper"], pair["recipient"])
        for rule in programme.rules
        if rule.kind == "forbid"
        for pair in rule.parameters["pairs"]
    }
    pairs = [(h, r) for h in helpers for r in served if most[h] and (h, r) not in never]
    uncovered = _solve(pairs, served, most, locked, standing, None)[0]
    return uncovered, _solve(pairs, served, most, locked, standing, uncovered)[1]


def _solve(
    pairs: list[tuple[str, str]],
    served: list[str],
    most: dict[str, int],
    locked: set[tuple[str, str]],
    standing: set[tuple[str, str]],
    uncovered: int | None,
) -> tuple[int, int]:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    infinity = highspy.kHighsInf
    for pair in pairs:
        cost = -1.0 if uncovered is None else (-1.0 if pair in standing else 0.0)
        solver.addCol(cost, 1.0 if pair in locked else 0.0, 1.0, 0, [], [])
    solver.changeColsIntegrality(
        len(pairs), np.arange(len(pairs), dtype=np.int32), np.array([highspy.HighsVarType.kInteger] * len(pairs))
    )
    for recipient in served:
        columns = [number for number, pair in enumerate(pairs) if pair[1] == recipient]
        solver.addRow(-infinity, 1.0, len(columns), columns, [1.0] * len(columns))
    for helper, limit in most.items():
        columns = [number for number, pair in enumerate(pairs) if pair[0] == helper]
        solver.addRow(-infinity, float(limit), len(columns), columns, [1.0] * len(columns))
    if uncovered is not None:
        solver.addRow(float(len(served) - uncovered), infinity, len(pairs), list(range(len(pairs))), [1.0] * len(pairs))
    solver.run()
    value = round(solver.getInfo().objective_function_value)
    if uncovered is None:
        return len(served) + value, 0
    return uncovered, len(standing) + value
