"""The limits and spreads of a compiled model: quota, need, and what rules added."""

from __future__ import annotations

from math import prod
from typing import Literal

import numpy as np

from optimizer.model.arrays import Ints, Limit, Rows, Spread
from optimizer.model.classes import Classes
from optimizer.model.normalise import UNLIMITED
from optimizer.model.pairing import Listed
from optimizer.rules.distinct import distinct
from optimizer.rules.draft import Draft, DraftLimit, DraftRow
from optimizer.rules.quotas import Quotas


def slot_anchor(draft: Draft, listed: Listed, recipients: Classes) -> Listed:
    """Make sure that the last role is there although nobody may be paired in it: a pair that is used 0 times.

    The number of roles of a model is read off its pairs; a need in a role without any pair must not get lost.
    """
    role = draft.roles - 1
    if role == 0 or (listed.role == role).any():
        return listed
    end = np.searchsorted(listed.helper * len(recipients) + listed.recipient, 0, side="right")
    ends = (np.insert(listed.helper, end, 0), np.insert(listed.recipient, end, 0), np.insert(listed.role, end, role))
    return Listed(*ends, {name: np.insert(total, end, 0) for name, total in listed.sums.items()}, anchor=int(end))


def limits(draft: Draft, quotas: Quotas, listed: Listed, helpers: Classes, recipients: Classes) -> list[Limit]:
    """quota, quota.<role>, need, and: one_role (a helper has one role with a recipient), required, the rules' own."""
    each_helper, each_recipient = np.arange(len(helpers)), np.arange(len(recipients))
    sizes, first = helpers.sizes, helpers.first
    out = [Limit("quota", each_helper, least=sizes * quotas.least[first], most=sizes * quotas.most[first])]
    for role, (least, most) in quotas.by_role.items():
        only = np.where(np.arange(draft.roles) == role, 0, -1)
        high = np.where(most[first] >= 0, sizes * most[first], UNLIMITED)
        name = f"quota.{draft.programme.roles[role].id}"
        out.append(Limit(name, each_helper, role_key=only, least=sizes * least[first], most=high))
    needed = (recipients.sizes[:, None] * draft.need[recipients.first]).ravel()
    roles = np.arange(draft.roles) if draft.roles > 1 else None
    at_least = np.zeros_like(needed) if draft.need_form == "at_most" else needed
    missing = needed if draft.need_form == "missing" else None
    out.append(
        Limit("need", None, each_recipient, role_key=roles, least=at_least, most=needed, missing=missing),
    )
    if draft.roles > 1:
        out += _over_roles(draft, helpers, recipients)
    looked_at = set(draft.tier_on.values())
    own = [(limit, _own(limit, listed, helpers, recipients)) for limit in draft.limits]
    return out + [limit for given, limit in own if given.name in looked_at or _speaks_of_somebody(limit)]


def _over_roles(draft: Draft, helpers: Classes, recipients: Classes) -> list[Limit]:
    out = []
    several = np.flatnonzero((draft.need[recipients.first] > 0).sum(axis=1) > 1)
    if len(several):
        key = np.full(len(recipients), -1, np.int64)
        key[several] = np.arange(len(several))
        out.append(Limit("one_role", np.arange(len(helpers)), key, most=1))
    if draft.required:
        pairs = np.array(sorted(draft.required), np.int64)
        helper_key, helper_at = _listed_key(helpers.class_of[pairs[:, 0]], len(helpers))
        recipient_key, recipient_at = _listed_key(recipients.class_of[pairs[:, 1]], len(recipients))
        columns = int(recipient_at.max()) + 1
        least = np.zeros((int(helper_at.max()) + 1) * columns, np.int64)
        least[helper_at * columns + recipient_at] = 1
        out.append(Limit("required", helper_key, recipient_key, least=least))
    return out


def _listed_key(rows: Ints, length: int) -> tuple[Ints, Ints]:
    """A key that numbers the listed rows from 0 (-1 elsewhere), and the number of each row asked for."""
    listed = distinct(rows)
    key = np.full(length, -1, np.int64)
    key[listed.values] = np.arange(len(listed.values))
    return key, listed.at


def _own(limit: DraftLimit, listed: Listed, helpers: Classes, recipients: Classes) -> Limit:
    """A rule's own limit, from people to classes: keys and weights are those of any member.

    Groups after the last that anybody is in have no rows.
    """
    weight: int | Ints
    if isinstance(limit.weight, tuple):
        weight = listed.sums[f"limit {limit.name}"]
    else:
        weight = limit.weight if isinstance(limit.weight, int) else limit.weight[recipients.first]
    helper_key = None if limit.helper_key is None else limit.helper_key[helpers.first]
    recipient_key = None if limit.recipient_key is None else limit.recipient_key[recipients.first]
    count = prod(1 if key is None else int(key.max(initial=-1)) + 1 for key in (helper_key, recipient_key))
    least = limit.least[:count] if isinstance(limit.least, np.ndarray) else limit.least
    most = limit.most[:count] if isinstance(limit.most, np.ndarray) else limit.most
    by: Literal["recipient", "pair"] = "pair" if isinstance(limit.weight, tuple) else "recipient"
    return Limit(limit.name, helper_key, recipient_key, None, weight, least, most, weight_by=by)


def _speaks_of_somebody(limit: Limit) -> bool:
    """Not every key leaves everybody outside."""
    return all(key is None or (np.asarray(key) >= 0).any() for key in (limit.helper_key, limit.recipient_key))


def spreads(draft: Draft, helpers: Classes, recipients: Classes) -> list[Spread]:
    first = {"helper": helpers.first, "recipient": recipients.first}
    other = {"helper": recipients.first, "recipient": helpers.first}
    return [
        Spread(spread.name, spread.whole[first[spread.of]], spread.part[other[spread.of]], spread.most, spread.of)
        for spread in draft.spreads
    ]


def rows(draft: Draft, listed: Listed, helpers: Classes, recipients: Classes) -> list[Rows]:
    """One Rows for each name, in the order in which the rules wrote them; the people in them are rows of their own."""
    names = dict.fromkeys(row.name for row in draft.rows)
    return [
        _rows(name, [row for row in draft.rows if row.name == name], draft, listed, helpers, recipients)
        for name in names
    ]


def _rows(
    name: str, found: list[DraftRow], draft: Draft, listed: Listed, helpers: Classes, recipients: Classes
) -> Rows:
    slots = [
        (slot, number, sign)
        for number, row in enumerate(found)
        for side, sign in ((row.more, 1), (row.less, -1))
        for slot in side
    ]
    ends = np.array([slot for slot, _, _ in slots], np.int64).reshape(-1, 3)
    number = np.array([row for _, row, _ in slots], np.int64)
    sign = np.array([sign for _, _, sign in slots], np.int64)
    helper, recipient = helpers.class_of[ends[:, 0]], recipients.class_of[ends[:, 1]]
    pair = np.where(
        helper >= 0, listed.find(np.maximum(helper, 0), recipient, ends[:, 2], len(recipients), draft.roles), -1
    )
    there = pair >= 0
    indptr = np.searchsorted(number[there], np.arange(len(found) + 1))
    low = np.array([-len(row.less) if row.at_most else 0 for row in found], np.int64)
    key = np.array([row.key for row in found], np.int64)
    return Rows(name, (sign[there], pair[there], indptr), low, np.zeros(len(found), np.int64), key)
