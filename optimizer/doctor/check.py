"""What one look found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from optimizer.messages import Lang, advice, label, say

Level = Literal["ok", "warning", "bad"]
"""ok: fine; warning: something will be missing or slower; bad: the program cannot do its work here."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, what is there, and the remark, if any.

    ``topic`` is the name of a package or library, else the code of a label (``cli.topic_...``).
    """

    topic: str
    found: str
    level: Level = "ok"
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    def title(self, lang: Lang = "zh") -> str:
        return label(self.topic, lang) if self.topic.startswith("cli.") else self.topic

    def say(self, lang: Lang = "zh") -> str:
        return say(self.code, self.facts, lang) if self.code else ""

    def advice(self, lang: Lang = "zh") -> str:
        return advice(self.code, self.facts, lang) if self.code else ""
