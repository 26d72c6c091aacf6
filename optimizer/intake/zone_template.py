"""The empty workbooks of a programme for zones: staff to areas first, then households and students to the staff."""

from __future__ import annotations

from optimizer.domain.rule_kinds import RULE_TITLES
from optimizer.domain.template import TemplateSheet
from optimizer.intake.registered import HELPERS, LEGS, QUOTA, RECIPIENTS, RULES
from optimizer.intake.template_sheets import Rows, settings_sheet, sheet_for
from optimizer.messages import Lang

_DIVISION: Rows = (
    ("R1", "名额", "硬性", None, "每名教职工负责一个片区。"),
    ("R2", "全覆盖", "硬性", None, "各片区按户数和学生数配足人员,不留空白。"),
    ("R3", "资格", "第1层", "须相符=居住片区", "优先安排在本人居住的片区。"),
    ("R4", "路程", "第2层", "来源=里程表", "不能安排在居住片区的,就近安排。"),
    ("R5", "抽签", "第3层", None, "条件完全相同的,由事先公布的随机号决定。"),
)
_VISITS: Rows = (
    ("R1", "名额", "硬性", None, "每人走访户数不超过名额表。"),
    ("R2", "资格", "硬性", "须相符=责任片区", "只走访本人负责的片区。"),
    ("R3", "全覆盖", "硬性", None, "不漏一户、不漏一人。"),
    ("R4", "均衡", "第1层", "方式=平方和", "任务均衡。"),
    ("R5", "抽签", "第2层", None, "条件完全相同的,由事先公布的随机号决定。"),
)


def zones_template(lang: Lang) -> tuple[TemplateSheet, ...]:
    """划片: the staff, the areas with the number of people that each needs, distances."""
    people = _with(sheet_for(HELPERS, lang), "居住片区")
    areas = _with(sheet_for(RECIPIENTS, lang), "居住片区")
    return (
        settings_sheet(lang, "zones", 12),
        people,
        areas,
        _rules(lang, _DIVISION),
        sheet_for(QUOTA, lang, (("全体", None, 1, 1, None),)),
        sheet_for(LEGS, lang),
    )


def visits_template(lang: Lang) -> tuple[TemplateSheet, ...]:
    """包抓: the staff with the area that each answers for, households and students by area."""
    people = _with(sheet_for(HELPERS, lang), "责任片区")
    served = _with(sheet_for(RECIPIENTS, lang), "责任片区")
    quota = sheet_for(QUOTA, lang, (("全体", None, 0, 12, None),))
    return (settings_sheet(lang, "zones", 12), people, served, _rules(lang, _VISITS), quota)


def _with(sheet: TemplateSheet, header: str) -> TemplateSheet:
    """The sheet with one more column, which the eligibility rule names and so is read."""
    return sheet.altered(columns=(*sheet.columns, header))


def _rules(lang: Lang, rows: Rows) -> TemplateSheet:
    sheet = sheet_for(RULES, lang, rows)
    return sheet.altered(choices={**sheet.choices, "规则": tuple(RULE_TITLES.values())})
