"""The 2025 law on gradual delay of retirement, on month indices (year * 12 + month - 1)."""

from __future__ import annotations

MALE, FEMALE_55, FEMALE_50 = "男", "女(原55)", "女(原50)"

_TRACKS = {  # base month, age, months of birth that share one month of delay, most months of delay
    MALE: (1965 * 12, 60, 4, 36),
    FEMALE_55: (1970 * 12, 55, 4, 36),
    FEMALE_50: (1975 * 12, 50, 2, 60),
}


def retirement_month(birth_month: int, track: str) -> int:
    """The month in which somebody born in ``birth_month`` reaches the delayed age of ``track``."""
    base, age, step, most = _TRACKS[track]
    elapsed = birth_month - base
    delay = 0 if elapsed < 0 else min(most, elapsed // step + 1)
    return birth_month + age * 12 + delay


def last_birth_month(track: str, retired_by: int) -> int:
    """The latest birth month of ``track`` that retires no later than ``retired_by``; one month younger stays."""
    age = _TRACKS[track][1]
    birth = retired_by - age * 12
    while retirement_month(birth, track) > retired_by:
        birth -= 1
    return birth
