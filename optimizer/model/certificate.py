"""Certificates: what the engine hands to the judge. Data only, integers only, no solver's word.

A bound proof is a branching tree over pairs; its leaves carry multipliers ("prices") on the model's rows. For any
multipliers y the minimum of a tier is at least

    sum over rows  min(y * lo, y * hi)  +  sum over pairs  min over x in [least, most] of d * x,   d = c - sum of y * weight

(Lagrangian / LP duality; Nemhauser and Wolsey 1988, ch. II.3), so a wrong multiplier can only weaken a bound, never make
it false. A network tier needs one leaf with scale 1 (these are its potentials); side rules need a scale and perhaps a
tree; weighted loads may keep their helper-side rows (`kept`), and the judge solves each helper's knapsack itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.model.arrays import Ints


@dataclass(frozen=True, eq=False)
class Cover:
    """Places come in whole helpers: an inequality that every roster obeys, beside the rows of the model.

    pairs: int64[k] ascending, each names a helper by one of its pairs; all their recipients lie in one part of the kept
    spread. With z[h] = 1 when helper h (its group under the kept spread and limit) uses the part, q[h] what that limit
    allows it, D = sum of ``least`` over the rows of the limit ``need`` (recipient-keyed, weight 1) that lie inside the part,

        sum of charges[h] * z[h] + unit * (what other helpers give the part + what is missing there) >= B,

    B = the least of charges . z + unit * u over z in {0, 1}, u >= 0 with q . z + u >= D, a knapsack that the judge solves
    (a lifted flow cover; Padberg, Van Roy and Wolsey 1985). charges: int64[k] >= 0, unit: int >= 0, in 1/scale.
    """

    need: str
    pairs: Ints
    charges: Ints
    unit: int


@dataclass(frozen=True, eq=False)
class Held:
    """What a proof pays for the group totals of an earlier tier k that is a function of them: its value is kept.

    links: int64[rows of tier k's ``on``], the price of one unit of the group's minimised total t (convex: of its load), in
    1/scale: d gains links[g] * (what one unit of each pair adds to t), the bound gains sum over g of min over integers t of
    F(t) - links[g] * t. Form "convex", with tiers[k] = w: F(t) = w * (tier k's scale) * t * t, beside w * its pair and missing
    costs, less w * its achieved value. Form "leximin", every level proved: ``hinges`` (b, w), w >= 0: F(t) = sum of
    w * max(t - b, 0), less w * (the same sum over the achieved totals): later tiers keep these sorted totals.
    """

    links: Ints
    hinges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, eq=False)
class Dual:
    """Multipliers, all integers, in units of 1/scale of the tier's (minimised) cost.

    limits[name]: int64[rows of that limit]; rows[name]: int64[rows]; a name left out means zeros. tiers[k] >= 0: on the
    row "tier k <= its achieved value (+ within)" of an earlier tier k. ``kept``: names of helper-side limits and spreads
    that are not priced but kept: the judge minimises over each helper's own pairs under them, exactly.

    links: int64[rows of the tier's ``on`` limit], for tiers that have a function F of each row's load t (t = sum of
    weight * x over the row, without m; F below): the price of one unit of load. Then d gains + links[g] * weight for
    the pairs of row g, and the bound gains sum over g of min over integers t >= 0 of F(t) - links[g] * t.
    F(t) = tier.scale * t * t for form "convex"; see :class:`Levels` for "leximin".

    ``fixed``: earlier tiers (numbers) whose proof is exact (a Flow or Levels whose bound equals the achieved value, a
    Threshold that meets its value) and that narrow what is allowed here, each by complementary slackness with its own
    multipliers (d, y, mc - y as that proof has them):
    pairs with d > 0 stay at their lower, d < 0 at their upper bound; rows with y > 0 stay at lo, y < 0 at hi; missing
    with mc - y > 0 stays 0, < 0 at its most; with links, the load of row g stays among the integers that minimise
    F(t) - links[g] * t (an interval; on-limits with ``missing`` have no links). After a Threshold, pairs of cost
    (minimised) above the achieved value are forbidden; with ``on``, loads stay at most the achieved one.

    For side routes: groups[k] >= 0: int64[rows of tier k's ``on``], on the rows "group total <= the largest achieved" of an
    earlier worst or leximin tier k. levels[j] >= 0: on the row "E(b_j) <= its achieved value" of an earlier level of this
    leximin tier. A Tree for "worst" ``on`` a limit has links z >= 0 that add up to the scale; its pairs cost z * pair_cost.
    ``held``: for earlier tiers of form convex or leximin, see :class:`Held`.
    ``rounded``: in a Threshold ``on`` a limit, {k: int64[rows] >= 0}: prices of "sum of floor(k * part / value) * x <= k - 1", what
    totals below the value say in whole pairs (a dual feasible function; Lueker 1983).
    ``covers``: inequalities added with multiplier 1 (see :class:`Cover`); they need a kept spread and one kept count limit.
    """

    limits: Mapping[str, Ints] = field(default_factory=dict)
    rows: Mapping[str, Ints] = field(default_factory=dict)
    tiers: Mapping[int, int] = field(default_factory=dict)
    links: Ints | None = None
    scale: int = 1
    kept: tuple[str, ...] = ()
    fixed: tuple[int, ...] = ()
    groups: Mapping[int, Ints] = field(default_factory=dict)
    levels: Mapping[int, int] = field(default_factory=dict)
    held: Mapping[int, Held] = field(default_factory=dict)
    covers: tuple[Cover, ...] = ()
    rounded: Mapping[int, Ints] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Leaf:
    """``empty``: the multipliers prove (with all costs 0 and a bound above 0) that nothing feasible lies here."""

    dual: Dual
    empty: bool = False


UNUSABLE = -1


@dataclass(frozen=True, eq=False)
class Branch:
    """x[pair] <= at_most goes to node ``below``, x[pair] >= at_most + 1 to node ``above`` (indices into the tree).

    pair UNUSABLE: of two people who can never be a pair in the judge's arrays, so that x is 0.
    """

    pair: int
    at_most: int
    below: int
    above: int


@dataclass(frozen=True, eq=False)
class Flow:
    """An exact network proof: one leaf with scale 1; its bound equals the tier's achieved value."""

    dual: Dual
    kind: str = "flow"


@dataclass(frozen=True, eq=False)
class Tree:
    """A bound by branching; node 0 is the root. The bound is the smallest leaf bound, rounded up to an integer."""

    nodes: tuple[Leaf | Branch, ...]
    kind: str = "tree"


@dataclass(frozen=True, eq=False)
class Threshold:
    """For form "worst": with every pair of cost >= value (sense max: <=) forbidden, nothing is feasible (``proof``).

    ``value`` is minimised and scaled, as TierCost.pair_cost is. A value not above the smallest pair cost of the model
    needs no proof (``proof`` then has no nodes); that is also the value of a roster that uses no pair. With ``on`` the
    pair cost is one constant c >= 0: instead of pairs, loads are held at load * c <= value - 1. The tree's leaves may name ``fixed`` tiers.
    """

    value: int
    proof: Tree
    kind: str = "threshold"


@dataclass(frozen=True, eq=False)
class Levels:
    """For form "leximin": per level the bound on the level's value and its proof, outermost level first.

    ``excess`` = (b1 > b2 > ...) (network routes; pair_cost 0, so that group totals are loads t of weight 1): values[k] is
    the least possible E(b_k) = sum over the rows of ``on`` of max(t - b_k, 0) (sense max: b1 < b2 < ..., max(b_k - t, 0)),
    proved by a Flow with links for F(t) = max(t - b_k, 0) (max(b_k - t, 0)) and no other cost. A roster that attains
    values[k] at b = v - 1 for each of its distinct loads v > 0 (sense max: b = v + 1 for each of its distinct loads) is
    leximin-optimal: a better one would first differ, loads sorted, where this one has some v, and have a smaller E(v - 1).
    Levels at b = v beside these hold later tiers to the same sorted loads.
    Without ``excess``, level k is the (k+1)-th largest (smallest) group total, given the levels before.
    """

    values: tuple[int, ...]
    proofs: tuple[Flow | Tree | Threshold, ...]
    excess: tuple[int, ...] = ()
    kind: str = "levels"


@dataclass(frozen=True, eq=False)
class Impossibility:
    """No assignment obeys the hard rows: a tree whose leaves are all empty."""

    tree: Tree
    kind: str = "impossibility"


@dataclass(frozen=True, eq=False)
class Shares:
    """For form "convex" on each helper's own load, every recipient served by one helper: the judge itself tries all ways of
    sharing out the recipients of each part (of a spread that holds every helper to one part; else there is one part)."""

    kind: str = "shares"


Proof = Flow | Tree | Threshold | Levels | Shares


@dataclass(frozen=True, eq=False)
class Certificate:
    """One proof a tier (None: no bound is claimed), or an impossibility.

    equals: the proofs speak of the model in which equal recipients are one: of each set of them the first stands for all, its
    pairs used up to the sum of theirs, its row of a limit that counts each alone between the sums of theirs.
    """

    tiers: tuple[Proof | None, ...] = ()
    impossibility: Impossibility | None = None
    equals: bool = False
