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


def _shared(view: View, trait: str, helpers: Ints, recipients: Ints) -> Bools:
    """Looked up among the distinct offers and wishes; each wish is worked out once."""
    offer, offers = view.codes("helper", f"trait {trait}", lambda person: person.traits.get(trait, ()))
    wish, wishes = view.codes("recipient", f"trait {trait}", lambda person: person.traits.get(trait, ()))

    def table() -> Bools:
        sets = [frozenset(words) for words in offers]
        bearers: dict[str, set[int]] = {}
        for number, words in enumerate(sets):
            for word in words:
                bearers.setdefault(word, set()).add(number)
        good = np.zeros((len(offers), len(wishes)), np.bool_)
        for column, words in enumerate(wishes):
            fitting = set().union(*(bearers.get(word, ()) for word in words)) if words else range(len(offers))
            good[list(fitting), column] = True
        return good

    return np.asarray(view.once(("shared words", trait), table)[np.ix_(offer[helpers], wish[recipients])])


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
