"""A run as a folder: everything that planning gave, written, read back, judged again and reported again."""

from optimizer.runs.folder import Run, read_run
from optimizer.runs.judge import judge_run, judge_tables
from optimizer.runs.record import write_plan, write_report

__all__ = ["Run", "judge_run", "judge_tables", "read_run", "write_plan", "write_report"]
