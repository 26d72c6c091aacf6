"""docs/report.md says what is true."""

from __future__ import annotations

import re
from pathlib import Path

from optimizer.messages import say
from optimizer.output.run_files import RUN_FILES
from optimizer.runs.folder import PROGRAMME_FILE
from tests.output.test_workbook import SHEETS

PAGE = (Path(__file__).parents[2] / "docs" / "report.md").read_text(encoding="utf-8")


def test_every_file_and_sheet_is_described() -> None:
    """In both languages each file has its line; each sheet has one in the planner's table."""
    for name in (*RUN_FILES, PROGRAMME_FILE):
        assert PAGE.count(f"| `{name}` |") == 2
    for sheet in SHEETS:
        assert f"| {sheet} |" in PAGE


def test_every_chapter_is_named() -> None:
    """The English part lists the chapters of the report in the words that the report uses."""
    assert "find a person" in PAGE
    assert say("report.sheet.load", None, "en").lower() in PAGE


def test_the_example_runs() -> None:
    """A developer may copy it as it stands."""
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 1
    exec(compile(blocks[0], "report.md", "exec"), {})
