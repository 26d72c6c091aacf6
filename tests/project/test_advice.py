"""Whatever refuses a table or asks a person says what to do about it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from optimizer.messages import text_of

ROOT = Path(__file__).parents[2]
FORMS = {
    "intake": (
        r'Finding\(\s*"intake\.(\w+)",\s*"(?:error|ask)"',
        r'\.error\(\s*"intake\.(\w+)"',
        r'Unfit\(\s*"intake\.(\w+)"',
        r'Refused\(\s*"intake\.(\w+)"',
    ),
    "rules": (r'\.find\(\s*"(\w+)",\s*"(?:error|ask)"',),
}
"""How a room raises what a planner must mend or decide."""


def raised(room: str) -> set[str]:
    """The codes that a room says as an error or a question."""
    found: set[str] = set()
    for file in (ROOT / "optimizer" / room).rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        for form in FORMS[room]:
            found.update(f"{room}.{name}" for name in re.findall(form, source))
    return found


@pytest.mark.parametrize(("room", "least"), [("intake", 60), ("rules", 20)])
def test_errors_and_questions_come_with_advice(room: str, least: int) -> None:
    """A secretary who reads what is wrong must not have to ask what is wanted; ``least`` holds the search to account."""
    codes = raised(room)
    assert len(codes) >= least
    assert [code for code in sorted(codes) if not text_of(code).advice_zh] == []
    assert [code for code in sorted(codes) if not text_of(code).advice_en] == []
