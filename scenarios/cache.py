"""Answers kept by content: the same programme, rules and options are never solved twice."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from optimizer.domain import Answer, Programme, programme_fingerprint
from optimizer.errors import FormatError, ResourceError
from optimizer.output.files import write_file
from optimizer.output.json_files import read_roster_json, roster_json
from optimizer.planning import Options, seeded


def cache_key(programme: Programme, options: Options) -> str:
    """SHA-256 (hex) of everything that the answer depends on: programme with rules and seed, limits, solver versions."""
    content = {
        "programme": programme_fingerprint(seeded(programme, options)),
        "options": options.model_dump(mode="json", exclude={"seed"}),
        "versions": {name: version(name) for name in ("jiedui", "ortools", "highspy", "numpy")},
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def default_folder() -> Path:
    """Where answers are kept unless a folder is given: ``jiedui/answers`` in the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "jiedui" / "answers"


@dataclass(frozen=True)
class Cache:
    """One file an answer, named by its key. Answers found with a time limit are not kept: they would not be found again."""

    folder: Path

    def get(self, key: str) -> Answer | None:
        """The stored answer; None when there is none or its file is damaged (then it is solved again)."""
        try:
            return read_roster_json(self.folder / f"{key}.json")
        except (OSError, FormatError):
            return None

    def put(self, key: str, answer: Answer, programme: Programme) -> bool:
        """Whether it could be kept; a folder that cannot be written costs time, not answers."""
        try:
            write_file(self.folder / f"{key}.json", roster_json(answer, programme), force=True)
        except ResourceError:
            return False
        return True
