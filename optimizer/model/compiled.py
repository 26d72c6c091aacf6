"""What a compiled programme is: the model, what its rows stand for, and everything the rules said on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.domain import Exclusion, Finding, Pairing, Programme, RuleAccount
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.classes import Classes
from optimizer.rules.base import RuleBase
from optimizer.rules.ordering import TierPlan
from optimizer.rules.quotas import Quotas
from optimizer.rules.terms import PairTerm


@dataclass(frozen=True, eq=False)
class Compiled:
    """``model`` (and helpers, recipients, quotas) is None when a finding has severity error.

    helpers, recipients: the rows of the model and the people behind them. quotas: bounds by person after locks.
    constants[tier name]: the tier's value in its unit is the model's value plus this number. running: pairings inside
    their term by (helper row, recipient row, role), with their own term. pair_terms[rule id]: the rule's pair costs
    over rows of people. needs: int64[recipients, roles]. previous: pairs of the model that the incumbent has, when
    everybody is a row.
    """

    programme: Programme
    rules: tuple[RuleBase, ...]
    tier_plans: tuple[TierPlan, ...]
    findings: tuple[Finding, ...]
    exclusions: tuple[Exclusion, ...]
    accounts: tuple[RuleAccount, ...]
    model: AssignmentModel | None = None
    helpers: Classes | None = None
    recipients: Classes | None = None
    quotas: Quotas | None = None
    needs: Ints | None = None
    constants: Mapping[str, int] = field(default_factory=dict)
    running: Mapping[tuple[int, int, int], Pairing] = field(default_factory=dict)
    pair_terms: Mapping[str, tuple[PairTerm, ...]] = field(default_factory=dict)
    seed: str = ""

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)
