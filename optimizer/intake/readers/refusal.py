"""Why a file or sheet is not read."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """``code`` of the intake catalogue, its facts, and where (sheet and address may be empty)."""

    def __init__(self, code: str, *, sheet: str = "", address: str = "", **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.sheet = sheet
        self.address = address
        self.facts = facts
