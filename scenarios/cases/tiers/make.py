"""Write the files of the tiers case, or of another one of its family.

    python -m scenarios.cases.tiers.make --seed 7 --townships 4 --schools 11 --students 150 -o some/folder

Without options it writes the committed case into the package's own ``files`` folder. The same options give the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from scenarios.cases.household.other_files import write_key
from scenarios.cases.household.rule_table import write_rules
from scenarios.cases.synthetic.workbook import Sheet, Value, write_csv, write_xlsx
from scenarios.cases.tiers.county import Sizes, Tier, make_county

SEED = 4
CLAUSE = "方案第二条：局领导包乡镇、中心校包学校、学校领导包班级、教师包学生，层层包干，一生一责任人。"
NODE_HEADERS = ("包保对象", "对象编号", "上级对象", "对象类别")
OWNER_HEADERS = ("包保责任人", "工号", "单位", "职务", "所属对象", "上级责任人", "包保数量上限")
RULES = (
    ("R1", "名额", "硬性", "名额表=名额", "方案第三条：每名责任人包保数量不超过表列上限。"),
    ("R2", "全覆盖", "硬性", None, "方案第二条：一校一对策、一生一责任人，不漏一人。"),
    ("R3", "均衡", "第1层", None, "本单位补充：任务分布均匀。"),
    ("R4", "抽签", "第2层", None, "本单位补充：条件完全相同的，由事先公布的随机号决定。"),
)
QUOTAS = (("全体", None, None, 1, "方案第三条：表中没有写明的，每人包保一个。"),)


def write_case(tiers: Sequence[Tier], folder: Path, seed: int) -> list[Path]:
    """Write tiers.toml and one folder a level; returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    head = folder / "tiers.toml"
    head.write_bytes(f'title = "某县教育扶贫分级包保"\nroot = "县教育局"\nclause = "{CLAUSE}"\n'.encode())
    paths = [head]
    for number, tier in enumerate(tiers):
        place = folder / tier.folder
        place.mkdir(exist_ok=True)
        paths += [_nodes(place, tier, number), _owners(place, tier), write_key(place)]
        facts: list[tuple[str, Value]] = [
            ("项目编号", f"tiers-{number + 1}"),
            ("项目名称", tier.title),
            ("项目类型", "tiers"),
            ("基准日", "2026-09-01"),
            ("本轮起始", "2026-09"),
            ("期限(月)", 12),
            ("公开随机号", f"2026-09-01-{seed}"),
            ("填报单位", "县教育局"),
        ]
        paths.append(write_rules(place, facts, RULES, QUOTAS))
    return paths


def _nodes(place: Path, tier: Tier, number: int) -> Path:
    """The third level is a CSV in GB18030, the others workbooks with a title line."""
    rows: list[Sequence[Value]] = [NODE_HEADERS]
    rows += [(node.name, node.number, node.parent or None, node.category) for node in tier.nodes]
    if number == 2:
        path = place / "包保对象.csv"
        write_csv(path, rows, encoding="gb18030", newline="\r\n")
        return path
    path = place / "包保对象.xlsx"
    title = [f"{tier.title}（对象）", *[None] * (len(NODE_HEADERS) - 1)]
    write_xlsx(path, [Sheet("包保对象", [title, *rows], 1, 1, [(0, 0, 0, len(NODE_HEADERS) - 1)], [26, 12, 12, 12])])
    return path


def _owners(place: Path, tier: Tier) -> Path:
    rows: list[Sequence[Value]] = [OWNER_HEADERS]
    rows += [(o.name, o.number, o.unit, o.post, o.serves or None, o.superior or None, o.most) for o in tier.owners]
    path = place / "包保责任人.xlsx"
    write_xlsx(path, [Sheet("包保责任人", rows, 0, 0, [], [12, 10, 24, 14, 18, 14, 12])])
    return path


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; exits 2 with one sentence when the sizes cannot be met."""
    usual = Sizes()
    parser = argparse.ArgumentParser(
        prog="python -m scenarios.cases.tiers.make", description="Write the files of the case."
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--townships", type=int, default=usual.townships)
    parser.add_argument("--schools", type=int, default=usual.schools, help="centre and village schools")
    parser.add_argument("--students", type=int, default=usual.students)
    parser.add_argument("-o", dest="folder", type=Path, default=Path(__file__).with_name("files"))
    options = parser.parse_args(arguments)
    try:
        sizes = Sizes(options.townships, options.schools, options.students)
    except ValueError as error:
        parser.error(str(error))
    for path in write_case(make_county(options.seed, sizes), options.folder, options.seed):
        print(path)


if __name__ == "__main__":
    main()
