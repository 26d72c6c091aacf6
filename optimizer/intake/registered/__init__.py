"""The table kinds of the main job; importing this registers them."""

from optimizer.intake.column import register
from optimizer.intake.registered.helpers import HELPERS
from optimizer.intake.registered.incumbent import INCUMBENT
from optimizer.intake.registered.nodes import NODES, OWNERS
from optimizer.intake.registered.places import LEGS, MATRIX, PLACES
from optimizer.intake.registered.recipients import RECIPIENTS
from optimizer.intake.registered.rules import QUOTA, RULES, UNIT_AREAS
from optimizer.intake.registered.schools import SUPPORTED, SUPPORTERS
from optimizer.intake.registered.settings import SETTINGS
from optimizer.intake.registered.stages import STAGES
from optimizer.intake.registered.students import AT_RISK, FIT, HOURS, LEAVERS, MENTORS, STRUGGLING

for _kind in (SETTINGS, RULES, QUOTA, UNIT_AREAS, HELPERS, RECIPIENTS, INCUMBENT, LEGS, MATRIX, PLACES):
    register(_kind)
for _kind in (MENTORS, STRUGGLING, AT_RISK, LEAVERS, HOURS, FIT):
    register(_kind)
for _kind in (NODES, OWNERS, SUPPORTERS, SUPPORTED, STAGES):
    register(_kind)

__all__ = [
    "AT_RISK",
    "FIT",
    "HELPERS",
    "HOURS",
    "INCUMBENT",
    "LEAVERS",
    "LEGS",
    "MATRIX",
    "MENTORS",
    "NODES",
    "OWNERS",
    "PLACES",
    "QUOTA",
    "RECIPIENTS",
    "RULES",
    "SETTINGS",
    "STAGES",
    "STRUGGLING",
    "SUPPORTED",
    "SUPPORTERS",
    "UNIT_AREAS",
]
