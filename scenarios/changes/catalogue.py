"""The one visible list of changes, and the words a sheet may use for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Discriminator

from scenarios.changes.base import ChangeBase
from scenarios.changes.people import (
    AddHelpers,
    AddRecipients,
    AlterHelpers,
    AlterRecipients,
    Exclude,
    Liaison,
    RemoveHelpers,
    RemoveRecipients,
)
from scenarios.changes.table import AddRule, DropRule, LiftExclusion, SetQuota, SetRule
from scenarios.changes.territory import MergeAreas, MergeUnits, SetLeg, SetPlace, SplitArea, SplitUnit

CHANGES: Mapping[str, type[ChangeBase]] = {
    str(kind.model_fields["change"].default): kind
    for kind in (
        AddHelpers,
        RemoveHelpers,
        AlterHelpers,
        AddRecipients,
        RemoveRecipients,
        AlterRecipients,
        Exclude,
        LiftExclusion,
        Liaison,
        SetQuota,
        SetRule,
        AddRule,
        DropRule,
        MergeAreas,
        SplitArea,
        MergeUnits,
        SplitUnit,
        SetPlace,
        SetLeg,
    )
}

Change = Annotated[
    AddHelpers
    | RemoveHelpers
    | AlterHelpers
    | AddRecipients
    | RemoveRecipients
    | AlterRecipients
    | Exclude
    | LiftExclusion
    | Liaison
    | SetQuota
    | SetRule
    | AddRule
    | DropRule
    | MergeAreas
    | SplitArea
    | MergeUnits
    | SplitUnit
    | SetPlace
    | SetLeg,
    Discriminator("change"),
]

TITLES: Mapping[str, str] = {
    "add_helpers": "增加帮扶人",
    "remove_helpers": "减少帮扶人",
    "alter_helpers": "修改帮扶人",
    "add_recipients": "增加帮扶对象",
    "remove_recipients": "减少帮扶对象",
    "alter_recipients": "修改帮扶对象",
    "exclude": "不参加",
    "lift_exclusion": "取消不参加",
    "liaison": "定点联系",
    "set_quota": "名额",
    "set_rule": "修改规则",
    "add_rule": "增加规则",
    "drop_rule": "停用规则",
    "merge_areas": "并村",
    "split_area": "分村",
    "merge_units": "部门合并",
    "split_unit": "部门拆分",
    "set_place": "地点",
    "set_leg": "里程",
}
"""What a sheet writes in its 变动 column."""

KEYS: Mapping[str, str] = {
    **{name: name for kind in CHANGES.values() for name in kind.model_fields},
    **{"title": "title", "changes": "changes", "base": "base", "units": "units"},
    "标题": "title",
    "原因": "reason",
    "方案": "title",
    "名称": "title",
    "变动": "change",
    "变动类型": "change",
    "类型": "change",
    "姓名": "select",
    "备注": "reason",
    "说明": "reason",
    "理由": "reason",
    "对象": "select",
    "条件": "where",
    "改为": "set",
    "内容": "set",
    "规则": "rule",
    "方式": "mode",
    "权重": "weight",
    "参数": "parameters",
    "对象类型": "by",
    "取值": "value",
    "至少": "least",
    "最多": "most",
    "并入": "into",
    "新名称": "into",
    "村": "area",
    "部门": "unit",
    "被并": "areas",
    "依据": "basis",
    "决定人": "decided_by",
    "出发地": "start",
    "到达地": "end",
    "米": "metres",
    "分钟": "minutes",
}
"""Accepted keys and column headers -> field."""
