"""School twinning 城乡结对: strong schools support weak ones of the same stage."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

from scenarios.cases.packaged import copy_files, files_of

__all__ = ["copy_to", "files"]


def files() -> Traversable:
    """The folder with the case's files, as package data; read it, never write into it."""
    return files_of(__name__)


def copy_to(folder: Path, *, force: bool = False) -> list[Path]:
    """Copy the case into ``folder``; returns the copies. Raises ExistsError unless ``force``."""
    return copy_files(__name__, folder, force=force)
