"""Write the files of the liaison case: the leaders, villages and departments of the household case of the same seed.

    python -m scenarios.cases.liaison.make --seed 412 -o some/folder

Without options it writes the committed case into the package's own ``files`` folder. The same options give the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from scenarios.cases.household.case import SEED, Case, make_case
from scenarios.cases.household.numbers import HOUSEHOLDS, STAFF, Numbers
from scenarios.cases.household.other_files import write_key
from scenarios.cases.household.places import VILLAGES
from scenarios.cases.household.rule_table import write_rules
from scenarios.cases.household.staff import COLLEGE, RETIRING
from scenarios.cases.synthetic.workbook import Sheet, Value, write_xlsx

VILLAGES_FOLDER, UNITS_FOLDER = "1-定点联系村", "2-分管部门"
_OWNERS = ("包保责任人", "单位", "职务", "所属对象", "包保数量上限", "是否参加", "参加依据")
_RULES = (
    ("R1", "参加范围", "硬性", None, "方案第三条：任期内退休的校级领导不再新定联系村。"),
    ("R2", "名额", "硬性", "名额表=名额", "方案第二条：每位校级领导联系一个村、分管若干部门。"),
    ("R3", "全覆盖", "硬性", None, "方案第二条：每村有一名校级领导定点联系，每个部门有分管领导。"),
    ("R4", "均衡", "第1层", None, "本单位补充：任务分布均匀。"),
    ("R5", "抽签", "第2层", None, "本单位补充：条件完全相同的，由事先公布的随机号决定。"),
)


def write_case(case: Case, folder: Path) -> list[Path]:
    """Write both programmes; returns the paths."""
    units = sorted({member.department for member in case.members} - {COLLEGE})
    villages = [(village.name, village.code, village.town) for village in VILLAGES]
    folder.mkdir(parents=True, exist_ok=True)
    head = folder / "tiers.toml"
    head.write_bytes('title = "示例职业技术学院定点联系"\nroot = "示例职业技术学院"\n'.encode())
    return [
        head,
        *_programme(case, folder / VILLAGES_FOLDER, "校级领导定点联系村", "村", villages, 1),
        *_programme(case, folder / UNITS_FOLDER, "校级领导分管部门", "部门", [(unit, "", "") for unit in units], 5),
    ]


def _programme(
    case: Case, folder: Path, title: str, category: str, nodes: Sequence[tuple[str, str, str]], most: int
) -> list[Path]:
    folder.mkdir(exist_ok=True)
    rows: list[Sequence[Value]] = [("包保对象", "对象编号", "上级对象", "对象类别", "乡镇")]
    rows += [(name, code or None, None, category, town or None) for name, code, town in nodes]
    write_xlsx(folder / "包保对象.xlsx", [Sheet("包保对象", rows, 0, 0, [], [18, 10, 10, 10, 10])])
    people: list[Sequence[Value]] = [_OWNERS]
    for member in case.members:
        if member.department == COLLEGE:
            out = member.out == RETIRING and category == "村"
            ruling = ("否", "任期内退休") if out else (None, None)
            people.append((member.name.replace("\u3000", ""), member.department, member.post, None, most, *ruling))
    write_xlsx(folder / "包保责任人.xlsx", [Sheet("包保责任人", people, 0, 0, [], [12, 12, 16, 10, 12, 10, 14])])
    facts: list[tuple[str, Value]] = [
        ("项目编号", f"liaison-{folder.name[0]}"),
        ("项目名称", title),
        ("项目类型", "tiers"),
        ("基准日", "2026-09-20"),
        ("本轮起始", "2026-10"),
        ("期限(月)", 36),
        ("公开随机号", f"2026-09-20-{case.seed}"),
        ("填报单位", "示例职业技术学院帮扶办"),
    ]
    quotas = (("全体", None, None, most, "方案第二条：表中没有写明的，按此执行。"),)
    rules = write_rules(folder, facts, _RULES, quotas)
    return [folder / "包保对象.xlsx", folder / "包保责任人.xlsx", rules, write_key(folder)]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m scenarios.cases.liaison.make", description="Write the files of the case."
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("-o", dest="folder", type=Path, default=Path(__file__).with_name("files"))
    options = parser.parse_args(arguments)
    for path in write_case(make_case(options.seed, Numbers(HOUSEHOLDS, STAFF)), options.folder):
        print(path)


if __name__ == "__main__":
    main()
