"""A roster for any task by annealing over its pairs: rows, needs, spreads and functions as penalised nodes (compiled)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.engine.side.measure import Hinge, LoadFunction
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.task import Task
    from optimizer.engine.side.watch import Watch

FROM_PAIRS = 600
PROBES = 12
READYING = 0.4
"""Seconds that must be left to better a roster."""
COMPILING = 15.0
"""Seconds that must be left when the kernel is not compiled yet."""
ENTRIES, PER_ENTRY = 40_000_000, 5e-7
"""Most numbers that a walk holds, and the seconds that it takes to put one in its place."""
STEPS = 1_500
"""Trials a recipient without a time limit."""
PIECES = 60
"""Pieces of a walk; penalties grow between them."""
SAMPLE = 4_000
HOT, COLD = 0.6, 0.004
"""Temperatures in units of what a trial changes on average."""
COOLER = 0.15
ANNEALING, REPAIR = 0.75, 0.03
"""Share of a walk in which the temperature falls; the heat at which what is broken is mended after it."""
SHARPER = 1.15
ROW, NEED, SQUARE, OVER, PLAIN, USED = 0, 1, 2, 3, 4, 5
FAR = 2**55


def lowered(task: Task, x: Ints, floor: int, watch: Watch, seed: int) -> Ints:
    """A roster whose largest total is smaller than that of x, where bisection down to ``floor`` meets one."""
    aim, held = task.aim, tuple(function for function in task.functions if not function.minimised)
    assert aim is not None
    value, low = task.value(x), floor
    costless = replace(task.stage, cost=np.zeros_like(task.stage.cost))
    for _ in range(PROBES):
        if low >= value or not in_time(watch):
            break
        middle = (low + value) // 2
        aimed = LoadFunction(aim.measure, hinges=(Hinge(middle, 0),))
        found = walked(replace(task, stage=costless, functions=(*held, aimed)), None, watch.part(0.3), seed)
        if found is None:
            low = middle + 1
        else:
            x, value = found, task.value(found)
    return x


def in_time(watch: Watch) -> bool:
    """Enough seconds are left to make a walk ready several times over."""
    left = watch.seconds()
    return not watch.stopped() and (left is None or left > 4 * READYING)


@dataclass(eq=False)
class _Nodes:
    """Entries (node, column, part) and what each node is; functions (cap, square, minimised)."""

    node: list[Ints]
    column: list[Ints]
    part: list[Ints]
    kind: list[Ints]
    of: list[Ints]
    lo: list[Ints]
    hi: list[Ints]
    count: int
    caps: list[int]
    squares: list[int]
    minimised: list[bool]
    spans: list[tuple[int, int]]

    def add(self, kind: int, of: Ints, lo: Ints, hi: Ints, node: Ints, column: Ints, part: Ints) -> None:
        """Nodes numbered from 0 in ``node``."""
        self.node.append(node + self.count)
        self.column.append(column)
        self.part.append(part)
        self.kind.append(np.full(len(of), kind, np.int64))
        self.of.append(of)
        self.lo.append(lo)
        self.hi.append(hi)
        self.count += len(of)

    def function(self, cap: int | None, square: int, span: tuple[int, int] = (0, 0)) -> int:
        """``span``: the nodes of a spread's whole, ``square`` the parts that it may use."""
        self.caps.append(FAR if cap is None else cap)
        self.squares.append(square)
        self.minimised.append(cap is None)
        self.spans.append(span)
        return len(self.caps) - 1


def walked(
    task: Task,
    start: Ints | None,
    watch: Watch,
    seed: int,
    *,
    near: Ints | None = None,
    likely: Ints | None = None,
    enough: int | None = None,
) -> Ints | None:
    """The best roster found from ``start`` (columns of the stage, or None), None when none that obeys everything was met.

    near: int64[pairs], a rank by which pairs are tried (lowest first); their costs when None. likely: columns to begin with
    instead, which need not keep the rows; then the walk begins cooler. enough: a value that
    nothing beats; without anything to minimise the first roster is enough. A tier that looks at the
    largest total walks by the sum of squares. Without numba: the start.
    """
    stage = task.stage
    if find_spec("numba") is None or stage.pair_count < FROM_PAIRS or watch.stopped():
        return start
    left = watch.seconds()
    if (
        left is not None
        and left < COMPILING
        and not any(Path(__file__).parent.glob("__pycache__/walk_kernel.walk-*.nbc"))
    ):
        return start
    entries = _entries(task)
    if entries > ENTRIES or (left is not None and left < 2 * PER_ENTRY * entries + READYING):
        return start
    tables = _Tables(
        task, start if likely is None else likely, stage.cost[: stage.pair_count] if near is None else near
    )
    if likely is not None:
        tables.hot = COOLER * HOT
    nothing = not stage.cost.any() and task.aim is None
    peak = task.aim is not None and task.aim.peak
    found = tables.run(watch, seed, None if peak else 0 if nothing else enough)
    if found is None or not task.allows(found):
        return start
    return found if start is None or task.value(found) <= task.value(start) else start


def _entries(task: Task) -> int:
    """How many (node, pair, number) a walk has to hold."""
    count = int(task.stage.matrix.nnz) + len(task.spreads) * task.stage.pair_count
    for function in task.functions:
        curves = len(function.hinges) + bool(function.square) + bool(function.peak)
        count += curves * len(function.measure.row)
    return count


class _Tables:
    def __init__(self, task: Task, start: Ints | None, near: Ints) -> None:
        stage = task.stage
        self.task, n = task, stage.pair_count
        pairs, model = stage.pairs, stage.pairs.model
        key = (pairs.helper * model.recipient_count + pairs.recipient) * model.role_count + pairs.role
        self.order = np.argsort(key, kind="stable")
        self.n = n
        nodes = _Nodes([], [], [], [], [], [], [], 0, [], [], [], [])
        self._rows(nodes)
        for spread in task.spreads:
            self._spread(nodes, spread)
        for function in task.functions:
            self._function(nodes, function)
        self._pack(nodes)
        helper, recipient, role = pairs.helper[self.order], pairs.recipient[self.order], pairs.role[self.order]
        sizes = model.recipient_count, model.role_count
        self.ends = (helper, recipient, role, key[self.order], *sizes)
        by_recipient = np.lexsort((near[self.order], recipient))
        usable = stage.most[self.order] > 0
        by_recipient = by_recipient[np.argsort(~usable[by_recipient], kind="stable")]
        by_recipient = by_recipient[np.argsort(recipient[by_recipient], kind="stable")]
        edges = np.arange(model.recipient_count + 1)
        self.lists = (
            np.searchsorted(recipient[by_recipient], edges),
            by_recipient,
            np.searchsorted(helper, np.arange(model.helper_count + 1)),
        )
        self.cost = stage.cost[:n][self.order].astype(np.float64)
        self.least, self.most = stage.least[:n][self.order], stage.most[:n][self.order]
        self.start = self.least.copy() if start is None else np.clip(start[:n][self.order], self.least, self.most)
        self.hot = HOT

    def _rows(self, nodes: _Nodes) -> None:
        stage, n = self.task.stage, self.n
        matrix = stage.matrix.tocoo()
        row, column, data = matrix.coords[0].astype(np.int64), matrix.coords[1].astype(np.int64), matrix.data
        pair = column < n
        self.missing_row = np.full(stage.column_count - n, -1, np.int64)
        blocks = {block.name: block for block in stage.blocks if block.kind == "limit"}
        for name, (first, size) in stage.missing_at.items():
            self.missing_row[first - n : first - n + size] = blocks[name].first + np.arange(size)
        like = np.repeat(np.arange(len(stage.blocks)), [block.count for block in stage.blocks])
        nodes.add(ROW, like, stage.lo.copy(), stage.hi.copy(), row[pair], column[pair], data[pair].astype(np.int64))
        nodes.kind[0][self.missing_row[self.missing_row >= 0]] = NEED
        row, column, data = row[~pair], column[~pair] - n, data[~pair].astype(np.int64)
        own = self.missing_row[column] != row
        self.missing_entries = row[own], column[own], data[own]

    def _spread(self, nodes: _Nodes, spread: Any) -> None:
        pairs = self.task.stage.pairs
        whole, part = spread.ends(pairs.helper, pairs.recipient)
        inside = np.flatnonzero((whole >= 0) & (part >= 0))
        wide = int(part.max(initial=0)) + 1
        cell, number = np.unique(whole[inside] * wide + part[inside], return_inverse=True)
        first = len(nodes.caps)
        edges = np.searchsorted(cell // wide, np.arange(len(spread.most) + 1)) + nodes.count
        for whole, most in enumerate(spread.most.tolist()):
            nodes.function(0, most, (int(edges[whole]), int(edges[whole + 1])))
        zero = np.zeros(len(cell), np.int64)
        nodes.add(USED, first + cell // wide, zero, zero, number.reshape(-1), inside, np.ones(len(inside), np.int64))

    def _function(self, nodes: _Nodes, function: LoadFunction) -> None:
        measure = function.measure
        where = (measure.row, measure.column, measure.part)

        def curve(kind: int, at: int, cap: int | None, square: int) -> int:
            k = nodes.function(cap, square)
            of, lo = np.full(measure.count, k, np.int64), np.full(measure.count, at, np.int64)
            nodes.add(kind, of, lo, lo, *where)
            return k

        if function.peak:
            curve(SQUARE, 0, None, 1)
        if function.square:
            k = curve(SQUARE, 0, function.square_most, function.square)
            if function.square_most is not None and function.linear is not None:
                used = np.flatnonzero(function.linear[: self.n])
                one = np.zeros(1, np.int64)
                nodes.add(
                    PLAIN, np.full(1, k, np.int64), one, one, np.zeros(len(used), np.int64), used, function.linear[used]
                )
        for hinge in function.hinges:
            curve(OVER, hinge.threshold, hinge.most, 0)

    def _pack(self, nodes: _Nodes) -> None:
        column, node, part = (np.concatenate(a) for a in (nodes.column, nodes.node, nodes.part))
        place = np.empty(self.n, np.int64)
        place[self.order] = np.arange(self.n)
        column = place[column]
        order = np.lexsort((node, column))
        start = np.searchsorted(column[order], np.arange(self.n + 1))
        self.entries = (start, node[order], part[order])
        kind, of, lo, hi = (np.concatenate(a) for a in (nodes.kind, nodes.of, nodes.lo, nodes.hi))
        lo, hi = np.clip(lo, -FAR, FAR), np.clip(hi, -FAR, FAR)
        size = np.ones(nodes.count)
        np.maximum.at(size, node, np.abs(part).astype(np.float64))
        self.size = size
        self.nodes = [kind, of, lo, hi, np.ones(nodes.count), np.zeros(nodes.count, np.int64)]
        caps = np.array(nodes.caps, np.int64)
        spans = np.array(nodes.spans, np.int64).reshape(-1, 2)
        self.functions = [
            np.zeros(len(caps), np.int64), caps, np.ones(len(caps)), np.array(nodes.squares, np.int64),
            np.array(nodes.minimised, np.bool_), spans[:, 0].copy(), spans[:, 1].copy(),
        ]  # fmt: skip
        stage, n = self.task.stage, self.n
        price, most = np.zeros(nodes.count), np.zeros(nodes.count, np.int64)
        price[self.missing_row] = stage.cost[n:]
        most[self.missing_row] = stage.most[n:]
        row, missing, data = self.missing_entries
        owner = self.missing_row[missing] if len(missing) else missing
        by_owner = np.argsort(owner, kind="stable")
        self.missing = (
            price,
            most,
            np.searchsorted(owner[by_owner], np.arange(nodes.count + 1)),
            row[by_owner],
            data[by_owner],
        )

    def run(self, watch: Watch, seed: int, enough: int | None) -> Ints | None:
        from optimizer.engine.side.walk_kernel import bump, sharpen, walk

        n, f, m = tuple(self.nodes), tuple(self.functions), self.missing
        x, best, now = np.zeros(self.n, np.int64), np.zeros(self.n, np.int64), np.array([0.0, 0.0, 0.0, np.inf])
        out = np.zeros(3)
        self._settle(n, f, m)
        for p in np.flatnonzero(self.start).tolist():
            bump(p, int(self.start[p]), x, self.cost, self.entries, n, f, m, out)
        state = np.array([seed * 7_919 + 88_172_645_463_325_252], np.uint64)
        typical = self._typical()
        n[4][:] = 2.0 * typical / self.size
        f[2][:] = 2.0 * typical
        now[:] = self._now(x, n, f, m)
        tables = (self.ends, self.lists, self.cost, self.least, self.most, self.entries, n, f, m)
        hot, cold = self.hot * typical, COLD * typical
        walk(x, best, now, state, *tables, hot, hot, 0.0, 0.0, 1)
        whole = watch.seconds()
        recipients = self.ends[4]
        done, piece = 0.0, 0
        chunk = max(1_000, STEPS * recipients // PIECES) if whole is None else min(max(1_000, 4 * recipients), 30_000)
        while done < 1.0 and not watch.stopped() and not (enough is not None and now[3] <= enough):
            piece += 1
            following = piece / PIECES if whole is None else min(1.0, done + 1.0 / PIECES)
            if done < ANNEALING or np.isfinite(now[3]):
                walk(
                    x,
                    best,
                    now,
                    state,
                    *tables,
                    hot,
                    cold,
                    min(1.0, done / ANNEALING),
                    min(1.0, following / ANNEALING),
                    chunk,
                )
            else:
                walk(x, best, now, state, *tables, REPAIR * typical, REPAIR * typical, 0.0, 0.0, chunk)
            watch.spend()
            done = following if whole is None else 1.0 - (watch.seconds() or 0.0) / max(whole, 1e-9)
            if now[2] > 0:
                now[1] = sharpen(n, f, m, SHARPER if whole is None or done > 0.5 * ANNEALING else 1.02, 1e7 * typical)
        return None if not np.isfinite(now[3]) else self._columns(best)

    def _settle(self, n: Any, f: Any, m: Any) -> None:
        """Activities and totals of the empty roster, missing included."""
        kind, of, lo, hi, _, activity = n
        price, most, start, node, part = m
        needs = np.flatnonzero(kind == NEED)
        lack = np.clip(np.where(price[needs] >= 0, lo[needs], hi[needs]), 0, most[needs])
        for i, amount in zip(needs[lack > 0].tolist(), lack[lack > 0].tolist(), strict=True):
            for e in range(start[i], start[i + 1]):
                activity[node[e]] += amount * part[e]
        for k in np.flatnonzero(kind == OVER).tolist():
            f[0][of[k]] += max(-int(lo[k]), 0)

    def _now(self, x: Ints, n: Any, f: Any, m: Any) -> tuple[float, float, float, float]:
        """(objective, penalties, broken things, none yet) read off the activities."""
        kind, _, lo, hi, weight, activity = n
        total, cap, dear, _, minimised, _, _ = f
        price, most = m[0], m[1]
        lack = np.clip(np.where(price >= 0, lo - activity, hi - activity), 0, most)
        lack = np.where(kind == NEED, lack, 0)
        at = activity + lack
        broken = np.where(kind <= NEED, np.maximum(lo - at, 0) + np.maximum(at - hi, 0), 0)
        over = np.where(minimised, 0, np.maximum(total - cap, 0))
        value = float((self.cost * x).sum() + (price * lack).sum() + total[minimised].sum())
        penalties = float((weight * broken).sum() + (dear * over).sum())
        return value, penalties, float((broken > 0).sum() + (over > 0).sum()), np.inf

    def _typical(self) -> float:
        """What a good trial changes: the spread of costs within a recipient's cheapest pairs, or what one unit weighs."""
        starts, near = self.lists[0], self.lists[1]
        length = np.minimum(np.diff(starts), 4)
        some = np.flatnonzero(length > 1)[:SAMPLE]
        spread = np.abs(self.cost[near[starts[some] + length[some] - 1]] - self.cost[near[starts[some]]])
        price = np.abs(self.missing[0][self.missing[0] != 0])
        curved = 0.0
        mine = np.isin(self.nodes[0], (SQUARE, OVER))
        if mine.any():
            mine[mine] = self.functions[4][self.nodes[1][mine]]
        if mine.any():
            square, part = float(self.functions[3].max(initial=0)), float(self.size[mine].mean())
            load = self.ends[4] * part / max(1, int(mine.sum()))
            curved = part * (2.0 * square * load if square else 1.0)
        values = [float(spread.mean()) if len(spread) else 0.0, curved]
        if max(values) == 0 and len(price):
            values.append(float(price.mean()))
        return max(1.0, *values)

    def _columns(self, best: Ints) -> Ints:
        stage, n = self.task.stage, self.n
        x = np.zeros(stage.column_count, np.int64)
        x[self.order] = best
        activity = stage.matrix[:, :n] @ x[:n]
        row = self.missing_row
        cost = stage.cost[n:]
        lack = np.where(cost >= 0, stage.lo[row] - activity[row], stage.hi[row] - activity[row])
        x[n:] = np.clip(lack, 0, stage.most[n:])
        return x
