"""规则, 名额, 部门联系村: the rule table and the tables that fill one rule each."""

from __future__ import annotations

from optimizer.intake import parsers
from optimizer.intake.column import Column, TableKind
from optimizer.intake.modes import mode
from optimizer.intake.parameters import parameters

RULES = TableKind(
    name="rules",
    zh="规则",
    en="rules",
    part="rules",
    hints=("规则", "rules"),
    needs=(("mode", "parameters", "clause"),),
    columns=(
        Column("id", "编号", parsers.text, synonyms=("规则编号", "序号编号", "id"), weak=("序号",)),
        Column(
            "kind", "规则", parsers.text, synonyms=("规则名称", "规则类型", "规则种类", "kind", "rule"), required=True
        ),
        Column(
            "mode",
            "方式",
            mode,
            synonyms=("约束方式", "约束类型", "执行方式", "硬软", "层级", "mode"),
            choices=("硬性", "第1层", "第2层", "第3层", "仅报告"),
            note_zh="硬性：必须满足；第N层：按层次依次优化；仅报告：只统计。",
            note_en="硬性: must hold; 第N层: optimised in that order; 仅报告: only measured.",
        ),
        Column("weight", "权重", parsers.count(1), synonyms=("层内权重", "weight"), template=False),
        Column(
            "parameters",
            "参数",
            parameters,
            synonyms=("规则参数", "参数设置", "parameters"),
            note_zh="如 每年天数=15；多项用分号隔开。",
            note_en="key=value, several separated by semicolons.",
        ),
        Column("clause", "条款", parsers.prose, synonyms=("依据", "条款依据", "方案条款", "方案依据", "clause")),
        Column("remark", "备注", parsers.prose, synonyms=("说明",), template=False),
    ),
)

QUOTA_BY = {
    "角色": "role_group",
    "角色组": "role_group",
    "role_group": "role_group",
    "职务": "post",
    "post": "post",
    "部门": "unit",
    "单位": "unit",
    "unit": "unit",
    "姓名": "name",
    "个人": "name",
    "name": "name",
    "全体": "any",
    "所有人": "any",
    "其他": "any",
    "任何人": "any",
    "any": "any",
}

QUOTA = TableKind(
    name="quota",
    zh="名额",
    en="quota",
    part="quota",
    hints=("名额", "quota"),
    columns=(
        Column(
            "by",
            "对象类型",
            parsers.choice(QUOTA_BY),
            synonyms=("按", "类型", "分组方式"),
            required=True,
            choices=("角色", "职务", "部门", "姓名", "全体"),
        ),
        Column("value", "取值", parsers.text, synonyms=("对象", "值", "名称", "分组"), required=True, filled=False),
        Column("least", "至少", parsers.count(), synonyms=("最少", "下限", "最少户数")),
        Column("most", "最多", parsers.count(), synonyms=("上限", "名额", "最多户数", "户数"), required=True),
        Column("role", "帮扶角色", parsers.text, synonyms=("第几帮扶人",), template=False),
        Column("clause", "条款", parsers.prose, synonyms=("依据", "条款依据", "方案条款")),
        Column("remark", "备注", parsers.prose, synonyms=("说明",), template=False),
    ),
)

UNIT_AREAS = TableKind(
    name="unit_areas",
    zh="部门联系村",
    en="units and villages",
    part="unit_areas",
    hints=("部门联系村", "联系村", "包村"),
    columns=(
        Column("unit", "部门", parsers.title, synonyms=("单位", "帮扶单位", "部门名称", "责任单位"), required=True),
        Column("area", "联系村", parsers.title, synonyms=("村", "行政村", "包联村", "定点村", "所在村"), required=True),
        Column("clause", "条款", parsers.prose, synonyms=("依据",)),
        Column("remark", "备注", parsers.prose, synonyms=("说明",), template=False),
    ),
)
