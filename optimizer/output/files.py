"""Putting files into a folder so that nobody ever sees half of them.

All files are first written whole into a hidden folder beside the target and flushed to disk. A target that does not
exist yet appears by one rename. Into a folder that exists the files are moved one by one, the one named ``last``
(the manifest) taken out first and put in at the end: without it the folder does not count as a finished run.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from optimizer.errors import ExistsError, ResourceError

FILE_MODE = 0o600
FOLDER_MODE = 0o700


def write_folder(
    folder: Path, files: Mapping[str, bytes], *, last: str = "", owned: Iterable[str] = (), force: bool = False
) -> None:
    """Write ``files`` (name -> content) into ``folder``, mode 0600 in a folder of mode 0700.

    ``owned``: all names that a folder of this kind may hold; with ``force`` those that ``files`` does not have are
    removed, so that no file of an older run stays beside a new one. Other files in the folder are left alone.

    Raises ExistsError when one of the owned names is there and ``force`` is not set, ResourceError when the folder
    cannot be written; then nothing has changed.
    """
    names = sorted({*files, *owned})
    if folder.exists() and not folder.is_dir():
        raise ExistsError(path=str(folder))
    present = [name for name in names if (folder / name).exists()]
    if present and not force:
        raise ExistsError(path=str(folder / present[0]))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            for name in sorted(files):
                _write(staging / name, files[name])
            _move_in(staging, folder, sorted(files), last, present)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise ResourceError(detail=f"{folder}: {error.strerror or error}") from error


def write_file(path: Path, content: bytes, *, force: bool = False) -> None:
    """One file, whole or not at all. Raises ExistsError, ResourceError."""
    if path.exists() and not force:
        raise ExistsError(path=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, staged = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        try:
            _write(Path(staged), content)
            os.replace(staged, path)
        finally:
            Path(staged).unlink(missing_ok=True)
    except OSError as error:
        raise ResourceError(detail=f"{path}: {error.strerror or error}") from error


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    path.chmod(FILE_MODE)


def _move_in(staging: Path, folder: Path, names: list[str], last: str, present: list[str]) -> None:
    if not folder.exists():
        staging.chmod(FOLDER_MODE)
        os.rename(staging, folder)
        return
    if last in present:
        (folder / last).unlink()
    for name in names:
        if name != last:
            os.replace(staging / name, folder / name)
    for name in present:
        if name not in names and name != last:
            (folder / name).unlink()
    if last in names:
        os.replace(staging / last, folder / last)
