"""The what-if and event files of the household case, beside its tables, to try the commands with."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from optimizer.errors import ExistsError
from scenarios.cases import household

FOLDERS = ("what_if", "events")


def copy_samples(folder: Path, *, force: bool = False) -> list[Path]:
    """Copy ``what_if`` and ``events`` into ``folder``; returns the copies. Raises ExistsError, before anything is written."""
    sources = [
        (name, source)
        for name in FOLDERS
        for source in sorted((files(household) / name).iterdir(), key=lambda file: file.name)
        if source.is_file()
    ]
    targets = [folder / name / source.name for name, source in sources]
    for target in targets:
        if target.exists() and not force:
            raise ExistsError(path=str(target))
    for (_, source), target in zip(sources, targets, strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    return targets
