"""Write the files of the twinning case, or of another one of its family.

    python -m scenarios.cases.twinning.make --seed 7 --schools 20 -o some/folder

Without options it writes the committed case into the package's own ``files`` folder. The same options give the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from scenarios.cases.household.other_files import write_key
from scenarios.cases.household.rule_table import write_rules
from scenarios.cases.synthetic.workbook import Sheet, Value, write_csv, write_xlsx
from scenarios.cases.twinning.schools import County, make_county

SEED, SCHOOLS = 12, 36
FARTHEST_METRES = 70_000
RULES = (
    ("R1", "资格", "硬性", "须相符=学段", "方案第一条：同学段学校结对。"),
    ("R2", "名额", "硬性", "名额表=名额", "方案第三条：每所支援学校结对不超过规定校数。"),
    ("R3", "全覆盖", "硬性", None, "方案第一条：每所薄弱学校都有结对学校。"),
    ("R4", "资格", "第1层", "须相符=学科", "方案第四条：紧缺学科优先，支援学校至少有一门受援学校紧缺的优势学科。"),
    ("R5", "资格", "第2层", "须相符=规模", "方案第四条：大校支援中、小规模学校，中等规模学校支援小规模学校。"),
    ("R6", "资格", "硬性", f"最远米数={FARTHEST_METRES}", "方案第六条：结对学校相距不超过70公里，当日可以往返。"),
    ("R7", "保持原结对", "第3层", None, "方案第五条：上年结对关系原则上保持不变。"),
    ("R8", "路程", "第4层", "来源=里程表", "本单位补充：就近结对，便于互访和跟班学习。"),
    ("R9", "抽签", "第5层", None, "本单位补充：条件完全相同的，由事先公布的随机号决定。"),
    ("R10", "分期目标", "仅报告", "分期目标表=分期目标", "方案第七条：近期一年、中期一年、远期一年，逐年检查。"),
)
STAGES = (
    (
        "近期",
        "2026-09",
        "2027-08",
        "签订结对协议；每学期互访两次；受援学校教师跟班学习一轮",
        "支教、跟班学习",
        "1、7",
        "方案第七条第一款。",
    ),
    ("中期", "2027-09", "2028-08", "紧缺学科开齐开足；联合教研每月一次", "骨干教师送教", "1、7", "方案第七条第二款。"),
    ("远期", "2028-09", "2029-08", "受援学校能独立开展教研；质量差距明显缩小", "教研帮带", "7", "方案第七条第三款。"),
)
QUOTAS = (("全体", None, None, 3, "方案第三条：表中没有写明的，至多结对三所。"),)


def write_case(county: County, folder: Path, seed: int) -> list[Path]:
    """Write every file of the case; returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    facts: list[tuple[str, Value]] = [
        ("项目名称", "某县城乡学校结对帮扶"),
        ("项目类型", "twinning"),
        ("基准日", "2026-09-01"),
        ("本轮起始", "2026-09"),
        ("期限(月)", 36),
        ("公开随机号", f"2026-09-01-{seed}"),
        ("填报单位", "县教育局"),
    ]
    return [
        _strong(folder, county),
        _weak(folder, county),
        _distances(folder, county),
        _last_year(folder, county),
        write_rules(folder, facts, RULES, QUOTAS),
        _stages(folder),
        write_key(folder),
    ]


def _strong(folder: Path, county: County) -> Path:
    headers = ("支援学校", "学校代码", "学段", "片区", "学校类别", "可支援规模", "优势学科", "可结对校数")
    rows: list[Sequence[Value]] = [["支援学校一览表", *[None] * 7], headers]
    rows += [
        (s.name, s.code, s.stage, s.district, s.category, s.size, "、".join(s.subjects), s.most) for s in county.strong
    ]
    path = folder / "支援学校.xlsx"
    write_xlsx(path, [Sheet("支援学校", rows, 1, 1, [(0, 0, 0, 7)], [18, 10, 8, 10, 14, 10, 24, 12])])
    return path


def _weak(folder: Path, county: County) -> Path:
    rows: list[Sequence[Value]] = [("学校代码", "受援学校", "片区", "学段", "学校类别", "规模", "紧缺学科")]
    rows += [(s.code, s.name, s.district, s.stage, s.category, s.size, "，".join(s.subjects)) for s in county.weak]
    path = folder / "受援学校.csv"
    write_csv(path, rows, encoding="gb18030", newline="\r\n")
    return path


def _distances(folder: Path, county: County) -> Path:
    names = [school.name for school in county.weak]
    rows: list[Sequence[Value]] = [["里程表(单位:公里)", *[None] * len(names)], ["出发地点", *names]]
    rows += [[a.name, *[county.kilometres(a, b) for b in county.weak]] for a in county.strong]
    path = folder / "里程表.xlsx"
    write_xlsx(path, [Sheet("里程表", rows, 1, 1, [(0, 0, 0, len(names))], [16])])
    return path


def _stages(folder: Path) -> Path:
    rows: list[Sequence[Value]] = [
        ("阶段", "起始年月", "截止年月", "阶段目标", "主要措施", "检查月份", "条款"),
        *STAGES,
    ]
    path = folder / "分期目标.xlsx"
    write_xlsx(path, [Sheet("分期目标", rows, 0, 0, [], [8, 10, 10, 50, 20, 10, 20])])
    return path


def _last_year(folder: Path, county: County) -> Path:
    rows: list[Sequence[Value]] = [("帮扶责任人", "部门", "户编号", "帮扶对象", "村", "结对时间", "状态")]
    rows += [(a.name, a.district, b.code, b.name, b.district, "2023-09", "在帮") for a, b in county.last_year]
    path = folder / "上年结对名册.xlsx"
    write_xlsx(path, [Sheet("上年结对名册", rows, 0, 0, [], [18, 10, 10, 18, 10, 10, 8])])
    return path


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; exits 2 with one sentence when the sizes cannot be met."""
    parser = argparse.ArgumentParser(
        prog="python -m scenarios.cases.twinning.make", description="Write the files of the case."
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--schools", type=int, default=SCHOOLS, help="schools to support")
    parser.add_argument("-o", dest="folder", type=Path, default=Path(__file__).with_name("files"))
    options = parser.parse_args(arguments)
    try:
        county = make_county(options.seed, options.schools)
    except ValueError as error:
        parser.error(str(error))
    for path in write_case(county, options.folder, options.seed):
        print(path)


if __name__ == "__main__":
    main()
