"""What the workers of the pool tests do."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def double_or_die(folder: str, item: tuple[int, str]) -> int:
    """Twice the number; ``once``: the first worker that gets the item is killed, ``always``: every one."""
    number, fate = item
    mark = Path(folder) / str(number)
    if fate == "always" or (fate == "once" and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number
