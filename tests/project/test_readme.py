"""What the README tells people to type is typed here."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(text: str) -> list[list[str]]:
    """Lines of console blocks that begin with ``$``, comments taken off."""
    blocks = re.findall(r"```console\n(.*?)```", text, re.S)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [shlex.split(line, comments=True) for line in lines]


def test_every_jiedui_line_works_in_order(tmp_path: Path) -> None:
    """From the demo to the doctor, in one empty folder, as a reader would."""
    lines = [words for words in commands(README) if words[0] == "jiedui"]
    assert len(lines) >= 9
    for words in lines:
        command = [sys.executable, "-m", "cli", *words[1:]]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{' '.join(words)}: {done.stderr}"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/how-tests-run.md"])
def test_every_make_line_names_a_target(page: str) -> None:
    """``make demo`` and ``make test`` themselves are what started this; their targets must be there."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    lines = [[w for w in words if "=" not in w] for words in commands((ROOT / page).read_text(encoding="utf-8"))]
    named = {word for words in lines if words[0] == "make" for word in words[1:]}
    assert named
    assert named <= targets


def test_the_python_example_runs() -> None:
    """With its assertion."""
    blocks = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len(blocks) == 1
    exec(compile(blocks[0], "README.md", "exec"), {})


def test_commands_are_found_and_comments_dropped() -> None:
    """The negative control: a reader of blocks that finds nothing would pass every test above."""
    text = "```console\n$ jiedui check a\\ b  # why\noutput\n```\n```python\n$ no\n```\n"
    assert commands(text) == [["jiedui", "check", "a b"]]
