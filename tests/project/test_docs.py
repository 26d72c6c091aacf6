"""The manual says what the code does: tables in it are written from the code, and every command and word is there.

``UPDATE_DOCS=1 python -m pytest tests/project/test_docs.py`` writes the tables again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import cli
from optimizer.domain.rule_kinds import RULE_TITLES
from optimizer.intake.column import kinds
from optimizer.messages.outcomes import ANSWERS, ERRORS
from optimizer.rules import RULES
from optimizer.screen.entry import translated

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines
    )


def rules() -> str:
    """One row a rule: names, what it promises, the modes it may have, its parameters."""
    rows = []
    for rule in RULES:
        kind = str(rule.model_fields["kind"].default)
        opening = " ".join(str(rule.__doc__).strip().split("\n\n")[0].split())
        promise = re.split(r"\.(?:\s|$)", opening)[0].replace("``", "`") + "."
        shown = [
            f"{field.title}（{name}）" for name, field in rule.model_fields.items() if field.title and name != "kind"
        ]
        rows.append(
            (RULE_TITLES.get(kind, kind), f"`{kind}`", promise, ", ".join(rule.allowed_modes), "、".join(shown))
        )
    return _table(("规则", "kind", "promise", "方式 modes", "参数 parameters"), rows)


def tables() -> str:
    """One table a table kind: the header that our template shows, the field, whether it must be there, other headers."""
    parts = []
    for kind in kinds():
        rows = [
            (
                column.header,
                f"`{column.field}`",
                "是 yes" if column.required else "",
                "、".join(column.choices),
                "、".join((*column.synonyms, *column.weak)[:6]),
            )
            for column in kind.columns
        ]
        head = ("表头", "field", "必有 required", "取值 choices", "也认得 also read")
        parts.append(f"### {kind.zh} · {kind.en}\n\n{_table(head, rows)}")
    return "\n\n".join(parts)


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    below = getattr(command, "commands", {})
    if not below:
        yield name, command
    for word, inner in below.items():
        yield from _commands(inner, f"{name} {word}")


def commands() -> str:
    """One table a command, first the options that may stand anywhere; texts in both languages."""
    chinese, english = (translated(typer.main.get_command(cli.app), lang) for lang in ("zh", "en"))
    parts = [f"### jiedui\n\n{_options(chinese, english)}"]
    pairs = zip(_commands(chinese, "jiedui"), _commands(english, "jiedui"), strict=True)
    for (name, zh), (_, en) in pairs:
        parts.append(f"### {name}\n\n{zh.help}\n\n{en.help}\n\n{_options(zh, en)}".rstrip())
    return "\n\n".join(parts)


def _options(chinese: Any, english: Any) -> str:
    rows = []
    for zh, en in zip(chinese.params, english.params, strict=True):
        if not zh.hidden:
            names = zh.opts + zh.secondary_opts if zh.param_type_name == "option" else [zh.name.upper()]
            rows.append(
                (" ".join(f"`{name}`" for name in names), re.sub(r"(?<=[，。；：、）]) ", "", zh.help), en.help)
            )
    return _table(("", "中文", "English"), rows) if rows else ""


EXITS = {
    0: (
        "有名册：最优，或达到了要求；检查、校验通过",
        "a roster, optimal or as good as asked; checked or verified without objection",
    ),
    1: ("程序自身的缺陷", "a bug of ours"),
    2: ("用法不对，或会覆盖已有文件", "wrong usage, or something would be overwritten"),
    3: ("输入有误，列出单元格，未写出任何文件", "the input is refused, cell by cell; nothing was written"),
    4: ("证明做不出名册，报告写明原因", "proved impossible; the report says why"),
    5: ("停止时还没有名册", "stopped with no roster"),
    6: (
        "有名册，但没有达到 --gap 或 --require-optimal 的要求",
        "a roster, but weaker than --gap or --require-optimal asked",
    ),
    7: ("独立校验未通过", "independent verification failed"),
    8: ("缺少所需的资源或组件", "a needed resource or component is missing"),
    130: ("被中断；已有的最好名册已写出", "interrupted; the best roster so far, if any, was written"),
}


def exits() -> str:
    """One row an exit code: what leads to it, and what the service answers."""
    outcomes = {**ERRORS, **ANSWERS}
    assert set(EXITS) == {0, *(outcome.exit_code for outcome in outcomes.values())}
    rows = []
    for number, (chinese, english) in EXITS.items():
        types = sorted({f"`{o.problem}` {o.status}" for o in outcomes.values() if o.exit_code == number})
        rows.append((str(number), chinese, english, ", ".join(types)))
    return _table(("退出码 exit", "中文", "English", "problem type, HTTP status"), rows)


SECTIONS: dict[str, tuple[str, Callable[[], str]]] = {
    "rules": ("rule-table.md", rules),
    "tables": ("programme-format.md", tables),
    "commands": ("cli.md", commands),
    "exits": ("cli.md", exits),
}


@pytest.mark.parametrize("name", SECTIONS)
def test_written_tables_are_those_of_the_code(name: str) -> None:
    """A manual written by hand is wrong after the first change."""
    page, write = SECTIONS[name]
    text = (DOCS / page).read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {name} -->\n)(.*?)(\n<!-- end of {name} -->)", re.S)
    found = pattern.search(text)
    assert found is not None, f"{page} has no place for {name}"
    if os.environ.get("UPDATE_DOCS"):
        (DOCS / page).write_text(pattern.sub(lambda m: m[1] + write() + m[3], text), encoding="utf-8")
    else:
        assert found[2] == write()


def test_the_glossary_has_every_rule() -> None:
    """The glossary is law: a rule whose name is not there has no agreed word."""
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    assert [kind for kind, title in RULE_TITLES.items() if f"`{kind}`" not in text or title not in text] == []


def test_links_lead_somewhere() -> None:
    """Every relative link and picture of README, CONTRIBUTING and docs/ exists."""
    broken = []
    for page in [*PAGES, *(DOCS.parent / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http://", "https://")) and not (page.parent / target).exists():
                broken.append(f"{page.name} -> {target}")
    assert broken == []


def test_every_page_is_reached_from_the_index() -> None:
    """A page that nothing links to is not read."""
    seen: set[Path] = set()
    waiting = [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            links = re.findall(r"\]\(([^):#]+\.md)", page.read_text(encoding="utf-8"))
            waiting += [(page.parent / link).resolve() for link in links]
    assert [page.name for page in PAGES if page.resolve() not in seen] == []


@pytest.mark.parametrize(("page", "least"), [("analyst.md", 4), ("recipes.md", 9)])
def test_the_analysts_examples_run(page: str, least: int) -> None:
    """Every Python block of the page, in order, with its assertions."""
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.S)
    assert len(blocks) >= least
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, page, "exec"), names)
