"""Write the files of a case that has no roster: two villages with fewer places than households.

    python -m scenarios.cases.impossible.make [--seed N] [--households H] [--staff S] [-o DIR]

The tables are those of the household case (without a last round); what makes it impossible is one hard rule,
部门联系村. The same options give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scenarios.cases.household.case import Case
from scenarios.cases.household.command import run
from scenarios.cases.household.other_files import write_distances, write_key, write_places
from scenarios.cases.household.rule_table import HOUSEHOLD_QUOTAS, HOUSEHOLD_RULES, basics, write_rules
from scenarios.cases.household.staff_file import write_staff
from scenarios.cases.household.village_files import write_villages
from scenarios.cases.impossible.zones import zones
from scenarios.cases.synthetic.workbook import Sheet

SEED, HOUSEHOLDS, STAFF = 60, 60, 72

_UNIT_AREAS = ("R11", "部门联系村", "硬性", "部门联系村表=部门联系村", "本单位补充:各部门只在联系村结对。")
RULES = (*(rule for rule in HOUSEHOLD_RULES if rule[1] != "任期锁定"), _UNIT_AREAS)


def write_case(case: Case, folder: Path) -> list[Path]:
    """Write every file of ``case`` into ``folder`` (made when missing); returns the paths."""
    areas = Sheet("部门联系村", [("部门", "村"), *zones(case)], 0, 0, [], [18, 12])
    folder.mkdir(parents=True, exist_ok=True)
    return [
        write_staff(folder, case.members),
        *write_villages(folder, case.homes),
        write_distances(folder, case.kilometres),
        write_places(folder, case.sites),
        write_rules(folder, basics(case.seed, "六村结对帮扶(名额不够的例子)"), RULES, HOUSEHOLD_QUOTAS, areas),
        write_key(folder),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; exits 2 with one sentence when the sizes cannot be met."""
    folder = Path(__file__).with_name("files")
    for path in run(__package__, write_case, arguments, folder=folder, seed=SEED, households=HOUSEHOLDS, staff=STAFF):
        print(path)


if __name__ == "__main__":
    main()
