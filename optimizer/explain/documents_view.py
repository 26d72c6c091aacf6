"""Programme and answer as the documents read them: looked up once, in the order of the office's own tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from optimizer.domain import Answer, Finding, Helper, PairFact, Pairing, Programme, Recipient, RuleEntry
from optimizer.domain.bodies import is_body
from optimizer.domain.people import Origin
from optimizer.explain.documents_words import Words
from optimizer.messages import Lang, Private, advice, mask_id_number, mask_name, say, without_repeats


@dataclass(frozen=True, slots=True)
class Pair:
    """One pairing with whoever stands in it; ``helper`` is None for an id that the programme no longer lists."""

    pairing: Pairing
    recipient: Recipient
    helper: Helper | None
    fact: PairFact | None

    @property
    def metres(self) -> int | None:
        return self.fact.metres if self.fact is not None else None


@dataclass(frozen=True)
class View:
    """Everything the builders of sections need. ``mask_names`` for pages that travel, ``mask_ids`` for working rosters."""

    programme: Programme
    answer: Answer
    findings: tuple[Finding, ...]
    lang: Lang
    mask_names: bool
    mask_ids: bool

    @cached_property
    def words(self) -> Words:
        return Words(self.programme.kind, self.programme.label_set, self.lang)

    @cached_property
    def helpers(self) -> Mapping[str, Helper]:
        return {helper.id: helper for helper in self.programme.helpers}

    @cached_property
    def recipients(self) -> tuple[Recipient, ...]:
        """Areas in the order in which the tables bring them, within an area as the rows stand."""
        first: dict[str, tuple[str, str, int]] = {}
        for recipient in self.programme.recipients:
            place = _place(recipient.origin)
            first[recipient.area] = min(place, first.get(recipient.area, place))
        return tuple(
            sorted(self.programme.recipients, key=lambda r: (first[r.area], r.area, _place(r.origin), r.number, r.id))
        )

    @cached_property
    def participants(self) -> tuple[Helper, ...]:
        """Helpers who take part, or keep a pairing: departments in table order, within one as the rows stand."""
        out = {exclusion.helper for exclusion in self.answer.exclusions}
        busy = set(self.loads)
        taking = [helper for helper in self.programme.helpers if helper.id not in out or helper.id in busy]
        first: dict[str, tuple[str, str, int]] = {}
        for helper in taking:
            place = _place(helper.origin)
            first[helper.unit] = min(place, first.get(helper.unit, place))
        return tuple(sorted(taking, key=lambda h: (first[h.unit], h.unit, _place(h.origin), h.name, h.id)))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """By recipient, in the order of :attr:`recipients`."""
        if self.answer.roster is None:
            return ()
        rank = {recipient.id: number for number, recipient in enumerate(self.recipients)}
        facts = {(fact.recipient, fact.role, fact.helper): fact for fact in self.answer.pairs}
        known = [pairing for pairing in self.answer.roster.pairings if pairing.recipient in rank]
        known.sort(key=lambda pairing: (rank[pairing.recipient], pairing.role, pairing.helper))
        return tuple(
            Pair(
                pairing,
                self.recipients[rank[pairing.recipient]],
                self.helpers.get(pairing.helper),
                facts.get((pairing.recipient, pairing.role, pairing.helper)),
            )
            for pairing in known
        )

    @cached_property
    def pairs_of(self) -> Mapping[str, tuple[Pair, ...]]:
        """Pairs by helper id."""
        found: dict[str, list[Pair]] = {}
        for pair in self.pairs:
            found.setdefault(pair.pairing.helper, []).append(pair)
        return {helper: tuple(pairs) for helper, pairs in found.items()}

    @cached_property
    def pairs_in(self) -> Mapping[str, tuple[Pair, ...]]:
        """Pairs by area."""
        found: dict[str, list[Pair]] = {area: [] for area in self.areas()}
        for pair in self.pairs:
            found[pair.recipient.area].append(pair)
        return {area: tuple(pairs) for area, pairs in found.items()}

    @cached_property
    def recipients_in(self) -> Mapping[str, tuple[Recipient, ...]]:
        """Recipients by area."""
        found: dict[str, list[Recipient]] = {}
        for recipient in self.recipients:
            found.setdefault(recipient.area, []).append(recipient)
        return {area: tuple(members) for area, members in found.items()}

    @cached_property
    def liaisons(self) -> Mapping[str, tuple[Helper, ...]]:
        """Liaison leaders by the area that they answer for, those who have no recipient themselves included."""
        found: dict[str, list[Helper]] = {}
        for helper in sorted(self.programme.helpers, key=lambda h: (_place(h.origin), h.id)):
            if helper.liaison_area:
                found.setdefault(helper.liaison_area, []).append(helper)
        return {area: tuple(leaders) for area, leaders in found.items()}

    @cached_property
    def loads(self) -> Mapping[str, int]:
        """Recipients by helper id; helpers with none are not in it."""
        return Counter(pair.pairing.helper for pair in self.pairs)

    @cached_property
    def entries(self) -> Mapping[str, RuleEntry]:
        """Rules by id: those of the rule table, and those that hold without being mentioned there."""
        implied = {a.rule: RuleEntry(id=a.rule, kind=a.kind, mode=a.mode) for a in self.answer.rules}
        return implied | {entry.id: entry for entry in self.programme.rules}

    @cached_property
    def uncovered(self) -> frozenset[str]:
        """Ids of recipients that lack a helper in some role."""
        return frozenset(item.recipient for item in self.answer.uncovered)

    @cached_property
    def asks(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in without_repeats(self.findings) if finding.severity == "ask")

    @cached_property
    def notes(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity in ("warning", "note"))

    def areas(self) -> tuple[str, ...]:
        """Area keys in table order."""
        return tuple(self.recipients_in)

    def area_title(self, area: str) -> str:
        """Township and area, unless the area's name says it already."""
        township = self._townships.get(area, "")
        return area if not township or area.startswith(township) else township + area

    @cached_property
    def _townships(self) -> Mapping[str, str]:
        return {recipient.area: recipient.township for recipient in reversed(self.recipients)}

    @property
    def hides(self) -> bool:
        """Whether names are shortened; schools have names that everybody may know."""
        return self.mask_names and self.words.family != "school"

    def person(self, name: str) -> str:
        """A name as this document shows it; those of areas, schools, classes and departments are no personal data."""
        return mask_name(name) if self.hides and name not in self._bodies else name

    @cached_property
    def _bodies(self) -> frozenset[str]:
        return frozenset(recipient.name for recipient in self.programme.recipients if is_body(recipient))

    def liaison_names(self, area: str) -> str:
        return self.label("separator").join(self.person(helper.name) for helper in self.liaisons.get(area, ()))

    def helper_name(self, pair: Pair) -> str:
        if pair.helper is None:
            return self.label("left")
        return self.person(pair.helper.name)

    def number(self, recipient: Recipient) -> str:
        """The office's number of a recipient (a student's own, without the subject); its last four characters where names
        are masked."""
        number = recipient.number
        if self.words.family == "student":
            number = number.removesuffix(f"-{recipient.category}")
        return f"…{number[-4:]}" if self.hides and number else number

    def id_number(self, number: str) -> str:
        return mask_id_number(number) if self.mask_ids else number

    def say(self, code: str, **facts: Any) -> str:
        """A sentence of the report catalogue."""
        return say(f"report.{code}", facts, self.lang, masked=False)

    def label(self, code: str) -> str:
        return self.say(code)

    def advice(self, code: str) -> str:
        """The advice beside a word of the report catalogue."""
        return advice(f"report.{code}", None, self.lang)

    def message(self, code: str, facts: Mapping[str, Any], *, advice: bool = False) -> str:
        """Another room's sentence; names and ID numbers in its facts are shown as this document shows them."""
        finding = Finding(code, facts={key: self._shown(value) for key, value in facts.items()})
        return finding.advice(self.lang, masked=False) if advice else finding.say(self.lang, masked=False)

    def _shown(self, value: Any) -> Any:
        if isinstance(value, Private):
            if value.kind == "name":
                return self.person(value.value)
            hide = self.mask_ids if value.kind == "id_number" else self.mask_names
            return value.masked if hide else value.value
        if isinstance(value, Sequence) and not isinstance(value, str):
            return self.label("separator").join(str(self._shown(item)) for item in value)
        return value


def _place(origin: Origin | None) -> tuple[str, str, int]:
    return (origin.file, origin.sheet, origin.row) if origin is not None else ("", "", 0)
