"""Masking of personal data: names, ID numbers, phones (the data of minors and poor families).

A fact that identifies a person is wrapped in :class:`Private`; whatever renders it masks it unless the
caller says otherwise. Its ``repr`` and ``str`` are masked too, so that a stray log line leaks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PrivateKind = Literal["name", "id_number", "phone", "text"]


def mask_name(name: str) -> str:
    """Keep the first character: 张三丰 -> 张**."""
    return name[:1] + "*" * max(1, len(name) - 1) if name else ""


def mask_id_number(number: str) -> str:
    """Keep the first six and the last four: 999999********002X."""
    if len(number) <= 10:
        return "*" * len(number)
    return number[:6] + "*" * (len(number) - 10) + number[-4:]


def mask_phone(number: str) -> str:
    """Keep the first three and the last four: 138****5678."""
    if len(number) <= 7:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


@dataclass(frozen=True, slots=True)
class Private:
    """A personal datum inside a message's facts; shown in full only when the caller asks for it."""

    value: str
    kind: PrivateKind = "name"

    @property
    def masked(self) -> str:
        if self.kind == "name":
            return mask_name(self.value)
        if self.kind == "id_number":
            return mask_id_number(self.value)
        if self.kind == "phone":
            return mask_phone(self.value)
        return "*" * min(3, len(self.value))

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"Private({self.masked!r}, {self.kind!r})"
