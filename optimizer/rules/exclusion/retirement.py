"""The month of retirement under the decision on raising the statutory retirement age step by step (2025-01-01).

国务院关于渐进式延迟法定退休年龄的办法: from January 2025 the statutory age rises by one month every four months for men
(60 to 63) and for women of the 55 track (to 58), every two months for women of the 50 track (to 55). With d the months
from the first birth month concerned to the month of birth, the delay is 0 for d < 0, else min(36, d // 4 + 1), for the 50
track min(60, d // 2 + 1). The month of birth is the personnel file's; year and month suffice.
"""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain import RetirementTrack, month_index
from optimizer.domain.people import Sex


@dataclass(frozen=True, slots=True)
class Schedule:
    """first_born: the first month of birth with a delay (retires in January 2025 under the old age)."""

    first_born: int
    age_years: int
    every_months: int
    most_months: int

    def month(self, born: int) -> int:
        """The month of retirement (months since year 0) of somebody born in month ``born``."""
        since = born - self.first_born
        delay = 0 if since < 0 else min(self.most_months, since // self.every_months + 1)
        return born + 12 * self.age_years + delay


MEN = Schedule(month_index(1965, 1), 60, 4, 36)
SCHEDULES: dict[RetirementTrack, Schedule] = {
    "男": MEN,
    "女(原55)": Schedule(month_index(1970, 1), 55, 4, 36),
    "女(原50)": Schedule(month_index(1975, 1), 50, 2, 60),
}


def retirement_month(born: int, track: RetirementTrack) -> int:
    """The month of retirement by birth month and track; months since year 0."""
    return SCHEDULES[track].month(born)


def possible_months(born: int, sex: Sex | None) -> tuple[int, ...]:
    """The months that are possible when the track is not known, ascending.

    A man has one. A woman may be on 50 or 55, or on 60 like men (county-level post, senior title); so may anybody
    whose sex is not known.
    """
    schedules = (MEN,) if sex == "男" else tuple(SCHEDULES.values())
    return tuple(sorted({schedule.month(born) for schedule in schedules}))
