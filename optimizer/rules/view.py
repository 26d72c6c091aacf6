"""What the judge's halves of the rules read: a programme by rows, and what the rules settle for single people.

Written apart from the draft that the compile halves write to; plain Python, one person at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import Helper, Pairing, Programme, Recipient
from optimizer.rules.base import RuleBase

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Slot = tuple[int, int, int]
"""Helper row, recipient row, role number; rows count people in the programme's order."""
Bound = tuple[int, int]
T = TypeVar("T")


class Reading(NamedTuple):
    """A rule on a roster: its measure, in its unit, and how often a hard rule is broken."""

    measure: int
    broken: int


class PairReading(NamedTuple):
    """A rule on a block of pairs, [helpers, recipients]: which are allowed, what each costs; None: all, nothing."""

    allowed: Bools | None = None
    cost: Ints | None = None


@dataclass(frozen=True)
class SideLimit:
    """A further limit, by people: keys give the group of every helper (recipient) row, -1: outside; None: not split.

    weight: 1, one number a recipient, or pair_weight(helper rows, recipient rows, role) -> int64[h, r]. least, most: one
    number, or one a group (helper group major). With ``on`` set to this name a tier's form looks at its groups.
    """

    name: str
    helper_key: Sequence[int] | None = None
    recipient_key: Sequence[int] | None = None
    weight: int | Sequence[int] | Callable[[Ints, Ints, int], Ints] = 1
    least: int | Sequence[int] = 0
    most: int | Sequence[int] | None = None


@dataclass(frozen=True)
class SideSpread:
    """At most ``most`` parts within a whole: whole by helper row, part by recipient row, -1: outside; ``of`` recipient: whole by
    recipient row, part by helper row.
    """

    name: str
    whole: Sequence[int]
    part: Sequence[int]
    most: int
    of: Literal["helper", "recipient"] = "helper"


@dataclass(frozen=True)
class SideRow:
    """Slots that are used equally often: those of ``more`` together as often as those of ``less``; ``at_most``: not more often.
    key: rows of one key count once where they are a wish."""

    name: str
    more: Sequence[Slot]
    less: Sequence[Slot]
    at_most: bool = False
    key: int = 0


class Sides(NamedTuple):
    """What a rule adds beside masks and costs. on: the limit that the tier of its own looks at, when that is no plain sum;
    of_costs: it looks at the groups' costs, not at their loads.
    """

    limits: tuple[SideLimit, ...] = ()
    spreads: tuple[SideSpread, ...] = ()
    rows: tuple[SideRow, ...] = ()
    on: str | None = None
    of_costs: bool = False


class Unsound(Exception):
    """The programme contradicts a rule's promise, so that no roster of it can be right."""

    def __init__(self, rule: str, detail: str) -> None:
        super().__init__(f"{rule}: {detail}")
        self.rule, self.detail = rule, detail


@dataclass(frozen=True)
class Half:
    """The judge's half of one kind of rule.

    bounds(rule, view): what the rule settles for people, before any roster. pairs(rule, view, helper rows, recipient rows,
    role): allowed and cost of a block. inspect(rule, view, slots): the rule read off a roster. constant(rule, view): what
    the measure is above the sum of pair costs. sides(rule, view): limits, spreads and rows, when quotas are settled.
    """

    inspect: Callable[[Any, View, Sequence[Slot]], Reading]
    bounds: Callable[[Any, View], None] | None = None
    pairs: Callable[[Any, View, Ints, Ints, int], PairReading] | None = None
    constant: Callable[[Any, View], int] | None = None
    sides: Callable[[Any, View], Sides] | None = None


class View:
    """takes_part: by row. running: standing pairings; standing: those that must stay. required: pairs that must be.

    least, most: quota by helper row; by_role[role][row]: a further bound or None. need_form: exact, missing or at_most.
    named_helpers, named_recipients, individuals: who is a class of his own in the lottery. masks: of the hard rules on pairs.
    """

    def __init__(self, programme: Programme, rules: Sequence[RuleBase]) -> None:
        self.programme, self.rules = programme, tuple(rules)
        self.helpers: tuple[Helper, ...] = programme.helpers
        self.recipients: tuple[Recipient, ...] = programme.recipients
        self.roles = len(programme.roles)
        self.helper_row = {helper.id: row for row, helper in enumerate(self.helpers)}
        self.recipient_row = {recipient.id: row for row, recipient in enumerate(self.recipients)}
        self.takes_part = [True] * len(self.helpers)
        self.running: dict[Slot, Pairing] = {}
        self.standing: set[Slot] = set()
        self.required: set[tuple[int, int]] = set()
        self.least: list[int] = []
        self.most: list[int] = []
        self.by_role: dict[int, list[Bound | None]] = {}
        self.need_form = "at_most"
        self.named_helpers: set[int] = set()
        self.named_recipients: set[int] = set()
        self.individuals = any(sum(recipient.needs) > 1 for recipient in self.recipients)
        self.kept_rows: set[int] = set()
        self.seed = programme.seed
        self.masks: list[Callable[[Ints, Ints], Bools]] = []
        self._known: dict[Any, Any] = {}

    def once(self, key: Any, compute: Callable[[], T]) -> T:
        """What ``compute`` gave the first time."""
        if key not in self._known:
            self._known[key] = compute()
        value: T = self._known[key]
        return value

    def masked(self, helpers: Ints, recipients: Ints) -> Bools:
        """bool[helpers, recipients]: what all hard rules on pairs allow; whoever builds the view supplies ``masks``."""
        out = np.ones((len(helpers), len(recipients)), np.bool_)
        for mask in self.masks:
            out &= mask(helpers, recipients)
        return out

    def name(self, helper: int, recipient: int) -> None:
        self.named_helpers.add(helper)
        self.named_recipients.add(recipient)

    def kept(self, row: int) -> bool:
        """Excluded, but with standing pairings; known when every rule has settled its bounds."""
        return row in self.kept_rows

    def settle_quotas(self) -> None:
        """Locks raise the upper bound and fill it for those who are kept by locks alone."""
        self.kept_rows = {helper for helper, _, _ in self.standing if not self.takes_part[helper]}
        pairs = {(helper, recipient) for helper, recipient, _ in self.standing} | self.required
        held = [0] * len(self.helpers)
        for helper, _ in pairs:
            held[helper] += 1
        for row, locks in enumerate(held):
            self.most[row] = max(self.most[row], locks)
            if self.kept(row):
                self.least[row] = self.most[row] = locks
        for role, bounds in self.by_role.items():
            own = [0] * len(self.helpers)
            for helper, _, at in self.standing:
                own[helper] += at == role
            own = held if self.roles == 1 else own
            for row, locks in enumerate(own):
                bound = bounds[row]
                if self.kept(row):
                    bounds[row] = (locks, locks)
                elif bound is not None:
                    bounds[row] = (bound[0], max(bound[1], locks))

    def called(self, rule: RuleBase, said: str, side: str) -> int:
        """The one row that an office means by id, name, or 姓名(部门) / 姓名(村). Raises Unsound."""
        people: Iterable[tuple[str, str, str]] = (
            [(h.id, h.name, h.unit) for h in self.helpers]
            if side == "helper"
            else [(r.id, r.name, r.area) for r in self.recipients]
        )
        listed = list(people)
        rows = [row for row, person in enumerate(listed) if person[0] == said]
        rows = rows or [row for row, person in enumerate(listed) if person[1] == said]
        text = said.strip()
        if not rows and text.endswith((")", "）")):
            name, _, group = text[:-1].replace("（", "(").rpartition("(")
            rows = [row for row, person in enumerate(listed) if person[1:] == (name.strip(), group.strip())]
        rows = rows or [row for row, person in enumerate(listed) if person[1] == text]
        if len(rows) != 1:
            raise Unsound(rule.id, f"{len(rows)} people of one name")
        return rows[0]

    def codes(self, side: str, key: str, read: Callable[[Any], Any]) -> tuple[Ints, list[Any]]:
        """int64[people] and the distinct values they index; ``key`` names what is read."""

        def make() -> tuple[Ints, list[Any]]:
            index: dict[Any, int] = {}
            people: Sequence[Helper | Recipient] = self.helpers if side == "helper" else self.recipients
            numbers = [index.setdefault(read(person), len(index)) for person in people]
            return np.array(numbers, np.int64), list(index)

        return self.once((side, key), make)


def listed_pairs(view: View, pairs: Iterable[tuple[int, int]], rows: Ints, columns: Ints) -> Bools:
    """bool[rows, columns]: which pairs of the block are listed."""
    down = {row: place for place, row in enumerate(rows.tolist())}
    across = {column: place for place, column in enumerate(columns.tolist())}
    out = np.zeros((len(rows), len(columns)), np.bool_)
    for helper, recipient in pairs:
        if helper in down and recipient in across:
            out[down[helper], across[recipient]] = True
    return out
