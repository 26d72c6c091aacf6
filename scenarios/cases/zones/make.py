"""Write the files of the zones case: the first programme, and the second from the first one's proved roster.

    python -m scenarios.cases.zones.make --seed 7 --staff 60 --visits 300 -o some/folder

Without options it writes the committed case into the package's own ``files`` folder; the same options give the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from optimizer.intake import read_programme
from scenarios.cases.zones.case import SEED, Case, Numbers, make_case
from scenarios.cases.zones.files_written import DIVISION, VISITS, write_division, write_visits
from scenarios.zones import DUTY, solve_zones


def duties(folder: Path) -> dict[str, str]:
    """Area by staff name, as the product passes the proved roster of 1-划片 on to 2-包抓, both in ``folder``."""
    found = solve_zones(read_programme(folder / DIVISION).require(), read_programme(folder / VISITS).require())
    if found.visits is None:
        raise ValueError("the division of the staff has no proved best roster")
    return {h.name: h.traits[DUTY][0] for h in found.visits.programme.helpers if DUTY in h.traits}


def write_case(case: Case, folder: Path) -> list[Path]:
    """Write both folders (made when missing); returns the paths."""
    first = write_division(folder / DIVISION, case)
    write_visits(folder / VISITS, case, {})
    return [*first, *write_visits(folder / VISITS, case, duties(folder))]


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
