"""The two folders: 划片 (staff to areas) and 包抓 (households and students of an area to its staff)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scenarios.cases.household.other_files import write_key
from scenarios.cases.household.rule_table import QUOTA_HEADERS, RULE_HEADERS, RULES_FILE
from scenarios.cases.synthetic.workbook import Sheet, Value, write_csv, write_xlsx
from scenarios.cases.zones.case import AREAS, STUDENT, Case
from scenarios.zones import apportion

DIVISION, VISITS = "1-划片", "2-包抓"
ELSEWHERE = "校本部"
"""Where those set out who live in none of the areas."""

MOST_VISITS = 12

_DIVISION_RULES = (
    ("R1", "名额", "硬性", "名额表=名额", "方案第二条:每名教职工负责一个片区。"),
    ("R2", "全覆盖", "硬性", None, "方案第二条:各片区按户数和学生数配足人员,不留空白。"),
    ("R3", "资格", "第1层", "须相符=居住片区", "方案第三条:优先安排在本人居住的片区。"),
    ("R4", "路程", "第2层", "来源=里程表", "本单位补充:不能安排在居住片区的,就近安排。"),
    ("R5", "抽签", "第3层", None, "本单位补充:条件完全相同的,由事先公布的随机号决定。"),
)
_VISIT_RULES = (
    ("R1", "名额", "硬性", "名额表=名额", f"方案第四条:每人走访不超过{MOST_VISITS}户(人)。"),
    ("R2", "资格", "硬性", "须相符=责任片区", "方案第二条:只走访本人负责的片区。"),
    ("R3", "全覆盖", "硬性", None, "方案第四条:片区内每户、每名学生都有人走访,不漏一户、不漏一人。"),
    ("R4", "均衡", "第1层", "方式=平方和", "方案第四条:任务均衡。"),
    ("R5", "抽签", "第2层", None, "本单位补充:条件完全相同的,由事先公布的随机号决定。"),
)


def _rules(
    folder: Path, case: Case, title: str, rules: tuple[tuple[Value, ...], ...], quota: tuple[Value, ...]
) -> Path:
    facts: list[tuple[Value, ...]] = [
        ("项目", "内容"),
        ("项目名称", title),
        ("项目类型", "zones"),
        ("基准日", "2026-09-20"),
        ("本轮起始", "2026-10"),
        ("期限(月)", 12),
        ("公开随机号", f"2026-09-20-{case.seed}"),
        ("附加列", "居住片区、责任片区"),
        ("填报单位", "示例中心学校"),
        ("填表人", "赵试填"),
        ("审核人", "钱样审"),
    ]
    sheets = [
        Sheet("基本信息", facts, 0, 0, [], [16, 40]),
        Sheet("规则", [RULE_HEADERS, *rules], 0, 0, [], [8, 14, 10, 30, 60]),
        Sheet("名额", [QUOTA_HEADERS, quota], 0, 0, [], [10, 16, 8, 8, 50]),
    ]
    write_xlsx(folder / RULES_FILE, sheets)
    return folder / RULES_FILE


def _staff(path: Path, case: Case, duty: Mapping[str, str] | None) -> Path:
    """The staff table; with ``duty`` (name -> area) the area that each answers for."""
    header = ["部门", "姓名", "性别", "职务", "居住片区", "办公地点", "联系电话", "是否参加", "参加依据", "决定人"]
    rows: list[list[Value]] = [["示例中心学校教职工名册"], [*header, *(["责任片区"] if duty is not None else [])]]
    for m in case.members:
        ruling = ("否", m.out, "校委会") if m.out else (None, None, None)
        own: list[Value] = [m.unit, m.name, m.sex, m.post, m.home or None, m.home or ELSEWHERE, m.phone, *ruling]
        rows.append([*own, *([duty.get(m.name)] if duty is not None else [])])
    write_xlsx(
        path, [Sheet("教职工", rows, 1, 1, [(0, 0, 0, len(rows[1]) - 1)], (10, 10, 6, 8, 12, 12, 14, 9, 22, 10, 12))]
    )
    return path


def write_division(folder: Path, case: Case) -> list[Path]:
    """The first programme: areas with the number of staff that evens out their visits."""
    folder.mkdir(parents=True, exist_ok=True)
    loads = [sum(v.area == area for v in case.visits) for area in AREAS]
    counts = apportion(loads, len(case.taking_part))
    rows: list[list[Value]] = [["帮扶对象", "所在村", "居住片区", "户数", "学生数", "所需帮扶人数"]]
    for area, load, count in zip(AREAS, loads, counts, strict=True):
        pupils = sum(v.area == area and v.sort == STUDENT for v in case.visits)
        rows.append([area, area, area, load - pupils, pupils, count])
    ways: list[list[Value]] = [["出发地点", "到达村", "里程(公里)"]]
    ways += [[one, other, far] for (one, other), far in sorted(case.kilometres.items())]
    ways += [[ELSEWHERE, area, case.kilometres[AREAS[0], area]] for area in AREAS]
    areas, roads = folder / "片区一览表.xlsx", folder / "里程表.xlsx"
    write_xlsx(areas, [Sheet("片区", rows, 0, 0, [], [14, 14, 14, 8, 8, 12])])
    write_xlsx(roads, [Sheet("里程", ways, 0, 0, [], [14, 14, 12])])
    return [
        _staff(folder / "教职工名册.xlsx", case, None),
        areas,
        roads,
        _rules(folder, case, "示例中心学校划片包抓:教职工分片", _DIVISION_RULES, ("全体", None, 1, 1, "方案第二条。")),
        write_key(folder),
    ]


def write_visits(folder: Path, case: Case, duty: Mapping[str, str]) -> list[Path]:
    """The second programme: who visits whom; ``duty`` is the roster of the first, name -> area."""
    folder.mkdir(parents=True, exist_ok=True)
    header = ["户主姓名", "户编号", "所在村", "责任片区", "户类型", "家庭人口", "联系电话"]
    made = []
    for name, sort, encoding in (("各片区住户.csv", "户", "gb18030"), ("各片区学生.csv", STUDENT, "utf-8-sig")):
        own = [v for v in case.visits if v.sort == sort]
        lines: list[list[Value]] = [[v.name, v.number, v.area, v.area, v.sort, v.people, v.phone] for v in own]
        write_csv(folder / name, [header, *lines], encoding=encoding, newline="\r\n")
        made.append(folder / name)
    quota: tuple[Value, ...] = ("全体", None, None, MOST_VISITS, "方案第四条。")
    return [
        _staff(folder / "教职工分片名册.xlsx", case, duty),
        *made,
        _rules(folder, case, "示例中心学校划片包抓:入户走访", _VISIT_RULES, quota),
        write_key(folder),
    ]
