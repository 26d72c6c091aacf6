"""Which departments answer for which villages, so that two villages together fall short and nothing else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from scenarios.cases.household.case import Case
from scenarios.cases.household.staff import COLLEGE, PRESIDENT, SECRETARY, TAKES_PART

SHORT_VILLAGES = ("小寨村", "东原村")
MISSING = 4


def places_by_department(case: Case) -> dict[str, int]:
    """Places of the helpers who take part: secretary and president two, everybody else one."""
    places: Counter[str] = Counter()
    for m in case.members:
        if m.out == TAKES_PART:
            places[m.department] += 2 if m.role in (SECRETARY, PRESIDENT) else 1
    return dict(places)


def subset_with_sum(weights: Mapping[str, int], target: int) -> list[str] | None:
    """Names whose weights add up to ``target``, in the order given, or None; each name is used at most once."""
    reached: dict[int, list[str]] = {0: []}
    for name, weight in weights.items():
        for total, chosen in list(reached.items()):
            if total + weight <= target:
                reached.setdefault(total + weight, [*chosen, name])
    return reached.get(target)


def zones(case: Case) -> list[tuple[str, str]]:
    """(department, village) rows: the short villages' departments have MISSING places fewer than households there.

    The other departments answer for the other villages, where places suffice; the leaders are among these. Raises
    ValueError when no set of departments has exactly the number of places wanted.
    """
    short = sum(h.village.name in SHORT_VILLAGES for h in case.homes)
    places = places_by_department(case)
    few = subset_with_sum({d: n for d, n in places.items() if d != COLLEGE}, short - MISSING)
    if few is None:
        raise ValueError(
            f"no departments of this case have exactly {short - MISSING} places; take another seed or size"
        )
    villages = list(dict.fromkeys(h.village.name for h in case.homes))
    departments = list(dict.fromkeys(m.department for m in case.members))
    return [
        (department, village)
        for department in departments
        for village in villages
        if (department in few) == (village in SHORT_VILLAGES)
    ]
