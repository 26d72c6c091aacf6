"""Write the files of the reference case, or of another one of its family.

    python -m scenarios.cases.household.make --seed 7 --households 120 --staff 140 -o some/folder

Without options it writes the committed case into the package's own ``files`` folder. The same options give the
same bytes. The .xls file needs xlwt, a development dependency.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scenarios.cases.household.case import SEED, Case
from scenarios.cases.household.command import run
from scenarios.cases.household.numbers import HOUSEHOLDS, STAFF
from scenarios.cases.household.other_files import write_distances, write_key, write_last_round, write_places
from scenarios.cases.household.rule_table import HOUSEHOLD_QUOTAS, HOUSEHOLD_RULES, basics, write_rules
from scenarios.cases.household.staff_file import write_staff
from scenarios.cases.household.village_files import write_villages


def write_case(case: Case, folder: Path) -> list[Path]:
    """Write every file of ``case`` into ``folder`` (made when missing); returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        write_staff(folder, case.members),
        *write_villages(folder, case.homes),
        write_last_round(folder, case.last_round),
        write_distances(folder, case.kilometres),
        write_places(folder, case.sites),
        write_rules(folder, basics(case.seed), HOUSEHOLD_RULES, HOUSEHOLD_QUOTAS),
        write_key(folder),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; exits 2 with one sentence when the sizes cannot be met."""
    folder = Path(__file__).with_name("files")
    for path in run(__package__, write_case, arguments, folder=folder, seed=SEED, households=HOUSEHOLDS, staff=STAFF):
        print(path)


if __name__ == "__main__":
    main()
