"""Eligibility, compiled: one boolean block from shared words, sex, distance and avoidance."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from optimizer.rules.distance.compile import distance_rule, find_missing, travel
from optimizer.rules.draft import Draft
from optimizer.rules.eligibility import Eligibility
from optimizer.rules.terms import Block, Bools, Ints, Scattered

Side = Literal["helper", "recipient"]


def compile(rule: Eligibility, draft: Draft) -> None:
    if not rule.active:
        return
    parts: list[Block] = [_shared_word(draft, trait) for trait in rule.match]
    if rule.same_sex:
        parts.append(_same_sex(draft))
    if rule.most_metres is not None:
        parts += _near(rule, draft, rule.most_metres)
    if rule.avoid:
        parts.append(_not_avoided(draft))

    def eligible(helper_rows: Ints, recipient_rows: Ints) -> Bools:
        out = np.ones((len(helper_rows), len(recipient_rows)), np.bool_)
        for part in parts:
            out &= part(helper_rows, recipient_rows)
        return out

    if rule.mode == "hard":
        draft.allow(rule, eligible)
    else:
        draft.cost(rule, lambda h, r: (~eligible(h, r)).astype(np.int64))


def _shared_word(draft: Draft, trait: str) -> Block:
    """Do helper and recipient share a word of the trait? A recipient without the trait asks nothing."""
    column = f"traits.{trait}"
    helper_codes, helper_values = draft.codes("helper", column)
    recipient_codes, recipient_values = draft.codes("recipient", column)
    share = np.zeros((len(helper_values), len(recipient_values)), np.bool_)
    share[:, [not value for value in recipient_values]] = True
    offering, asking = _by_word(helper_values), _by_word(recipient_values)
    for word in offering.keys() & asking.keys():
        share[np.ix_(offering[word], asking[word])] = True
    return lambda h, r: share[helper_codes[h][:, None], recipient_codes[r][None, :]]


def _by_word(values: list[Any]) -> dict[str, list[int]]:
    """Word -> the places of the values that it stands in."""
    found: dict[str, list[int]] = {}
    for place, value in enumerate(values):
        for word in value or ():
            found.setdefault(word, []).append(place)
    return found


def _same_sex(draft: Draft) -> Block:
    def numbers(side: Side) -> Ints:
        codes, values = draft.codes(side, "sex")
        return np.array([{"男": 0, "女": 1}.get(value, -1) for value in values], np.int64)[codes]

    helper, recipient = numbers("helper"), numbers("recipient")

    def block(helper_rows: Ints, recipient_rows: Ints) -> Bools:
        ours, theirs = helper[helper_rows][:, None], recipient[recipient_rows][None, :]
        return np.asarray((ours == theirs) & (ours >= 0))

    return block


def _near(rule: Eligibility, draft: Draft, most: int) -> list[Block]:
    measure = distance_rule(draft)
    if measure is None:
        draft.find("no_distance_rule", "error", rule.origin)
        return []
    way = travel(measure, draft)
    if not measure.active:
        find_missing(measure, draft, way, "error")
    near = way.within(most)
    return [lambda h, r: near[way.start[h][:, None], way.end[r][None, :]]]


def _not_avoided(draft: Draft) -> Block:
    by_word: dict[str, list[int]] = {}
    for row, helper in enumerate(draft.helpers):
        for said in {helper.name, helper.id}:
            by_word.setdefault(said, []).append(row)
    pairs = sorted(
        {
            (helper, row)
            for row, recipient in enumerate(draft.recipients)
            for said in recipient.traits.get("avoid", ())
            for helper in by_word.get(said, ())
        }
    )
    listed = Scattered.of(len(draft.helpers), len(draft.recipients), pairs)
    return lambda h, r: listed(h, r) == 0
