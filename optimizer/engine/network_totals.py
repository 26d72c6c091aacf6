"""Totals of rows whose pairs all cost the same (shares of a quota): a row's total is its part times its load, so that every
question about totals is one about loads."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.engine.budget import Budget
from optimizer.engine.network_answer import TierAnswer, nothing
from optimizer.engine.network_face import Face, RowBounds
from optimizer.engine.network_fix import narrowed
from optimizer.engine.network_load import LoadCost, row_parts
from optimizer.engine.network_solve import Costs, FlowAnswer, FlowProblem, single_loads
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Dual, Flow, Leaf, Levels, Threshold, Tree
from optimizer.model.normal import TierCost


def row_loads(problem: FlowProblem, on: str, flow: Ints) -> tuple[Ints, Ints]:
    """(row, load) of all single rows of a limit."""
    rows = next(rows for rows in problem.system.rowsets if rows.name == on)
    whole = np.zeros(len(rows.live), np.int64)
    inside = rows.row >= 0
    np.add.at(whole, rows.row[inside], flow[inside])
    return single_loads(rows, whole)


def _totals(problem: FlowProblem, on: str, part: Ints, answer: FlowAnswer) -> Ints:
    row, load = row_loads(problem, on, answer.flow)
    totals: Ints = part[row] * load
    return totals


def leximin_totals(problem: FlowProblem, tier: TierCost, fixed: tuple[int, ...], budget: Budget) -> TierAnswer | None:
    """Level after level: the least excess over each distinct total v and over v - 1, on the face of the levels before.

    Each is a convex flow. Where a level's optimum is below the roster's own excess, the roster changes and its next total is
    looked at again.
    """
    on, part = str(tier.on), row_parts(problem.model, tier)
    assert part is not None
    budget.spend()
    far = int(np.abs(part).max(initial=0)) * (int(problem.system.most.sum()) + 1) if tier.sign < 0 else 0
    best = problem.solve(Costs(nothing(problem).pair, {}, LoadCost(on, "even", at=far, part=part)))
    if best is None:
        return None
    solved, answer, now = problem, best, problem
    levels: list[int] = []
    values: list[int] = []
    proofs: list[Flow] = []
    lowest = 0 if not (part < 0).any() else -(2**60)
    stopped = False
    while not stopped:
        reached = _totals(solved, on, part, answer)
        below = reached[reached <= levels[-1]] if levels else reached
        highest = int(below.max(initial=lowest - 1))
        asked = [b for b in (highest, highest - 1) if b >= lowest and (not levels or b < levels[-1])]
        if not asked:
            break
        for level in asked:
            stopped = budget.stop() is not None
            if stopped:
                break
            budget.spend()
            costs = Costs(nothing(now).pair, {}, LoadCost(on, "excess", at=level, part=part))
            found = now.solve(costs)
            assert found is not None
            lower = found.cost < int(np.maximum(reached - level, 0).sum())
            solved, answer = now, found
            if lower:
                break
            levels.append(level)
            values.append(found.cost)
            proofs.append(Flow(Dual(limits=found.multipliers, links=found.links, fixed=fixed)))
            now = FlowProblem(problem.model, narrowed(now.face, costs, found), problem.side)
    excess = tuple(tier.sign * level for level in levels)
    value = int(reached.max()) if reached.size else 0
    proof = Levels(tuple(values), tuple(proofs), excess) if not stopped or value - 1 in levels else None
    return TierAnswer(_within(problem, solved, answer), now.face, value, proof, {})


def _within(problem: FlowProblem, solved: FlowProblem, answer: FlowAnswer) -> FlowAnswer:
    """A flow of a narrower face as one of the problem."""
    flow = np.zeros(problem.system.count, np.int64)
    flow[np.isin(problem.system.pair, solved.system.pair)] = answer.flow
    return replace(answer, flow=flow)


def worst_total(problem: FlowProblem, tier: TierCost, fixed: tuple[int, ...], budget: Budget) -> TierAnswer | None:
    """The largest (minimised) total made least, by bisection on it: a total is a bound on each row's load."""
    on, part = str(tier.on), row_parts(problem.model, tier)
    assert part is not None
    budget.spend()
    best = problem.solve(nothing(problem))
    if best is None:
        return None
    reached = int(_totals(problem, on, part, best).max(initial=-(2**60))) if len(part) else 0
    reach = int(problem.system.most.sum()) + 1
    low, high = min(reached, int(part.min(initial=0)) * reach), reached
    while low < high and budget.stop() is None:
        middle = (low + high) // 2
        budget.spend()
        held = _held(problem, on, part, middle)
        answer = None if held is None else held.solve(nothing(held))
        if held is None or answer is None:
            low = middle + 1
        else:
            best = _within(problem, held, answer)
            high = reached = int(_totals(held, on, part, answer).max())
    proof = None
    if low >= high:
        refuted = _held(problem, on, part, reached - 1) if len(part) else None
        multipliers = {} if refuted is None else refuted.impossible()[1]
        proof = Threshold(
            reached, Tree((Leaf(Dual(limits=multipliers, fixed=fixed), empty=True),) if len(part) else ())
        )
    face = _with_totals(problem.face, on, part, reached)
    assert face is not None
    return TierAnswer(best, face, reached, proof, {})


def _with_totals(face: Face, on: str, part: Ints, most: int) -> Face | None:
    """The face with every total at most ``most``; None when a row's bounds contradict that."""
    old = face.rows[on]
    size = np.maximum(np.abs(part), 1)
    low = np.where(part < 0, np.maximum(old.least, -(most // size)), old.least)
    high = np.where(part > 0, np.minimum(old.most, most // size), old.most)
    if (low > high).any() or (most < 0 and (part == 0).any()):
        return None
    rows = face.rows | {on: RowBounds(low, high, old.missing_least, old.missing_most)}
    return Face(face.partition, face.pair, face.least, face.most, rows)


def _held(problem: FlowProblem, on: str, part: Ints, most: int) -> FlowProblem | None:
    face = _with_totals(problem.face, on, part, most)
    return None if face is None else FlowProblem(problem.model, face, problem.side)
