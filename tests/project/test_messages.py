"""Every sentence stands once, in two languages, and is said somewhere: read off catalogues and sources."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from optimizer.messages import Text, codes, text_of

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "optimizer" / "messages" / "catalogue"
ROOMS = {file.stem for file in CATALOGUE.glob("*.py")}
WORDS = {"measure", "noun", "area", "areas"}
"""Facts that are words of one language (户, 名): the other may do without."""


@dataclass
class Said:
    """Text constants of the product: whole ones, those with gaps (as patterns), and facts given with a code."""

    whole: set[str] = field(default_factory=set)
    gapped: list[re.Pattern[str]] = field(default_factory=list)
    given: list[tuple[str, frozenset[str]]] = field(default_factory=list)


def said_in(texts: Iterable[str]) -> Said:
    """What the sources say. A gap in an f-string stands for anything; one that is a room and a gap fits everything and is left out."""
    said = Said()
    for text in texts:
        tree = ast.parse(text)
        pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
                said.whole.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                fixed = "".join(str(part or "") for part in parts)
                if re.search(r"[a-z]{3}", fixed) and fixed.removesuffix(".") not in ROOMS:
                    said.gapped.append(re.compile("".join(".+" if p is None else re.escape(str(p)) for p in parts)))
            elif isinstance(node, ast.Call):
                said.given += _given(node)
    return said


def _given(call: ast.Call) -> list[tuple[str, frozenset[str]]]:
    """``Finding("code", facts={...})`` and ``say("code", {...})`` with everything written out."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name not in ("Finding", "say", "advice") or not call.args or not isinstance(call.args[0], ast.Constant):
        return []
    place = {"Finding": 2}.get(name, 1)
    facts: ast.expr | None = call.args[place] if len(call.args) > place else None
    facts = next((keyword.value for keyword in call.keywords if keyword.arg == "facts"), facts)
    if facts is None:
        return [(str(call.args[0].value), frozenset())]
    if not isinstance(facts, ast.Dict) or not all(isinstance(key, ast.Constant) for key in facts.keys):
        return []
    return [(str(call.args[0].value), frozenset(key.value for key in facts.keys if isinstance(key, ast.Constant)))]


def unused(all_codes: Iterable[str], said: Said) -> list[str]:
    """Codes that no source says, whole or with gaps, with or without the room in front."""

    def is_said(text: str) -> bool:
        return text in said.whole or any(pattern.fullmatch(text) for pattern in said.gapped)

    return [code for code in all_codes if not is_said(code) and not is_said(code.partition(".")[2])]


def unknown(all_codes: Iterable[str], said: Said) -> list[str]:
    """Constants that look like codes of an existing room and are none."""
    known = set(all_codes)
    rooms = {code.partition(".")[0] for code in known}
    shape = re.compile(r"[a-z]+\.[a-z][a-z0-9_.]*")
    return sorted(
        t for t in said.whole if shape.fullmatch(t) and t.partition(".")[0] in rooms and t not in known | FILES
    )


FILES = {"report.html", "rules.json", "model.mps"}
"""File names that look like codes."""


def gaps(text: str) -> frozenset[str]:
    """Names of the facts that a sentence needs."""
    return frozenset(str(name) for _, name, _, _ in Formatter().parse(text) if name is not None)


def lopsided(texts: Mapping[str, Text]) -> list[str]:
    """Messages that lack a language, or whose two languages need different facts."""
    return [
        code
        for code, text in texts.items()
        if not text.zh.strip()
        or not text.en.strip()
        or bool(text.advice_zh) != bool(text.advice_en)
        or (gaps(text.zh) ^ gaps(text.en)) - WORDS
        or (gaps(text.advice_zh) ^ gaps(text.advice_en)) - WORDS
    ]


def starved(texts: Mapping[str, Text], said: Said) -> list[str]:
    """Codes that are said somewhere without a fact their sentence needs."""
    needs = {code: gaps(text.zh + text.advice_zh) for code, text in texts.items()}
    return sorted({code for code, facts in said.given if not needs.get(code, frozenset()) <= facts})


@cache
def product() -> Said:
    files = [ROOT / "cli.py", *(ROOT / "optimizer").rglob("*.py"), *(ROOT / "scenarios").rglob("*.py")]
    return said_in(file.read_text(encoding="utf-8") for file in sorted(files) if CATALOGUE not in file.parents)


@cache
def catalogue() -> Mapping[str, Text]:
    return {code: text_of(code) for code in codes()}


def test_every_message_stands_in_both_languages() -> None:
    """Half of the readers would otherwise see nothing, or a brace."""
    assert lopsided(catalogue()) == []


def test_no_code_is_said_that_no_catalogue_has() -> None:
    """It would end in a KeyError, at the moment when something is to be explained."""
    assert unknown(catalogue(), product()) == []


def test_no_message_is_dead() -> None:
    """A sentence that nobody says is still translated, reviewed and believed."""
    assert unused(catalogue(), product()) == []


def test_every_sentence_gets_its_facts() -> None:
    """A missing fact would end in a KeyError as well."""
    assert starved(catalogue(), product()) == []


def test_chinese_is_chinese() -> None:
    """A message copied from the other language is noticed by its letters; names and numbers alone may be equal."""
    same = [code for code, text in catalogue().items() if text.zh == text.en and re.search(r"[a-z]{4}", text.en)]
    assert [code for code in same if not gaps(catalogue()[code].zh)] == []


@pytest.mark.parametrize(
    "text",
    [
        Text(zh="", en="There."),
        Text(zh="第{row}行", en="line {line}"),
        Text(zh="有", en="There.", advice_zh="改"),
        Text(zh="有", en="There.", advice_zh="改{a}", advice_en="Mend it."),
    ],
)
def test_a_lopsided_message_is_found(text: Text) -> None:
    """The negative control of the two languages."""
    assert lopsided({"cli.x": text}) == ["cli.x"]


def test_missing_dead_and_starved_codes_are_found() -> None:
    """The negative control of the use: one unknown code, one dead message, one without its fact, by name."""
    source = (
        'def f():\n    yield Finding("cli.gone")\n    yield say("cli.line", {"other": 1})\n    yield f"cli.level_{x}"\n'
    )
    texts = {"cli.line": Text("{row}", "{row}"), "cli.dead": Text("一", "one"), "cli.level_ok": Text("好", "ok")}
    said = said_in([source])
    assert unknown(texts, said) == ["cli.gone"]
    assert unused(texts, said) == ["cli.dead"]
    assert starved(texts, said) == ["cli.line"]
