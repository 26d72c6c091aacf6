"""Apart, compiled: one limit a layer of groups that share no member."""

from __future__ import annotations

import numpy as np

from optimizer.rules.apart import Apart
from optimizer.rules.draft import Draft, DraftLimit
from optimizer.rules.grouped import groups, layers


def compile(rule: Apart, draft: Draft) -> None:
    found = groups(rule, draft)
    if not rule.active:
        return
    each = np.arange(len(draft.helpers), dtype=np.int64)
    for number, layer in enumerate(layers(found)):
        key = np.full(len(draft.recipients), -1, np.int64)
        for group, index in enumerate(layer):
            key[found[index]] = group
        draft.limit(DraftLimit(rule.id, f"apart.{rule.id}.{number}", each, key, most=1))
