"""Groups of recipients for the judge's halves of together and apart."""

from __future__ import annotations

from optimizer.rules.grouping import GroupingRule
from optimizer.rules.view import View


def groups_of(rule: GroupingRule, view: View) -> list[list[int]]:
    """Rows of each group of two or more. Raises Unsound for a name that is not one person's."""

    def read() -> list[list[int]]:
        lists = [sorted({view.called(rule, said, "recipient") for said in names}) for names in rule.groups]
        words = sorted({w for r in view.recipients for w in r.traits.get(rule.trait, ())} if rule.trait else set())
        for word in words:
            lists.append([n for n, r in enumerate(view.recipients) if word in r.traits.get(rule.trait, ())])
        return [rows for rows in lists if len(rows) >= 2]

    return view.once(("groups", rule.id), read)


def name_groups(rule: GroupingRule, view: View) -> None:
    """The members stand alone in the draw."""
    if rule.active:
        for rows in groups_of(rule, view):
            view.named_recipients.update(rows)
