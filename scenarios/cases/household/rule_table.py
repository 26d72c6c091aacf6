"""规则表.xlsx: 基本信息 (what this programme is), 规则 (one rule a line, with its clause), 名额 (quota by role)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scenarios.cases.household.numbers import TERM_MONTHS, TERM_START
from scenarios.cases.household.spelling import month
from scenarios.cases.household.staff import GENERAL, LEADER, MIDDLE, PRESIDENT, SECRETARY
from scenarios.cases.synthetic.workbook import Sheet, Value, write_xlsx

RULES_FILE = "规则表.xlsx"

RULE_HEADERS = ("编号", "规则", "方式", "参数", "条款")
QUOTA_HEADERS = ("对象类型", "取值", "至少", "最多", "条款")

HOUSEHOLD_RULES = (
    ("R1", "参加范围", "硬性", "编制类别=在编", "方案第三条:全体在编教职工参加结对帮扶。"),
    ("R2", "不参与", "硬性", "依据=退休", "方案第三条:三年内退休的教职工不安排结对任务。"),
    ("R3", "不参与", "硬性", "依据=登记困难", "方案第三条:登记在册的困难职工不安排结对任务。"),
    ("R4", "任期锁定", "硬性", None, "方案第五条:结对关系一定三年不变,未出现规定情形不得更换。"),
    ("R5", "名额", "硬性", "名额表=名额", "方案第四条:党委书记、院长每人结对2户,其他帮扶责任人每人结对1户。"),
    ("R6", "全覆盖", "硬性", None, "方案第三条:每户贫困户都有帮扶责任人,不漏一户。"),
    ("R7", "定点联系", "第1层", None, "本单位补充:校级领导本人结对的户在其定点联系村。"),
    ("R8", "路程", "第2层", "来源=里程表", "本单位补充:就近安排,总里程最短。"),
    ("R9", "工作量", "仅报告", "每年到村天数=15", "方案第六条:帮扶责任人每年驻村走访不少于15天。"),
    ("R10", "抽签", "第3层", None, "本单位补充:条件完全相同的,由事先公布的随机号决定。"),
)

HOUSEHOLD_QUOTAS = (
    ("角色", SECRETARY, None, 2, "方案第四条:党委书记结对2户。"),
    ("角色", PRESIDENT, None, 2, "方案第四条:院长结对2户。"),
    ("角色", LEADER, None, 1, "方案第四条:其他校级领导每人结对1户。"),
    ("角色", MIDDLE, None, 1, "方案第四条:中层干部每人结对1户。"),
    ("角色", GENERAL, None, 1, "方案第四条:其他教职工每人结对1户。"),
)


def basics(seed: int, title: str = "武胜县六村结对帮扶(原文案例)") -> list[tuple[str, Value]]:
    """The programme's own facts; the public lottery number carries the seed of the case."""
    return [
        ("项目名称", title),
        ("项目类型", "household"),
        ("标签集", "2014"),
        ("基准日", "2026-09-20"),
        ("本轮起始", month(TERM_START)),
        ("期限(月)", TERM_MONTHS),
        ("公开随机号", f"2026-09-20-{seed}"),
        ("填报单位", "示例职业技术学院帮扶办"),
        ("填表人", "赵试填"),
        ("审核人", "钱样审"),
        ("附件号", "附件1"),
    ]


def write_rules(
    folder: Path,
    facts: Sequence[tuple[str, Value]],
    rules: Sequence[Sequence[Value]],
    quotas: Sequence[Sequence[Value]],
    *more: Sheet,
) -> Path:
    """Write the rule table; another case brings its own facts, rules and quotas, and may bring more sheets."""
    path = folder / RULES_FILE
    write_xlsx(
        path,
        [
            Sheet("基本信息", [["项目", "内容"], *facts], 0, 0, [], [16, 40]),
            Sheet("规则", [RULE_HEADERS, *rules], 0, 0, [], [8, 14, 10, 30, 70]),
            Sheet("名额", [QUOTA_HEADERS, *quotas], 0, 0, [], [10, 16, 8, 8, 50]),
            *more,
        ],
    )
    return path
