"""The command line that the generators of household cases share."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from scenarios.cases.household.case import Case, make_case
from scenarios.cases.household.numbers import Numbers, default_staff


def run(
    package: str,
    write: Callable[[Case, Path], list[Path]],
    arguments: Sequence[str] | None,
    *,
    folder: Path,
    seed: int,
    households: int,
    staff: int,
) -> list[Path]:
    """Parse ``arguments``, draw the case and write it; returns the paths.

    ``seed``, ``households``, ``staff`` and ``folder`` are those of the committed case; with other ``--households``
    the staff are in proportion unless given. Exits 2 with one sentence when the sizes cannot be met.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {package}.make", description="Write the files of the case.")
    parser.add_argument("--seed", type=int, default=seed, help="another seed makes other people (default %(default)s)")
    parser.add_argument("--households", type=int, default=households, help="households (default %(default)s)")
    parser.add_argument("--staff", type=int, help=f"staff of the college (default {staff}, or in proportion)")
    parser.add_argument("-o", dest="folder", type=Path, default=folder, help="folder to write into")
    options = parser.parse_args(arguments)
    usual = staff if options.households == households else default_staff(options.households)
    try:
        numbers = Numbers(options.households, usual if options.staff is None else options.staff)
        return write(make_case(options.seed, numbers), options.folder)
    except ValueError as error:
        parser.error(str(error))
