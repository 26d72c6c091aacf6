"""From a tier's proof to its bound, over the rosters that keep the achieved values of the tiers before."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from optimizer.model.assignment import AssignmentModel
from optimizer.model.certificate import Dual, Flow, Held, Impossibility, Leaf, Levels, Proof, Shares, Threshold, Tree
from optimizer.model.normal import TierCost
from optimizer.verify.blocks import AllPairs
from optimizer.verify.exact import Array, integer, plus, threshold, times, total
from optimizer.verify.faces import Face
from optimizer.verify.feasible import Chosen
from optimizer.verify.loads import LoadCost, Loads, Rounded, Totals, totals_of
from optimizer.verify.multipliers import Multipliers, read_dual
from optimizer.verify.relaxation import Costs, Relaxation
from optimizer.verify.shares import least_squares
from optimizer.verify.space import Space, lacking_columns
from optimizer.verify.trees import tree_bound
from optimizer.verify.values import excess, smallest_cost, tier_value
from optimizer.verify.verdict import Rejected, Unproved


class Proofs:
    """The proofs of one model, tier after tier. ``caps[k]``: what tier k may be at most for the tiers after it; ``whole[k]``: it is
    proved best in its whole form and kept so. ``levels[k]`` of a leximin tier: (distinct total, proved bound or None), largest first."""

    def __init__(self, model: AssignmentModel, pairs: AllPairs, chosen: Chosen | None) -> None:
        self.model, self.pairs, self.chosen = model, pairs, chosen
        self.columns = model.pair_count + sum(count for _, count in lacking_columns(model).values())
        self.caps: list[int] = []
        self.whole: list[bool] = []
        self.levels: dict[int, list[tuple[int, int | None]]] = {}
        self._leaves: list[list[tuple[Relaxation, int | None]]] = []
        self._spaces: dict[tuple[int, tuple[int, ...]], Space] = {}

    def impossible(self, proof: Impossibility) -> None:
        """Raises Rejected unless every leaf is empty by its own multipliers."""
        space = Space.whole(self.model)
        if tree_bound(proof.tree, self.columns, lambda dual, empty: self._empty(0, space, dual)) is not None:
            raise Rejected("not_impossible")

    def prove(self, tier: TierCost, proof: Proof) -> tuple[int | None, bool]:
        """(bound, whether the proof reaches as far as the tier's form asks). Raises Rejected, Unproved.

        The bound is minimised and scaled, of the tier's value (leximin: of the largest total); None: no roster at all.
        """
        self._leaves.append([])
        if tier.form == "leximin":
            if not isinstance(proof, Levels):
                raise Rejected("proof_form", tier=tier.name, kind=proof.kind)
            return self._leximin(tier, proof)
        if isinstance(proof, Levels):
            raise Rejected("proof_form", tier=tier.name, kind=proof.kind)
        if isinstance(proof, Shares):
            if tier.form != "convex" or self.chosen is None:
                raise Rejected("proof_form", tier=tier.name, kind=proof.kind)
            return least_squares(self.model, tier, tier_value(self.model, self.pairs, self.chosen, tier)), True
        if isinstance(proof, Threshold):
            return self._threshold(tier, proof), True
        if tier.form == "worst" and tier.on is None:
            raise Rejected("proof_form", tier=tier.name, kind=proof.kind)
        if tier.form == "convex" and tier.sign < 0:
            raise Unproved("convex_max", tier=tier.name)
        return self._tree(tier, proof, tier.number), True

    def close(self, cap: int, *, kept: bool, whole: bool) -> None:
        """The tier just proved (or not) is held at most at ``cap`` from now on; ``kept``: at its achieved value; ``whole``:
        which is proved in the whole form, so that a leximin tier keeps its sorted totals."""
        self.caps.append(cap)
        self.whole.append(whole and kept)
        if len(self._leaves) < len(self.caps):
            self._leaves.append([])
        if not kept:
            self._leaves[-1] = [(leaf, held) for leaf, held in self._leaves[-1] if held is None]

    def _tree(self, tier: TierCost, proof: Flow | Tree, number: int) -> int | None:
        tree = self._as_tree(tier, proof)

        last: list[Relaxation] = []

        def build(dual: Dual, empty: bool) -> Relaxation:
            read = read_dual(self.model, dual, before=number, on=tier.on)
            space = self._space(number, read.fixed)
            last[:] = [self._empty(number, space, dual) if empty else self._leaf(tier, space, read)]
            return last[0]

        bound = tree_bound(tree, self.columns, build)
        if len(tree.nodes) == 1 and bound is not None:
            self._leaves[-1].append((last[0], None))
        return bound

    def _as_tree(self, tier: TierCost, proof: Proof) -> Tree:
        if isinstance(proof, Flow):
            if proof.dual.scale != 1 or isinstance(proof.dual.scale, bool):
                raise Rejected("flow_scale", tier=tier.name)
            return Tree((Leaf(proof.dual),))
        if not isinstance(proof, Tree):
            raise Rejected("proof_form", tier=tier.name, kind=proof.kind)
        return proof

    def _leaf(self, tier: TierCost, space: Space, dual: Multipliers) -> Relaxation:
        """A leaf of a tier of form sum, convex or worst on a limit."""
        costs = Costs()
        self._value_rows(dual, costs)
        totals = totals_of(self.pairs, tier)
        price = dual.links if dual.links is not None else None
        if tier.form in ("worst", "leximin"):
            assert totals is not None
            if price is None or (price < 0).any() or total(price) != dual.scale:
                raise Rejected("links_sum", tier=tier.name)
            costs.measured.append((price, totals))
            return Relaxation(self.pairs, space, dual, costs)
        if tier.form == "excess":
            costs.wishes[tier.number] = dual.scale
            return Relaxation(self.pairs, space, dual, costs)
        costs.linear.append((dual.scale, tier))
        if totals is not None and tier.form == "convex":
            self._load(costs, totals, dual, square=dual.scale * tier.scale)
        return Relaxation(self.pairs, space, dual, costs)

    def _empty(self, number: int, space: Space, dual: Dual) -> Relaxation:
        """A leaf with all costs 0: what is left are the value rows of the tiers before."""
        read = read_dual(self.model, dual, before=number)
        if read.fixed and number == 0:
            raise Rejected("unknown_tier", tier=read.fixed[0], before=0)
        costs = Costs()
        self._value_rows(read, costs)
        return Relaxation(self.pairs, space, read, costs)

    def _value_rows(self, dual: Multipliers, costs: Costs) -> None:
        """ "tier k <= cap" with its multiplier: its costs join, its cap is taken off."""
        for k, weight in sorted(dual.tiers.items()):
            tier = self.model.tiers[k]
            if tier.form == "excess":
                costs.wishes[k] = weight
                costs.constant -= weight * self.caps[k]
                continue
            if tier.form != "sum" and (tier.form != "convex" or tier.sign < 0 or k not in dual.held):
                raise Unproved("value_row_form", tier=tier.name, form=tier.form)
            costs.linear.append((weight, tier))
            costs.constant -= weight * self.caps[k]
        for k, held in sorted(dual.held.items()):
            self._held(k, held, dual.tiers.get(k, 0), costs)
        for k, price in sorted(dual.groups.items()):
            totals = totals_of(self.pairs, self.model.tiers[k])
            assert totals is not None
            costs.measured.append((price, totals))
            costs.constant -= total(price) * self.caps[k]

    def _held(self, k: int, held: Held, weight: int, costs: Costs) -> None:
        """The function of group totals in the value row of an earlier tier; its linear part is in the row itself."""
        tier = self.model.tiers[k]
        totals = totals_of(self.pairs, tier)
        assert totals is not None and self.chosen is not None
        if held.hinges:
            if not self.whole[k]:
                raise Unproved("value_row_form", tier=tier.name, form=tier.form)
            reached = totals.achieved(self.pairs, self.chosen)
            costs.constant -= sum(w * excess(reached, b) for b, w in held.hinges)
        price = -held.links if isinstance(totals.factor, int) and totals.factor < 0 else held.links
        costs.measured.append((price, Loads(totals)))
        costs.loads.append(LoadCost(totals, price, weight * tier.scale, held.hinges))

    def _load(
        self,
        costs: Costs,
        totals: Totals,
        dual: Multipliers,
        *,
        square: int = 0,
        hinges: tuple[tuple[int, int], ...] = (),
    ) -> None:
        price = dual.links if dual.links is not None else np.zeros(totals.limit.count, np.int64)
        costs.measured.append((price, Loads(totals)))
        costs.loads.append(LoadCost(totals, price, square, hinges))

    def _space(self, number: int, fixed: tuple[int, ...]) -> Space:
        """Rosters that keep the values of the tiers before ``number``, and the faces of ``fixed``."""
        key = (number, tuple(sorted(set(fixed))))
        if key not in self._spaces:
            space = Space.whole(self.model)
            for tier in self.model.tiers[:number]:
                self._capped(space, tier)
            for k in key[1]:
                for leaf, held in self._leaves[k]:
                    self._add_face(space, leaf, self.caps[k] if held is None else held)
            self._spaces[key] = space
        return self._spaces[key]

    def _capped(self, space: Space, tier: TierCost) -> None:
        """A worst tier forbids dearer pairs; a largest load held is a limit's upper (lower) end."""
        cap = self.caps[tier.number]
        totals = totals_of(self.pairs, tier)
        if tier.form == "excess":
            space.spared(tier, cap)
        if tier.form == "worst" and totals is None:
            space.caps.append((tier, cap))
        if tier.form in ("worst", "leximin") and totals is not None:
            _hold(self.pairs, space, totals, cap)

    def _add_face(self, space: Space, leaf: Relaxation, cap: int) -> None:
        value = leaf.bound()
        if value is None:
            return
        slack = leaf.dual.scale * cap - value
        if slack < 0:
            raise Rejected("bound_above_value", bound=value, value=leaf.dual.scale * cap)
        face = Face(leaf, slack)
        space.faces.append(face)
        space.tightened(face.limits, face.missing, face.rows)

    def _threshold(self, tier: TierCost, proof: Threshold) -> int:
        if tier.form not in ("worst", "leximin"):
            raise Rejected("proof_form", tier=tier.name, kind=proof.kind)
        value = threshold("threshold", proof.value)
        totals = totals_of(self.pairs, tier)
        if not proof.proof.nodes:
            if value > self._least_worst(tier, totals):
                raise Rejected("tree_empty")
            return value
        known: dict[tuple[int, ...], Space] = {}
        below = value - 1 if totals is None else totals.whole(value - 1)
        no_negative = all(bool((block.bounds()[0] >= 0).all()) for block in self.pairs)

        def build(dual: Dual, empty: bool) -> Relaxation:
            read = read_dual(self.model, dual, before=tier.number, on=tier.on, rounded=True)
            if read.fixed not in known:
                known[read.fixed] = self._space(tier.number, read.fixed).copy()
                if totals is None:
                    known[read.fixed].caps.append((tier, value - 1))
                else:
                    _hold(self.pairs, known[read.fixed], totals, below)
                    if totals.never_fall(self.pairs):
                        known[read.fixed].ceilings.append((totals, below))
            costs = Costs()
            self._value_rows(read, costs)
            if totals is not None and read.links is not None:
                if (read.links < 0).any():
                    raise Rejected("multiplier_sign", name="links")
                costs.measured.append((read.links, totals))
                costs.constant -= total(np.asarray(times(read.links, below)))
            for k, price in sorted(read.rounded.items()):
                if totals is None or below == -1 or not no_negative:
                    raise Rejected("rounded_form", tier=tier.name)
                whole = Rounded(totals, k, below + 1)
                costs.measured.append((price, whole))
                costs.constant -= total(np.asarray(times(price, whole.most)))
            return Relaxation(self.pairs, known[read.fixed], read, costs)

        tree = self._as_tree(tier, proof.proof)
        if any(isinstance(node, Leaf) and not node.empty for node in tree.nodes):
            raise Rejected("threshold_leaf", tier=tier.name)
        tree_bound(tree, self.columns, build)
        return value

    def _least_worst(self, tier: TierCost, totals: Totals | None) -> int:
        """What the largest cost (total) is at least, whatever the roster."""
        if totals is None:
            return smallest_cost(self.pairs, tier)
        low, _ = totals.attainable(self.pairs)
        return int(low.max()) if len(low) else 0

    def _leximin(self, tier: TierCost, proof: Levels) -> tuple[int, bool]:
        """Level after level; the bound is that of the largest total, and the reach is full when every level is met."""
        totals = totals_of(self.pairs, tier)
        assert totals is not None and self.chosen is not None
        reached = totals.achieved(self.pairs, self.chosen)
        every = sorted({int(v) for v in reached.tolist()}, reverse=True)
        self.levels[tier.number] = [(v, None) for v in every]
        if len(proof.values) != len(proof.proofs):
            raise Rejected("levels", tier=tier.name, values=len(proof.values), proofs=len(proof.proofs))
        if not proof.excess:
            return self._largest_total(tier, totals, proof, reached)
        thresholds = [tier.sign * threshold("excess", b) for b in proof.excess]
        if len(thresholds) != len(proof.proofs) or any(a <= b for a, b in pairwise(thresholds)):
            raise Rejected("levels", tier=tier.name, values=len(thresholds), proofs=len(proof.proofs))
        levels = [(b, excess(reached, b)) for b in thresholds]
        met: set[int] = set()
        faces: list[tuple[Relaxation, int | None]] = []
        spaces: dict[tuple[int, ...], Space] = {}
        for number, (claimed, part) in enumerate(zip(proof.values, proof.proofs, strict=True)):
            bound = self._level(tier, totals, part, levels, number, faces, spaces)
            if integer("level", claimed) > bound:
                raise Rejected("level_bound", tier=tier.name, level=number + 1, claimed=int(claimed), proved=bound)
            if bound > levels[number][1]:
                raise Rejected("bound_above_value", bound=bound, value=levels[number][1])
            if bound == levels[number][1]:
                met.add(thresholds[number])
        distinct = every.copy()
        if distinct and distinct[-1] == 0 and totals.never_fall(self.pairs):
            distinct.pop()
        if not distinct:
            return 0, True
        if distinct[0] - 1 not in met:
            raise Unproved("level_open", tier=tier.name)
        first_open = next((v for v in distinct if v - 1 not in met), None)
        self.levels[tier.number] = [(v, v if first_open is None or v > first_open else None) for v in every]
        self._leaves[-1] = faces
        return distinct[0], all(v - 1 in met for v in distinct)

    def _largest_total(self, tier: TierCost, totals: Totals, proof: Levels, reached: Array) -> tuple[int, bool]:
        """Without thresholds only the first level is judged: the largest total, by a Threshold or a Tree."""
        if not proof.proofs:
            raise Unproved("level_open", tier=tier.name)
        claimed, part = integer("level", proof.values[0]), proof.proofs[0]
        if isinstance(part, Levels | Shares):
            raise Rejected("proof_form", tier=tier.name, kind=part.kind)
        bound = self._threshold(tier, part) if isinstance(part, Threshold) else self._tree(tier, part, tier.number)
        if bound is None:
            raise Rejected("not_impossible")
        if claimed > bound:
            raise Rejected("level_bound", tier=tier.name, level=1, claimed=claimed, proved=bound)
        self.levels[tier.number][:1] = [(v, bound) for v, _ in self.levels[tier.number][:1]]
        return bound, len(reached) == 1

    def _level(
        self,
        tier: TierCost,
        totals: Totals,
        proof: Flow | Tree | Threshold,
        levels: list[tuple[int, int]],
        number: int,
        faces: list[tuple[Relaxation, int | None]],
        spaces: dict[tuple[int, ...], Space],
    ) -> int:
        """Bound on the excess of one level, given the levels before; its face joins ``faces`` and narrows the ``spaces``.

        A roster that is better than the given one first differs from it at some distinct total v; its excess over every
        threshold from v up is then the same. So the levels before may be held at their achieved values.
        """
        if isinstance(proof, Threshold) and not number:
            return max(0, self._threshold(tier, proof) - levels[0][0])  # some total is as large, whatever the roster
        last: list[Relaxation] = []

        def build(dual: Dual, empty: bool) -> Relaxation:
            read = read_dual(self.model, dual, before=tier.number, level=number, on=tier.on)
            if read.fixed not in spaces:
                space = self._space(tier.number, read.fixed).copy()
                for leaf, held in faces:
                    assert held is not None
                    self._add_face(space, leaf, held)
                spaces[read.fixed] = space
            costs = Costs()
            self._value_rows(read, costs)
            hinges = [(levels[j][0], weight) for j, weight in sorted(read.levels.items())]
            costs.constant -= sum(weight * levels[j][1] for j, weight in sorted(read.levels.items()))
            if not empty:
                hinges.append((levels[number][0], read.scale))
            self._load(costs, totals, read, hinges=tuple(hinges))
            last[:] = [Relaxation(self.pairs, spaces[read.fixed], read, costs)]
            return last[0]

        tree = self._as_tree(tier, proof)
        bound = tree_bound(tree, self.columns, build)
        if bound is None:
            raise Rejected("not_impossible")
        if len(tree.nodes) == 1:
            faces.append((last[0], levels[number][1]))
            for space in spaces.values():
                self._add_face(space, last[0], levels[number][1])
        return bound


def _hold(pairs: AllPairs, space: Space, totals: Totals, cap: int) -> None:
    """Group totals at most ``cap``, where that is an end of the limit's rows."""
    if totals.limit.missing is not None:
        return
    least, most = totals.loads_within(cap)
    low, high = space.limits[totals.limit.name]
    low, high = np.maximum(low, least), np.minimum(high, most)
    if cap < 0:  # a group without pairs has total 0, whatever its factor
        high = np.where(totals.without_pairs(pairs), np.minimum(high, plus(low, -1)), high)
    space.limits[totals.limit.name] = low, high
