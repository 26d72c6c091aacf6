"""What a contained function sees of its parent."""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from typing import Any

from optimizer.contained.frames import PROGRESS, pack, to_json


class Channel:
    """Second argument of every contained function: report progress, ask whether the parent wants an early end."""

    def __init__(self, write: Callable[[bytes], None], stdin: int) -> None:
        self._write = write
        self._stdin = stdin
        self._cancelled = False

    def progress(self, value: Any) -> None:
        """Hand a JSON value to the parent's ``progress``."""
        self._write(pack(PROGRESS, to_json(value)))

    def cancelled(self) -> bool:
        """True once the parent asked for an early end, or is gone. Cheap enough to be asked in a loop."""
        if not self._cancelled and os.name == "posix":
            ready, _, _ = select.select([self._stdin], [], [], 0)
            self._cancelled = bool(ready)
        return self._cancelled
