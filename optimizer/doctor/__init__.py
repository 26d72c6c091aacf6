"""Is this machine fit for the work? Looked at, never changed; nothing is sent anywhere."""

from __future__ import annotations

from pathlib import Path

from optimizer.doctor.check import Check, Level
from optimizer.doctor.machine import contained, encodings, fonts, libraries, solvers, writing
from optimizer.doctor.parts import foreign_names, versions

__all__ = ["Check", "Level", "examine"]


def examine(folder: Path | None = None) -> tuple[Check, ...]:
    """Every check, in a fixed order; ``folder`` is where the office works, the current one when None."""
    parts = (versions(), solvers(), contained(), foreign_names(), libraries(), encodings(), fonts(), writing(folder))
    return tuple(check for part in parts for check in part)
