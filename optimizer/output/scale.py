"""Round numbers for axes and scale bars."""

from __future__ import annotations


def round_step(most: int, parts: int = 5) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50, ... that covers ``most`` in at most ``parts`` steps."""
    step = 1
    while step * parts < most:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def ticks(most: int, parts: int = 5) -> list[int]:
    """0, step, 2 step, ... up to the first that is not below ``most``."""
    step = round_step(max(1, most), parts)
    return list(range(0, step * (-(-max(1, most) // step)) + 1, step))
