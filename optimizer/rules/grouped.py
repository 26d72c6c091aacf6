"""Groups of recipients resolved to rows, for the compile halves of together and apart."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.rules.draft import Draft
from optimizer.rules.grouping import GroupingRule


def groups(rule: GroupingRule, draft: Draft) -> list[list[int]]:
    """Recipient rows of each group, ascending; their people are named unless the rule only reports."""
    found = []
    for listed in rule.groups:
        rows = {draft.said_recipient(said, rule.origin) for said in listed}
        found.append(sorted(row for row in rows if row is not None))
    if rule.trait:
        words: dict[str, list[int]] = {}
        for row, recipient in enumerate(draft.recipients):
            for word in sorted(set(recipient.traits.get(rule.trait, ()))):
                words.setdefault(word, []).append(row)
        found += [words[word] for word in sorted(words)]
    found = [rows for rows in found if len(rows) > 1]
    if rule.active:
        draft.named_recipients[[row for rows in found for row in rows]] = True
    draft.note(rule, groups=len(found))
    return found


def layers(groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """Numbers of groups in layers: each goes to the first layer where it shares no member with those before."""
    used: list[set[int]] = []
    found: list[list[int]] = []
    for number, group in enumerate(groups):
        layer = next((n for n, members in enumerate(used) if members.isdisjoint(group)), len(used))
        if layer == len(used):
            used.append(set())
            found.append([])
        used[layer] |= set(group)
        found[layer].append(number)
    return found
