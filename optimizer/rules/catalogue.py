"""The one visible list of rules, and the way from a rule table's line to a typed rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import Discriminator, TypeAdapter, ValidationError

from optimizer.domain import Cell, Finding, Programme, RuleEntry
from optimizer.rules.apart import Apart
from optimizer.rules.base import RuleBase
from optimizer.rules.cell_words import from_cell
from optimizer.rules.cohesion import Cohesion
from optimizer.rules.continuity import Continuity
from optimizer.rules.coverage import Coverage
from optimizer.rules.distance import Distance
from optimizer.rules.eligibility import Eligibility
from optimizer.rules.exclusion import Exclusion
from optimizer.rules.fairness import Fairness
from optimizer.rules.fit import Fit
from optimizer.rules.forbid import Forbid
from optimizer.rules.group_totals import GroupTotals
from optimizer.rules.liaison import Liaison
from optimizer.rules.load import Load
from optimizer.rules.lottery import Lottery
from optimizer.rules.participation import Participation
from optimizer.rules.pledge import Pledge
from optimizer.rules.quota import Quota
from optimizer.rules.require import Require
from optimizer.rules.reserve import Reserve
from optimizer.rules.seniority import Seniority
from optimizer.rules.stages import Stages
from optimizer.rules.succession import Succession
from optimizer.rules.supervision import Supervision
from optimizer.rules.team import Team
from optimizer.rules.term_lock import TermLock
from optimizer.rules.together import Together
from optimizer.rules.unit_area import UnitAreas
from optimizer.rules.workload import Workload

RULES: tuple[type[RuleBase], ...] = (
    Participation,
    Exclusion,
    TermLock,
    Quota,
    Coverage,
    Eligibility,
    UnitAreas,
    Liaison,
    Require,
    Forbid,
    Distance,
    Workload,
    Continuity,
    Together,
    Apart,
    Cohesion,
    GroupTotals,
    Team,
    Supervision,
    Reserve,
    Load,
    Fairness,
    Fit,
    Seniority,
    Succession,
    Pledge,
    Stages,
    Lottery,
)
"""In the order in which they are compiled and reported."""

Rule = Annotated[
    Participation
    | Exclusion
    | TermLock
    | Quota
    | Coverage
    | Eligibility
    | UnitAreas
    | Liaison
    | Require
    | Forbid
    | Distance
    | Workload
    | Continuity
    | Together
    | Apart
    | Cohesion
    | GroupTotals
    | Team
    | Supervision
    | Reserve
    | Load
    | Fairness
    | Fit
    | Seniority
    | Succession
    | Pledge
    | Stages
    | Lottery,
    Discriminator("kind"),
]
"""The discriminated union: a rule table in a sheet, YAML and JSON are the same thing."""

ADAPTER: TypeAdapter[Any] = TypeAdapter(Rule)
KINDS: Mapping[str, type[RuleBase]] = {str(rule.model_fields["kind"].default): rule for rule in RULES}


UNSAID: tuple[RuleEntry, ...] = (
    RuleEntry(id="~participation", kind="participation"),
    RuleEntry(id="~coverage", kind="coverage"),
    RuleEntry(id="~lottery", kind="lottery", mode="report"),
)
"""What holds where the rule table is silent: everybody takes part, everybody is served, ties are drawn."""


def rules_in_force(programme: Programme) -> tuple[tuple[RuleBase, ...], tuple[Finding, ...]]:
    """The programme's typed rules with what goes unsaid, and every problem of the rule table."""
    stated = {entry.kind for entry in programme.rules}
    return typed_rules((*programme.rules, *(entry for entry in UNSAID if entry.kind not in stated)))


def typed_rules(entries: Iterable[RuleEntry]) -> tuple[tuple[RuleBase, ...], tuple[Finding, ...]]:
    """Typed rules in catalogue order (then by id), and every problem of the table.

    Findings (severity error): rules.unknown_kind (nearest kind named), rules.unknown_parameter (nearest named),
    rules.bad_parameter, rules.bad_mode, rules.twice (a kind that may stand once only).
    """
    rules: list[RuleBase] = []
    findings: list[Finding] = []
    for entry in entries:
        cells = _cells(entry, "parameters")
        kind = KINDS.get(entry.kind)
        if kind is None:
            near = _nearest(entry.kind, KINDS)
            facts: dict[str, Any] = {"kind": entry.kind, "near": near}
            findings.append(Finding("rules.unknown_kind", facts=facts, cells=_cells(entry, "kind")))
            continue
        mode = "tier" if isinstance(entry.mode, int) else entry.mode
        if mode not in kind.allowed_modes or (isinstance(entry.mode, int) and entry.mode < 1):
            facts = {"kind": entry.kind, "mode": str(entry.mode), "allowed": kind.allowed_modes}
            findings.append(Finding("rules.bad_mode", facts=facts, cells=_cells(entry, "mode")))
            continue
        parameters, unknown = _parameters(kind, entry.parameters)
        for name in unknown:
            near = _nearest(name, _titles(kind))
            facts = {"kind": entry.kind, "parameter": name, "near": near}
            findings.append(Finding("rules.unknown_parameter", facts=facts, cells=cells))
        if unknown:
            continue
        common = {"kind": entry.kind, "id": entry.id, "mode": entry.mode, "weight": entry.weight}
        try:
            rules.append(
                ADAPTER.validate_python({**common, "clause": entry.clause, "origin": entry.origin, **parameters})
            )
        except ValidationError as error:
            for problem in error.errors(include_url=False, include_context=False, include_input=False):
                where = ".".join(str(part) for part in problem["loc"][1:]) or "-"
                facts = {"kind": entry.kind, "parameter": where, "detail": problem["msg"]}
                findings.append(Finding("rules.bad_parameter", facts=facts, cells=cells))
    once = (Participation, Quota, Coverage, Lottery, TermLock)
    for kind in once:
        same = [rule for rule in rules if isinstance(rule, kind)]
        findings += [Finding("rules.twice", facts={"kind": _kind(kind)}, cells=_cells(rule)) for rule in same[1:]]
    order = {kind: position for position, kind in enumerate(RULES)}
    return tuple(sorted(rules, key=lambda rule: (order[type(rule)], rule.id))), tuple(findings)


def _kind(rule: type[RuleBase]) -> str:
    return str(rule.model_fields["kind"].default)


def _cells(entry: RuleEntry | RuleBase, field: str = "kind") -> tuple[Cell, ...]:
    return () if entry.origin is None else (entry.origin.cell(field),)


def _titles(kind: type[RuleBase]) -> dict[str, str]:
    """Every accepted spelling of a parameter -> its field."""
    common = set(RuleBase.model_fields) | {"kind"}
    names = {name: name for name in kind.model_fields if name not in common}
    return names | {
        str(kind.model_fields[name].title): name for name in names.values() if kind.model_fields[name].title
    }


def _parameters(kind: type[RuleBase], given: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    titles = _titles(kind)
    fields = {titles[name]: value for name, value in given.items() if name in titles}
    known = {name: from_cell(kind.model_fields[name].annotation, kind.choices, value) for name, value in fields.items()}
    return known, [name for name in given if name not in titles]


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.0)), "")
