"""Frozen facts and answers of the domain; no rule, no solver, no file format."""

from optimizer.domain.answer import (
    Answer,
    BackUp,
    Exclusion,
    Loss,
    LossState,
    PairFact,
    RuleAccount,
    Shortage,
    TierLabel,
    TierValue,
    Uncovered,
)
from optimizer.domain.base import Fact
from optimizer.domain.calendar import Month, month_index, month_text, parse_month
from optimizer.domain.fingerprint import programme_fingerprint, roster_fingerprint, rules_fingerprint
from optimizer.domain.identity import PUBLIC_KEY, stable_id
from optimizer.domain.people import Commitment, Helper, Origin, Recipient, RetirementTrack, Ruling, Traits
from optimizer.domain.places import CoordinateSystem, Leg, Place
from optimizer.domain.programme import LabelSet, Mode, Programme, Role, RuleEntry
from optimizer.domain.roster import Pairing, Roster, Term
from optimizer.domain.status import Status, StopReason
from optimizer.domain.template import TemplateSheet
from optimizer.messages import Cell, Finding, Severity

__all__ = [
    "PUBLIC_KEY",
    "Answer",
    "BackUp",
    "Cell",
    "Commitment",
    "CoordinateSystem",
    "Exclusion",
    "Fact",
    "Finding",
    "Helper",
    "LabelSet",
    "Leg",
    "Loss",
    "LossState",
    "Mode",
    "Month",
    "Origin",
    "PairFact",
    "Pairing",
    "Place",
    "Programme",
    "Recipient",
    "RetirementTrack",
    "Role",
    "Roster",
    "RuleAccount",
    "RuleEntry",
    "Ruling",
    "Severity",
    "Shortage",
    "Status",
    "StopReason",
    "TemplateSheet",
    "Term",
    "TierLabel",
    "TierValue",
    "Traits",
    "Uncovered",
    "month_index",
    "month_text",
    "parse_month",
    "programme_fingerprint",
    "roster_fingerprint",
    "rules_fingerprint",
    "stable_id",
]
