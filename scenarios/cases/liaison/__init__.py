"""Village liaison 定点联系: college leaders answer for villages and for units, as programmes that the household one reads."""

from __future__ import annotations

import shutil
from importlib.resources.abc import Traversable
from pathlib import Path

from optimizer.errors import ExistsError
from scenarios.cases.packaged import files_of

__all__ = ["copy_to", "files"]


def files() -> Traversable:
    """The folder with the two programmes, as package data; read it, never write into it."""
    return files_of(__name__)


def copy_to(folder: Path, *, force: bool = False) -> Path:
    """Copy the case into ``folder``. Raises ExistsError when it is there already, unless ``force``."""
    if folder.exists() and not force:
        raise ExistsError(path=str(folder))
    shutil.copytree(str(files()), folder, dirs_exist_ok=True)
    return folder
