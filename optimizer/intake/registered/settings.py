"""基本信息: what this programme is, as key and value."""

from __future__ import annotations

from optimizer.intake import parsers
from optimizer.intake.column import Column, TableKind
from optimizer.intake.dates import day, month
from optimizer.intake.registered.places import SYSTEMS

LABEL_SETS = {"2014": "2014", "2021": "2021", "2026": "2026"}
PROGRAMME_KINDS = {
    "household": "household",
    "结亲结对": "household",
    "结对帮扶": "household",
    "户": "household",
    "students": "students",
    "学困生": "students",
    "导师": "students",
    "twinning": "twinning",
    "学校结对": "twinning",
    "zones": "zones",
    "划片包抓": "zones",
    "tiers": "tiers",
    "层层包干": "tiers",
}

OFFICE = (
    "填报单位",
    "填表人",
    "审核人",
    "附件号",
    "文号",
    "签发人",
    "会议日期",
    "填表日期",
    "联系人",
    "联系电话",
    "负责人",
)
"""Keys that are printed as they are."""

SETTINGS = TableKind(
    name="settings",
    zh="基本信息",
    en="settings",
    part="settings",
    layout="pairs",
    hints=("基本信息", "设置", "settings"),
    columns=(
        Column("id", "项目编号", parsers.code, synonyms=("方案编号", "id"), template=False),
        Column("title", "项目名称", parsers.prose, synonyms=("方案名称", "名称", "项目", "title"), required=True),
        Column("kind", "项目类型", parsers.choice(PROGRAMME_KINDS), synonyms=("类型", "kind"), choices=("household",)),
        Column(
            "label_set",
            "标签集",
            parsers.choice(LABEL_SETS),
            synonyms=("用语", "label_set"),
            choices=("2014", "2021", "2026"),
        ),
        Column("reference_day", "基准日", day, synonyms=("基准日期", "数据截止日", "reference_day"), required=True),
        Column(
            "term_start",
            "本轮起始",
            month,
            synonyms=("本轮起始年月", "结对起始", "起始年月", "term_start"),
            required=True,
        ),
        Column(
            "term_months",
            "期限(月)",
            parsers.count(1, 1200),
            synonyms=("期限月数", "结对期限(月)", "期限", "term_months"),
            required=True,
        ),
        Column("seed", "公开随机号", parsers.code, synonyms=("随机号", "抽签号", "seed"), text=True),
        Column(
            "system",
            "坐标系",
            parsers.choice(SYSTEMS, "intake.system_unknown"),
            synonyms=("坐标系统",),
            choices=("wgs84", "gcj02", "bd09"),
        ),
        Column(
            "traits",
            "附加列",
            parsers.prose,
            synonyms=("附加信息列", "其他采用的列", "traits"),
            note_zh="另外采用的列名，用顿号隔开。",
            note_en="Further headers to use, separated by 、.",
        ),
    ),
)
