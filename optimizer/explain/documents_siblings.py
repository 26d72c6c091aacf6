"""Siblings share one lead row; every printed list gives each of them a line of his or her own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from optimizer.domain import Recipient
from optimizer.domain.student_traits import STUDENT, parts
from optimizer.explain.documents_view import Pair, View


def each_student(recipient: Recipient) -> tuple[Recipient, ...]:
    """The row once for every student in it, with the student's own name, number and class; other rows as they are."""
    said = recipient.traits.get(STUDENT, ())
    if len(said) < 2:
        return (recipient,)
    found = []
    for school_class, name, number in map(parts, said):
        found.append(recipient.altered(name=name, number=number, area=school_class, people=1))
    return tuple(found)


def lines(view: View, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """The pairs, those of siblings once for each of them."""
    if view.words.family != "student":
        return tuple(pairs)
    return tuple(replace(pair, recipient=one) for pair in pairs for one in each_student(pair.recipient))


def siblings_of(view: View, recipient: Recipient) -> str:
    """Class and name of the others who share this row; empty when nobody does."""
    others = [said for said in map(parts, recipient.traits.get(STUDENT, ())) if said[1:] != _own(recipient)]
    return view.label("separator").join(f"{school_class} {view.person(name)}" for school_class, name, _ in others)


def _own(recipient: Recipient) -> tuple[str, str]:
    """Name and own number; rows by subject carry the subject behind the number."""
    return recipient.name, recipient.number.removesuffix(f"-{recipient.category}")
