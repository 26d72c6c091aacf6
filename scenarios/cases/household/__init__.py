"""The reference case: a college pairs its staff with 412 households of six villages."""

from __future__ import annotations

from importlib.resources import files as _resources
from importlib.resources.abc import Traversable
from pathlib import Path

from optimizer.errors import ExistsError

__all__ = ["copy_to", "files"]


def files() -> Traversable:
    """The folder with the case's files, as package data; read it, never write into it."""
    return _resources(__package__) / "files"


def copy_to(folder: Path, *, force: bool = False) -> list[Path]:
    """Copy every file of the case into ``folder`` (made when missing); returns the copies in order of name.

    Raises ExistsError, before anything is written, when a file of that name is there already and ``force`` is off.
    """
    sources = sorted((f for f in files().iterdir() if f.is_file()), key=lambda f: f.name)
    targets = [folder / source.name for source in sources]
    for target in targets:
        if target.exists() and not force:
            raise ExistsError(path=str(target))
    folder.mkdir(parents=True, exist_ok=True)
    for source, target in zip(sources, targets, strict=True):
        target.write_bytes(source.read_bytes())
    return targets
