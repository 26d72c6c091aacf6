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
class Dual:
    """Multipliers, all integers, in units of 1/scale of the tier's (minimised) cost.

    limits[name]: int64[rows of that limit]; rows[name]: int64[rows]; tiers[k] >= 0: on the row
    "tier k <= its achieved value (+ within)" of an earlier tier k; links: int64[rows of the tier's ``on`` limit],
    for convex tiers the price of one unit of load. ``kept``: names of helper-side limits and spreads that are not priced
    but kept: the judge minimises over each helper's own pairs under them, exactly.
    ``fixed``: earlier tiers (numbers) whose proof is exact and whose reduced costs fix pairs, rows and missing here.
    """

    limits: Mapping[str, Ints] = field(default_factory=dict)
    rows: Mapping[str, Ints] = field(default_factory=dict)
    tiers: Mapping[int, int] = field(default_factory=dict)
    links: Ints | None = None
    scale: int = 1
    kept: tuple[str, ...] = ()
    fixed: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Leaf:
    """``empty``: the multipliers prove (with all costs 0 and a bound above 0) that nothing feasible lies here."""

    dual: Dual
    empty: bool = False


@dataclass(frozen=True, eq=False)
class Branch:
    """x[pair] <= at_most goes to node ``below``, x[pair] >= at_most + 1 to node ``above`` (indices into the tree)."""

    pair: int
    at_most: int
    below: int
    above: int


@dataclass(frozen=True, eq=False)
class Flow:
    """An exact network proof: one leaf with scale 1."""

    dual: Dual
    kind: str = "flow"


@dataclass(frozen=True, eq=False)
class Tree:
    """A bound by branching; node 0 is the root. The bound is the smallest leaf bound, rounded up to an integer."""

    nodes: tuple[Leaf | Branch, ...]
    kind: str = "tree"


@dataclass(frozen=True, eq=False)
class Threshold:
    """For form "worst": with every pair of cost >= value (sense max: <=) forbidden, nothing is feasible (``proof``)."""

    value: int
    proof: Tree
    kind: str = "threshold"


@dataclass(frozen=True, eq=False)
class Levels:
    """For form "leximin": per level the bound on the level's value and its proof, outermost level first."""

    values: tuple[int, ...]
    proofs: tuple[Flow | Tree | Threshold, ...]
    kind: str = "levels"


@dataclass(frozen=True, eq=False)
class Impossibility:
    """No assignment obeys the hard rows: a tree whose leaves are all empty."""

    tree: Tree
    kind: str = "impossibility"


Proof = Flow | Tree | Threshold | Levels


@dataclass(frozen=True, eq=False)
class Certificate:
    """One proof a tier (None: no bound is claimed), or an impossibility."""

    tiers: tuple[Proof | None, ...] = ()
    impossibility: Impossibility | None = None
