"""Several levels as one model: each level's own arrays side by side, tied by rows over pairs.

A pair (helper t, node r) of a lower level may be used only if one of t's superiors answers for r's parent: summed over the
helpers with the same superiors, sum_t y[t, r] <= need[r] * sum_h x[h, parent(r)]. The aims are those of the upper level
first, then those of the next. The public lottery is left out: the levels are afterwards planned one by one around the
upper rosters found here, and draw then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.domain import Pairing, Roster, Status
from optimizer.errors import InputError, NoRouteError
from optimizer.messages import Finding
from optimizer.model.arrays import Ints, Limit, Pairs, Rows, Tier
from optimizer.model.assignment import AssignmentModel
from optimizer.model.compile import compile_programme
from optimizer.model.compiled import Compiled
from optimizer.model.result import ModelResult
from optimizer.planning import Options
from optimizer.rules import rules_in_force
from optimizer.rules.ordering import LOTTERY
from scenarios.chain.chain import Chain
from scenarios.chain.linking import Owners, linked
from scenarios.chain.tree import Tree

Levels = tuple[int, ...]
COMBINATIONS_AT_MOST = 4_000_000
"""Helpers x nodes of one level: nobody is merged with anybody here."""
PAIRS_AT_MOST = 100_000
"""Pairs of all levels together; beyond it the rows that tie levels are more than the solver can prove in minutes."""


@dataclass(frozen=True)
class Joint:
    """Levels solved together. rosters: one a level, None without a roster; values: (tier name, value, label)."""

    levels: Levels
    status: Status
    rosters: tuple[Roster, ...] | None
    values: tuple[tuple[str, int, str], ...] = ()
    route: str = ""


@dataclass(frozen=True, eq=False)
class _Part:
    """One level inside the joint model: first helper, recipient and pair, and what stands behind the rows."""

    level: int
    compiled: Compiled
    model: AssignmentModel
    helpers: Ints
    recipients: Ints
    first_helper: int
    first_recipient: int
    first_pair: int

    @property
    def pairs(self) -> int:
        return self.model.pair_count

    def helper_id(self, row: int) -> str:
        return self.compiled.programme.helpers[int(self.helpers[row])].id

    def recipient_id(self, row: int) -> str:
        return self.compiled.programme.recipients[int(self.recipients[row])].id


def solve_jointly(chain: Chain, tree: Tree, levels: Levels, owners: Owners, options: Options) -> Joint:
    """Solve the levels together, given ``owners`` of the nodes above them. The judge checks the joint model's certificate.

    Raises InputError for a level whose coverage is not hard or whose programme is refused, NoRouteError.
    """
    from optimizer.solve import solve_model

    parts = _parts(chain, tree, levels, owners)
    model = _model(tree, parts)
    result = solve_model(model, work_limit=options.work_limit, time_limit=options.time_limit_seconds)
    values = tuple((t.name, int(t.value), t.label) for t in result.tiers)
    if result.status in (Status.INFEASIBLE, Status.UNDECIDED):
        return Joint(levels, result.status, None, values, result.route)
    return Joint(levels, result.status, _rosters(model, parts, result), values, result.route)


def _parts(chain: Chain, tree: Tree, levels: Levels, owners: Owners) -> list[_Part]:
    parts: list[_Part] = []
    helpers = recipients = pairs = 0
    for number in levels:
        whole = chain.levels[number].programme
        if len(whole.helpers) * len(whole.recipients) > COMBINATIONS_AT_MOST:
            raise _too_large(len(whole.helpers) * len(whole.recipients), COMBINATIONS_AT_MOST)
        programme = linked(chain, tree, number, owners, singly=True, free=levels)
        rules, problems = rules_in_force(programme)
        compiled = compile_programme(programme, rules) if not problems else None
        found = problems if compiled is None else compiled.findings
        if compiled is None or compiled.model is None or compiled.helpers is None or compiled.recipients is None:
            raise InputError(findings=found)
        model = compiled.model
        if any(limit.missing is not None for limit in model.limits):
            facts = {"level": chain.levels[number].title}
            raise InputError(findings=[Finding("chain.joint_coverage", facts=facts)])
        if model.pair_list is None:
            raise NoRouteError(detail="joint levels need listed pairs")
        part = _Part(
            number, compiled, model, compiled.helpers.first, compiled.recipients.first, helpers, recipients, pairs
        )
        parts.append(part)
        helpers, recipients, pairs = (
            helpers + model.helper_count,
            recipients + model.recipient_count,
            pairs + part.pairs,
        )
    if pairs > PAIRS_AT_MOST:
        raise _too_large(pairs, PAIRS_AT_MOST)
    return parts


def _too_large(pairs: int, most: int) -> NoRouteError:
    return NoRouteError(detail=f"{pairs} pairs, at most {most} can be solved jointly")


def _model(tree: Tree, parts: Sequence[_Part]) -> AssignmentModel:
    helpers = sum(part.model.helper_count for part in parts)
    recipients = sum(part.model.recipient_count for part in parts)
    lists = [part.model.pair_list for part in parts]

    def joined(name: str, shift: Sequence[int]) -> Ints:
        return np.concatenate([getattr(a, name) + s for a, s in zip(lists, shift, strict=True)])

    none = [0] * len(parts)
    pairs = Pairs(
        joined("helper", [part.first_helper for part in parts]),
        joined("recipient", [part.first_recipient for part in parts]),
        joined("role", none),
        joined("least", none),
        joined("most", none),
    )
    total = sum(part.pairs for part in parts)
    limits, tiers, rows = [], [], []
    for part in parts:
        limits += _limits(part, helpers, recipients, total)
        tiers += _tiers(part, total)
        rows += _own_rows(part)
    return AssignmentModel(helpers, recipients, pairs, limits, rows=[*rows, *_links(tree, parts)], tiers=tiers)


def _wide(values: Ints, first: int, total: int, empty: int) -> Ints:
    out = np.full(total, empty, np.int64)
    out[first : first + len(values)] = values
    return out


def _limits(part: _Part, helpers: int, recipients: int, pairs: int) -> list[Limit]:
    made = []
    for limit in part.model.limits:
        helper_key, recipient_key = limit.helper_key, limit.recipient_key
        if helper_key is None and recipient_key is None:
            recipient_key = np.zeros(part.model.recipient_count, np.int64)
        weight: Ints | int = limit.weight
        if limit.weight_by == "recipient":
            weight = _wide(np.asarray(limit.weight), part.first_recipient, recipients, 0)
        elif limit.weight_by == "pair":
            weight = _wide(np.asarray(limit.weight), part.first_pair, pairs, 0)
        made.append(
            Limit(
                f"{part.level}.{limit.name}",
                None if helper_key is None else _wide(helper_key, part.first_helper, helpers, -1),
                None if recipient_key is None else _wide(recipient_key, part.first_recipient, recipients, -1),
                limit.role_key,
                weight,
                limit.least,
                limit.most,
            )
        )
    return made


def _tiers(part: _Part, pairs: int) -> list[Tier]:
    made = []
    for tier in part.model.tiers:
        if tier.name == LOTTERY:
            continue
        own = np.zeros(part.pairs, np.int64) if tier.pair_cost is None else tier.pair_cost
        made.append(
            Tier(
                f"{part.level}.{tier.name}",
                pair_cost=_wide(own, part.first_pair, pairs, 0),
                form=tier.form,
                on=None if tier.on is None else f"{part.level}.{tier.on}",
                within=tier.within,
            )
        )
    return made


def _own_rows(part: _Part) -> list[Rows]:
    made = []
    for rows in part.model.rows:
        matrix = (rows.data, rows.indices + part.first_pair, rows.indptr)
        made.append(Rows(f"{part.level}.{rows.name}", matrix, rows.lo, rows.hi))
    return made


def _links(tree: Tree, parts: Sequence[_Part]) -> list[Rows]:
    """One row for each (lower node, set of superiors): used below at most as often as one of them answers above."""
    upper: dict[tuple[str, str], int] = {}
    made = []
    for part in parts:
        listed = part.model.pair_list
        assert listed is not None
        rows: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        for place, (helper, node) in enumerate(zip(listed.helper.tolist(), listed.recipient.tolist(), strict=True)):
            who, whom = part.helper_id(helper), part.recipient_id(node)
            parent, bosses = tree.parent[whom], tree.superiors[part.level][who]
            if bosses and parent and any(tree.level_of[parent] == other.level for other in parts):
                rows.setdefault((whom, bosses), []).append(place + part.first_pair)
        data: list[int] = []
        indices: list[int] = []
        starts = [0]
        needs = {r.id: sum(r.needs) for r in part.compiled.programme.recipients}
        for (whom, bosses), below in sorted(rows.items()):
            above = [upper[boss, tree.parent[whom]] for boss in bosses if (boss, tree.parent[whom]) in upper]
            indices += below + above
            data += [1] * len(below) + [-needs[whom]] * len(above)
            starts.append(len(indices))
        if rows:
            matrix = tuple(np.array(values, np.int64) for values in (data, indices, starts))
            lowest = np.full(len(rows), -sum(needs.values()) * (1 + len(parts)), np.int64)
            made.append(Rows(f"{part.level}.chain", matrix, lowest, np.zeros(len(rows), np.int64)))
        for place, (helper, node) in enumerate(zip(listed.helper.tolist(), listed.recipient.tolist(), strict=True)):
            upper[part.helper_id(helper), part.recipient_id(node)] = place + part.first_pair
    return made


def _rosters(model: AssignmentModel, parts: Sequence[_Part], result: ModelResult) -> tuple[Roster, ...]:
    helper, recipient, role = model.pair_ends(result.chosen)
    rosters = []
    for part in parts:
        programme = part.compiled.programme
        mine = (result.chosen >= part.first_pair) & (result.chosen < part.first_pair + part.pairs)
        pairings = tuple(
            Pairing(
                helper=part.helper_id(h - part.first_helper),
                recipient=part.recipient_id(r - part.first_recipient),
                role=k,
                term=programme.term,
            )
            for h, r, k in zip(helper[mine].tolist(), recipient[mine].tolist(), role[mine].tolist(), strict=True)
        )
        rosters.append(Roster(programme=programme.id, pairings=pairings))
    return tuple(rosters)
