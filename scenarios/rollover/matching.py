"""Who of this year's list is whom of last year's: by id, else name and unit (name and village); doubtful ones are asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.domain import Finding, Helper, Recipient
from optimizer.messages import Cell, Private

Person = Helper | Recipient


@dataclass(frozen=True)
class Matched:
    """old_of: id now -> id last year; gone: last year's ids that nobody now is; fresh: ids that are new."""

    old_of: Mapping[str, str]
    gone: tuple[str, ...]
    fresh: tuple[str, ...]
    findings: tuple[Finding, ...]


def match(last: Sequence[Person], now: Sequence[Person], confirmed: Mapping[str, str] | None = None) -> Matched:
    """``confirmed``: id now -> id last year, as somebody decided about the doubtful ones ("" : somebody else).

    Never by name alone: one name in another unit (village), or in several places, is a finding (ask), and until it is
    decided the two count as different people.
    """
    decided = confirmed or {}
    before = {person.id: person for person in last}
    old_of: dict[str, str] = {new: old for new, old in decided.items() if old in before}
    taken = set(old_of.values())
    for person in now:
        if person.id in before and person.id not in taken and person.id not in decided:
            old_of[person.id] = person.id
            taken.add(person.id)
    both = Counter((person.name, _group(person)) for person in last)
    both_now = Counter((person.name, _group(person)) for person in now)
    index = {(person.name, _group(person)): person for person in last}
    findings: list[Finding] = []
    for person in now:
        key = (person.name, _group(person))
        if person.id in old_of or person.id in decided or key not in index or index[key].id in taken:
            continue
        if both[key] == both_now[key] == 1 and not _contradict(person, index[key]):
            old_of[person.id] = index[key].id
            taken.add(index[key].id)
        else:
            findings.append(_asked(person, "scenarios.match_namesake", _group(person)))
    left = [person for person in last if person.id not in taken]
    for person in now:
        if person.id not in old_of and person.id not in decided:
            elsewhere = sorted({_group(other) for other in left if other.name == person.name} - {_group(person)})
            if elsewhere:
                findings.append(_asked(person, "scenarios.match_elsewhere", "、".join(elsewhere)))
    gone = tuple(sorted(set(before) - set(old_of.values())))
    fresh = tuple(sorted(person.id for person in now if person.id not in old_of))
    return Matched(old_of, gone, fresh, tuple(findings))


def _group(person: Person) -> str:
    return person.unit if isinstance(person, Helper) else person.area


def _contradict(one: Person, other: Person) -> bool:
    """Both have an ID number and they differ: a namesake, whatever the unit."""
    return bool(one.id_number and other.id_number and one.id_number != other.id_number)


def _asked(person: Person, code: str, group: str) -> Finding:
    origin = person.origin
    cells = () if origin is None else (Cell(origin.file, origin.sheet, f"A{origin.row}"),)
    return Finding(code, "ask", {"name": Private(person.name), "group": group, "id": person.id}, cells)
