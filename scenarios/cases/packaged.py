"""Case files as package data: where they are, and a copy that one may work on."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from optimizer.errors import ExistsError


def files_of(package: str) -> Traversable:
    """The folder ``files`` of a case; read it, never write into it."""
    return files(package) / "files"


def copy_files(package: str, folder: Path, *, force: bool = False) -> list[Path]:
    """Copy every file of the case into ``folder`` (made when missing); returns the copies in order of name.

    Raises ExistsError, before anything is written, when a file of that name is there already and ``force`` is off.
    """
    sources = sorted((f for f in files_of(package).iterdir() if f.is_file()), key=lambda f: f.name)
    targets = [folder / source.name for source in sources]
    for target in targets:
        if target.exists() and not force:
            raise ExistsError(path=str(target))
    folder.mkdir(parents=True, exist_ok=True)
    for source, target in zip(sources, targets, strict=True):
        target.write_bytes(source.read_bytes())
    return targets
