"""Chains from the command line.

    python -m scenarios.chain check FOLDER
    python -m scenarios.chain solve FOLDER -o OUT [--jointly] [--force] [--lang en] [--no-mask]

Exit codes as ``jiedui``: 0 proved, 3 the tables are refused, 4 proved impossible, 6 no proof.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from optimizer.errors import InputError, UsageError
from optimizer.messages import Finding, Lang
from optimizer.planning import Options
from scenarios.chain.documents import Book
from scenarios.chain.holes import check_chain
from scenarios.chain.reading import read_chain
from scenarios.chain.solving import solve_chain
from scenarios.chain.writing import write_chain

PROVED = ("optimal_jointly", "level_by_level", "partly_jointly")
IMPOSSIBLE = ("impossible", "impossible_given_above")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m scenarios.chain", description="Check or solve a chain of programmes."
    )
    parser.add_argument("verb", choices=("check", "solve"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", dest="out", type=Path, help="folder for the files (solve)")
    parser.add_argument("--jointly", action="store_true", help="all levels as one model")
    parser.add_argument("--force", action="store_true")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--no-mask", action="store_true", help="names in full")
    options = parser.parse_args(arguments)
    if options.verb == "solve" and options.out is None:
        parser.error("solve needs -o")
    lang: Lang = options.lang
    try:
        intake = read_chain(options.folder)
        if options.verb == "check":
            holes = () if intake.chain is None else check_chain(intake.chain)
            _tell((*intake.findings, *holes), lang, masked=not options.no_mask)
            return 3 if any(f.severity == "error" for f in (*intake.findings, *holes)) else 0
        found = solve_chain(intake.require(), Options(), jointly=options.jointly)
    except UsageError as error:
        parser.error(error.say(lang))
    except InputError as error:
        _tell(error.findings, lang, masked=not options.no_mask)
        return 3
    _tell(found.findings, lang, masked=not options.no_mask)
    names = write_chain(options.out, found, Options(), lang=lang, masked=not options.no_mask, force=options.force)
    book = Book(found, lang, masked=True)
    sys.stdout.write("\n".join([book.word(f"whole_{found.whole}"), *names]) + "\n")
    return 0 if found.whole in PROVED and found.coverage.complete else 4 if found.whole in IMPOSSIBLE else 6


def _tell(findings: Iterable[Finding], lang: Lang, *, masked: bool) -> None:
    for finding in findings:
        said = " ".join(
            p for p in (finding.where(), finding.say(lang, masked=masked), finding.advice(lang, masked=masked)) if p
        )
        sys.stderr.write(f"{finding.severity}: {said}\n")


if __name__ == "__main__":
    sys.exit(main())
