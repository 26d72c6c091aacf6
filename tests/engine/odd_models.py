"""Random models with everything that the public interface takes, odd or not, and every roster of each by enumeration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from optimizer import AssignmentModel, Blocks, Limit, Pairs, Rows, Spread, Tier

LARGEST = 3_000
"""Rosters that are tried before limits are looked at."""


class Odd:
    """One model; ``some(p)`` is true with that probability."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.helpers, self.recipients = int(self.rng.integers(1, 4)), int(self.rng.integers(1, 4))
        self.blocks = self.some(0.12) and self.helpers * self.recipients <= 7
        self.pairs, self.count, self.roles = self._blocks() if self.blocks else self._list()

    def some(self, chance: float) -> bool:
        return bool(self.rng.random() < chance)

    def model(self) -> AssignmentModel:
        limits, groups = self._limits()
        spreads = [Spread("s", self.key(self.helpers), self.key(self.recipients), int(self.rng.integers(0, 3)))]
        rows = [Rows("lin", self.rng.integers(-2, 3, (2, self.count)), -2, int(self.rng.integers(-1, 4)))]
        tiers = [self._tier(t, [limit.name for limit in limits], groups) for t in range(int(self.rng.integers(0, 4)))]
        return AssignmentModel(
            self.helpers,
            self.recipients,
            self.pairs,
            limits,
            spreads if self.some(0.2) else (),
            rows if self.some(0.2) and self.count else (),
            tiers,
        )

    def _list(self) -> tuple[Pairs, int, int]:
        roles = 2 if self.some(0.25) else 1
        every = list(product(range(self.helpers), range(self.recipients), range(roles)))
        count = min(len(every), int(self.rng.integers(0, 8)))
        ends = [every[place] for place in self.rng.permutation(len(every))[:count]]
        helper, recipient, role = (np.array([end[k] for end in ends], np.int64) for k in range(3))
        most = self.rng.integers(0, 4, count) if self.some(0.3) else np.ones(count, np.int64)
        least = np.minimum(most, self.rng.random(count) < 0.08)
        return Pairs(helper, recipient, role, least, most), count, int(role.max(initial=0)) + 1

    def _blocks(self) -> tuple[Blocks, int, int]:
        cost = self.rng.integers(0, 5, (self.helpers, self.recipients, 3))
        allowed = self.rng.random((self.helpers, self.recipients)) < 0.8
        mask = (lambda h, r: allowed[h, r]) if self.some(0.6) else None
        return Blocks(lambda h, r: cost[h, r], mask), self.helpers * self.recipients, 1

    def key(self, size: int) -> np.ndarray:
        kind = self.rng.random()
        if kind < 0.45:
            return np.arange(size)
        return np.full(size, -1) if kind < 0.55 else self.rng.integers(-1, 3, size)

    def _weight(self) -> dict[str, Any]:
        kind = self.rng.random()
        if kind < 0.5:
            return {}
        if kind < 0.6:
            return {"weight": int(self.rng.integers(0, 4))}
        by = "recipient" if kind < 0.8 else "pair"
        return {
            "weight": self.rng.integers(0, 4, self.recipients if by == "recipient" else self.count),
            "weight_by": by,
        }

    def _ends(self, *keys: np.ndarray | None) -> dict[str, Any]:
        count = _rows(*keys)
        least = np.zeros(count, np.int64) if self.some(0.3) else self.rng.integers(-1, 2, count)
        most = least + self.rng.integers(0, 4, count)
        ends = {"least": np.minimum(least, most)}
        return ends | ({"most": np.maximum(most, 0) if self.some(0.95) else most} if self.some(0.8) else {})

    def _limits(self) -> tuple[list[Limit], int]:
        limits, groups = [], 0
        if self.some(0.85):
            key = self.key(self.helpers)
            weight = self._weight() if self.some(0.3) else {}
            limits.append(Limit("quota", helper_key=key, **self._ends(key), **weight))
        if self.some(0.9):
            key = np.arange(self.recipients) if self.some(0.8) else self.key(self.recipients)
            role = np.arange(self.roles) if self.some(0.3) else None
            count = _rows(key, role)
            least = self.rng.integers(0, 3, count)
            most = least + self.rng.integers(0, 2, count)
            optional = {"missing": self.rng.integers(0, 3, count)} if self.some(0.5) else {}
            groups = int(key.max(initial=-1)) + 1 if optional else 0
            weight = self._weight() if self.some(0.15) else {}
            limits.append(Limit("need", recipient_key=key, role_key=role, least=least, most=most, **optional, **weight))
        if self.some(0.4):
            helper = self.key(self.helpers) if self.some(0.6) else None
            recipient = self.key(self.recipients) if self.some(0.5) else None
            role = self.rng.integers(-1, 2, self.roles) if self.some(0.3) else None
            ends = self._ends(helper, recipient, role)
            limits.append(Limit("extra", helper, recipient, role, **ends, **self._weight()))
        return limits, groups

    def _tier(self, number: int, names: list[str], groups: int) -> Tier:
        form, on = str(self.rng.choice(["sum", "sum", "worst", "convex", "leximin"])), None
        if form in ("convex", "leximin") or (form == "worst" and self.some(0.4)):
            form, on = (form, str(self.rng.choice(names))) if names else ("sum", None)
        cost: Any = self.rng.integers(-2, 5, self.count)
        kind = self.rng.random()
        if self.blocks:
            cost = 0 if kind < 0.3 else None
        elif kind < 0.3:
            cost = 0 if kind < 0.2 else int(self.rng.integers(-1, 4))
        elif kind > 0.9:
            cost = np.round(self.rng.random(self.count) * 3, 2)
        if form == "leximin" and self.some(0.5):
            cost = 0
        missing = (self.rng.integers(-1, 6, groups) if self.some(0.7) else 2) if groups and form != "worst" else 0
        within: int | float = (int(self.rng.integers(0, 3)) if self.some(0.6) else 0.25) if self.some(0.15) else 0
        return Tier(
            f"t{number}",
            sense="max" if self.some(0.3) and form != "convex" else "min",
            pair_cost=cost,
            missing_cost=missing if form in ("sum", "convex") else 0,
            form=form,  # type: ignore[arg-type]
            on=on,
            within=within,
        )


def _rows(*keys: np.ndarray | None) -> int:
    return int(np.prod([int(key.max(initial=-1)) + 1 for key in keys if key is not None]))


class Everything:
    """Every roster of a model (pairs and what is missing) and its tiers' values, minimised, in plain loops."""

    def __init__(self, model: AssignmentModel) -> None:
        self.model = model
        pairs = model.pair_list
        if pairs is not None:
            self.ends = pairs.helper, pairs.recipient, pairs.role
            self.least, self.most = pairs.least, pairs.most
            self.costs = [tier.pair_cost for tier in model.tiers]
            return
        helpers, recipients = model.helper_count, model.recipient_count
        h, r = np.divmod(np.arange(helpers * recipients), recipients)
        whole = slice(0, helpers), slice(0, recipients)
        cost = model.pairs.cost(*whole).reshape(len(h), -1)
        allowed = np.ones(len(h), bool) if model.pairs.allowed is None else model.pairs.allowed(*whole).ravel()
        self.ends, self.least, self.most = (h, r, np.zeros_like(h)), np.zeros_like(h), allowed.astype(np.int64)
        self.costs = [
            np.full(len(h), tier.pair_cost[0]) if tier.pair_cost is not None else tier.sign * cost[:, tier.number]
            for tier in model.tiers
        ]

    @property
    def size(self) -> float:
        return float(np.prod((self.most - self.least + 1).astype(float)))

    def load(self, name: str, per_unit: np.ndarray | None, x: np.ndarray) -> np.ndarray:
        """Per row of a limit: the weighted load, or the sum of ``per_unit`` * x."""
        limit = self.model.limit(name)
        row = limit.row_of(*self.ends)
        unit = np.broadcast_to(
            limit.weight_of(self.ends[1], np.arange(len(x))) if per_unit is None else per_unit, len(x)
        )
        out = np.zeros(limit.count, np.int64)
        for p in np.flatnonzero(row >= 0):
            out[row[p]] += unit[p] * x[p]
        return out

    def rosters(self) -> Iterator[tuple[np.ndarray, dict[str, tuple[int, ...]]]]:
        """(x, missing by limit) of everything that obeys the model."""
        for amounts in product(
            *(range(a, b + 1) for a, b in zip(self.least.tolist(), self.most.tolist(), strict=True))
        ):
            x = np.array(amounts, np.int64)
            choices = self._missing(x)
            if choices is None or not self._obeys(x):
                continue
            for combination in product(*choices.values()):
                yield x, dict(zip(choices, combination, strict=True))

    def _missing(self, x: np.ndarray) -> dict[str, list[tuple[int, ...]]] | None:
        """For each optional limit all that may be missing; None when a limit is broken whatever is missing."""
        choices = {}
        for limit in self.model.limits:
            load = self.load(limit.name, None, x)
            spare = np.zeros_like(load) if limit.missing is None else limit.missing
            ends = zip(load.tolist(), limit.least.tolist(), limit.most.tolist(), spare.tolist(), strict=True)
            rows = [[m for m in range(top + 1) if low <= have + m <= high] for have, low, high, top in ends]
            if not all(rows):
                return None
            if limit.missing is not None:
                choices[limit.name] = list(product(*rows))
        return choices

    def _obeys(self, x: np.ndarray) -> bool:
        for spread in self.model.spreads:
            both = zip(spread.whole[self.ends[0]], spread.part[self.ends[1]], x, strict=True)
            used = {(whole, part) for whole, part, n in both if n and whole >= 0 and part >= 0}
            if any(n > spread.most[whole] for whole, n in Counter(whole for whole, _ in used).items()):
                return False
        return all(((r.activity(x) >= r.lo) & (r.activity(x) <= r.hi)).all() for r in self.model.rows)

    def values(self, x: np.ndarray, missing: dict[str, Any]) -> list[tuple[int, ...]]:
        """One tuple a tier; leximin: the sorted totals, most loaded first."""
        return [self._value(tier, cost, x, missing) for tier, cost in zip(self.model.tiers, self.costs, strict=True)]

    def _value(self, tier: Any, cost: np.ndarray, x: np.ndarray, missing: dict[str, Any]) -> tuple[int, ...]:
        total = int((cost * x).sum())
        for limit in self.model.limits:
            if limit.missing is not None and len(tier.missing_cost):
                price = tier.missing_cost[np.arange(limit.count) // limit.role_groups]
                total += int((price * np.asarray(missing[limit.name])).sum())
        if tier.form == "sum":
            return (total,)
        if tier.on is None:
            used, usable = cost[x > 0], cost[self.most > 0]
            return (int(used.max()) if len(used) else int(usable.min()) if len(usable) else 0,)
        if tier.form == "convex":
            return (total + tier.sign * tier.scale * int((self.load(tier.on, None, x) ** 2).sum()),)
        free = tier.form == "leximin" and tier.pair_cost is not None and not tier.pair_cost.any()
        totals = tier.sign * self.load(tier.on, None, x) if free else self.load(tier.on, cost, x)
        return (int(totals.max()),) if tier.form == "worst" else tuple(sorted(totals.tolist(), reverse=True))

    def best(self) -> list[list[tuple[int, ...]]]:
        """The values of every best roster; empty when there is none."""
        left = [self.values(x, missing) for x, missing in self.rosters()]
        for k, tier in enumerate(self.model.tiers):
            least = min((values[k] for values in left), default=())
            spare = tier.allowance(least[0]) if least and k < len(self.model.tiers) - 1 else 0
            if spare and least:
                left = [values for values in left if values[k][0] <= least[0] + spare]
            else:
                left = [values for values in left if values[k] == least]
        return left
