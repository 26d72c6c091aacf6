"""The program's own parts: its version, what it stands on, optional components, and whose modules are loaded."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from importlib.util import find_spec
from pathlib import Path

from optimizer.doctor.check import Check

NAME = "jiedui"
OURS = ("optimizer", "scenarios", "cli")
OLDEST_PYTHON = (3, 11)


def versions() -> Iterator[Check]:
    """Python, the program, everything it needs, and each optional component."""
    python = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        yield Check("Python", python, "bad", "cli.doctor_python")
    else:
        yield Check("Python", python)
    try:
        own = distribution(NAME)
    except PackageNotFoundError:
        yield Check(NAME, "-", "bad", "cli.doctor_not_installed")
        return
    yield Check(NAME, own.version)
    needed, optional = _requirements(own.requires or ())
    for name, least in needed.items():
        found = _version(name)
        if not found:
            yield Check(name, "-", "bad", "cli.doctor_missing", {"name": name})
        elif _numbers(found) < _numbers(least):
            yield Check(name, found, "bad", "cli.doctor_old", {"name": name, "found": found, "wanted": least})
        else:
            yield Check(name, found)
    for extra in own.metadata.get_all("Provides-Extra") or ():
        yield _extra(extra, optional)


def _extra(extra: str, optional: dict[str, list[str]]) -> Check:
    names = [part for name in optional.get(extra, []) for part in _resolved(name, optional)]
    missing = [name for name in names if not _version(name)]
    topic = f"{NAME}[{extra}]"
    if missing:
        return Check(topic, "-", "warning", "cli.doctor_extra", {"extra": extra, "names": ", ".join(missing)})
    return Check(topic, ", ".join(f"{name} {_version(name)}" for name in names))


def _resolved(name: str, optional: dict[str, list[str]]) -> list[str]:
    """An extra may consist of other extras: ``jiedui[fast]`` -> numba."""
    own = re.fullmatch(rf"{NAME}\[(.+)\]", name)
    if not own:
        return [name]
    inner = [part for extra in own[1].split(",") for part in optional.get(extra.strip(), [])]
    return [part for item in inner for part in _resolved(item, optional)]


def _numbers(version: str) -> tuple[int, ...]:
    """The release of a version as numbers that compare: 3.12.1rc1 -> (3, 12, 1)."""
    return tuple(int(part) for part in re.findall(r"(?:^|(?<=\.))\d+", version))


def _requirements(lines: Iterable[str]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Names needed always with their least version ("" for any), and names by extra, from a distribution's metadata."""
    needed: dict[str, str] = {}
    optional: dict[str, list[str]] = {}
    for line in lines:
        requirement, _, marker = line.partition(";")
        name = re.match(rf"\s*({NAME}\[[^\]]+\]|[\w.-]+)", requirement)
        assert name is not None
        extra = re.search(r"extra\s*==\s*['\"]([^'\"]+)['\"]", marker)
        if extra:
            optional.setdefault(extra[1], []).append(name[1])
        else:
            least = re.search(r">=\s*([\d.]+)", requirement)
            needed[name[1]] = least[1] if least else ""
    return needed, optional


def _version(name: str) -> str:
    try:
        return distribution(name).version
    except PackageNotFoundError:
        return ""


def foreign_names(installed: Iterable[Distribution] | None = None) -> Iterator[Check]:
    """Our module names are common words: does another distribution own one, or stand before ours?"""
    root = Path(__file__).resolve().parents[2]
    owners = {name: _owners(name, distributions() if installed is None else installed) for name in OURS}
    for name, others in owners.items():
        spec = find_spec(name)
        place = Path(spec.origin).resolve() if spec and spec.origin else None
        if others:
            yield Check(name, ", ".join(others), "bad", "cli.doctor_owned", {"name": name, "owner": ", ".join(others)})
        elif place is None or root not in place.parents:
            yield Check(
                name, str(place or "-"), "bad", "cli.doctor_shadowed", {"name": name, "place": str(place or "-")}
            )
        else:
            yield Check(name, NAME)


def _owners(name: str, installed: Iterable[Distribution]) -> list[str]:
    wanted = {f"{name}.py", f"{name}/__init__.py"}
    found = {
        dist.name
        for dist in installed
        if dist.name != NAME and any(file.as_posix() in wanted for file in dist.files or ())
    }
    return sorted(found)
