"""The list of the judge's halves: rule kind -> half. Nothing of the engine's side may import this."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.rules.apart.inspect import HALF as APART
from optimizer.rules.cohesion.inspect import HALF as COHESION
from optimizer.rules.continuity.inspect import HALF as CONTINUITY
from optimizer.rules.coverage.inspect import HALF as COVERAGE
from optimizer.rules.distance.inspect import HALF as DISTANCE
from optimizer.rules.eligibility.inspect import HALF as ELIGIBILITY
from optimizer.rules.exclusion.inspect import HALF as EXCLUSION
from optimizer.rules.fairness.inspect import HALF as FAIRNESS
from optimizer.rules.fit.inspect import HALF as FIT
from optimizer.rules.forbid.inspect import HALF as FORBID
from optimizer.rules.group_totals.inspect import HALF as GROUP_TOTALS
from optimizer.rules.liaison.inspect import HALF as LIAISON
from optimizer.rules.load.inspect import HALF as LOAD
from optimizer.rules.lottery.inspect import HALF as LOTTERY
from optimizer.rules.participation.inspect import HALF as PARTICIPATION
from optimizer.rules.pledge.inspect import HALF as PLEDGE
from optimizer.rules.quota.inspect import HALF as QUOTA
from optimizer.rules.require.inspect import HALF as REQUIRE
from optimizer.rules.reserve.inspect import HALF as RESERVE
from optimizer.rules.seniority.inspect import HALF as SENIORITY
from optimizer.rules.stages.inspect import HALF as STAGES
from optimizer.rules.succession.inspect import HALF as SUCCESSION
from optimizer.rules.supervision.inspect import HALF as SUPERVISION
from optimizer.rules.team.inspect import HALF as TEAM
from optimizer.rules.term_lock.inspect import HALF as TERM_LOCK
from optimizer.rules.together.inspect import HALF as TOGETHER
from optimizer.rules.unit_area.inspect import HALF as UNIT_AREA
from optimizer.rules.view import Half
from optimizer.rules.workload.inspect import HALF as WORKLOAD

INSPECT: Mapping[str, Half] = {
    "participation": PARTICIPATION,
    "exclusion": EXCLUSION,
    "term_lock": TERM_LOCK,
    "quota": QUOTA,
    "coverage": COVERAGE,
    "eligibility": ELIGIBILITY,
    "unit_area": UNIT_AREA,
    "liaison": LIAISON,
    "require": REQUIRE,
    "forbid": FORBID,
    "distance": DISTANCE,
    "workload": WORKLOAD,
    "continuity": CONTINUITY,
    "apart": APART,
    "cohesion": COHESION,
    "fairness": FAIRNESS,
    "fit": FIT,
    "group_totals": GROUP_TOTALS,
    "load": LOAD,
    "pledge": PLEDGE,
    "stages": STAGES,
    "reserve": RESERVE,
    "seniority": SENIORITY,
    "succession": SUCCESSION,
    "supervision": SUPERVISION,
    "team": TEAM,
    "together": TOGETHER,
    "lottery": LOTTERY,
}
