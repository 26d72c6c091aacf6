"""The draft: what the rules of a programme write to, one after the other, before it becomes a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from optimizer.domain import Exclusion, Finding, Helper, Pairing, Programme, Recipient, RuleAccount, Severity
from optimizer.domain.people import Origin
from optimizer.messages import Private
from optimizer.rules.base import RuleBase
from optimizer.rules.naming import Roll
from optimizer.rules.quotas import Quotas
from optimizer.rules.terms import Block, Bools, Ints, PairTerm

SPEAKS_OF: Mapping[str, str] = {
    "area_unknown": "parameters",
    "birth_unknown": "birth_month",
    "cause_unknown": "cause",
    "employment_empty": "employment",
    "kept_by_lock": "name",
    "leaver_unit_unknown": "parameters",
    "liaison_area_unknown": "liaison_area",
    "liaison_of_excluded": "liaison_area",
    "no_quota_row": "role_group",
    "nobody_of_that_name": "parameters",
    "remark_asked": "remark",
    "several_of_that_name": "parameters",
    "stages_overlap": "parameters",
    "start_missing": "start",
    "start_unknown": "start",
    "track_unconfirmed": "retirement_track",
    "track_unknown": "retirement_track",
    "trait_unknown": "parameters",
    "unit_unknown": "parameters",
}
"""The field that a finding is about: its cell is the one to look at."""

NeedForm = Literal["exact", "missing", "at_most"]
"""exact: everybody gets what is needed; missing: helpers may lack, at a cost; at_most: nobody has to be served."""
Slot = tuple[int, int, int]
"""Helper row, recipient row, role number."""


@dataclass(frozen=True, eq=False)
class DraftLimit:
    """A limit by person: keys int64[helpers] / int64[recipients] (-1: outside), constant within every class.

    weight: one number, int64[recipients], or terms over pairs.
    """

    rule: str
    name: str
    helper_key: Ints | None = None
    recipient_key: Ints | None = None
    weight: int | Ints | tuple[PairTerm, ...] = 1
    least: int | Ints = 0
    most: int | Ints | None = None


@dataclass(frozen=True, eq=False)
class DraftSpread:
    """At most ``most`` parts used within a whole: whole int64[helpers], part int64[recipients]; ``of`` recipient: the other way."""

    rule: str
    name: str
    whole: Ints
    part: Ints
    most: int | Ints = 1
    of: Literal["helper", "recipient"] = "helper"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Pairs ``more`` are used as often as pairs ``less`` (``at_most``: not more often): helper row, recipient row, role each;
    absent pairs are 0. ``key``: of a wish, rows of one key count once.
    """

    rule: str
    name: str
    more: tuple[Slot, ...]
    less: tuple[Slot, ...]
    at_most: bool = False
    key: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """Who was left after one rule: bool[helpers] that take part, and those kept by locks."""

    rule: RuleBase
    takes_part: Bools
    kept: Bools
    facts: Mapping[str, Any] = field(default_factory=dict)


class Draft:
    """Rows of people count in the programme's order (ascending ids). Rules call the methods; ``model.compile`` reads.

    Errors do not stop the other rules: they are findings, all of them, with cells.
    """

    def __init__(self, programme: Programme, rules: Sequence[RuleBase]) -> None:
        self.programme = programme
        self.rules = tuple(rules)
        self.helpers: tuple[Helper, ...] = programme.helpers
        self.recipients: tuple[Recipient, ...] = programme.recipients
        self.roles = len(programme.roles)
        self.helper_row = {helper.id: row for row, helper in enumerate(self.helpers)}
        self.recipient_row = {recipient.id: row for row, recipient in enumerate(self.recipients)}
        self.takes_part: Bools = np.ones(len(self.helpers), np.bool_)
        self.need: Ints = np.array([r.needs for r in self.recipients], np.int64).reshape(-1, self.roles)
        self.need_form: NeedForm = "at_most"
        self.quotas: Quotas | None = None
        self.standing: dict[Slot, Pairing] = {}
        self.running: dict[Slot, Pairing] = {}
        self.required: dict[tuple[int, int], RuleBase] = {}
        self.named_helpers: Bools = np.zeros(len(self.helpers), np.bool_)
        self.named_recipients: Bools = np.zeros(len(self.recipients), np.bool_)
        self.individuals = bool(self.need.sum(axis=1).max(initial=0) > 1)
        self.masks: list[PairTerm] = []
        self.costs: list[PairTerm] = []
        self.missing_costs: dict[str, int] = {}
        self.constants: dict[str, int] = {}
        self.limits: list[DraftLimit] = []
        self.spreads: list[DraftSpread] = []
        self.rows: list[DraftRow] = []
        self.tier_on: dict[str, str] = {}
        self.of_costs: set[str] = set()
        self.final: Quotas | None = None
        self.exclusions: list[Exclusion] = []
        self.findings: list[Finding] = []
        self.seed = programme.seed
        self.left: list[Left] = []
        self._facts: dict[str, dict[str, Any]] = {}
        self._last: list[Callable[[], None]] = []
        self._codes: dict[tuple[str, str], tuple[Ints, list[Any]]] = {}
        self._rolls: tuple[Roll, Roll] | None = None

    # -- who takes part ------------------------------------------------------------------------------------------

    def exclude(self, rule: RuleBase, row: int, code: str, **facts: Any) -> None:
        """Take a helper out, with the message that says why."""
        if self.takes_part[row]:
            self.takes_part[row] = False
            self.exclusions.append(Exclusion(helper=self.helpers[row].id, rule=rule.id, code=code, facts=facts))

    @property
    def kept(self) -> Bools:
        """bool[helpers]: excluded, but with standing pairings that are kept."""
        kept = np.zeros(len(self.helpers), np.bool_)
        kept[[slot[0] for slot in self.standing]] = True
        return kept & ~self.takes_part

    @property
    def active(self) -> Bools:
        """bool[helpers]: those who are rows of the model."""
        return self.takes_part | self.kept

    @property
    def served_fully(self) -> bool:
        """Whether everybody must be served."""
        return self.need_form == "exact"

    # -- pairs ---------------------------------------------------------------------------------------------------

    def stand(self, slot: Slot, pairing: Pairing, *, enforced: bool) -> None:
        """A running pairing; if it is in the roster it has its own term. Enforced: it is in. Its people are named."""
        self.running[slot] = pairing
        if enforced:
            self.standing[slot] = pairing
        self.name(*slot[:2])

    def require(self, rule: RuleBase, helper: int, recipient: int) -> None:
        self.required.setdefault((helper, recipient), rule)
        self.name(helper, recipient)

    def name(self, helper: int, recipient: int) -> None:
        """Both are rows of their own in the model."""
        self.named_helpers[helper] = True
        self.named_recipients[recipient] = True

    def allow(self, rule: RuleBase, block: Block) -> None:
        """Only pairs where the block is true are used."""
        self.masks.append(PairTerm(rule.id, block))

    def cost(self, rule: RuleBase, block: Block, role: int | None = None) -> None:
        """Add a pair cost, in the rule's unit, to the rule's tier."""
        self.costs.append(PairTerm(rule.id, block, role))

    def constant(self, rule: RuleBase, value: int) -> None:
        """What the rule's measure is above the sum of its pair costs."""
        self.constants[rule.id] = self.constants.get(rule.id, 0) + value

    def missing_cost(self, rule: RuleBase, price: int) -> None:
        """What each missing helper costs in the rule's tier."""
        self.missing_costs[rule.id] = price

    # -- rows over several pairs ---------------------------------------------------------------------------------

    def limit(self, limit: DraftLimit) -> None:
        self.limits.append(limit)

    def spread(self, spread: DraftSpread) -> None:
        self.spreads.append(spread)

    def row(self, row: DraftRow) -> None:
        self.rows.append(row)

    def look_at(self, rule: RuleBase, limit: str, *, costs: bool) -> None:
        """The tier of a rule whose form is not a sum looks at the groups of this limit: at their costs or loads."""
        self.tier_on[rule.id] = limit
        if costs:
            self.of_costs.add(rule.id)

    # -- what to say ---------------------------------------------------------------------------------------------

    def find(self, code: str, severity: Severity, *origins: Origin | None, **facts: Any) -> None:
        field = SPEAKS_OF.get(code, "")
        cells = tuple(sorted({origin.cell(field) for origin in origins if origin is not None}))
        self.findings.append(Finding(f"rules.{code}", severity, facts, cells))

    def note(self, rule: RuleBase, **facts: Any) -> None:
        """Facts for the account of the rule."""
        self._facts.setdefault(rule.id, {}).update(facts)

    def finally_do(self, action: Callable[[], None]) -> None:
        """Run when every rule has been compiled and ``final`` quotas are known (None: no quota rule), in order."""
        self._last.append(action)

    def after(self, rule: RuleBase) -> None:
        """Keep what this rule left, for its account."""
        self.left.append(Left(rule, self.takes_part.copy(), self.kept, self._facts.get(rule.id, {})))

    def finish(self) -> None:
        for action in self._last:
            action()

    def accounts(self) -> tuple[RuleAccount, ...]:
        """One account a rule: helpers and places left after it (by the final quotas; kept helpers with their locks)."""
        most = None if self.quotas is None else self.quotas.table_most()
        held = np.zeros(len(self.helpers), np.int64)
        np.add.at(held, [slot[0] for slot in self.standing], 1)
        accounts = []
        for left in self.left:
            places = None if most is None else int(most[left.takes_part].sum() + held[left.kept].sum())
            accounts.append(
                RuleAccount(
                    rule=left.rule.id,
                    kind=left.rule.kind_name,
                    mode=left.rule.mode,
                    clause=left.rule.clause,
                    unit=left.rule.measure_unit if left.rule.wished else left.rule.unit,
                    helpers_left=int((left.takes_part | left.kept).sum()),
                    places_left=places,
                    facts=left.facts,
                )
            )
        return tuple(accounts)

    # -- reading columns -----------------------------------------------------------------------------------------

    def codes(self, side: Literal["helper", "recipient"], column: str) -> tuple[Ints, list[Any]]:
        """int64[people] and the distinct values they index, in order of first appearance."""
        key = (side, column)
        if key not in self._codes:
            people: Iterable[Helper | Recipient] = self.helpers if side == "helper" else self.recipients
            if column.startswith("traits."):
                trait = column.removeprefix("traits.")
                values = [person.traits.get(trait) for person in people]
            else:
                values = [getattr(person, column) for person in people]
            index: dict[Any, int] = {}
            codes = np.fromiter((index.setdefault(v, len(index)) for v in values), np.int64, len(values))
            self._codes[key] = (codes, list(index))
        return self._codes[key]

    def said_helper(self, said: str, *origins: Origin | None) -> int | None:
        """The row of the helper an office means; otherwise None and an error finding."""
        return self._said(0, said, origins)

    def said_recipient(self, said: str, *origins: Origin | None) -> int | None:
        return self._said(1, said, origins)

    def _said(self, side: int, said: str, origins: tuple[Origin | None, ...]) -> int | None:
        if self._rolls is None:
            self._rolls = (
                Roll((h.id, h.name, h.unit) for h in self.helpers),
                Roll((r.id, r.name, r.area) for r in self.recipients),
            )
        rows = self._rolls[side].rows(said)
        if len(rows) == 1:
            return rows[0]
        if not rows:
            self.find("nobody_of_that_name", "error", *origins, name=Private(said))
            return None
        people: Sequence[Helper | Recipient] = self.helpers if side == 0 else self.recipients
        where = tuple(person.origin for person in (people[row] for row in rows))
        self.find("several_of_that_name", "error", *origins, *where, name=Private(said), count=len(rows))
        return None
