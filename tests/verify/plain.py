"""A second judge in plain Python integers: slow, without numpy arithmetic, written apart from the first.

Covers lists of pairs with tiers of every form, and proofs of every kind but knapsacks over more than a few pairs.
`judge(model, result)` -> list of (value, bound or None), minimised, or None when something stated is false.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

from optimizer.model import AssignmentModel, Flow, Leaf, Levels, ModelResult, Threshold, Tree

FAR = 10**30


class False_(Exception):
    """Something stated is false."""


class Facts:
    """The model as lists and dictionaries of Python ints."""

    def __init__(self, model: AssignmentModel) -> None:
        self.model = model
        pairs = model.pair_list
        assert pairs is not None
        self.pairs = [tuple(map(int, p)) for p in zip(pairs.helper, pairs.recipient, pairs.role, strict=True)]
        self.box = [(int(a), int(b)) for a, b in zip(pairs.least, pairs.most, strict=True)]
        self.terms: dict[tuple[str, int], dict[int, int]] = {}
        self.range: dict[tuple[str, int], tuple[int, int]] = {}
        self.lack: dict[tuple[str, int], int] = {}
        for limit in model.limits:
            for row in range(limit.count):
                self.terms["limit " + limit.name, row] = {}
                self.range["limit " + limit.name, row] = (int(limit.least[row]), int(limit.most[row]))
                if limit.missing is not None:
                    self.lack["limit " + limit.name, row] = int(limit.missing[row])
            for p, ends in enumerate(self.pairs):
                row = 0
                sizes = (1, limit.recipient_groups, limit.role_groups)
                for key, end, size in zip(
                    (limit.helper_key, limit.recipient_key, limit.role_key), ends, sizes, strict=True
                ):
                    if key is not None:
                        row = -1 if row < 0 or key[end] < 0 else row * size + int(key[end])
                if row >= 0:
                    at = {"one": None, "recipient": ends[1], "pair": p}[limit.weight_by]
                    weight = limit.weight if at is None else limit.weight[at]  # type: ignore[index]
                    self.terms["limit " + limit.name, row][p] = int(weight)  # type: ignore[arg-type]
        for rows in model.rows:
            for row in range(rows.count):
                line: dict[int, int] = {}
                for entry in range(int(rows.indptr[row]), int(rows.indptr[row + 1])):
                    p = int(rows.indices[entry])
                    line[p] = line.get(p, 0) + int(rows.data[entry])
                self.terms["rows " + rows.name, row] = line
                self.range["rows " + rows.name, row] = (int(rows.lo[row]), int(rows.hi[row]))

    def cost(self, k: int) -> list[int]:
        return [int(c) for c in self.model.tiers[k].pair_cost]  # type: ignore[union-attr]

    def lack_cost(self, k: int, key: tuple[str, int]) -> int:
        costs = self.model.tiers[k].missing_cost
        roles = self.model.limit(key[0].removeprefix("limit ")).role_groups
        return int(costs[key[1] // roles]) if len(costs) else 0

    def factor(self, k: int) -> int | None:
        """Total = factor * load, where a tier's group totals are loads."""
        tier = self.model.tiers[k]
        if tier.form == "convex":
            return 1
        return tier.sign if tier.form == "leximin" and not any(self.cost(k)) else None

    def groups(self, k: int) -> list[dict[int, int]]:
        """Per group of tier k: what a unit of each pair adds to its (minimised) total."""
        tier = self.model.tiers[k]
        cost = self.cost(k)
        out = []
        for row in range(self.model.limit(str(tier.on)).count):
            load = self.terms[f"limit {tier.on}", row]
            if tier.form == "convex":
                out.append(dict(load))
            elif tier.form == "leximin" and not any(cost):
                out.append({p: tier.sign * w for p, w in load.items()})
            else:
                out.append({p: cost[p] for p in load})
        return out


def value(facts: Facts, x: list[int], m: dict[tuple[str, int], int], k: int) -> int:
    tier = facts.model.tiers[k]
    cost = facts.cost(k)
    if tier.form in ("worst", "leximin"):
        if tier.on is not None:
            return max(sum(a * x[p] for p, a in group.items()) for group in facts.groups(k))
        used = [cost[p] for p in range(len(x)) if x[p]]
        return max(used) if used else min(c for c, (_, most) in zip(cost, facts.box, strict=True) if most)
    total = sum(c * n for c, n in zip(cost, x, strict=True))
    total += sum(facts.lack_cost(k, key) * n for key, n in m.items())
    if tier.form == "convex":
        total += tier.sign * tier.scale * sum(sum(a * x[p] for p, a in g.items()) ** 2 for g in facts.groups(k))
    return total


class Room:
    """Where a proof minimises: boxes of pairs, ranges of rows, tops of what lacks."""

    def __init__(self, facts: Facts) -> None:
        self.box, self.range = list(facts.box), dict(facts.range)
        self.lack = {key: (0, top) for key, top in facts.lack.items()}

    def clone(self) -> Room:
        room = object.__new__(Room)
        room.box, room.range, room.lack = list(self.box), dict(self.range), dict(self.lack)
        return room

    def cut(self, what: dict[Any, tuple[int, int]], key: Any, low: int, high: int) -> None:
        what[key] = (max(what[key][0], low), min(what[key][1], high))

    def hollow(self) -> bool:
        return any(a > b for a, b in (*self.box, *self.range.values(), *self.lack.values()))


@dataclass
class Load:
    """A function of group totals: weight * f(t) - price * t; f is t * t, or what t has above ``hinge``."""

    price: list[int]
    groups: list[dict[int, int]]
    weight: int
    hinge: int | None
    limit: str
    factor: int | None

    def shape(self, t: int) -> int:
        return t * t if self.hinge is None else max(0, t - self.hinge)


class Court:
    def __init__(self, model: AssignmentModel, result: ModelResult) -> None:
        self.facts = Facts(model)
        self.model, self.result = model, result
        self.caps: list[int] = []
        self.leaves: list[list[tuple[Room, Any, Any, int | None]]] = []
        self.x: list[int] = []

    def roster(self) -> list[int]:
        facts, model = self.facts, self.model
        x = [0] * len(facts.pairs)
        for p, n in zip(self.result.chosen.tolist(), self.result.amount.tolist(), strict=True):
            x[p] = n
        m = {
            key: int(self.result.missing[key[0].removeprefix("limit ")][key[1]])
            if key[0].removeprefix("limit ") in self.result.missing
            else 0
            for key in facts.lack
        }
        good = all(a <= n <= b for n, (a, b) in zip(x, facts.box, strict=True))
        good &= all(0 <= n <= facts.lack[key] for key, n in m.items())
        for key, terms in facts.terms.items():
            low, high = facts.range[key]
            good &= low <= sum(w * x[p] for p, w in terms.items()) + m.get(key, 0) <= high
        for spread in model.spreads:
            ends = [(h, r) if spread.of == "helper" else (r, h) for h, r, _ in facts.pairs]
            used = {(int(spread.whole[a]), int(spread.part[b])) for n, (a, b) in zip(x, ends, strict=True) if n}
            for whole, most in enumerate(spread.most):
                good &= len({part for w, part in used if w == whole and part >= 0}) <= most
        if not good:
            raise False_
        self.x = x
        return [value(facts, x, m, k) for k in range(len(model.tiers))]

    def room(self, number: int, fixed: tuple[int, ...]) -> Room:
        room = Room(self.facts)
        for k in range(number):
            self.hold(room, k, self.caps[k])
        for k in sorted(set(fixed)):
            for own, dual, price, held in self.leaves[k]:
                self.face(room, own, dual, price, self.caps[k] if held is None else held)
        return room

    def hold(self, room: Room, k: int, cap: int) -> None:
        tier = self.model.tiers[k]
        if tier.form == "worst" and tier.on is None:
            for p, c in enumerate(self.facts.cost(k)):
                if c > cap:
                    room.cut(room.box, p, room.box[p][0], 0)  # type: ignore[arg-type]
        if tier.form not in ("worst", "leximin") or tier.on is None or self.model.limit(tier.on).missing is not None:
            return
        for row, group in enumerate(self.facts.groups(k)):
            load = self.facts.terms[f"limit {tier.on}", row]
            ratios = {a for p, a in group.items() if load[p] == 1}
            if len(ratios) == 1 and all(w == 1 for w in load.values()) and 0 not in ratios:
                a = ratios.pop()
                ends = (-FAR, cap // a) if a > 0 else (-(cap // -a), FAR)
                room.cut(room.range, (f"limit {tier.on}", row), *ends)

    def prices(self, number: int, dual: Any, objective: tuple[Any, ...]) -> tuple[list[int], dict[Any, int], int, Any]:
        """(reduced cost of pairs, of what lacks, constant, function of group totals or None)."""
        facts = self.facts
        kind, hinge = objective
        d = [0] * len(facts.pairs)
        lack = dict.fromkeys(facts.lack, 0)
        constant = 0
        linear = list(dual.tiers.items()) + ([(number, dual.scale)] if kind == "sum" or kind == "convex" else [])
        for k, weight in linear:
            if weight < 0:
                raise False_
            d = [a + weight * c for a, c in zip(d, facts.cost(k), strict=True)]
            for key in lack:
                lack[key] += weight * facts.lack_cost(k, key)
            constant -= 0 if k == number else weight * self.caps[k]
        load = None
        if dual.links is not None or kind in ("convex", "level"):
            groups = facts.groups(number)
            z = [int(v) for v in dual.links] if dual.links is not None else [0] * len(groups)
            if kind == "level" and facts.factor(number) == -1:
                z = [-v for v in z]
            for price, group in zip(z, groups, strict=True):
                for p, a in group.items():
                    d[p] += price * a
            if kind == "convex" or kind == "level":
                tier = self.model.tiers[number]
                weight = dual.scale * tier.scale if kind == "convex" else dual.scale
                load = Load(z, groups, weight, hinge, f"limit {tier.on}", facts.factor(number))
            elif kind == "worst" and (min(z) < 0 or sum(z) != dual.scale):
                raise False_
        elif kind == "worst":
            raise False_
        for name, y in [
            *((f"limit {n}", y) for n, y in dual.limits.items()),
            *((f"rows {n}", y) for n, y in dual.rows.items()),
        ]:
            for row, price in enumerate(y):
                for p, w in facts.terms[name, row].items():
                    d[p] -= int(price) * w
                if (name, row) in lack:
                    lack[name, row] -= int(price)
        return d, lack, constant, load

    def bound(self, room: Room, dual: Any, priced: tuple[Any, ...]) -> int | None:
        if room.hollow():
            return None
        d, lack, constant, load = priced
        total = constant
        for name, y in [
            *((f"limit {n}", y) for n, y in dual.limits.items()),
            *((f"rows {n}", y) for n, y in dual.rows.items()),
        ]:
            for row, price in enumerate(y):
                low, high = room.range[name, row]
                total += min(int(price) * low, int(price) * high)
        total += sum(min(c * room.lack[key][0], c * room.lack[key][1]) for key, c in lack.items())
        if load is not None:
            total += sum(min(curve.values()) for curve in self.curves(room, load))
        total += (
            sum(min(c * a, c * b) for c, (a, b) in zip(d, room.box, strict=True))
            if not dual.kept
            else self.packed(room, d, dual.kept)
        )
        return total

    def curves(self, room: Room, load: Load) -> list[dict[int, int]]:
        """Per group: total -> f(total) - price * total, over every total that the boxes and the limit leave."""
        out = []
        for row, (price, group) in enumerate(zip(load.price, load.groups, strict=True)):
            ends = [(a * self.facts.box[p][0], a * self.facts.box[p][1]) for p, a in group.items()]
            low, high = sum(map(min, ends)), sum(map(max, ends))
            if load.factor is not None and (load.limit, row) not in self.facts.lack:
                first, last = sorted(load.factor * end for end in room.range[load.limit, row])
                low, high = max(low, first), min(high, last)
            out.append({t: load.weight * load.shape(t) - price * t for t in range(low, high + 1)})
        return out

    def packed(self, room: Room, d: list[int], kept: tuple[str, ...]) -> int:
        """Every way of every group of helpers, by trying all; only for groups of a few pairs."""
        limits = [f"limit {n}" for n in kept if any(limit.name == n for limit in self.model.limits)]
        spreads = [s for s in self.model.spreads if s.name in kept]
        keys = [limit.helper_key for limit in self.model.limits if limit.name in kept] + [s.whole for s in spreads]
        ends = [(r, h) if any(s.of == "recipient" for s in spreads) else (h, r) for h, r, _ in self.facts.pairs]
        group = [max(int(key[own]) for key in keys) for own, _ in ends]  # type: ignore[index]
        total = sum(min(c * a, c * b) for c, (a, b), g in zip(d, room.box, group, strict=True) if g < 0)
        for own in sorted({g for g in group if g >= 0}):
            mine = [p for p, g in enumerate(group) if g == own]
            best = FAR
            for ways in product(*(range(room.box[p][0], room.box[p][1] + 1) for p in mine)):
                amount = dict(zip(mine, ways, strict=True))
                good = True
                for name in limits:
                    used = sum(w * amount[p] for p, w in self.facts.terms[name, own].items())
                    good &= room.range[name, own][0] <= used <= room.range[name, own][1]
                for spread in spreads:
                    parts = {int(spread.part[ends[p][1]]) for p, n in amount.items() if n}
                    good &= len(parts - {-1}) <= spread.most[own]
                if good:
                    best = min(best, sum(d[p] * n for p, n in amount.items()))
            total += best
        return total

    def face(self, room: Room, own: Room, dual: Any, priced: Any, cap: int) -> None:
        bound = self.bound(own, dual, priced)
        if bound is None:
            return
        slack = dual.scale * cap - bound
        if slack < 0:
            raise False_
        d, lack, _, load = priced
        self.loads(room, own, load, slack)

        def side(c: int, low: int, high: int) -> tuple[int, int]:
            return (low, low + slack // c) if c > 0 else (high - slack // -c, high) if c < 0 else (low, high)

        if not dual.kept:
            for p, c in enumerate(d):
                room.cut(room.box, p, *side(c, *own.box[p]))  # type: ignore[arg-type]
        for key, c in lack.items():
            room.cut(room.lack, key, *side(c, *own.lack[key]))
        for name, y in [
            *((f"limit {n}", y) for n, y in dual.limits.items()),
            *((f"rows {n}", y) for n, y in dual.rows.items()),
        ]:
            for row, price in enumerate(y):
                room.cut(room.range, (name, row), *side(int(price), *own.range[name, row]))

    def loads(self, room: Room, own: Room, load: Any, slack: int) -> None:
        """Group totals stay where their function is least, when nothing is to spare."""
        if load is None or slack or load.factor is None:
            return
        for row, curve in enumerate(self.curves(own, load)):
            if (load.limit, row) not in self.facts.lack:
                least = [load.factor * t for t, v in curve.items() if v == min(curve.values())]
                room.cut(room.range, (load.limit, row), min(least), max(least))

    def tree(self, number: int, tree: Tree, start: Room, objective: Any, extra: int = 0) -> int | None:
        """Smallest leaf bound; None when all are empty. ``start``: without the faces that a leaf adds."""
        best: int | None = None

        def visit(node: int, path: list[tuple[int, int, int]]) -> None:
            nonlocal best
            here = tree.nodes[node]
            if not isinstance(here, Leaf):
                visit(here.below, [*path, (here.pair, -FAR, here.at_most)])
                visit(here.above, [*path, (here.pair, here.at_most + 1, FAR)])
                return
            room = start.clone()
            fixed = self.room(number, here.dual.fixed)
            for what, other in ((room.box, fixed.box), (room.range, fixed.range), (room.lack, fixed.lack)):
                for key in range(len(other)) if isinstance(other, list) else other:
                    room.cut(what, key, *other[key])  # type: ignore[arg-type, index]
            full = room.clone()
            for pair, low, high in path:
                room.cut(room.box, pair, low, high)  # type: ignore[arg-type]
            priced = self.prices(number, here.dual, ("empty", None) if here.empty else objective)
            found = self.bound(room, here.dual, priced)
            if here.empty or objective[0] == "empty":
                if found is not None and found - extra <= 0:
                    raise False_
                return
            if found is None:
                return
            if len(tree.nodes) == 1:
                self.leaves[-1].append((full, here.dual, priced, None))
            up = -(-found // here.dual.scale)
            best = up if best is None else min(best, up)

        visit(0, [])
        return best

    def prove(self, k: int, proof: Any) -> int | None:
        tier = self.model.tiers[k]
        start = Room(self.facts)
        if isinstance(proof, Threshold):
            for p, c in enumerate(self.facts.cost(k)):
                if tier.on is None and c >= proof.value:
                    start.cut(start.box, p, start.box[p][0], 0)  # type: ignore[arg-type]
            if tier.on is not None:
                self.hold(start, k, proof.value - 1)
            if proof.proof.nodes:
                self.tree(k, proof.proof, start, ("empty", None))
            elif proof.value > min(self.facts.cost(k)):
                raise False_
            return int(proof.value)
        if isinstance(proof, Levels):
            reached = [sum(a * self.x[p] for p, a in g.items()) for g in self.facts.groups(k)]
            met = set()
            for value_, part, b in zip(proof.values, proof.proofs, proof.excess, strict=True):
                hinge = tier.sign * b
                own = sum(max(0, t - hinge) for t in reached)
                before = start.clone()
                for index in range(len(self.leaves[-1])):
                    room, dual, priced, held = self.leaves[-1][index]
                    assert held is not None
                    self.face(before, room, dual, priced, held)
                tree = Tree((Leaf(part.dual),)) if isinstance(part, Flow) else part
                count = len(self.leaves[-1])
                bound = self.tree(k, tree, before, ("level", hinge))  # type: ignore[arg-type]
                self.leaves[-1][count:] = [(r, d, c, own) for r, d, c, _ in self.leaves[-1][count:]]
                if bound is None or value_ > bound or bound > own:
                    raise False_
                if bound == own:
                    met.add(hinge)
            wanted = {t - 1 for t in reached if t > 0 or tier.sign < 0}
            return max(reached) if wanted <= met else None
        tree = Tree((Leaf(proof.dual),)) if isinstance(proof, Flow) else proof
        return self.tree(k, tree, start, (tier.form, None))


def judge(model: AssignmentModel, result: ModelResult) -> list[tuple[int, int | None]] | None:
    court = Court(model, result)
    certificate = result.certificate
    try:
        if certificate is not None and certificate.impossibility is not None:
            found = court.tree(0, certificate.impossibility.tree, Room(court.facts), ("empty", None))
            return [] if found is None else None
        values = court.roster()
        out: list[tuple[int, int | None]] = []
        for k, own in enumerate(values):
            outcome = result.tiers[k]
            court.leaves.append([])
            proof = certificate.tiers[k] if certificate is not None and k < len(certificate.tiers) else None
            bound = None if proof is None else court.prove(k, proof)
            sign = model.tiers[k].sign
            stated = None if outcome.bound_scaled is None else sign * outcome.bound_scaled
            if outcome.value_scaled != sign * own or (bound is not None and bound > own):
                return None
            if proof is not None and bound is not None and stated is not None and stated > bound:
                return None
            out.append((own, bound))
            room = 0 if bound is None else bound + model.tiers[k].allowance(bound)
            court.caps.append(own if bound is None else max(own, room))
    except False_:
        return None
    return out
