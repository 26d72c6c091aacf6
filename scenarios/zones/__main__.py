"""Zones from the command line.

    python -m scenarios.zones check FOLDER
    python -m scenarios.zones solve FOLDER -o OUT [--force] [--lang en] [--no-mask]

FOLDER holds two folders of tables, the division first in order of name. Exit codes as ``jiedui``: 0 proved, 3 the tables are refused,
4 proved impossible, 6 no proof.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from optimizer.domain import Finding, Status
from optimizer.errors import InputError, UsageError
from optimizer.messages import Lang
from optimizer.planning import Options
from scenarios.zones.dividing import shared_out
from scenarios.zones.reading import read_zones
from scenarios.zones.solving import solve_zones, taking_part
from scenarios.zones.writing import proved, write_zones, zones_document

CODES = {Status.OPTIMAL: 0, Status.INFEASIBLE: 4}


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m scenarios.zones", description="Check or solve both steps of zones."
    )
    parser.add_argument("verb", choices=("check", "solve"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", dest="out", type=Path, help="folder for the files (solve)")
    parser.add_argument("--force", action="store_true")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--no-mask", action="store_true", help="names in full")
    options = parser.parse_args(arguments)
    if options.verb == "solve" and options.out is None:
        parser.error("solve needs -o")
    lang: Lang = options.lang
    masked = not options.no_mask
    try:
        tables = read_zones(options.folder)
        division, visits = tables.require()
        if options.verb == "check":
            _, findings = shared_out(division, visits, taking_part(division))
            _tell((*tables.findings, *findings), lang, masked=masked)
            return 3 if any(finding.severity == "error" for finding in findings) else 0
        found = solve_zones(division, visits)
    except UsageError as error:
        parser.error(error.say(lang))
    except InputError as error:
        _tell(error.findings, lang, masked=masked)
        return 3
    _tell(found.findings, lang, masked=masked)
    names = write_zones(options.out, found, Options(), lang=lang, masked=masked, force=options.force)
    sys.stdout.write("\n".join([zones_document(found, lang).headline, *proved(found, lang), *names]) + "\n")
    return CODES.get(found.status, 6)


def _tell(findings: Iterable[Finding], lang: Lang, *, masked: bool) -> None:
    for finding in findings:
        said = (finding.where(), finding.say(lang, masked=masked), finding.advice(lang, masked=masked))
        sys.stderr.write(f"{finding.severity}: {' '.join(part for part in said if part)}\n")


if __name__ == "__main__":
    sys.exit(main())
