"""Imports run one way, and each library has one room: read off the sources, function bodies included."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BASE = {"messages", "errors", "domain"}
ROOMS: Mapping[str, set[str]] = {
    "messages": set(),
    "errors": {"messages"},
    "domain": {"messages", "errors"},
    "contained": {"messages", "errors"},
    "geography": BASE,
    "rules": BASE | {"geography"},
    "model": BASE | {"geography", "rules"},
    "engine": BASE | {"contained", "model"},
    "verify": BASE | {"geography", "rules", "model"},
    "solve": BASE | {"model", "engine", "verify"},
    "output": BASE,
    "explain": BASE | {"geography", "rules", "model", "verify", "solve", "output"},
    "planning": BASE | {"rules", "model", "verify", "solve", "explain"},
    "exchange": BASE | {"contained", "rules", "model", "engine", "verify", "solve", "planning", "output"},
    "planning_apart": BASE | {"contained", "model", "planning"},
    "intake": BASE | {"contained"},
    "settings": {"messages", "errors"},
    "doctor": {"messages", "errors", "contained"},
    "schemas": BASE | {"rules", "output"},
    "runs": BASE | {"contained", "planning", "explain", "output", "intake", "verify"},
    "screen": BASE | {"settings", "doctor", "intake", "output", "explain", "verify"},
}
"""What each room of the library may import besides itself. A room that is not listed may not exist."""

ABOVE = {"scenarios": {"optimizer", "scenarios"}, "cli": {"optimizer", "scenarios"}}
SCREEN_USERS = ("cli", "scenarios.commands")
"""Only these may use the terminal."""

ANYWHERE = {"numpy", "pydantic"}
LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "ortools": ("optimizer.engine",),
    "highspy": ("optimizer.engine",),
    "numba": ("optimizer.engine",),
    "scipy": ("optimizer.engine",),
    "networkx": ("optimizer.explain",),
    "pandas": ("optimizer.runs",),
    "python_calamine": ("optimizer.intake",),
    "rapidfuzz": ("optimizer.intake",),
    "ruamel": ("optimizer.intake", "scenarios.reading"),
    "openpyxl": ("optimizer.intake", "optimizer.output"),
    "xlsxwriter": ("optimizer.output", "scenarios.cases"),
    "jinja2": ("optimizer.output",),
    "markupsafe": ("optimizer.output",),
    "xlwt": ("scenarios.cases",),
    "pydantic_settings": ("optimizer.settings",),
    "typer": ("optimizer.screen", "cli", "scenarios.commands"),
    "rich": ("optimizer.screen",),
    "platformdirs": ("optimizer.screen",),
}
"""Where each library may be imported: a prefix of the importing module's name."""

HIDDEN_FROM_THE_JUDGE = (
    "optimizer.engine",
    "optimizer.rules.draft",
    "optimizer.rules.compilation",
    "optimizer.model.compile",
)


@cache
def sources() -> dict[str, str]:
    """Every module of the product and its text."""
    files = [ROOT / "cli.py", *(ROOT / "optimizer").rglob("*.py"), *(ROOT / "scenarios").rglob("*.py")]
    return {_name(file): file.read_text(encoding="utf-8") for file in sorted(files)}


def _name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(text: str, known: Iterable[str] = (), *, running: bool = False) -> set[str]:
    """Absolute names of what a source imports; ``from a import b`` counts as ``a.b`` when that is a module.

    ``running``: without what stands under ``if TYPE_CHECKING``, which is for readers only.
    """
    modules = set(known)
    found: set[str] = set()
    tree = ast.parse(text)
    unseen = {id(node) for branch in ast.walk(tree) if running and _typing(branch) for node in ast.walk(branch)}
    for node in (node for node in ast.walk(tree) if id(node) not in unseen):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & modules
            found |= inner or {str(node.module)}
            found |= {str(node.module)} if len(inner) < len(node.names) else set()
    return found


def _typing(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _is_in(module: str, places: Iterable[str]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def wrong_way(modules: Mapping[str, str]) -> list[str]:
    """Every import of ours that runs against the order."""
    wrong = []
    for module, text in modules.items():
        top, _, rest = module.partition(".")
        room = rest.partition(".")[0]
        for target in sorted(imports(text, modules)):
            other, _, below = target.partition(".")
            if other not in ("optimizer", "scenarios", "cli"):
                continue
            their_room = below.partition(".")[0]
            if their_room == "screen" and room != "screen" and not _is_in(module, SCREEN_USERS):
                wrong.append(f"{module} -> {target}")
            elif top == "optimizer":
                allowed = other == "optimizer" and (their_room in {room, ""} or their_room in ROOMS.get(room, set()))
                wrong += [] if allowed or not room else [f"{module} -> {target}"]
            elif other not in ABOVE[top]:
                wrong.append(f"{module} -> {target}")
    return wrong


def misplaced(modules: Mapping[str, str]) -> list[str]:
    """Every import of a library outside its room, and of libraries that nobody has given a room."""
    wrong = []
    for module, text in modules.items():
        for target in sorted({name.partition(".")[0] for name in imports(text)}):
            if target in sys.stdlib_module_names or target in ANYWHERE or target in ("optimizer", "scenarios", "cli"):
                continue
            if not _is_in(module, LIBRARIES.get(target, ())):
                wrong.append(f"{module} -> {target}")
    return wrong


def reached(start: Iterable[str], modules: Mapping[str, str]) -> set[str]:
    """All modules of ours that are imported, directly or not, by ``start``; packages on the way run too."""
    graph = {module: imports(text, modules, running=True) & set(modules) for module, text in modules.items()}
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        module = waiting.pop()
        if module in modules and module not in seen:
            seen.add(module)
            waiting += [*graph[module], *([module.rpartition(".")[0]] if "." in module else [])]
    return seen


def seen_by_the_judge(modules: Mapping[str, str]) -> list[str]:
    """What the judge and the inspecting halves reach although they must not: engine, compile halves."""
    judge = [
        module for module in modules if _is_in(module, ["optimizer.verify"]) or module.endswith((".inspect", ".pairs"))
    ]
    return sorted(
        module
        for module in reached(judge, modules)
        if _is_in(module, HIDDEN_FROM_THE_JUDGE) or module.endswith(".compile")
    )


def test_imports_run_one_way() -> None:
    """A room that knows those above it can no longer be read, tested or replaced alone."""
    assert wrong_way(sources()) == []


def test_every_library_stays_in_its_room() -> None:
    """Then replacing a library means reading one room."""
    assert misplaced(sources()) == []


def test_the_judge_never_sees_the_engine() -> None:
    """A proof counts because whoever checks it shares no code with whoever made it."""
    assert seen_by_the_judge(sources()) == []


def test_rooms_are_those_planned() -> None:
    """A new room needs a line in the table, and a line needs its room."""
    rooms = {module.split(".")[1] for module in sources() if module.startswith("optimizer.")}
    assert rooms == set(ROOMS)


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("optimizer.domain.people", "from optimizer.rules import KINDS"),
        ("optimizer.rules.base", "def f():\n    import optimizer.model.arrays"),
        ("optimizer.engine.x", "from optimizer import verify"),
        ("optimizer.intake.x", "from optimizer.output.document import Table"),
        ("optimizer.output.x", "from optimizer.screen.tables import as_csv"),
        ("optimizer.newroom", "import optimizer.domain"),
        ("optimizer.planning", "import scenarios"),
        ("scenarios.sweep", "from optimizer.screen.terminal import Terminal"),
        ("scenarios.sweep", "import cli"),
    ],
)
def test_a_wrong_import_is_found(module: str, text: str) -> None:
    """The negative control of the order."""
    assert wrong_way({**sources(), module: text}) != []


@pytest.mark.parametrize(
    ("module", "text", "library"),
    [
        ("optimizer.verify.x", "import ortools.graph.python.min_cost_flow", "ortools"),
        ("optimizer.model.x", "def f():\n    from highspy import Highs", "highspy"),
        ("optimizer.engine.x", "import networkx as nx", "networkx"),
        ("optimizer.domain.x", "import leftpad", "leftpad"),
    ],
)
def test_a_misplaced_library_is_found(module: str, text: str, library: str) -> None:
    """The negative control of the rooms."""
    assert misplaced({module: text}) == [f"{module} -> {library}"]


@pytest.mark.parametrize(
    "text",
    [
        "from optimizer.rules.quota.compile import compile",
        "def f():\n    from optimizer.helper_of_both import x",
        "from optimizer import engine",
    ],
)
def test_a_judge_that_peeks_is_found(text: str) -> None:
    """The negative control of the separation, also when the way leads through another module."""
    modules = {
        "optimizer": "",
        "optimizer.engine": "",
        "optimizer.helper_of_both": "import optimizer.rules.draft",
        "optimizer.rules": "",
        "optimizer.rules.draft": "",
        "optimizer.rules.quota": "",
        "optimizer.rules.quota.compile": "",
        "optimizer.verify": text,
    }
    assert len(seen_by_the_judge(modules)) == 1
    guarded = "if TYPE_CHECKING:\n" + "\n".join(f"    {line}" for line in text.splitlines())
    assert seen_by_the_judge({**modules, "optimizer.verify": guarded}) == []
    assert seen_by_the_judge({**modules, "optimizer.verify": ""}) == []
