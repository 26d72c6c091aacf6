"""The list of compile halves: rule kind -> function. Nothing of the judge may import this."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from optimizer.rules.apart.compile import compile as apart
from optimizer.rules.cohesion.compile import compile as cohesion
from optimizer.rules.continuity.compile import compile as continuity
from optimizer.rules.coverage.compile import compile as coverage
from optimizer.rules.distance.compile import compile as distance
from optimizer.rules.draft import Draft
from optimizer.rules.eligibility.compile import compile as eligibility
from optimizer.rules.exclusion.compile import compile as exclusion
from optimizer.rules.fairness.compile import compile as fairness
from optimizer.rules.fit.compile import compile as fit
from optimizer.rules.forbid.compile import compile as forbid
from optimizer.rules.group_totals.compile import compile as group_totals
from optimizer.rules.liaison.compile import compile as liaison
from optimizer.rules.load.compile import compile as load
from optimizer.rules.lottery.compile import compile as lottery
from optimizer.rules.participation.compile import compile as participation
from optimizer.rules.pledge.compile import compile as pledge
from optimizer.rules.quota.compile import compile as quota
from optimizer.rules.require.compile import compile as require
from optimizer.rules.reserve.compile import compile as reserve
from optimizer.rules.seniority.compile import compile as seniority
from optimizer.rules.stages.compile import compile as stages
from optimizer.rules.succession.compile import compile as succession
from optimizer.rules.supervision.compile import compile as supervision
from optimizer.rules.team.compile import compile as team
from optimizer.rules.term_lock.compile import compile as term_lock
from optimizer.rules.together.compile import compile as together
from optimizer.rules.unit_area.compile import compile as unit_area
from optimizer.rules.workload.compile import compile as workload

COMPILE: Mapping[str, Callable[[Any, Draft], None]] = {
    "participation": participation,
    "exclusion": exclusion,
    "term_lock": term_lock,
    "quota": quota,
    "coverage": coverage,
    "eligibility": eligibility,
    "unit_area": unit_area,
    "liaison": liaison,
    "require": require,
    "forbid": forbid,
    "distance": distance,
    "workload": workload,
    "continuity": continuity,
    "apart": apart,
    "cohesion": cohesion,
    "fairness": fairness,
    "fit": fit,
    "group_totals": group_totals,
    "load": load,
    "pledge": pledge,
    "stages": stages,
    "reserve": reserve,
    "seniority": seniority,
    "succession": succession,
    "supervision": supervision,
    "team": team,
    "together": together,
    "lottery": lottery,
}
