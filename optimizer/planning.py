"""plan(): the one function that strings rules, model, solve and explain together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from optimizer.domain import Answer, Fact, Finding, Programme, RuleAccount, Status
from optimizer.errors import InputError, InternalError, VerificationError
from optimizer.rules import rules_in_force

if TYPE_CHECKING:
    from optimizer.model.result import TraceEntry


JUDGE_SHARE = 0.12
"""Of a time limit, left for the judge of rosters."""


class Options(Fact):
    """How to plan. Without a time limit the same programme always gives the same answer."""

    time_limit_seconds: float | None = None
    work_limit: int | None = None
    seed: str | None = None


@dataclass(frozen=True)
class Proposal:
    """What the engine's side hands to the judge: the answer as claimed, and the certificate in stable ids."""

    answer: Answer
    certificate: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()
    warm_start: Mapping[str, Any] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """The answer as judged, and what stands behind it.

    certificate: the JSON form that the judge reads back, keyed by stable ids; warm_start: arrays for the next solve;
    seconds: by step, the only part that differs between two runs; findings: everything to look at, ask or note.
    """

    programme: Programme
    answer: Answer
    certificate: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()
    warm_start: Mapping[str, Any] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)


def check(programme: Programme) -> tuple[Finding, ...]:
    """Everything that can be said about a programme without solving it. Loads no solver."""
    from optimizer.model.compile import compile_programme

    rules, findings = rules_in_force(programme)
    if any(finding.severity == "error" for finding in findings):
        return findings
    return (*findings, *compile_programme(programme, rules).findings)


def plan(
    programme: Programme,
    options: Options | None = None,
    *,
    warm_start: Mapping[str, Any] | None = None,
    progress: Callable[[TraceEntry], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Plan:
    """Find the roster that is proved best under the programme's own rules, or the proof that there is none.

    Raises InputError with every problem of rule table and programme; NoRouteError when no route of the engine can do what
    the rules ask together; VerificationError when the judge rejects the engine's work.
    """
    options = options or Options()
    programme = seeded(programme, options)
    return judged(programme, propose(programme, options, warm_start=warm_start, progress=progress, cancel=cancel))


def seeded(programme: Programme, options: Options) -> Programme:
    """The programme with the lottery seed of the options, if they have one."""
    return programme if options.seed is None else programme.altered(seed=options.seed)


def propose(
    programme: Programme,
    options: Options,
    *,
    warm_start: Mapping[str, Any] | None = None,
    progress: Callable[[TraceEntry], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Proposal:
    """Compile, solve and tell in terms of people; nothing of it counts before the judge has seen it. Raises as ``plan``."""
    from optimizer.explain.account import account
    from optimizer.explain.backups import back_ups
    from optimizer.explain.proof import roster_certificate
    from optimizer.model.compile import compile_programme
    from optimizer.solve import solve_model

    clock = Clock()
    rules, problems = rules_in_force(programme)
    _refuse(problems)
    compiled = compile_programme(programme, rules)
    findings = (*problems, *compiled.findings)
    _refuse(findings)
    if compiled.model is None:
        raise InternalError(detail="a programme without errors has no model")
    clock.mark("compile")
    result = solve_model(
        compiled.model,
        work_limit=options.work_limit,
        time_limit=_seconds_to_solve(options),
        warm_start=warm_start,
        progress=progress,
        cancel=cancel,
    )
    clock.mark("solve")
    answer = account(compiled, result)
    if answer.roster is not None:
        backups, losses = back_ups(compiled, answer.roster.pairings)
        answer = answer.altered(backups=backups, losses=losses)
    certificate = roster_certificate(compiled, result, answer)
    clock.mark("account")
    return Proposal(answer, certificate, findings, result.warm_start, clock.seconds)


def _seconds_to_solve(options: Options) -> float | None:
    limit = options.time_limit_seconds
    return None if limit is None else (1 - JUDGE_SHARE) * limit


def judged(programme: Programme, proposal: Proposal, *, by_class: bool = False) -> Plan:
    """The plan with the status and labels that the judge of rosters grants it. ``by_class``: as in ``verify_roster``.

    Raises VerificationError when the judge finds a falsehood.
    """
    from optimizer.verify import verify_roster

    clock = Clock()
    answer = _as_far_as_told(proposal)
    verdict = verify_roster(programme, answer, proposal.certificate, by_class=by_class)
    if not verdict.accepted:
        detail = "; ".join(finding.say("en") for finding in verdict.findings if finding.severity == "error")
        raise VerificationError(findings=verdict.findings, detail=detail)
    granted = {tier.name: tier for tier in verdict.tiers}
    tiers = tuple(
        tier.altered(bound=granted[tier.name].bound, gap=granted[tier.name].gap, label=granted[tier.name].label)
        for tier in answer.tiers
    )
    answer = answer.altered(status=verdict.status, tiers=tiers, rules=_measured(programme, answer))
    clock.mark("verify")
    return Plan(
        programme,
        answer,
        proposal.certificate,
        proposal.findings,
        proposal.warm_start,
        {**proposal.seconds, **clock.seconds},
    )


def _as_far_as_told(proposal: Proposal) -> Answer:
    """The answer without labels that its certificate does not carry: a proof that cannot be told of people is no proof."""
    answer = proposal.answer
    told = [claim["proof"] is not None for claim in proposal.certificate["tiers"]]
    if answer.status is Status.INFEASIBLE and proposal.certificate["impossibility"] is None:
        return answer.altered(status=Status.UNDECIDED)
    if all(told):
        return answer
    tiers = tuple(
        tier if known else tier.altered(label="feasible", bound=None, gap=None)
        for tier, known in zip(answer.tiers, told, strict=True)
    )
    status = Status.FEASIBLE if answer.status is Status.OPTIMAL else answer.status
    return answer.altered(status=status, tiers=tiers)


def _measured(programme: Programme, answer: Answer) -> tuple[RuleAccount, ...]:
    """The rules' accounts with what the judge read off the roster."""
    from optimizer.verify import measure_roster

    if answer.roster is None:
        return answer.rules
    readings = measure_roster(programme, answer.roster)
    return tuple(
        entry.altered(measure=readings[entry.rule].measure, violations=readings[entry.rule].broken)
        for entry in answer.rules
    )


class Clock:
    """Seconds by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = perf_counter()

    def mark(self, step: str) -> None:
        now = perf_counter()
        self.seconds[step] = now - self._last
        self._last = now


def _refuse(findings: Sequence[Finding]) -> None:
    if any(finding.severity == "error" for finding in findings):
        raise InputError(findings=findings)
