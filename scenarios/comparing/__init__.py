"""Rosters side by side: what each achieves, and person by person what differs."""

from scenarios.comparing.comparison import Comparison, Entry, Measures, compare
from scenarios.comparing.documents import comparison_document
from scenarios.comparing.people import PersonChange, person_changes

__all__ = [
    "Comparison",
    "Entry",
    "Measures",
    "PersonChange",
    "compare",
    "comparison_document",
    "person_changes",
]
