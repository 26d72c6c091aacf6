"""What the report says of wishes: what they aim at, by how much they are exceeded, and how many helpers that concerns."""

from __future__ import annotations

import pytest

from optimizer.domain import RuleEntry
from optimizer.explain.documents_summary import aims_table
from optimizer.explain.documents_view import View
from optimizer.planning import plan
from tests.builders.villages import village_programme


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("多出的村最少", "超出 1 个村", "1 人", "已证明")), ("en", ("fewest beyond", "exceeded by 1", "1 helper", "proved"))]
)  # fmt: skip
def test_a_wish_in_the_table_of_aims(lang: str, words: tuple[str, ...]) -> None:
    """Two helpers for two, one recipient in each of three villages: one of them has to go to two villages."""
    base = village_programme(helpers=2, recipients=3, standing=False, most=2)
    rules = [rule for rule in base.rules if rule.kind not in ("term_lock", "distance")]
    wish = RuleEntry(id="W", kind="cohesion", mode=1, parameters={"most": 1})
    programme = base.altered(rules=(*rules, wish))
    found = plan(programme)
    view = View(programme, found.answer, (), lang, mask_names=False, mask_ids=False)  # type: ignore[arg-type]
    row = next(row for row in aims_table(view).rows if words[0] in str(row))
    assert all(word in str(row) for word in words), row
