"""Merging: people who are equal in every column that any active rule reads are one row of the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from optimizer.model.arrays import Bools, Ints
from optimizer.rules.distinct import distinct
from optimizer.rules.draft import Draft
from optimizer.rules.lottery.compile import Hashes, content, hashes

Side = Literal["helper", "recipient"]


@dataclass(frozen=True, eq=False)
class Classes:
    """C classes in the order of the lottery (hash, content); ``ids`` ascend.

    members: int64, rows of people, class after class, inside a class in the order of the lottery;
    class c has members[starts[c]:starts[c + 1]]. class_of: int64[people], -1 for people who are no row.
    """

    ids: tuple[str, ...]
    contents: tuple[str, ...]
    hashes: Hashes
    members: Ints
    starts: Ints
    class_of: Ints

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def sizes(self) -> Ints:
        """int64[C]: members of each class."""
        return np.diff(self.starts)

    @property
    def first(self) -> Ints:
        """int64[C]: the row of one member of each class."""
        return self.members[self.starts[:-1]]

    def of(self, number: int) -> Ints:
        return self.members[self.starts[number] : self.starts[number + 1]]


def columns_read(draft: Draft, side: Side) -> list[str]:
    """Columns of that side that any active rule reads, sorted; ``id`` when everybody stands for himself."""
    names = {name for rule in draft.rules if rule.active for name in getattr(rule.columns(), side)}
    if side == "recipient":
        names.add("needs")
    if draft.individuals:
        names.add("id")
    return sorted(names)


def classes(draft: Draft, side: Side, rows: Ints, named: Bools, numbers: dict[str, Ints]) -> Classes:
    """Merge the people in ``rows``; ``numbers``: further integer columns (quota bounds; negative = none) by name."""
    columns = columns_read(draft, side)
    people = draft.helpers if side == "helper" else draft.recipients
    ids = [people[row].id for row in rows]
    if "id" in columns:
        group, first = np.arange(len(rows), dtype=np.int64), np.arange(len(rows), dtype=np.int64)
    else:
        keys = [draft.codes(side, column)[0][rows] for column in columns]
        keys += [array[rows] for array in numbers.values()]
        keys.append(np.where(named[rows], np.arange(len(rows)), -1))
        group, first = _grouped(keys, len(rows))
    texts = [content(pairs) for pairs in _contents(draft, side, columns, rows[first], named, numbers)]
    marks = hashes(draft.seed, texts)
    order = np.array(sorted(range(len(texts)), key=lambda c: (int(marks[c]), texts[c])), np.int64)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    group = rank[group]
    position = np.lexsort((np.arange(len(rows)), hashes(draft.seed, ids), group))
    class_of = np.full(len(people), -1, np.int64)
    class_of[rows] = group
    starts = np.searchsorted(group[position], np.arange(len(order) + 1))
    sorted_marks = marks[order]
    sorted_texts = tuple(texts[number] for number in order)
    return Classes(_ids(sorted_marks), sorted_texts, sorted_marks, rows[position], starts, class_of)


def _grouped(keys: Sequence[Ints], count: int) -> tuple[Ints, Ints]:
    """Group number of each row and one row of each group, equal rows in all keys together."""
    joint = np.zeros(count, np.int64)
    first = np.zeros(1, np.int64)
    for key in keys:
        shifted = key - key.min(initial=0)
        joint = joint * (int(shifted.max(initial=0)) + 1) + shifted
        _, first, joint = distinct(joint)
    return joint, first


def _contents(
    draft: Draft, side: Side, columns: Sequence[str], rows: Ints, named: Bools, numbers: dict[str, Ints]
) -> Iterator[list[tuple[str, Any]]]:
    people = draft.helpers if side == "helper" else draft.recipients
    read = [(name, *draft.codes(side, name)) for name in columns if name != "id"]
    own = "id" in columns
    for row in rows.tolist():
        pairs = [(name, values[codes[row]]) for name, codes, values in read]
        pairs += [(name, int(array[row]) if array[row] >= 0 else None) for name, array in numbers.items()]
        if own or named[row]:
            pairs.append(("id", people[row].id))
        yield pairs


def _ids(marks: Hashes) -> tuple[str, ...]:
    """16 hexadecimal digits of the hash; equal hashes (never seen) are numbered."""
    ids: list[str] = []
    again = 0
    for number, mark in enumerate(marks.tolist()):
        again = again + 1 if number and mark == marks[number - 1] else 0
        ids.append(f"{mark:016x}" + (f"-{again:04d}" if again else ""))
    return tuple(ids)
