"""The yearly roll-over: rules and locks carried, students a grade up, leavers dropped, people matched, gaps listed."""

from scenarios.rollover.rolling import RolledOver, roll_over
from scenarios.rollover.workbook import begin_from, rolled_workbook

__all__ = ["RolledOver", "begin_from", "roll_over", "rolled_workbook"]
