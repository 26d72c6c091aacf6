"""What an empty workbook for a programme holds; the writer in ``optimizer.output`` makes the file."""

from __future__ import annotations

from collections.abc import Callable

from optimizer.domain.rule_kinds import RULE_TITLES
from optimizer.domain.template import TemplateSheet
from optimizer.errors import UsageError
from optimizer.intake.chain_template import tiers_template, twinning_template
from optimizer.intake.registered import HELPERS, INCUMBENT, LEGS, PLACES, QUOTA, RECIPIENTS, RULES
from optimizer.intake.student_template import students_template
from optimizer.intake.template_sheets import Rows, settings_sheet, sheet_for
from optimizer.intake.zone_template import visits_template, zones_template
from optimizer.messages import Lang

__all__ = ["TEMPLATES", "sheet_for", "template_of"]

_HOUSEHOLD_RULES: Rows = (
    ("R1", "参加范围", "硬性", "编制类别=在编", "全体在编教职工参加结对帮扶。"),
    ("R2", "不参与", "硬性", "依据=退休", "任期内退休的教职工不安排结对任务。"),
    ("R3", "不参与", "硬性", "依据=登记困难", "登记在册的困难职工不安排结对任务。"),
    ("R4", "任期锁定", "硬性", None, "结对关系一定三年不变。"),
    ("R5", "名额", "硬性", None, "名额见名额表。"),
    ("R6", "全覆盖", "硬性", None, "每户都有帮扶责任人，不漏一户。"),
    ("R7", "定点联系", "第1层", None, "校级领导本人结对的户在其定点联系村。"),
    ("R8", "里程", "第2层", "来源=里程表", "就近安排，总里程最短。"),
    ("R9", "工作量", "仅报告", "每年到村天数=15", "帮扶责任人每年到村不少于15天。"),
    ("R10", "抽签", "第3层", None, "条件完全相同的，由事先公布的随机号决定。"),
)
_HOUSEHOLD_QUOTA: Rows = (
    ("角色", "党委书记", 0, 2, None),
    ("角色", "院长", 0, 2, None),
    ("角色", "校级领导", 0, 1, None),
    ("全体", None, 0, 1, None),
)


def template_of(programme_kind: str = "household", lang: Lang = "zh") -> tuple[TemplateSheet, ...]:
    """The sheets of an empty workbook. Raises UsageError for a kind of programme without a template.

    Headers are Chinese in both languages, so that one file serves everybody; notes follow ``lang``.
    """
    if programme_kind not in TEMPLATES:
        raise UsageError(detail=f"no template for {programme_kind!r}; known: {', '.join(sorted(TEMPLATES))}")
    return TEMPLATES[programme_kind](lang)


def _household(lang: Lang) -> tuple[TemplateSheet, ...]:
    rules = sheet_for(RULES, lang, _HOUSEHOLD_RULES)
    return (
        settings_sheet(lang, "household", 36),
        sheet_for(HELPERS, lang),
        sheet_for(RECIPIENTS, lang),
        rules.altered(choices={**rules.choices, "规则": tuple(RULE_TITLES.values())}),
        sheet_for(QUOTA, lang, _HOUSEHOLD_QUOTA),
        sheet_for(LEGS, lang),
        sheet_for(PLACES, lang),
        sheet_for(INCUMBENT, lang),
    )


TEMPLATES: dict[str, Callable[[Lang], tuple[TemplateSheet, ...]]] = {
    "household": _household,
    "students": students_template,
    "zones": zones_template,
    "visits": visits_template,
    "twinning": twinning_template,
    "tiers": tiers_template,
}
"""Programme kind -> its sheets; rooms that register table kinds of their own add theirs."""
