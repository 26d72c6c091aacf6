"""Both steps, one after the other: the division proved, then the visits proved given it."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain import Finding, Programme, Status
from optimizer.errors import InputError
from optimizer.planning import Options, Plan, plan
from scenarios.zones.coverage import Coverage, covered
from scenarios.zones.dividing import as_even_as_can_be, shared_out, with_duties


@dataclass(frozen=True)
class ZonesAnswer:
    """``visits`` is None when the division has no roster; ``even``: the numbers of staff make the visits as even as they can be."""

    division: Plan
    visits: Plan | None
    coverage: Coverage
    even: bool
    findings: tuple[Finding, ...] = ()

    @property
    def status(self) -> Status:
        """The division's where it has no roster, else the worse of both; each step is proved given the one before."""
        if self.visits is None or self.division.answer.status is not Status.OPTIMAL:
            return self.division.answer.status
        return self.visits.answer.status


def taking_part(programme: Programme) -> int:
    """How many staff the rules of the division leave. Raises InputError with the findings of its rule table."""
    from optimizer.model.compile import compile_programme
    from optimizer.rules.catalogue import rules_in_force

    rules, findings = rules_in_force(programme)
    if any(finding.severity == "error" for finding in findings):
        raise InputError(findings=findings)
    compiled = compile_programme(programme, rules)
    return len(programme.helpers) - len(compiled.exclusions)


def solve_zones(division: Programme, visits: Programme, options: Options | None = None) -> ZonesAnswer:
    """Raises InputError when the two programmes do not fit each other, with every place where they do not, or as ``plan``."""
    ready, findings = shared_out(division, visits, taking_part(division))
    if any(finding.severity == "error" for finding in findings):
        raise InputError(findings=findings)
    even = as_even_as_can_be(ready, visits)
    first = plan(ready, options)
    if first.answer.roster is None:
        return ZonesAnswer(first, None, covered(visits, None), even, findings)
    second_programme, more = with_duties(visits, (ready, first.answer.roster))
    findings = (*findings, *more)
    if any(finding.severity == "error" for finding in more):
        raise InputError(findings=findings)
    second = plan(second_programme, options)
    return ZonesAnswer(first, second, covered(second_programme, second.answer.roster), even, findings)
