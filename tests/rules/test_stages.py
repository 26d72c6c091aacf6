"""分期目标: a plan by year that is reported and printed, pair by pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.domain import Programme, RuleEntry, Term
from optimizer.domain.calendar import month_index
from optimizer.explain.documents import report_document, roster_document
from optimizer.explain.documents_plan import years
from optimizer.intake import read_programme
from optimizer.planning import check, plan
from optimizer.rules.stages import Stage
from scenarios.cases import twinning
from tests.intake.making import QUOTA, SETTINGS, book

FILES = Path(twinning.__file__).with_name("files")


def stage(name: str, first: str, last: str, *reviews: int) -> Stage:
    return Stage(name=name, first=first, last=last, target=f"{name}目标", reviews=reviews)


def test_years_are_cut_at_stages_too() -> None:
    """A term of 24 months from 2026-09 with stages ending in 2027-02 and 2028-08: year 1 in two parts, a month at the end open."""
    stages = (stage("近期", "2026-09", "2027-02"), stage("中期", "2027-03", "2028-07"))
    found = years(Term(start="2026-09", months=24), stages)
    told = [(number, first, last, None if own is None else own.name) for number, first, last, own in found]
    assert told == [
        (1, month_index(2026, 9), month_index(2027, 2), "近期"),
        (1, month_index(2027, 3), month_index(2027, 8), "中期"),
        (2, month_index(2027, 9), month_index(2028, 7), "中期"),
        (2, month_index(2028, 8), month_index(2028, 8), None),
    ]


def test_every_pair_has_its_plan_in_workbook_and_page() -> None:
    """36 pairs, three years each; reviews are the real months; the clause of every stage stands beside it."""
    programme = read_programme(FILES).require()
    answer = plan(programme).answer
    for document in (roster_document(programme, answer), report_document(programme, answer)):
        stages, pairs = document.section("plan").tables()
        assert [row[0] for row in stages.rows] == ["近期", "中期", "远期"]
        assert all(str(row[-1]).startswith("方案第七条") for row in stages.rows)
        assert (len(pairs.bands), len(pairs.rows)) == (36, 108)
        assert {row[2] for row in pairs.rows} == {"近期", "中期", "远期"}
        assert {row[4] for row in pairs.rows if row[2] == "近期"} == {"2027.01、2027.07"}
    measured = {account.rule: account.measure for account in answer.rules}
    assert measured["R10"] == 0


def shortened(programme: Programme, last: str) -> Programme:
    """The last stage ends earlier."""

    def changed(rule: RuleEntry) -> RuleEntry:
        if rule.kind != "stages":
            return rule
        rows = [dict(row) for row in rule.parameters["rows"]]
        rows[-1]["last"] = last
        return rule.altered(parameters={"rows": rows})

    return programme.altered(rules=tuple(changed(rule) for rule in programme.rules))


def test_months_without_a_stage_are_counted_and_shared_months_refused() -> None:
    """Three stages to 2029-08 cover the term; one month less leaves all 36 pairs open; a stage that begins early shares months."""
    programme = read_programme(FILES).require()
    answer = plan(shortened(programme, "2029-07")).answer
    assert {account.rule: account.measure for account in answer.rules}["R10"] == 36
    rules = [r.altered(parameters={"rows": _early(r)}) if r.kind == "stages" else r for r in programme.rules]
    assert "rules.stages_overlap" in {f.code for f in check(programme.altered(rules=tuple(rules)))}


def _early(rule: RuleEntry) -> list[dict[str, object]]:
    rows = [dict(row) for row in rule.parameters["rows"]]
    rows[1]["first"] = "2027-08"
    return rows


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["近期", "2026-09", "2025-08", "目标", "1"], "intake.stage_backwards"),
        (["近期", "2026-09", "2027-08", "目标", "13"], "intake.bad_review_months"),
    ],
)
def test_bad_stages_are_named_at_their_cells(tmp_path: Path, row: list[str], code: str) -> None:
    """Ends before it begins; a month of review that no year has; and a table that no rule asks for."""
    sheets = {
        "基本信息": SETTINGS,
        "规则": [["编号", "规则", "方式", "参数", "条款"], ["R2", "名额", "硬性", None, "每人一户"]],
        "名额": QUOTA,
        "分期目标": [["阶段", "起始年月", "截止年月", "目标", "检查月份"], row],
    }
    found = [f for f in read_programme(book(tmp_path / "p.xlsx", sheets)).findings if f.code == code]
    assert [cell.sheet for cell in found[0].cells][:1] == ["分期目标"]
    sheets["分期目标"][1] = ["近期", "2026-09", "2027-08", "目标", "1月、7月"]
    people = {"教职工": [["姓名", "部门"], ["赵试甲", "教务处"]], "户": [["户主姓名", "所在村"], ["李示丁", "边岩村"]]}
    codes = {f.code for f in read_programme(book(tmp_path / "q.xlsx", sheets | people)).findings}
    assert "intake.stages_without_rule" in codes
