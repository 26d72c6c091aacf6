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


def shout(text: str, number: int) -> int:
    """Print as a library in C would, past Python's own streams."""
    os.write(1, text.encode())
    os.write(2, text.encode())
    return number


def where(_shared: None, _item: int) -> int:
    """The process that does the work."""
    return os.getpid()
