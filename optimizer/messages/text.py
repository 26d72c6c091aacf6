"""From a code and facts to a sentence in Chinese or English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal

from optimizer.messages.masking import Private

Lang = Literal["zh", "en"]


def both(lang: Lang) -> tuple[Lang, Lang]:
    """``lang`` and then the other language, for pages that can be switched."""
    return ("zh", "en") if lang == "zh" else ("en", "zh")


@dataclass(frozen=True, slots=True)
class Text:
    """One message: what happened, and what to do about it (may be empty). Facts stand in braces."""

    zh: str
    en: str
    advice_zh: str = ""
    advice_en: str = ""


@cache
def _catalogue(room: str) -> Mapping[str, Text]:
    module = import_module(f"optimizer.messages.catalogue.{room}")
    texts: Mapping[str, Text] = module.TEXTS
    return texts


def text_of(code: str) -> Text:
    """The entry of ``room.name``. Raises KeyError for a code that no catalogue has (a bug of ours)."""
    room, _, name = code.partition(".")
    return _catalogue(room)[name]


def codes() -> list[str]:
    """All codes of all catalogues, sorted; for the tests and the documentation."""
    import optimizer.messages.catalogue as package

    rooms = sorted(module.name for module in iter_modules(package.__path__))
    return sorted(f"{room}.{name}" for room in rooms for name in _catalogue(room))


def _shown(value: object, masked: bool) -> object:
    if isinstance(value, Private):
        return value.masked if masked else value.value
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, Iterable):
        return "、".join(str(_shown(item, masked)) for item in value)
    return value


def _fill(template: str, facts: Mapping[str, object], masked: bool) -> str:
    return template.format_map({key: _shown(value, masked) for key, value in facts.items()})


def say(code: str, facts: Mapping[str, object] | None = None, lang: Lang = "zh", *, masked: bool = True) -> str:
    """The sentence of ``code`` with its facts filled in; personal data masked unless ``masked=False``."""
    text = text_of(code)
    return _fill(text.zh, facts or {}, masked) if lang == "zh" else counted(_fill(text.en, facts or {}, masked))


def counted(english: str) -> str:
    """``3 pair(s)`` as 3 pairs and ``1 pair(s)`` as 1 pair; without a number before it ``(s)`` stays."""
    return _COUNTED.sub(lambda found: found[1] + found[2] + ("" if found[1] == "1" else "s"), english)


_COUNTED = re.compile(r"(?<![\d.,])(\d[\d.,]*)(\s[^\d().;:]*?)\(s\)")


def advice(code: str, facts: Mapping[str, object] | None = None, lang: Lang = "zh", *, masked: bool = True) -> str:
    """What to do about it; empty when there is nothing to add."""
    text = text_of(code)
    return _fill(text.advice_zh if lang == "zh" else text.advice_en, facts or {}, masked)


def label(code: str, lang: Lang = "zh") -> str:
    """A fixed word or heading: a message without facts."""
    return say(code, None, lang)
