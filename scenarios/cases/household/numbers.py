"""How many of everything a case of a given size has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HOUSEHOLDS = 412
STAFF = 469

TERM_START = 2026 * 12 + 9  # 2026-10
TERM_MONTHS = 36
TERM_END = TERM_START + TERM_MONTHS - 1  # 2029-09, the last month of the round
REFERENCE_MONTH = 2026 * 12 + 8  # 2026-09

LEADERS = 8
SPARE_PLACES = 3
"""Places beyond the households; two helpers have two places each, everybody else one."""

_OUT = (25, 22, 6, 3)  # not established, retiring inside the term, registered hardship, ruled out by the office
_LEAST_OUT = 5
_LEAST_HOUSEHOLDS = 24


def proportional(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """Split ``total`` by ``weights`` with largest remainders; parts below ``least`` are filled from the largest."""
    shares = [total * w / sum(weights) for w in weights]
    parts = [int(s) for s in shares]
    by_remainder = sorted(range(len(weights)), key=lambda i: (parts[i] - shares[i], i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    while min(parts) < least:
        parts[parts.index(max(parts))] -= 1
        parts[parts.index(min(parts))] += 1
    return parts


@dataclass(frozen=True)
class Numbers:
    """Sizes of one case; raises ValueError, with the sentence for the user, when they cannot be met."""

    households: int = HOUSEHOLDS
    staff: int = STAFF

    def __post_init__(self) -> None:
        if self.households < _LEAST_HOUSEHOLDS:
            raise ValueError(f"--households must be at least {_LEAST_HOUSEHOLDS}, not {self.households}")
        fewest = self.helpers + _LEAST_OUT
        if self.staff < fewest:
            raise ValueError(
                f"--staff {self.staff} is too few: {self.households} households need {self.helpers} helpers "
                f"and the case has at least {_LEAST_OUT} people who take no part, so at least {fewest}"
            )

    @property
    def helpers(self) -> int:
        """Staff who take part; two of them have two places."""
        return self.households + SPARE_PLACES - 2

    @property
    def out(self) -> tuple[int, int, int, int]:
        """Not established, retiring inside the term, in registered hardship, ruled out."""
        a, b, c, d = proportional(self.staff - self.helpers, _OUT, least=1)
        return a, b, c, d

    def scaled(self, number: int, least: int = 1) -> int:
        """``number`` of the reference case, for a case of this size."""
        return max(least, round(number * self.households / HOUSEHOLDS))


def default_staff(households: int) -> int:
    """Staff for so many households in the proportion of the reference case."""
    return max(households + SPARE_PLACES - 2 + 2 * _LEAST_OUT, round(STAFF * households / HOUSEHOLDS))
