"""The answer to a programme: the roster, what is proved about it, and the account of every rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from optimizer.domain.base import Fact
from optimizer.domain.programme import Mode
from optimizer.domain.roster import Roster
from optimizer.domain.status import Status, StopReason

TierLabel = Literal["optimal", "within", "feasible"]
"""optimal: the verifier accepted a certificate; within: value and bound differ, both verified; feasible: no bound."""


class TierValue(Fact):
    """One tier of the answer. gap = |value - bound| / max(1, |value|); ``unit`` is that of value and bound."""

    number: int = Field(ge=1, description="place in the order of priority")
    name: str
    rules: tuple[str, ...] = Field(default=(), description="ids of the rules that make up this tier")
    sense: Literal["min", "max"] = "min"
    unit: str = Field(default="", description="metres, recipients, pairs, days, units")
    value: int
    bound: int | None = None
    gap: float | None = None
    label: TierLabel = "feasible"


class Exclusion(Fact):
    """Why one helper takes no part: the message of the rule, its facts (month, track, basis) and the rule."""

    helper: str
    rule: str
    code: str
    facts: Mapping[str, Any] = Field(default_factory=dict)


class RuleAccount(Fact):
    """What one rule did: its measure on the roster, and the helpers and places it left."""

    rule: str
    kind: str
    mode: Mode
    clause: str = ""
    measure: int | None = None
    unit: str = ""
    violations: int = 0
    helpers_left: int | None = Field(default=None, description="participating helpers after this rule")
    places_left: int | None = Field(default=None, description="sum of upper quotas after this rule")
    facts: Mapping[str, Any] = Field(default_factory=dict, description="details for the report, by the rule")


class Shortage(Fact):
    """The tightest group: recipients that cannot all be served, the helpers they may have, and the places.

    ``kind`` "total": only the whole falls short (recipients and helpers are then everybody, not listed). "surplus": helpers
    whose least quotas (needed) are more than the recipients open to them can take (places).
    ``core`` is one inclusion-minimal subset that already cannot be served. missing = needed - places.
    """

    kind: Literal["total", "group", "surplus"]
    recipients: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    needed: int
    places: int
    missing: int


class PairFact(Fact):
    """What the report says of one pairing."""

    helper: str
    recipient: str
    role: int = 0
    metres: int | None = None
    kept: bool = Field(default=False, description="stood in the incumbent roster")
    locked_until: int | None = Field(default=None, description="last month of a running term, as a month index")
    liaison: bool = Field(default=False, description="the recipient lies in the helper's liaison area")


class Uncovered(Fact):
    """A recipient left without ``missing`` helpers in a role."""

    recipient: str
    role: int = 0
    missing: int = Field(ge=1)


class BackUp(Fact):
    """Who steps in for ``recipient`` in ``role`` when ``helper`` drops out; ``backup`` None: nobody who may has a free place."""

    helper: str
    recipient: str
    role: int = 0
    backup: str | None = None
    metres: int | None = None


LossState = Literal["covered", "moves", "breaks"]
"""covered: the named back-ups take everything over; moves: other pairs must be looked at again; breaks: proved that
``missing`` recipients stay without a helper, whatever moves."""


class Loss(Fact):
    """What happens when this one helper drops out."""

    helper: str
    recipients: int = Field(ge=1, description="pairings that lose their helper")
    state: LossState
    missing: int = Field(default=0, ge=0, description="pairings that can no longer be filled (breaks)")


class Answer(Fact):
    """Everything that is known after planning. ``roster`` is None when there is none; findings say what to look at."""

    programme: str
    status: Status
    stopped_by: StopReason = StopReason.FINISHED
    roster: Roster | None = None
    uncovered: tuple[Uncovered, ...] = ()
    tiers: tuple[TierValue, ...] = ()
    pairs: tuple[PairFact, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    rules: tuple[RuleAccount, ...] = ()
    shortage: Shortage | None = None
    backups: tuple[BackUp, ...] = ()
    losses: tuple[Loss, ...] = ()
    route: str = ""
    route_reason: str = ""
