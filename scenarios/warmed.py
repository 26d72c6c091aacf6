"""Importing this imports everything that making a plan imports, however late: by making one of two people.

For the server that workers are forked from; nothing else needs it.
"""

from __future__ import annotations

from datetime import date

import scenarios.runs
import scenarios.tradeoff
from optimizer.domain import Helper, Programme, Recipient, RuleEntry, Term
from optimizer.planning import Options

scenarios.runs.solve_one(
    Options(),
    Programme(
        id="warm",
        title="warm",
        reference_day=date(2000, 1, 1),
        term=Term(start=0, months=12),
        helpers=(Helper(id="a", name="a", unit="a", most=1),),
        recipients=(Recipient(id="b", name="b", area="b"),),
        rules=(RuleEntry(id="C", kind="coverage", mode=1), RuleEntry(id="L", kind="lottery", mode=2)),
    ),
)
