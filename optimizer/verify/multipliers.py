"""The multipliers of one leaf, checked: every name known, every length right, every number an integer, signs as they must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from optimizer.model.assignment import AssignmentModel
from optimizer.model.certificate import Cover, Dual, Held
from optimizer.verify.exact import Array, NotExact, integer, integers, threshold
from optimizer.verify.verdict import Rejected


@dataclass(frozen=True, eq=False)
class Multipliers:
    """A :class:`Dual` with exact arrays; entries that are all zero are left out."""

    limits: Mapping[str, Array]
    rows: Mapping[str, Array]
    tiers: Mapping[int, int]
    groups: Mapping[int, Array]
    levels: Mapping[int, int]
    held: Mapping[int, Held]
    links: Array | None
    scale: int
    kept: tuple[str, ...]
    fixed: tuple[int, ...]
    covers: tuple[Cover, ...] = ()
    rounded: Mapping[int, Array] = field(default_factory=dict)


def read_dual(
    model: AssignmentModel,
    dual: Dual,
    *,
    before: int,
    level: int = 0,
    on: str | None = None,
    rounded: bool = False,
) -> Multipliers:
    """``before``: tiers of smaller number may be named; ``level``: levels of smaller number; ``on``: limit of the links;
    ``rounded``: a threshold's leaf, which may have such multipliers.

    Raises Rejected.
    """
    try:
        scale = integer("scale", dual.scale)
        if scale < 1:
            raise Rejected("multiplier_sign", name="scale")
        fixed = tuple(integer("fixed", k) for k in dual.fixed)
        known = {limit.name for limit in model.every_limit} | {spread.name for spread in model.every_spread}
        for name in dual.kept:
            if name not in known:
                raise Rejected("unknown_name", name=str(name), where="kept")
        for k in (*fixed, *dual.tiers, *dual.groups, *dual.held):
            if not 0 <= integer("tier", k) < before:
                raise Rejected("unknown_tier", tier=int(k), before=before)
        for k in dual.levels:
            if not 0 <= integer("level", k) < level:
                raise Rejected("unknown_level", level=int(k), before=level)
        if dual.links is not None and on is None:
            raise Rejected("links_without_on")
        links = None if dual.links is None or on is None else integers("links", dual.links, model.limit(on).count)
        groups = {k: _group(model, k, values) for k, values in dual.groups.items()}
        if dual.rounded and (on is None or not rounded):
            raise Rejected("rounded_form", tier=str(on))
        rounding = {threshold("rounded", k): _rounded(model, on, k, values) for k, values in dual.rounded.items()}
        return Multipliers(
            _prices("limits", dual.limits, {limit.name: limit.count for limit in model.every_limit}),
            _prices("rows", dual.rows, {rows.name: rows.count for rows in model.every_row}),
            _weights("tiers", dual.tiers),
            groups,
            _weights("levels", dual.levels),
            {k: _held(model, k, held) for k, held in dual.held.items()},
            links,
            scale,
            tuple(dict.fromkeys(dual.kept)),
            fixed,
            tuple(dual.covers),
            rounding,
        )
    except NotExact as error:
        raise Rejected("not_exact", name=error.name, detail=error.problem) from error


def _prices(where: str, given: Mapping[str, Any], counts: Mapping[str, int]) -> dict[str, Array]:
    prices = {}
    for name, values in given.items():
        if name not in counts:
            raise Rejected("unknown_name", name=str(name), where=where)
        price = integers(f"{where} {name}", values, counts[name])
        if price.any():
            prices[name] = price
    return prices


def _weights(where: str, given: Mapping[int, int]) -> dict[int, int]:
    weights = {}
    for k, value in given.items():
        weight = integer(f"{where}[{k}]", value)
        if weight < 0:
            raise Rejected("multiplier_sign", name=f"{where}[{k}]")
        if weight:
            weights[int(k)] = weight
    return weights


def _group(model: AssignmentModel, k: int, values: Any) -> Array:
    tier = model.tiers[k]
    if tier.on is None or tier.form not in ("worst", "leximin"):
        raise Rejected("groups_form", tier=tier.name)
    price = integers(f"groups[{k}]", values, model.limit(tier.on).count)
    if (price < 0).any():
        raise Rejected("multiplier_sign", name=f"groups[{k}]")
    return price


def _rounded(model: AssignmentModel, on: str | None, k: int, values: Any) -> Array:
    price = integers(f"rounded[{k}]", values, model.limit(str(on)).count)
    if k < 1 or (price < 0).any():
        raise Rejected("multiplier_sign", name=f"rounded[{k}]")
    return price


def _held(model: AssignmentModel, k: int, held: Held) -> Held:
    tier = model.tiers[k]
    if tier.on is None or tier.form not in ("convex", "leximin"):
        raise Rejected("groups_form", tier=tier.name)
    hinges = tuple((threshold("hinge", b), integer("hinge", w)) for b, w in held.hinges)
    if any(w < 0 for _, w in hinges) or (hinges and tier.form == "convex"):
        raise Rejected("multiplier_sign", name=f"held[{k}]")
    return Held(integers(f"held[{k}]", held.links, model.limit(tier.on).count), hinges)
