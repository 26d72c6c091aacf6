"""Files that list changes or events: YAML, JSON or a sheet, each item with the place it stands in."""

from scenarios.reading.lines import Line, Lines
from scenarios.reading.read import read_lines
from scenarios.reading.unfit import unfit

__all__ = ["Line", "Lines", "read_lines", "unfit"]
