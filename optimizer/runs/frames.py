"""A plan or a stored run as pandas tables, for analysts. Names stand in full: these tables never leave the program by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.domain import Answer, Programme, month_text

if TYPE_CHECKING:
    import pandas as pd


def roster_frame(programme: Programme, answer: Answer) -> pd.DataFrame:
    """One row a pairing, in the order of the roster.

    Columns: helper, recipient (stable ids), role (number), helper_name, unit, post, recipient_name, area (text), metres (Int64,
    missing where no distance is measured), kept, liaison, locked (bool), term_start, term_end (text, YYYY-MM; empty without term).
    An answer without a roster gives no rows.
    """
    import pandas as pd

    helpers = {helper.id: helper for helper in programme.helpers}
    recipients = {recipient.id: recipient for recipient in programme.recipients}
    facts = {(fact.helper, fact.recipient, fact.role): fact for fact in answer.pairs}
    rows = []
    for pairing in answer.roster.pairings if answer.roster is not None else ():
        helper, recipient = helpers.get(pairing.helper), recipients.get(pairing.recipient)
        fact = facts.get((pairing.helper, pairing.recipient, pairing.role))
        rows.append(
            {
                "helper": pairing.helper,
                "recipient": pairing.recipient,
                "role": pairing.role,
                "helper_name": helper.name if helper else "",
                "unit": helper.unit if helper else "",
                "post": helper.post if helper else "",
                "recipient_name": recipient.name if recipient else "",
                "area": recipient.area if recipient else "",
                "metres": fact.metres if fact else None,
                "kept": bool(fact and fact.kept),
                "liaison": bool(fact and fact.liaison),
                "locked": pairing.locked or bool(fact and fact.locked_until is not None),
                "term_start": month_text(pairing.term.start) if pairing.term else "",
                "term_end": month_text(pairing.term.end) if pairing.term else "",
            }
        )
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


_COLUMNS = {
    "helper": "str",
    "recipient": "str",
    "role": "int64",
    "helper_name": "str",
    "unit": "str",
    "post": "str",
    "recipient_name": "str",
    "area": "str",
    "metres": "Int64",
    "kept": "bool",
    "liaison": "bool",
    "locked": "bool",
    "term_start": "str",
    "term_end": "str",
}


def tiers_frame(answer: Answer) -> pd.DataFrame:
    """One row a tier: number, name, unit, sense, value, bound (Int64), gap (float), label."""
    import pandas as pd

    names = {"number": "int64", "name": "str", "unit": "str", "sense": "str", "value": "int64", "bound": "Int64"}
    kinds = {**names, "gap": "float64", "label": "str"}
    rows = [{name: getattr(tier, name) for name in kinds} for tier in answer.tiers]
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
