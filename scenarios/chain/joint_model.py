"""Several levels as one model: each level's own arrays side by side, tied by rows over pairs.

A pair (helper t, node r) of a lower level may be used only if one of t's superiors answers for r's parent: summed over the
helpers with the same superiors, sum_t y[t, r] <= need[r] * sum_h x[h, parent(r)]. The aims are those of the upper level
first, then those of the next; then the public lottery, level by level, decides what is still equal above the last level.
Names of limits, rows and tiers are those of the level with its number before a dot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.errors import NoRouteError
from optimizer.model.arrays import Ints, Limit, Pairs, Rows, Tier
from optimizer.model.assignment import AssignmentModel
from optimizer.rules.ordering import LOTTERY
from scenarios.chain.tree import Tree

LINKS = "chain"
"""The rows that tie a level to those above."""


@dataclass(frozen=True, eq=False)
class Part:
    """One level's model. helpers[row], recipients[row]: ids of the people behind a row, ascending; needs[row]: of all."""

    level: int
    model: AssignmentModel
    helpers: Sequence[Sequence[str]]
    recipients: Sequence[Sequence[str]]
    needs: Sequence[int]

    @property
    def pairs(self) -> int:
        return self.model.pair_count


@dataclass(frozen=True, eq=False)
class JointModel:
    """starts[part]: first helper, recipient and pair of that level."""

    model: AssignmentModel
    parts: Sequence[Part]
    starts: Sequence[tuple[int, int, int]]


def joined(tree: Tree, parts: Sequence[Part], *, lottery: bool = False) -> JointModel:
    """The levels of ``parts``, from the top, as one model. Raises NoRouteError for pairs in blocks, spreads and wishes, ModelError.

    With ``lottery`` the draw of every level but the last is an aim after all others.
    """
    starts = [(0, 0, 0)]
    for part in parts:
        if part.model.pair_list is None:
            raise NoRouteError(detail="joint levels need listed pairs")
        if part.model.wishes or part.model.spreads:
            raise NoRouteError(detail="joint levels know no cohesion and no wishes")
        helper, recipient, pair = starts[-1]
        starts.append((helper + part.model.helper_count, recipient + part.model.recipient_count, pair + part.pairs))
    totals = starts.pop()

    def side(pick: Callable[[Part], Ints], shift: int | None = None) -> Ints:
        shifted = [pick(p) + (0 if shift is None else s[shift]) for p, s in zip(parts, starts, strict=True)]
        return np.concatenate(shifted)

    pairs = Pairs(
        side(lambda p: p.model.pair_list.helper, 0),  # type: ignore[union-attr]
        side(lambda p: p.model.pair_list.recipient, 1),  # type: ignore[union-attr]
        side(lambda p: p.model.pair_list.role),  # type: ignore[union-attr]
        side(lambda p: p.model.pair_list.least),  # type: ignore[union-attr]
        side(lambda p: p.model.pair_list.most),  # type: ignore[union-attr]
    )
    limits: list[Limit] = []
    aims: list[Tier] = []
    draws: list[Tier] = []
    rows: list[Rows] = []
    for part, start in zip(parts, starts, strict=True):
        limits += _limits(part, start, totals)
        tiers = _tiers(part, start, totals)
        aims += [tier for own, tier in tiers if own != LOTTERY]
        draws += [tier for own, tier in tiers if own == LOTTERY and lottery and part is not parts[-1]]
        rows += _own_rows(part, start)
    rows += _links(tree, parts, starts)
    model = AssignmentModel(totals[0], totals[1], pairs, limits, rows=rows, tiers=[*aims, *draws])
    return JointModel(model, parts, starts)


def _wide(values: Ints, first: int, total: int, empty: int) -> Ints:
    out = np.full(total, empty, np.int64)
    out[first : first + len(values)] = values
    return out


def _limits(part: Part, start: tuple[int, int, int], totals: tuple[int, int, int]) -> list[Limit]:
    made = []
    for limit in part.model.limits:
        helper_key, recipient_key = limit.helper_key, limit.recipient_key
        if helper_key is None and recipient_key is None:
            recipient_key = np.zeros(part.model.recipient_count, np.int64)
        weight: Ints | int = limit.weight
        if limit.weight_by == "recipient":
            weight = _wide(np.asarray(limit.weight), start[1], totals[1], 0)
        elif limit.weight_by == "pair":
            weight = _wide(np.asarray(limit.weight), start[2], totals[2], 0)
        made.append(
            Limit(
                f"{part.level}.{limit.name}",
                None if helper_key is None else _wide(helper_key, start[0], totals[0], -1),
                None if recipient_key is None else _wide(recipient_key, start[1], totals[1], -1),
                limit.role_key,
                weight,
                limit.least,
                limit.most,
                weight_by=None if isinstance(weight, int) else limit.weight_by,  # type: ignore[arg-type]
            )
        )
    return made


def _tiers(part: Part, start: tuple[int, int, int], totals: tuple[int, int, int]) -> list[tuple[str, Tier]]:
    """With the name that the level itself gives each."""
    made = []
    for tier in part.model.tiers:
        own = np.zeros(part.pairs, np.int64) if tier.pair_cost is None else tier.pair_cost
        wide = Tier(
            f"{part.level}.{tier.name}",
            pair_cost=_wide(own, start[2], totals[2], 0),
            form=tier.form,
            on=None if tier.on is None else f"{part.level}.{tier.on}",
            within=tier.within,
        )
        made.append((tier.name, wide))
    return made


def _own_rows(part: Part, start: tuple[int, int, int]) -> list[Rows]:
    made = []
    for rows in part.model.rows:
        matrix = (rows.data, rows.indices + start[2], rows.indptr)
        made.append(Rows(f"{part.level}.{rows.name}", matrix, rows.lo, rows.hi))
    return made


def _links(tree: Tree, parts: Sequence[Part], starts: Sequence[tuple[int, int, int]]) -> list[Rows]:
    """One row for each (lower nodes, set of superiors): used below at most as often as one of them answers above.

    Rows ascend by the first of the nodes, then by the superiors.
    """
    free = {part.level for part in parts}
    above: dict[tuple[str, str], int] = {}
    made = []
    for part, (_, _, first) in zip(parts, starts, strict=True):
        listed = part.model.pair_list
        assert listed is not None
        rows: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        ends = list(zip(listed.helper.tolist(), listed.recipient.tolist(), listed.most.tolist(), strict=True))
        need = {part.recipients[row][0]: part.needs[row] for row in range(len(part.recipients))}
        for place, (helper, recipient, _) in enumerate(ends):
            node = part.recipients[recipient][0]
            parent, bosses = tree.parent[node], tree.superiors[part.level][part.helpers[helper][0]]
            if bosses and parent and tree.level_of[parent] in free:
                rows.setdefault((node, bosses), []).append(place + first)
        data: list[int] = []
        indices: list[int] = []
        begins = [0]
        lowest: list[int] = []
        for (node, bosses), below in sorted(rows.items()):
            over = [above[boss, tree.parent[node]] for boss in bosses if (boss, tree.parent[node]) in above]
            indices += below + over
            data += [1] * len(below) + [-need[node]] * len(over)
            begins.append(len(indices))
            lowest.append(-need[node] * len(over))
        if rows:
            matrix = tuple(np.array(values, np.int64) for values in (data, indices, begins))
            made.append(
                Rows(f"{part.level}.{LINKS}", matrix, np.array(lowest, np.int64), np.zeros(len(rows), np.int64))
            )
        for place, (helper, recipient, most) in enumerate(ends):
            if most:
                above[part.helpers[helper][0], part.recipients[recipient][0]] = place + first
    return made
