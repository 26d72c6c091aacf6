"""Changes of the rule table: rules on and off, hard or in a tier, their parameters, the rows of the quota table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from optimizer.domain import Cell, Mode, RuleEntry
from optimizer.domain.rule_kinds import RULE_KINDS
from scenarios.changes.base import ChangeBase
from scenarios.changes.bench import Bench

BASES: Mapping[str, str] = {"退休": "retirement", "登记困难": "hardship", "点名": "name"}
MODES: Mapping[str, str] = {"硬性": "hard", "仅报告": "report"}


def named_rules(bench: Bench, said: str, cell: Cell) -> list[RuleEntry]:
    """The rules of that id, else of that kind; nobody is an error finding."""
    rules = bench.base.rules
    found = [rule for rule in rules if rule.id == said] or [r for r in rules if r.kind == RULE_KINDS.get(said, said)]
    if not found:
        bench.find("no_such_rule", cell, rule=said, known=tuple(f"{rule.id} {rule.kind}" for rule in rules))
    return found


class SetRule(ChangeBase):
    """Another mode (hard, report, a tier number), weight or parameters for a rule; parameters not named stay."""

    change: Literal["set_rule"] = "set_rule"
    rule: str
    mode: Mode | str | None = None
    weight: int | None = Field(default=None, ge=1)
    parameters: Mapping[str, Any] = Field(default_factory=dict)

    def write(self, bench: Bench, cell: Cell) -> None:
        for rule in named_rules(bench, self.rule, cell):
            target = ("rule", rule.id)
            if self.mode is not None:
                bench.put(target, "mode", MODES.get(str(self.mode), self.mode), cell)
            if self.weight is not None:
                bench.put(target, "weight", self.weight, cell)
            for name, value in sorted(self.parameters.items()):
                bench.put(target, f"parameters.{name}", value, cell)


class DropRule(ChangeBase):
    """A rule is off: it neither shapes nor measures."""

    change: Literal["drop_rule"] = "drop_rule"
    rule: str

    def write(self, bench: Bench, cell: Cell) -> None:
        for rule in named_rules(bench, self.rule, cell):
            bench.remove(("rule", rule.id), cell)


class AddRule(ChangeBase):
    """A rule that the table does not have."""

    change: Literal["add_rule"] = "add_rule"
    id: str = ""
    kind: str
    mode: Mode | str = "hard"
    weight: int = Field(default=1, ge=1)
    clause: str = ""
    parameters: Mapping[str, Any] = Field(default_factory=dict)

    def write(self, bench: Bench, cell: Cell) -> None:
        kind = RULE_KINDS.get(self.kind, self.kind)
        taken = {rule.id for rule in bench.base.rules}
        key = self.id or next(name for n in range(1, 1000) if (name := f"{kind}-{n}") not in taken)
        if key in taken:
            bench.find("rule_there", cell, rule=key)
            return
        values = {
            "id": key,
            "kind": kind,
            "mode": MODES.get(str(self.mode), self.mode),
            "weight": self.weight,
            "clause": self.clause,
            "parameters": dict(self.parameters),
        }
        bench.add(("rule", key), values, cell)


class LiftExclusion(ChangeBase):
    """Exclusions of one basis (retirement, hardship, name) end, or only those of the people meant (rulings, names listed)."""

    change: Literal["lift_exclusion"] = "lift_exclusion"
    basis: str = ""

    def write(self, bench: Bench, cell: Cell) -> None:
        if self.basis:
            basis = BASES.get(self.basis, self.basis)
            rules = [
                rule
                for rule in bench.base.rules
                if rule.kind == "exclusion" and BASES.get(word := str(_basis(rule)), word) == basis
            ]
            if not rules:
                known = tuple(str(_basis(rule)) for rule in bench.base.rules if rule.kind == "exclusion")
                bench.find("no_such_basis", cell, basis=self.basis, known=known)
            for rule in rules:
                bench.remove(("rule", rule.id), cell)
            return
        helpers = {helper.id: helper for helper in bench.base.helpers}
        for key in bench.directory.find("helper", self, cell):
            helper = helpers[key]
            listed = {helper.id, helper.name, f"{helper.name}({helper.unit})", f"{helper.name}（{helper.unit}）"}
            touched = helper.ruling is not None and not helper.ruling.takes_part
            if touched:
                bench.put(("helper", key), "ruling", None, cell)
            for rule in bench.base.rules:
                names = rule.parameters.get("names", rule.parameters.get("名单", ()))
                names = names.split("、") if isinstance(names, str) else names
                if rule.kind == "exclusion" and listed & set(names):
                    bench.rules.append(_without(rule.id, listed))
                    touched = True
            if not touched:
                bench.find("not_excluded", cell, who=bench.named(("helper", key)))


def _basis(rule: RuleEntry) -> Any:
    return rule.parameters.get("basis", rule.parameters.get("依据", ""))


def _without(rule: str, listed: set[str]) -> Any:
    def step(entries: list[RuleEntry]) -> list[RuleEntry]:
        out = []
        for entry in entries:
            if entry.id == rule:
                names = entry.parameters.get("names", entry.parameters.get("名单", ()))
                names = names.split("、") if isinstance(names, str) else names
                rest = tuple(name for name in names if name not in listed)
                parameters = {k: v for k, v in entry.parameters.items() if k != "名单"} | {"names": rest}
                if rest:
                    out.append(entry.altered(parameters=parameters))
                continue
            out.append(entry)
        return out

    return step


class SetQuota(ChangeBase):
    """One row of the quota table: replaced when a row of the same ``by``, ``value`` and ``role`` stands there, else put first.

    Personal quotas (columns of the staff table) still beat the row. ``remove``: the row goes.
    """

    change: Literal["set_quota"] = "set_quota"
    by: Literal["name", "post", "role_group", "unit", "any"]
    value: str = ""
    role: str = ""
    least: int = Field(default=0, ge=0)
    most: int | None = Field(default=None, ge=0)
    remove: bool = False

    def write(self, bench: Bench, cell: Cell) -> None:
        rule = next((entry for entry in bench.base.rules if entry.kind == "quota"), None)
        if rule is None:
            bench.find("no_such_rule", cell, rule="quota", known=tuple(entry.id for entry in bench.base.rules))
            return
        if not self.remove and (self.most is None or self.least > self.most):
            bench.find("quota_numbers", cell, least=self.least, most="" if self.most is None else self.most)
            return
        key = f"{self.by}={self.value}" + (f" ({self.role})" if self.role else "")
        wanted = "-" if self.remove else f"{self.least}–{self.most}"
        there = any(_same(row, self) for row in _rows(rule))
        if not there and self.remove:
            bench.find("no_quota_row", cell, row=key)
            return
        if not there and not _matches_somebody(bench, self):
            bench.find("quota_of_nobody", cell, row=key)
            return
        bench.put(("quota", key), "名额", wanted, cell)
        bench.rules.append(self._step(rule.id))

    def _step(self, rule: str) -> Any:
        def step(entries: list[RuleEntry]) -> list[RuleEntry]:
            return [self._replaced(entry) if entry.id == rule else entry for entry in entries]

        return step

    def _replaced(self, entry: RuleEntry) -> RuleEntry:
        rows = _rows(entry)
        new = {"by": self.by, "value": self.value, "least": self.least, "most": self.most, "clause": self.reason}
        new |= {"role": self.role} if self.role else {}
        if any(_same(row, self) for row in rows):
            changed = [new if _same(row, self) else row for row in rows if not (self.remove and _same(row, self))]
        else:
            changed = [new, *rows]
        parameters = {name: value for name, value in entry.parameters.items() if name != "名额表"}
        return entry.altered(parameters=parameters | {"rows": changed})


def _rows(entry: RuleEntry) -> list[Mapping[str, Any]]:
    return list(entry.parameters.get("rows", entry.parameters.get("名额表", ())))


def _same(row: Mapping[str, Any], change: SetQuota) -> bool:
    return (row.get("by"), row.get("value") or "", row.get("role") or "") == (change.by, change.value, change.role)


def _matches_somebody(bench: Bench, change: SetQuota) -> bool:
    if change.by == "any":
        return True
    columns = ("name", "id") if change.by == "name" else (change.by,)
    return any(getattr(helper, column) == change.value for helper in bench.base.helpers for column in columns)
