"""What-if: a base programme plus typed changes, validated as a whole; the base is never altered."""

from scenarios.changes.applying import apply, changed_programme, findings_of, problems_of, unchecked
from scenarios.changes.catalogue import CHANGES, Change
from scenarios.changes.reading import read_scenario
from scenarios.changes.scenario import Placed, Scenario

__all__ = [
    "CHANGES",
    "Change",
    "Placed",
    "Scenario",
    "apply",
    "changed_programme",
    "findings_of",
    "problems_of",
    "read_scenario",
    "unchecked",
]
