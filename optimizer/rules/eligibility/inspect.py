"""The judge's half of eligibility."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.domain import Helper, Recipient
from optimizer.rules.distance import Distance
from optimizer.rules.distance.inspect import UNKNOWN, block, metres
from optimizer.rules.eligibility import Eligibility
from optimizer.rules.view import Bools, Half, Ints, PairReading, Reading, Slot, Unsound, View


def _measuring(rule: Eligibility, view: View) -> Distance:
    """The distance rule that says how far is far."""
    found = [other for other in view.rules if isinstance(other, Distance) and other.source != "off"]
    if not found:
        raise Unsound(rule.id, "no distance rule")
    return min(found, key=lambda other: other.id)


def _eligible(rule: Eligibility, view: View, helper: Helper, recipient: Recipient) -> bool:
    for trait in rule.match:
        asked = recipient.traits.get(trait, ())
        if asked and not set(asked) & set(helper.traits.get(trait, ())):
            return False
    if rule.same_sex and (helper.sex is None or helper.sex != recipient.sex):
        return False
    if rule.most_metres is not None:
        far = metres(_measuring(rule, view), view, helper, recipient)
        if far is None:
            raise Unsound(rule.id, "a distance is not known")
        if far > rule.most_metres:
            return False
    return not (rule.avoid and {helper.id, helper.name} & set(recipient.traits.get("avoid", ())))


def _words(view: View, side: str, trait: str, rows: Ints, index: dict[str, int]) -> Bools:
    people: Sequence[Helper | Recipient] = view.helpers if side == "helper" else view.recipients
    out = np.zeros((len(rows), len(index)), np.bool_)
    for place, row in enumerate(rows.tolist()):
        for word in people[row].traits.get(trait, ()):
            out[place, index[word]] = True
    return out


def _shared(view: View, trait: str, helpers: Ints, recipients: Ints) -> Bools:
    people: tuple[Helper | Recipient, ...] = (*view.helpers, *view.recipients)
    words = sorted({word for person in people for word in person.traits.get(trait, ())})
    index = {word: number for number, word in enumerate(words)}
    have = _words(view, "helper", trait, helpers, index)
    asked = _words(view, "recipient", trait, recipients, index)
    common = have.astype(np.float32) @ asked.T.astype(np.float32) > 0
    return common | ~asked.any(axis=1)


def eligible(rule: Eligibility, view: View, helpers: Ints, recipients: Ints) -> Bools:
    """bool[helpers, recipients]."""
    good = np.ones((len(helpers), len(recipients)), np.bool_)
    for trait in rule.match:
        good &= _shared(view, trait, helpers, recipients)
    if rule.same_sex:
        number = {"男": 1, "女": 2, None: 0}
        own = np.array([number[view.helpers[row].sex] for row in helpers.tolist()], np.int64)
        other = np.array([number[view.recipients[row].sex] for row in recipients.tolist()], np.int64)
        good &= (own[:, None] == other[None, :]) & (own[:, None] > 0)
    if rule.most_metres is not None:
        far = block(_measuring(rule, view), view, helpers, recipients)
        if (far == UNKNOWN).any():
            raise Unsound(rule.id, "a distance is not known")
        good &= far <= rule.most_metres
    if rule.avoid:
        for column, row in enumerate(recipients.tolist()):
            named = set(view.recipients[row].traits.get("avoid", ()))
            if named:
                hit = [view.helpers[h].id in named or view.helpers[h].name in named for h in helpers.tolist()]
                good[:, column] &= ~np.array(hit, np.bool_)
    return good


def pairs(rule: Eligibility, view: View, helpers: Ints, recipients: Ints, role: int) -> PairReading:
    """Hard: only eligible pairs; in a tier, 1 for each other pair."""
    good = eligible(rule, view, helpers, recipients)
    return PairReading(allowed=good) if rule.mode == "hard" else PairReading(cost=(~good).astype(np.int64))


def inspect(rule: Eligibility, view: View, slots: Sequence[Slot]) -> Reading:
    """Pairings that are not eligible."""
    wrong = sum(not _eligible(rule, view, view.helpers[h], view.recipients[r]) for h, r, _ in slots)
    return Reading(wrong, wrong)


HALF = Half(inspect=inspect, pairs=pairs)
