"""What the doctor found, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.doctor import Check
from optimizer.messages import Lang, label
from optimizer.output.document import Column, Table


def checks_table(checks: Sequence[Check], lang: Lang) -> Table:
    """One row a check; the level in words and, for programs, as it is."""
    keys = ("topic", "found", "verdict", "remark")
    columns = (*(Column(key, label(f"cli.column_{key}", lang)) for key in keys), Column("level", "level", hidden=True))
    rows = tuple(
        (
            check.title(lang),
            check.found,
            label(f"cli.level_{check.level}", lang),
            " ".join(part for part in (check.say(lang), check.advice(lang)) if part),
            check.level,
        )
        for check in checks
    )
    return Table(columns, rows)
