"""The table kinds of the main job; importing this registers them."""

from optimizer.intake.column import register
from optimizer.intake.registered.helpers import HELPERS
from optimizer.intake.registered.incumbent import INCUMBENT
from optimizer.intake.registered.places import LEGS, MATRIX, PLACES
from optimizer.intake.registered.recipients import RECIPIENTS
from optimizer.intake.registered.rules import QUOTA, RULES, UNIT_AREAS
from optimizer.intake.registered.settings import SETTINGS

for _kind in (SETTINGS, RULES, QUOTA, UNIT_AREAS, HELPERS, RECIPIENTS, INCUMBENT, LEGS, MATRIX, PLACES):
    register(_kind)

__all__ = [
    "HELPERS",
    "INCUMBENT",
    "LEGS",
    "MATRIX",
    "PLACES",
    "QUOTA",
    "RECIPIENTS",
    "RULES",
    "SETTINGS",
    "UNIT_AREAS",
]
