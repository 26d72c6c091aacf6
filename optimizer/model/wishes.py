"""Wishes: limits, spreads and rows that a tier of form "excess" measures instead of conditions that every roster meets."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.model.arrays import Tier
from optimizer.model.check import Problems
from optimizer.model.normal import LimitRows, LinearRows, SpreadRows, TierCost, Wishes


def wished(
    problems: Problems,
    tiers: Sequence[Tier],
    limits: Sequence[LimitRows],
    spreads: Sequence[SpreadRows],
    rows: Sequence[LinearRows],
) -> Wishes:
    """What the tiers name; limits that nobody is in are left out. Every problem is collected."""
    sides = {one.name for one in limits} | {one.name for one in spreads}
    known = sides | {one.name for one in rows}
    found: dict[str, int] = {}
    for number, tier in enumerate(tiers):
        if tier.form != "excess":
            continue
        name = f"tier {tier.name}"
        given = (tier.on,) if isinstance(tier.on, str) else tuple(tier.on or ())
        if not given:
            problems.add("needs_on", name=name, form=tier.form)
        for one in given:
            if one not in known:
                problems.add("unknown_wish", name=name, wish=str(one))
            elif one in found:
                problems.add("wish_twice", name=name, wish=one)
            else:
                found[one] = number
    for one in sorted(name for name in found if name in sides and name in {row.name for row in rows}):
        problems.add("duplicate_name", name=one)
    for limit in limits:
        if limit.name in found and limit.missing is not None:
            problems.add("wish_missing", name=f"limit {limit.name}")
        if not limit.count:
            found.pop(limit.name, None)
    return Wishes(
        tuple(one for one in limits if one.name in found),
        tuple(one for one in spreads if one.name in found),
        tuple(one for one in rows if one.name in found),
        found,
    )


def wishes_in(wishes: Wishes, tiers: Sequence[TierCost]) -> Wishes:
    """Those that some of these tiers measure, by their numbers."""
    tier = {name: one.number for one in tiers for name in one.wishes}
    return Wishes(
        tuple(one for one in wishes.limits if one.name in tier),
        tuple(one for one in wishes.spreads if one.name in tier),
        tuple(one for one in wishes.rows if one.name in tier),
        tier,
    )
