"""Two helpers for one recipient, the second supervising the first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from optimizer import Programme, RuleEntry, Status, plan, verify_roster
from optimizer.domain import Helper, Recipient, Role, Term
from optimizer.errors import InputError
from optimizer.rules import typed_rules


def programme(**parameters: Any) -> Programme:
    """Three staff of 教务 under one 处长, two of 后勤 under another; four households, each needs two helpers.

    Staff may be first helper of at most two, the heads second helper of at most three.
    """
    units = ("教务", "教务", "教务", "教务", "后勤", "后勤", "后勤")
    posts = ("处长", "", "", "", "处长", "", "")
    rows: list[dict[str, Any]] = [
        {"by": "any", "most": 3},
        {"by": "post", "value": "处长", "most": 0, "role": "first"},
        {"by": "any", "most": 2, "role": "first"},
        {"by": "post", "value": "处长", "most": 3, "role": "second"},
        {"by": "any", "most": 0, "role": "second"},
    ]
    return Programme(
        id="p",
        title="t",
        reference_day=date(2026, 9, 20),
        term=Term(start="2026-10", months=36),
        roles=(Role(id="first", title="第一帮扶人"), Role(id="second", title="第二帮扶人")),
        helpers=tuple(
            Helper(id=f"h{n}", name=f"甲试{n}", unit=unit, post=post)
            for n, (unit, post) in enumerate(zip(units, posts, strict=True))
        ),
        recipients=tuple(
            Recipient(id=f"r{n}", name=f"乙样{n}", area="甲村", needs=(1, 1), priority=n) for n in range(4)
        ),
        rules=(
            RuleEntry(id="q", kind="quota", parameters={"rows": rows}),
            RuleEntry(id="s", kind="supervision", parameters=parameters),
        ),
    )


@pytest.mark.parametrize(
    "parameters", [{"by": "post", "ranks": ("处长",), "same_unit": True}, {"same_unit": True}], ids=["rank", "unit"]
)
def test_the_second_is_the_firsts_own_head(parameters: dict[str, Any]) -> None:
    """Roles have their own quotas, and every pair of helpers belongs together; the judge says so too."""
    case = programme(**parameters)
    made = plan(case)
    answer = made.answer
    assert answer.status is Status.OPTIMAL
    first = {p.recipient: p.helper for p in answer.roster.pairings if p.role == 0}
    second = {p.recipient: p.helper for p in answer.roster.pairings if p.role == 1}
    units = {helper.id: helper.unit for helper in case.helpers}
    assert set(second.values()) <= {"h0", "h4"}
    assert not set(first.values()) & {"h0", "h4"}
    assert all(units[first[recipient]] == units[second[recipient]] for recipient in first)
    assert verify_roster(case, answer, made.certificate).accepted


def test_a_list_of_supervisors_decides() -> None:
    """Only h4 supervises, and only h1: h1 takes two households at most, so four cannot be served; two can."""
    named = {"pairs": [{"supervisor": "h4", "helper": "甲试1"}]}
    assert plan(programme(**named)).answer.status is Status.INFEASIBLE
    case = programme(**named)
    case = case.altered(rules=(*case.rules, RuleEntry(id="c", kind="coverage", mode=1)))
    answer = plan(case).answer
    # of 8 places the heads fill the four second ones (one without a first supervises nobody), h1 two of the first
    assert answer.status is Status.OPTIMAL
    assert sum(entry.missing for entry in answer.uncovered) == 8 - (4 + 2)
    assert {p.helper for p in answer.roster.pairings if p.role == 0} == {"h1"}


def test_roles_must_be_there() -> None:
    """A role that the programme does not have is refused with those that it has; so is a rule that names nobody."""
    with pytest.raises(InputError, match="third"):
        plan(programme(same_unit=True, supervisor="third"))
    _, problems = typed_rules((RuleEntry(id="s", kind="supervision"),))
    assert [finding.code for finding in problems] == ["rules.bad_parameter"]
