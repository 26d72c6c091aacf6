"""The Chinese names of the rule kinds, as a rule table writes them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_NAMES: Mapping[str, str] = {
    "coverage": "全覆盖 覆盖",
    "quota": "名额",
    "exclusion": "不参与 除外 不参加 排除",
    "participation": "参加范围 参与范围",
    "eligibility": "资格 可结对条件",
    "liaison": "定点联系 牵头",
    "unit_area": "部门联系村 部门包村",
    "require": "指定",
    "forbid": "回避",
    "term_lock": "任期锁定 期内不变 三年不变",
    "distance": "路程 里程 距离",
    "workload": "工作量",
    "fairness": "均衡 公平",
    "cohesion": "集中",
    "fit": "因户制宜 因材匹配 因材施教",
    "seniority": "深度贫困配高职级",
    "continuity": "保持原结对 延续",
    "succession": "接续 接替",
    "together": "同一帮扶人",
    "apart": "不同帮扶人",
    "group_totals": "分组总数",
    "team": "导师人数 帮扶人数上限",
    "supervision": "督导 包抓督导",
    "pledge": "资助承诺",
    "stages": "分期目标 分期规划 分年度目标",
    "load": "负荷 负荷上限",
    "reserve": "预留名额 预留",
    "lottery": "抽签 公开随机号",
}

RULE_KINDS: Mapping[str, str] = MappingProxyType(
    {name: kind for kind, names in _NAMES.items() for name in (kind, *names.split())}
)
"""Every accepted name -> kind; the kinds' own (English) names included."""

RULE_TITLES: Mapping[str, str] = MappingProxyType({kind: names.split()[0] for kind, names in _NAMES.items()})
"""Kind -> the name that we print."""
