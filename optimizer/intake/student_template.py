"""The empty workbook of a programme for students and mentors."""

from __future__ import annotations

from optimizer.domain.rule_kinds import RULE_TITLES
from optimizer.domain.template import TemplateSheet
from optimizer.intake.registered import AT_RISK, FIT, HOURS, LEAVERS, MENTORS, QUOTA, RULES, STRUGGLING
from optimizer.intake.template_sheets import Rows, settings_sheet, sheet_for
from optimizer.messages import Lang

_RULES: Rows = (
    ("R1", "名额", "硬性", None, "名额见名额表。"),
    ("R2", "负荷", "硬性", "计量=工作量", "每周课时见周课时表。"),
    (
        "R3",
        "资格",
        "硬性",
        "须相符=任务、年级、同性别;回避=是",
        "导师任教该学科和年级;须同性别的由同性别教师任责任人。",
    ),
    ("R4", "导师人数", "硬性", "按列=导师组;最多=3", "每名学生的学科导师不超过3名。"),
    ("R5", "全覆盖", "第1层", None, "一生一责任人、一科一导师,不漏一人;力量不足时先保最需要的学生。"),
    ("R6", "资格", "第2层", "须相符=任课", "尽量由本班任课教师担任。"),
    ("R7", "因材匹配", "第3层", "特长列=特长", "按成因配有相应特长的教师。"),
    ("R8", "均衡", "第4层", "方式=平方和", "各人任务尽量均衡。"),
    ("R9", "抽签", "第5层", None, "条件完全相同的,由事先公布的随机号决定。"),
)
_QUOTA: Rows = (("角色", "校级领导", 0, 3, None), ("角色", "中层干部", 0, 5, None), ("全体", None, 0, 7, None))
_HOURS: Rows = (("角色", "校级领导", 3, None), ("全体", None, 7, None))
_FIT: Rows = (
    ("基础不扎实", "基础讲解", 2, None),
    ("作业不认真", "习惯养成", 2, None),
    ("上课不专心", "心理疏导", 2, None),
    ("家长不重视", "家校沟通", 2, None),
)


def students_template(lang: Lang) -> tuple[TemplateSheet, ...]:
    """Mentors, the three lists of students, rules, quotas, weekly lessons, causes and strengths."""
    rules = sheet_for(RULES, lang, _RULES)
    return (
        settings_sheet(lang, "students", 10),
        sheet_for(MENTORS, lang),
        sheet_for(STRUGGLING, lang),
        sheet_for(AT_RISK, lang),
        sheet_for(LEAVERS, lang),
        rules.altered(choices={**rules.choices, "规则": tuple(RULE_TITLES.values())}),
        sheet_for(QUOTA, lang, _QUOTA),
        sheet_for(HOURS, lang, _HOURS),
        sheet_for(FIT, lang, _FIT),
    )
