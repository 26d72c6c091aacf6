"""Write the files of the students case, or of another one of its family.

    python -m scenarios.cases.students.make --seed 7 --students 60 --rows 90 --classes 12 --teachers 40 -o some/folder

Without options it writes the committed case into the package's own ``files`` folder. The same options give the same
bytes. The .xls file needs xlwt, a development dependency.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from scenarios.cases.household.other_files import write_key
from scenarios.cases.students.case import SEED, Case, make_case
from scenarios.cases.students.lists import write_lists
from scenarios.cases.students.numbers import Numbers
from scenarios.cases.students.rule_table import write_rules
from scenarios.cases.students.teachers_file import write_teachers


def write_case(case: Case, folder: Path) -> list[Path]:
    """Write every file of ``case`` into ``folder`` (made when missing); returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        write_teachers(folder, case.teachers),
        *write_lists(folder, case.students),
        write_rules(folder, case),
        write_key(folder),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; exits 2 with one sentence when the sizes cannot be met."""
    parser = argparse.ArgumentParser(prog=f"python -m {__package__}.make", description="Write the files of the case.")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed makes other people (default %(default)s)")
    for size in fields(Numbers):
        parser.add_argument(f"--{size.name}", type=int, default=size.default, help="default %(default)s")
    parser.add_argument("-o", dest="folder", type=Path, default=Path(__file__).with_name("files"), help="folder")
    options = parser.parse_args(arguments)
    try:
        numbers = Numbers(**{size.name: getattr(options, size.name) for size in fields(Numbers)})
    except ValueError as error:
        parser.error(str(error))
    for path in write_case(make_case(options.seed, numbers), options.folder):
        print(path)


if __name__ == "__main__":
    main()
