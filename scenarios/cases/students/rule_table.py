"""规则表.xlsx of the students case: facts, rules with their clauses, quotas, weekly lessons, causes and strengths."""

from __future__ import annotations

from pathlib import Path

from scenarios.cases.household.rule_table import QUOTA_HEADERS, RULE_HEADERS, RULES_FILE
from scenarios.cases.students.case import Case
from scenarios.cases.students.numbers import MOST_SUBJECTS
from scenarios.cases.students.school import LEADER, MIDDLE, TEACHER
from scenarios.cases.synthetic.workbook import Sheet, Value, write_xlsx

RULES = (
    ("R1", "名额", "硬性", "名额表=名额", "方案第五条:校级领导每人至多3人次,中层干部5人次,其他教师7人次。"),
    ("R2", "负荷", "硬性", "计量=工作量;课时表=周课时", "方案第五条:每对每周辅导或谈心1课时,不超过本人可用课时。"),
    (
        "R3",
        "资格",
        "硬性",
        "须相符=任务、年级、同性别;回避=是",
        "方案第三条:导师任教该学科、在该年级任课;须同性别的由同性别教师任责任人;亲属回避。",
    ),
    ("R4", "导师人数", "硬性", f"按列=导师组;最多={MOST_SUBJECTS}", "方案第四条:每名学生的学科导师不超过3名。"),
    ("R5", "全覆盖", "第1层", None, "方案第二条:一生一责任人、一科一导师,不漏一人;力量不足时先保最需要的学生。"),
    ("R6", "资格", "第2层", "须相符=任课", "方案第三条:尽量由本班任课教师担任。"),
    ("R7", "因材匹配", "第3层", "匹配表=因材匹配;特长列=特长", "本单位补充:按成因配有相应特长的教师。"),
    ("R8", "均衡", "第4层", "方式=平方和", "本单位补充:各人任务尽量均衡。"),
    ("R9", "抽签", "第5层", None, "本单位补充:条件完全相同的,由事先公布的随机号决定。"),
)

QUOTAS = (
    ("角色", LEADER, None, 3, "方案第五条:校级领导每人至多3人次。"),
    ("角色", MIDDLE, None, 5, "方案第五条:中层干部每人至多5人次。"),
    ("角色", TEACHER, None, 7, "方案第五条:其他教师每人至多7人次。"),
)

FITS = (
    ("基础不扎实", "基础讲解", 2),
    ("基础不扎实", "学法指导", 1),
    ("记忆力弱", "学法指导", 2),
    ("家长不重视", "家校沟通", 2),
    ("作业不认真", "习惯养成", 2),
    ("不预习复习", "习惯养成", 2),
    ("不预习复习", "学法指导", 1),
    ("上课不专心", "习惯养成", 1),
    ("上课不专心", "心理疏导", 2),
    ("厌学", "心理疏导", 3),
    ("厌学", "家校沟通", 1),
    ("家庭变故", "心理疏导", 3),
    ("随父母外出", "家校沟通", 3),
    ("沉迷网络", "习惯养成", 2),
    ("沉迷网络", "心理疏导", 3),
    ("家庭经济困难", "家校沟通", 2),
)


def hours(case: Case) -> list[tuple[Value, ...]]:
    """Three teachers with a full timetable by name, then by role; the first line that fits decides."""
    busy = [t for n, t in enumerate(case.teachers) if t.role == TEACHER and n % 19 == 6][:3]
    return [
        *(("姓名", t.name, 4, "教导处核定:本学期跨班任课,每周至多4课时。") for t in busy),
        ("角色", LEADER, 3, "方案第五条。"),
        ("角色", MIDDLE, 5, "方案第五条。"),
        ("全体", None, 7, "方案第五条。"),
    ]


def write_rules(folder: Path, case: Case) -> Path:
    """Write the rule table with its four companions."""
    facts: list[tuple[Value, ...]] = [
        ("项目", "内容"),
        ("项目名称", "示例初级中学学困生、控辍保学、两后生帮扶"),
        ("项目类型", "students"),
        ("基准日", "2026-09-20"),
        ("本轮起始", "2026-10"),
        ("期限(月)", 10),
        ("公开随机号", f"2026-09-20-{case.seed}"),
        ("填报单位", "示例初级中学教导处"),
        ("填表人", "赵试填"),
        ("审核人", "钱样审"),
        ("附件号", "附件1"),
    ]
    path = folder / RULES_FILE
    write_xlsx(
        path,
        [
            Sheet("基本信息", facts, 0, 0, [], [16, 40]),
            Sheet("规则", [RULE_HEADERS, *RULES], 0, 0, [], [8, 14, 10, 34, 70]),
            Sheet("名额", [QUOTA_HEADERS, *QUOTAS], 0, 0, [], [10, 16, 8, 8, 50]),
            Sheet("周课时", [("对象类型", "取值", "每周最多课时", "条款"), *hours(case)], 0, 0, [], [10, 16, 14, 50]),
            Sheet("因材匹配", [("成因", "特长", "分值"), *FITS], 0, 0, [], [16, 14, 8]),
        ],
    )
    return path
