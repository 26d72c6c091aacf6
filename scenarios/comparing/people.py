"""Person by person: kept, new, ended, moved; who gains, who loses, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from optimizer.domain import Answer, Helper, PairFact, Programme, Recipient
from optimizer.messages import Private

Kind = Literal["kept", "moved", "new", "ended", "lost", "covered"]
"""Of a recipient's slot. kept: same helper; moved: another helper; new: the recipient is new; ended: the recipient is gone;
lost: nobody now; covered: somebody now, nobody before."""


@dataclass(frozen=True)
class PersonChange:
    """One recipient in one role, in two rosters. helpers: ids before and after, None for nobody.

    metres: before and after, None when not measured. code, facts: why, as a message of this room.
    """

    kind: Kind
    recipient: str
    role: int
    old: str | None
    new: str | None
    old_metres: int | None = None
    new_metres: int | None = None
    code: str = "scenarios.why_kept"
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def saved_metres(self) -> int | None:
        """How much nearer the helper is now; negative: farther."""
        if self.old_metres is None or self.new_metres is None:
            return None
        return self.old_metres - self.new_metres


def person_changes(before: Programme, old: Answer, after: Programme, new: Answer) -> tuple[PersonChange, ...]:
    """Every recipient of either programme, ascending by id and role."""
    was, now = _slots(old), _slots(new)
    there = {recipient.id: recipient for recipient in after.recipients}
    earlier = {recipient.id: recipient for recipient in before.recipients}
    reasons = _Reasons(before, old, after, new)
    found = []
    slots = sorted({*was, *now, *((r.id, 0) for r in (*before.recipients, *after.recipients))})
    for slot in slots:
        first, second = dict(was.get(slot, {})), dict(now.get(slot, {}))
        for helper in sorted(first.keys() & second.keys()):
            a, b = first.pop(helper), second.pop(helper)
            found.append(PersonChange("kept", *slot, helper, helper, a.metres, b.metres))
        left, came = sorted(first), sorted(second)
        for position in range(max(len(left), len(came))):
            one = left[position] if position < len(left) else None
            two = came[position] if position < len(came) else None
            kind = _kind(slot[0], one, two, earlier, there)
            code, facts = reasons.why(kind, slot, one, two)
            metres = (first[one].metres if one else None, second[two].metres if two else None)
            found.append(PersonChange(kind, *slot, one, two, *metres, code, facts))
        if not left and not came and slot not in was and slot not in now and slot[0] not in there:
            code, facts = reasons.why("ended", slot, None, None)
            found.append(PersonChange("ended", *slot, None, None, code=code, facts=facts))
    return tuple(found)


def _slots(answer: Answer) -> dict[tuple[str, int], dict[str, PairFact]]:
    slots: dict[tuple[str, int], dict[str, PairFact]] = {}
    for pair in answer.pairs:
        slots.setdefault((pair.recipient, pair.role), {})[pair.helper] = pair
    return slots


def _kind(
    recipient: str,
    old: str | None,
    new: str | None,
    earlier: Mapping[str, Recipient],
    there: Mapping[str, Recipient],
) -> Kind:
    if recipient not in there:
        return "ended"
    if recipient not in earlier:
        return "new" if new is not None else "lost"
    if old is None:
        return "covered"
    return "moved" if new is not None else "lost"


class _Reasons:
    """Why a slot changed, from what can be read off both programmes; else that the aims are better met so."""

    def __init__(self, before: Programme, old: Answer, after: Programme, new: Answer) -> None:
        self.before = {helper.id: helper for helper in before.helpers}
        self.after = {helper.id: helper for helper in after.helpers}
        self.was_out = {exclusion.helper for exclusion in old.exclusions}
        self.is_out = {exclusion.helper: exclusion for exclusion in new.exclusions}
        self.quota = {h.id: (h.least, h.most) for h in before.helpers}
        self.load = _loads(new)
        self.load_before = _loads(old)

    def why(self, kind: Kind, slot: tuple[str, int], old: str | None, new: str | None) -> tuple[str, dict[str, Any]]:
        """(code, facts)."""
        if kind == "ended":
            return "scenarios.why_ended", {}
        if kind == "new":
            return "scenarios.why_new", {}
        if old is not None and old not in self.after:
            return "scenarios.why_left", {"helper": self._named(self.before.get(old), old)}
        if old is not None and old in self.is_out and old not in self.was_out:
            return "scenarios.why_out", {"helper": self._named(self.after[old], old), "rule": self.is_out[old].rule}
        if new is not None and new not in self.before:
            return "scenarios.why_joined", {"helper": self._named(self.after.get(new), new)}
        if new is not None and new in self.was_out and new not in self.is_out:
            return "scenarios.why_in", {"helper": self._named(self.after.get(new), new)}
        if kind == "lost":
            return "scenarios.why_lost", {}
        if new is not None and self.load[new] > self.load_before[new]:
            return "scenarios.why_more", {"helper": self._named(self.after.get(new), new), "load": self.load[new]}
        return "scenarios.why_better", {}

    @staticmethod
    def _named(helper: Helper | None, key: str) -> Private:
        return Private(helper.name if helper is not None else key)


def _loads(answer: Answer) -> dict[str, int]:
    from collections import Counter

    return Counter(pair.helper for pair in answer.pairs)
