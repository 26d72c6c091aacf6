"""Empty workbooks for school twinning and for one level of a chain."""

from __future__ import annotations

from optimizer.domain.template import TemplateSheet
from optimizer.intake.registered import INCUMBENT, LEGS, NODES, OWNERS, QUOTA, RULES, STAGES, SUPPORTED, SUPPORTERS
from optimizer.intake.template_sheets import Rows, settings_sheet, sheet_for
from optimizer.messages import Lang

_TWINNING_RULES: Rows = (
    ("R1", "资格", "硬性", "须相符=学段", "同学段学校结对。"),
    ("R2", "名额", "硬性", None, "每所支援学校结对不超过规定校数。"),
    ("R3", "全覆盖", "硬性", None, "每所薄弱学校都有结对学校。"),
    ("R4", "资格", "第1层", "须相符=学科", "紧缺学科优先。"),
    ("R5", "资格", "第2层", "须相符=规模", "大校支援中小规模学校。"),
    ("R6", "资格", "硬性", "最远米数=60000", "结对学校相距不超过60公里。"),
    ("R7", "保持原结对", "第3层", None, "上年结对关系原则上保持不变。"),
    ("R8", "里程", "第4层", "来源=里程表", "就近结对。"),
    ("R9", "抽签", "第5层", None, "条件完全相同的，由事先公布的随机号决定。"),
    ("R10", "分期目标", "仅报告", None, "近期、中期、远期目标逐年落实，按月检查。"),
)
_STAGES: Rows = (
    ("近期", None, None, "结对双方签订协议，互访和跟班学习到位", None, "1、7", None),
    ("中期", None, None, "紧缺学科开齐开足", None, "7", None),
    ("远期", None, None, "受援学校能独立开展教研", None, "7", None),
)
_LEVEL_RULES: Rows = (
    ("R1", "名额", "硬性", None, "每名责任人包保数量不超过上限。"),
    ("R2", "全覆盖", "硬性", None, "一生一责任人，不漏一人。"),
    ("R3", "均衡", "第1层", None, "任务分布均匀。"),
    ("R4", "抽签", "第2层", None, "条件完全相同的，由事先公布的随机号决定。"),
)
_QUOTA: Rows = (("全体", None, 0, 3, None),)


def twinning_template(lang: Lang) -> tuple[TemplateSheet, ...]:
    """城乡结对."""
    return (
        settings_sheet(lang, "twinning", 36),
        sheet_for(SUPPORTERS, lang),
        sheet_for(SUPPORTED, lang),
        sheet_for(RULES, lang, _TWINNING_RULES),
        sheet_for(QUOTA, lang, _QUOTA),
        sheet_for(STAGES, lang, _STAGES),
        sheet_for(LEGS, lang),
        sheet_for(INCUMBENT, lang),
    )


def tiers_template(lang: Lang) -> tuple[TemplateSheet, ...]:
    """分级包保: one level; a chain is a folder of such folders."""
    return (
        settings_sheet(lang, "tiers", 12),
        sheet_for(OWNERS, lang),
        sheet_for(NODES, lang),
        sheet_for(RULES, lang, _LEVEL_RULES),
        sheet_for(QUOTA, lang, _QUOTA),
    )
