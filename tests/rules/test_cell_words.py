"""A rule table's cells as offices write them: Chinese titles and choices, lists, lists of lists, tables."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.domain import RuleEntry
from optimizer.rules import typed_rules

CASES: list[tuple[str, Any, dict[str, Any], dict[str, Any]]] = [
    ("participation", "hard", {"编制类别": "在编、人事代理"}, {"employment": ("在编", "人事代理")}),
    ("distance", 2, {"来源": "里程表"}, {"source": "legs"}),
    ("exclusion", "hard", {"依据": "登记困难"}, {"basis": "hardship"}),
    (
        "fairness",
        3,
        {"按": "部门", "计量": "名额占比", "方式": "逐级均衡"},
        {"by": "unit", "measure": "share", "form": "leximin"},
    ),
    ("cohesion", "hard", {"按": "部门", "最多": "2", "范围": "乡镇"}, {"by": "unit", "most": 2, "part": "township"}),
    ("seniority", 1, {"按": "职务", "职级": "处长、科长"}, {"by": "post", "ranks": ("处长", "科长")}),
    (
        "together",
        "hard",
        {"名单": "甲试/乙试、丙试/丁试/戊试"},
        {"groups": (("甲试", "乙试"), ("丙试", "丁试", "戊试"))},
    ),
    ("apart", "hard", {"按列": "部门"}, {"trait": "部门"}),
    ("pledge", "report", {"每户每年": "2000", "各村金额": "甲村：1000"}, {"yuan": 2000, "areas": (("甲村", 1000),)}),
    ("succession", 1, {"原部门": "h9:后勤处"}, {"units": (("h9", "后勤处"),)}),
    ("term_lock", "hard", {"解除": "h1:r1:户主去世"}, {"released": (("h1", "r1", "户主去世"),)}),
    ("eligibility", "hard", {"同性别": "是", "须相符": "学科"}, {"same_sex": True, "match": ("学科",)}),
]


@pytest.mark.parametrize(("kind", "mode", "given", "expected"), CASES)
def test_cells(kind: str, mode: Any, given: dict[str, Any], expected: dict[str, Any]) -> None:
    """The typed rule has the values that the cell means."""
    rules, problems = typed_rules([RuleEntry(id="x", kind=kind, mode=mode, parameters=given)])
    assert not problems, [problem.say("en") for problem in problems]
    assert {name: getattr(rules[0], name) for name in expected} == expected


def test_tables_by_their_titles() -> None:
    """Rows given as JSON may use the Chinese titles of their columns, and Chinese choices in them."""
    rows = [{"对象类型": "部门", "取值": "部门", "最多": 5}, {"by": "any", "most": 3}]
    rules, problems = typed_rules([RuleEntry(id="x", kind="load", parameters={"负荷表": rows})])
    assert not problems
    assert [(row.by, row.value, row.most) for row in rules[0].rows] == [("unit", "部门", 5), ("any", "", 3)]


def test_what_does_not_fit_is_refused() -> None:
    """An unknown choice stays as it is, and the parameter's type names the problem."""
    _, problems = typed_rules([RuleEntry(id="x", kind="fairness", mode=1, parameters={"按": "随便"})])
    assert [problem.code for problem in problems] == ["rules.bad_parameter"]
