"""Write the files of the reference case, or of another one of its family.

    python -m scenarios.cases.household.make --seed 7 --households 120 --staff 140 -o some/folder

Without options it writes the committed case into the package's own ``files`` folder. The same options give the
same bytes. The .xls file needs xlwt, a development dependency.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from scenarios.cases.household.case import SEED, Case, make_case
from scenarios.cases.household.numbers import HOUSEHOLDS, Numbers, default_staff
from scenarios.cases.household.other_files import write_distances, write_key, write_last_round, write_places
from scenarios.cases.household.rule_table import write_rules
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
        write_rules(folder, case.seed),
        write_key(folder),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; exits 2 with one sentence when the sizes cannot be met."""
    parser = argparse.ArgumentParser(
        prog="python -m scenarios.cases.household.make", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--seed", type=int, default=SEED, help="another seed makes other people (default %(default)s)")
    parser.add_argument("--households", type=int, default=HOUSEHOLDS, help="households (default %(default)s)")
    parser.add_argument("--staff", type=int, help="staff of the college (default in proportion to the households)")
    parser.add_argument(
        "-o", dest="folder", type=Path, default=Path(__file__).with_name("files"), help="folder to write into"
    )
    options = parser.parse_args(arguments)
    staff = default_staff(options.households) if options.staff is None else options.staff
    try:
        numbers = Numbers(options.households, staff)
    except ValueError as error:
        parser.error(str(error))
    for path in write_case(make_case(options.seed, numbers), options.folder):
        print(path)


if __name__ == "__main__":
    main()
