"""What the rows change: pairs moved, taken away, given, locked; each an override with reason and author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from optimizer.domain import Fact, Finding, Pairing, Programme, Roster
from optimizer.messages import Cell, Private
from scenarios.directory import Directory
from scenarios.edits.reading import Row

Kind = Literal["moved", "given", "taken", "locked", "unlocked"]


class Override(Fact):
    """One decision by hand. old, new: helper ids; empty for nobody."""

    kind: Kind
    recipient: str
    role: int
    old: str = ""
    new: str = ""
    reason: str
    author: str


@dataclass(frozen=True)
class Edited:
    """roster: as it came back; overrides: what differs from ``before``, in the order of the rows."""

    before: Roster
    roster: Roster
    overrides: tuple[Override, ...]
    findings: tuple[Finding, ...]


def edited_roster(
    programme: Programme, before: Roster, rows: Sequence[Row], *, reason: str = "", author: str = ""
) -> Edited:
    """The roster that the rows say. ``reason``, ``author``: for overrides whose row names none.

    Findings (error): a pair id that is no pairing of this programme or stands twice with different helpers, a helper who is nobody or several, a
    recipient given twice to one helper, an override without reason or author. Rows that were deleted leave their recipient
    without that helper, and count as an override.
    """
    desk = _Desk(programme, before, reason, author)
    for row in rows:
        desk.read(row)
    desk.missing()
    return desk.done()


class _Desk:
    def __init__(self, programme: Programme, before: Roster, reason: str, author: str) -> None:
        self.before, self.reason, self.author = before, reason, author
        self.programme = programme
        self.findings: list[Finding] = []
        self.directory = Directory(programme, self.findings)
        self.recipients = {recipient.id: recipient for recipient in programme.recipients}
        self.helpers = {helper.id: helper for helper in programme.helpers}
        self.standing = {pairing.key: pairing for pairing in before.pairings}
        self.seen: dict[str, Row] = {}
        self.pairings: dict[tuple[str, int, str], Pairing] = {}
        self.overrides: list[Override] = []

    def read(self, row: Row) -> None:
        """One row of the sheet."""
        parts = row.pair.split(":")
        if len(parts) != 3 or parts[0] not in self.recipients or not parts[1].isdigit():
            self.findings.append(Finding("scenarios.pair_unknown", facts={"pair": row.pair}, cells=(row.cell,)))
            return
        if row.pair in self.seen:
            other = self.seen[row.pair]
            if (row.helper, row.unit, row.locked) == (other.helper, other.unit, other.locked):
                return  # siblings: one pairing, a line for each of them
            cells = (other.cell, row.cell)
            self.findings.append(Finding("scenarios.pair_twice", facts={"pair": row.pair}, cells=cells))
            return
        self.seen[row.pair] = row
        recipient, role, old = parts[0], int(parts[1]), parts[2]
        standing = self.standing.get(row.pair)
        if old and standing is None:
            self.findings.append(Finding("scenarios.pair_unknown", facts={"pair": row.pair}, cells=(row.cell,)))
            return
        new = self._helper(row, old)
        if new is None:
            return
        if row.locked is None:
            self.findings.append(Finding("scenarios.lock_unclear", cells=(row.lock_cell,)))
            return
        locked = row.locked
        if new != old:
            kind: Kind = "moved" if old and new else "given" if new else "taken"
            self._override(row, kind, recipient, role, old, new)
            locked = locked or bool(new)
        elif standing is not None and locked != standing.locked:
            self._override(row, "locked" if locked else "unlocked", recipient, role, old, new)
        if new:
            self._pair(row, recipient, role, new, standing if new == old else None, locked)

    def _helper(self, row: Row, old: str) -> str | None:
        """The id of the helper written in the row ("" for nobody); None when it cannot be said."""
        if not row.helper:
            return ""
        known = self.helpers.get(old)
        if known is not None and row.helper == known.name and row.unit in ("", known.unit):
            return old
        same = [h for h in self.programme.helpers if h.name == row.helper]
        in_unit = [h for h in same if h.unit == row.unit]
        if len(in_unit) == 1 and (known is None or row.unit != known.unit or len(same) > 1):
            return in_unit[0].id
        return self.directory.one("helper", row.helper, row.cell)

    def _pair(self, row: Row, recipient: str, role: int, helper: str, standing: Pairing | None, locked: bool) -> None:
        if any(key[0] == recipient and key[2] == helper for key in self.pairings):
            facts = {"name": Private(self.recipients[recipient].name)}
            self.findings.append(Finding("scenarios.given_twice", facts=facts, cells=(row.cell,)))
            return
        term = standing.term if standing is not None else None
        self.pairings[recipient, role, helper] = Pairing(
            helper=helper, recipient=recipient, role=role, term=term, locked=locked
        )

    def missing(self) -> None:
        """Pairings whose rows are no longer there."""
        for key in sorted(self.standing.keys() - self.seen.keys()):
            pairing = self.standing[key]
            if pairing.recipient in self.recipients:
                row = Row(key, "", "", False, "", "", Cell(""))
                self._override(row, "taken", pairing.recipient, pairing.role, pairing.helper, "")

    def _override(self, row: Row, kind: Kind, recipient: str, role: int, old: str, new: str) -> None:
        reason, author = row.reason or self.reason, row.author or self.author
        if not reason or not author:
            facts = {"name": Private(self.recipients[recipient].name)}
            cells = (row.cell,) if row.cell.file else ()
            self.findings.append(Finding("scenarios.override_unsigned", facts=facts, cells=cells))
        self.overrides.append(
            Override(kind=kind, recipient=recipient, role=role, old=old, new=new, reason=reason, author=author)
        )

    def done(self) -> Edited:
        ordered = sorted(self.pairings.values(), key=lambda p: (p.recipient, p.role, p.helper))
        roster = Roster(programme=self.before.programme, pairings=tuple(ordered))
        return Edited(self.before, roster, tuple(self.overrides), tuple(self.findings))
