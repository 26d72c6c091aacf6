"""Liaison, compiled: a leader's pairs outside the area of the liaison."""

from __future__ import annotations

import numpy as np

from optimizer.messages import Private
from optimizer.rules.draft import Draft
from optimizer.rules.liaison import Liaison


def compile(rule: Liaison, draft: Draft) -> None:
    liaison_codes, liaisons = draft.codes("helper", "liaison_area")
    area_codes, areas = draft.codes("recipient", "area")
    outside = np.array([[bool(own) and own != area for area in areas] for own in liaisons], np.bool_)
    for row, helper in enumerate(draft.helpers):
        if not helper.liaison_area:
            continue
        facts = {"name": Private(helper.name), "area": helper.liaison_area}
        if helper.liaison_area not in areas:
            draft.find("liaison_area_unknown", "error", helper.origin, **facts)
        elif not draft.takes_part[row]:
            draft.find("liaison_of_excluded", "ask", helper.origin, **facts)
    if rule.mode == "hard":
        draft.allow(rule, lambda h, r: ~outside[liaison_codes[h][:, None], area_codes[r][None, :]])
    elif rule.active:
        draft.cost(rule, lambda h, r: outside[liaison_codes[h][:, None], area_codes[r][None, :]].astype(np.int64))
