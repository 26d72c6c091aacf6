"""From classes back to people: the third step of the lottery, and numbers on rows by person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from optimizer.domain import Pairing, Uncovered
from optimizer.errors import InternalError
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.classes import Classes
from optimizer.model.compiled import Compiled
from optimizer.model.result import ModelResult


class Expanded(NamedTuple):
    """pairings ascending by (recipient, role, helper); uncovered ascending by (recipient, role)."""

    pairings: tuple[Pairing, ...]
    uncovered: tuple[Uncovered, ...]


def expand(compiled: Compiled, result: ModelResult) -> Expanded:
    """Hand pairings between classes to people (docs/decisions/lottery.md, 3).

    New pairings get the programme's term; running ones keep theirs. Raises InternalError without a model.
    """
    model, helpers, recipients = _parts(compiled)
    helper_rows, recipient_rows, roles = _people(model, helpers, recipients, result)
    programme = compiled.programme
    order = np.lexsort((helper_rows, roles, recipient_rows))
    pairings = []
    for slot in zip(*(a[order].tolist() for a in (helper_rows, recipient_rows, roles)), strict=True):
        running = compiled.running.get(slot)
        if running is None:
            helper, recipient = programme.helpers[slot[0]].id, programme.recipients[slot[1]].id
            running = Pairing(helper=helper, recipient=recipient, role=slot[2], term=programme.term)
        pairings.append(running)
    assert compiled.needs is not None
    given = np.zeros_like(compiled.needs)
    np.add.at(given, (recipient_rows, roles), 1)
    lacking = compiled.needs - given
    uncovered = tuple(
        Uncovered(recipient=programme.recipients[row].id, role=role, missing=int(lacking[row, role]))
        for row, role in np.argwhere(lacking > 0).tolist()
    )
    return Expanded(tuple(pairings), uncovered)


def _people(
    model: AssignmentModel, helpers: Classes, recipients: Classes, result: ModelResult
) -> tuple[Ints, Ints, Ints]:
    """Rows of helpers, of recipients, and roles: one entry a pairing."""
    helper, recipient, role = (np.repeat(end, result.amount) for end in model.pair_ends(result.chosen))
    order = np.lexsort((role, helper, recipient))
    helper, recipient, role = helper[order], recipient[order], role[order]
    slot = _running_number(helper) % helpers.sizes[helper]
    turn = _running_number(recipient) % recipients.sizes[recipient]
    return (
        helpers.members[helpers.starts[helper] + slot],
        recipients.members[recipients.starts[recipient] + turn],
        role,
    )


def _running_number(group: Ints) -> Ints:
    """How many earlier entries are of the same group."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    begins = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(group) else np.zeros(0, np.int64)
    lengths = np.diff(np.r_[begins, len(group)])
    out = np.empty_like(group)
    out[order] = np.arange(len(group)) - np.repeat(begins, lengths)
    return out


def _parts(compiled: Compiled) -> tuple[AssignmentModel, Classes, Classes]:
    if compiled.model is None or compiled.helpers is None or compiled.recipients is None:
        raise InternalError(detail="a programme with errors has no model")
    return compiled.model, compiled.helpers, compiled.recipients


ByPerson = Mapping[str, Mapping[str, int]]
"""{limit name: {person id, with several roles ``id:role number`` for the limit need: number}}; zeros are left out."""


def by_person(compiled: Compiled, rows: Mapping[str, Ints]) -> ByPerson:
    """Numbers on rows of the limits quota, quota.<role> and need -> the same numbers on every member of the class.

    Right for multipliers and prices: a class row is the sum of its members' rows, and a class pair has as many units as there are
    pairs of members, so a bound that holds between classes holds between people.
    """
    _, helpers, recipients = _parts(compiled)
    out: dict[str, dict[str, int]] = {}
    for name in sorted(rows):
        values = np.asarray(rows[name])
        if name == "need":
            width = len(values) // len(recipients)
            people = [person.id for person in compiled.programme.recipients]
            keys = _spread(recipients, values.reshape(-1, width), people)
        elif name == "quota" or name.startswith("quota."):
            keys = _spread(helpers, values.reshape(-1, 1), [person.id for person in compiled.programme.helpers])
        else:
            continue
        out[name] = keys
    return out


def _spread(classes: Classes, values: Ints, people: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, columns in np.argwhere(values != 0).tolist():
        for row in classes.of(number).tolist():
            key = people[row] if values.shape[1] == 1 else f"{people[row]}:{columns}"
            found[key] = int(values[number, columns])
    return dict(sorted(found.items()))
