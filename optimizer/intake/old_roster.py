"""The roster in force: each side matched to a person by number, else by name and unit or village, never by name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from optimizer.domain import Helper, Pairing, Recipient, Roster, Term
from optimizer.intake.gathered import Gathered
from optimizer.intake.people import helper_id, recipient_id
from optimizer.intake.records import Record
from optimizer.intake.registered.incumbent import ENDED, RUNNING
from optimizer.messages import Finding, Private

_CELLS_NAMED = 3


class _People:
    """Look-ups of the present helpers and recipients."""

    def __init__(self, helpers: Sequence[Helper], recipients: Sequence[Recipient]) -> None:
        self.helper_names = {h.id: h.name for h in helpers}
        self.recipient_ids = {r.id for r in recipients}
        self.by_helper_number = {h.id_number: h for h in helpers if h.id_number}
        self.by_recipient_number = {r.id_number: r for r in recipients if r.id_number}
        self.by_helper_name: dict[str, list[Helper]] = defaultdict(list)
        for helper in helpers:
            self.by_helper_name[helper.name].append(helper)
        self.by_recipient_name: dict[tuple[str, str], list[Recipient]] = defaultdict(list)
        for recipient in recipients:
            self.by_recipient_name[recipient.area, recipient.name].append(recipient)


def make_incumbent(
    gathered: Gathered, programme: str, helpers: Sequence[Helper], recipients: Sequence[Recipient], months: int
) -> Roster | None:
    """None when no table names a present pair. ``months``: length of a term where the table names none."""
    records = [*gathered.records("incumbent"), *_current_helpers(gathered)]
    if not records:
        return None
    people = _People(helpers, recipients)
    before = len(gathered.findings)
    found: dict[tuple[str, str, int], tuple[Record, Pairing]] = {}
    for record in records:
        state = record.get("state")
        if state in ENDED:
            gathered.ended.append(record)
            continue
        if state is not None and state not in RUNNING:
            gathered.error("intake.state_unknown", record, "state", value=state)
            continue
        if not any(record.get(f) for f in ("helper", "helper_id", "helper_key")) and not record.failed:
            gathered.open_pairs.append(record)
            continue
        helper = _helper(gathered, record, people)
        recipient = _recipient(gathered, record, people)
        if helper is None or recipient is None:
            continue
        pairing = Pairing(
            helper=helper,
            recipient=recipient,
            role=_role(record),
            term=_term(gathered, record, months),
            locked=bool(record.get("locked")),
            note=record.get("remark") or "",
        )
        other = found.setdefault((helper, recipient, pairing.role), (record, pairing))
        if other[0] is not record:
            if other[1] == pairing:
                gathered.copies.append(record)
            else:
                cells = (other[0].cell(), record.cell())
                gathered.findings.append(Finding("intake.pair_twice", "error", {}, cells))
    _collapse(gathered, before, "helpers", "helper_gone")
    _collapse(gathered, before, "recipients", "recipient_gone")
    return Roster(programme=programme, pairings=tuple(pairing for _, pairing in found.values()))


def _collapse(gathered: Gathered, start: int, part: str, code: str) -> None:
    """Where the table of a side could not be read, "is not in the present table" says nothing about anybody: one note."""
    gone = [finding for finding in gathered.findings[start:] if finding.code == f"intake.{code}"]
    if len(gone) < 2 or not _unread(gathered, part):
        return
    others = [finding for finding in gathered.findings[start:] if finding.code != f"intake.{code}"]
    cells = tuple(cell for finding in gone[:_CELLS_NAMED] for cell in finding.cells)
    note = Finding(f"intake.{part}_unread", "note", {"count": len(gone)}, cells)
    gathered.findings[start:] = [*others, note]


def _unread(gathered: Gathered, part: str) -> bool:
    """Whether people of ``part`` may be missing only because a table has errors: one of its own, or one that gave no rows."""
    records = gathered.records(part)
    own = {(record.file, record.sheet) for record in records}
    read = {(record.file, record.sheet) for records in gathered.parts.values() for record in records}
    wrong = {(cell.file, cell.sheet) for f in gathered.findings if f.severity == "error" for cell in f.cells}
    return bool(wrong) and (not records or bool(wrong & own) or bool(wrong - read))


def _current_helpers(gathered: Gathered) -> list[Record]:
    """Pairs named by a 现帮扶责任人 column of the household tables, when there is no roster of its own."""
    if gathered.records("incumbent"):
        return []
    found = []
    for record in gathered.records("recipients"):
        if record.get("current_helper"):
            values = {
                "helper": record.get("current_helper"),
                "helper_unit": record.get("current_unit"),
                "recipient": record.get("name"),
                "recipient_number": record.get("number"),
                "recipient_id": record.get("id_number"),
                "area": record.get("area"),
            }
            columns = {"helper": record.columns["current_helper"], "recipient": record.columns["name"]}
            present = {name: value for name, value in values.items() if value is not None}
            found.append(Record(record.kind, record.file, record.sheet, record.row, present, columns))
    return found


def _keys(record: Record) -> tuple[str, str, str]:
    """Recipient id, role and helper id that a roster of ours carries; empty where it has none."""
    recipient, _, rest = (record.get("pair") or "").partition(":")
    role, _, helper = rest.partition(":")
    return record.get("recipient_key") or recipient, role, record.get("helper_key") or helper


def _role(record: Record) -> int:
    role = _keys(record)[1]
    return int(role) if role.isdigit() and len(role) < 3 else 0


def _helper(gathered: Gathered, record: Record, people: _People) -> str | None:
    number, name, unit = record.get("helper_id"), record.get("helper"), record.get("helper_unit")
    key = _keys(record)[2]
    if key in people.helper_names and name in (None, people.helper_names[key]):
        return key
    if number in people.by_helper_number:
        return people.by_helper_number[number].id
    same = [h for h in people.by_helper_name.get(name or "", ()) if not number or not h.id_number]
    if unit:
        in_unit = [h for h in same if h.unit == unit]
        if len(in_unit) == 1:
            return in_unit[0].id
        if not in_unit and len(same) == 1:
            facts = {"name": Private(name), "old": unit, "new": same[0].unit}
            cells = (record.cell("helper_unit"),)
            gathered.findings.append(Finding("intake.unit_changed", "ask", facts, cells))
            return same[0].id
        same = in_unit or same
    if len(same) > 1 or (len(same) == 1 and not unit and not number):
        if len(same) == 1:
            gathered.findings.append(
                Finding("intake.name_only", "ask", {"name": Private(name)}, (record.cell("helper"),))
            )
            return same[0].id
        gathered.error("intake.helper_ambiguous", record, "helper", name=Private(name or ""), count=len(same))
        return None
    if not name and not number and not key:
        return None
    shown = Private(name or number or key, "name" if name else "id_number")
    gathered.findings.append(Finding("intake.helper_gone", "note", {"name": shown}, (record.cell("helper"),)))
    return key or helper_id(gathered.key, number, name or "", unit or "")


def _recipient(gathered: Gathered, record: Record, people: _People) -> str | None:
    number, name, area = record.get("recipient_number"), record.get("recipient"), record.get("area") or ""
    identity = record.get("recipient_id")
    if identity in people.by_helper_number and identity not in people.by_recipient_number:
        gathered.error("intake.id_whose", record, "recipient_id", column="户主身份证号")
        return None
    key = _keys(record)[0]
    if key in people.recipient_ids:
        return key
    if number:
        found = recipient_id(gathered.key, number, identity, area, name or "")
        if found in people.recipient_ids:
            return found
    if identity in people.by_recipient_number:
        return people.by_recipient_number[identity].id
    same = [r for r in people.by_recipient_name.get((area, name or ""), ()) if not identity or not r.id_number]
    if len(same) == 1 and not number and area:
        return same[0].id
    if len(same) > 1 and not number:
        gathered.error("intake.recipient_ambiguous", record, "recipient", name=Private(name or ""), count=len(same))
        return None
    if not name and not number and not identity and not key:
        if not record.failed & {"recipient", "recipient_number", "recipient_id"}:
            gathered.error("intake.cell_empty", record, "recipient", column="户主姓名")
        return None
    shown = Private(name or number or identity or key)
    gathered.findings.append(Finding("intake.recipient_gone", "note", {"name": shown}, (record.cell("recipient"),)))
    return key or recipient_id(gathered.key, number, identity, area, name or "")


def _term(gathered: Gathered, record: Record, months: int) -> Term | None:
    start, end, term = record.get("start_month"), record.get("end_month"), record.get("term")
    if isinstance(term, tuple):
        return Term(start=term[0], months=term[1] - term[0] + 1)
    if isinstance(term, int):
        months = term
    if start is None:
        return None
    if end is not None:
        if end < start:
            gathered.error("intake.term_reversed", record, "end_month")
            return None
        return Term(start=start, months=end - start + 1)
    return Term(start=start, months=record.get("months") or months)
