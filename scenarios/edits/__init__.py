"""A roster workbook that came back edited: read back, checked, scored, completed around its locks."""

from scenarios.edits.completing import Completed, complete, score
from scenarios.edits.overrides import Edited, Override, edited_roster
from scenarios.edits.reading import read_edited_rows

__all__ = ["Completed", "Edited", "Override", "complete", "edited_roster", "read_edited_rows", "score"]
