"""How many staff each area gets, so that the visits are as even as they can be."""

from __future__ import annotations

from collections.abc import Sequence


def squares(visits: int, staff: int) -> int:
    """The least sum of squared loads when ``staff`` (>= 1) people share ``visits``: loads differ by one at most."""
    each, more = divmod(visits, staff)
    return (staff - more) * each**2 + more * (each + 1) ** 2


def apportion(visits: Sequence[int], staff: int) -> list[int]:
    """People for each area, at least one each, ``staff`` together, with the least total of ``squares``.

    One more person helps an area less the more it has (``squares`` is convex in ``staff``), so giving each next person to
    the area where the sum falls most is exact; equal gains go to the area that stands first. Without rounding this is the method
    of equal proportions. Raises ValueError when there are fewer people than areas.
    """
    if staff < len(visits):
        raise ValueError(f"{len(visits)} areas need at least as many staff; there are {staff}")
    counts = [1] * len(visits)
    for _ in range(staff - len(visits)):
        gains = [squares(n, have) - squares(n, have + 1) for n, have in zip(visits, counts, strict=True)]
        counts[gains.index(max(gains))] += 1
    return counts
