"""Six villages, six clerks: other headers, other order, other format, other ways to write a date."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from scenarios.cases.household import spelling
from scenarios.cases.household.households import Household
from scenarios.cases.synthetic.workbook import Sheet, Value, write_csv, write_xls, write_xlsx

_PLAIN: Mapping[str, Callable[[Household], Value]] = {
    "number": lambda h: h.number,
    "head": lambda h: h.head,
    "id_number": lambda h: h.id_number,
    "town": lambda h: h.village.town,
    "village": lambda h: h.village.name,
    "group": lambda h: f"{h.group}组",
    "people": lambda h: h.people,
    "labour": lambda h: h.labour,
    "category": lambda h: h.category,
    "cause": lambda h: h.cause,
    "identified": lambda h: h.identified,
    "phone": lambda h: h.phone or None,
    "remark": lambda h: h.remark or None,
}

_WIDTHS = {"serial": 6, "id_number": 21, "category": 12, "cause": 18, "phone": 14, "remark": 20}


@dataclass(frozen=True)
class Clerk:
    """How one village writes its roster. ``columns`` are (header, field); ``serial`` heads a column of row numbers."""

    file: str
    columns: Sequence[tuple[str, str]]
    spelled: Mapping[str, Callable[[Household], Value]]
    titles: Sequence[str] = ()
    total: bool = False
    merged: str = ""


CLERKS: Mapping[str, Clerk] = {
    "边岩村": Clerk(
        "石盘乡边岩村贫困户花名册.xlsx",
        (
            ("序号", "serial"),
            ("户编号", "number"),
            ("户主姓名", "head"),
            ("身份证号码", "id_number"),
            ("乡镇", "town"),
            ("行政村", "village"),
            ("村民小组", "group"),
            ("家庭人口(人)", "people"),
            ("劳动力", "labour"),
            ("户类型", "category"),
            ("主要致贫原因", "cause"),
            ("识别时间", "identified"),
            ("联系电话", "phone"),
            ("备注", "remark"),
        ),
        {"identified": lambda h: spelling.day_dotted(h.identified)},
        titles=("石盘乡边岩村建档立卡贫困户花名册", "填报单位:边岩村村民委员会    单位:户、人"),
        total=True,
    ),
    "小寨村": Clerk(
        "鸣钟乡小寨村.csv",
        (
            ("户号", "number"),
            ("户主", "head"),
            ("证件号码", "id_number"),
            ("所在乡镇", "town"),
            ("村名", "village"),
            ("组", "group"),
            ("人口数", "people"),
            ("劳动力数", "labour"),
            ("贫困户属性", "category"),
            ("致贫原因", "cause"),
            ("纳入时间", "identified"),
            ("手机号", "phone"),
        ),
        {
            "people": lambda h: spelling.with_people(h.people),
            "labour": lambda h: spelling.with_people(h.labour),
            "identified": lambda h: spelling.month_in_words(h.identified),
        },
    ),
    "跃进村": Clerk(
        "万隆镇跃进村贫困户.csv",
        (
            ("所在村", "village"),
            ("乡(镇)", "town"),
            ("社", "group"),
            ("户主姓名", "head"),
            ("户主身份证号", "id_number"),
            ("家庭编号", "number"),
            ("家庭成员数", "people"),
            ("整半劳力", "labour"),
            ("农户类型", "category"),
            ("主要致贫原因", "cause"),
            ("建档时间", "identified"),
            ("联系方式", "phone"),
            ("备注", "remark"),
        ),
        {
            "people": lambda h: spelling.wide(h.people),
            "group": lambda h: f"第{spelling.chinese(h.group)}社",
            "identified": lambda h: spelling.day_compact(h.identified),
        },
        titles=("万隆镇跃进村建档立卡贫困户名单",),
        total=True,
    ),
    "东原村": Clerk(
        "鼓匠乡东原村.xls",
        (
            ("序号", "serial"),
            ("贫困户姓名", "head"),
            ("公民身份号码", "id_number"),
            ("建档立卡编号", "number"),
            ("乡镇", "town"),
            ("村(社区)", "village"),
            ("组", "group"),
            ("在册人口", "people"),
            ("劳动力人数", "labour"),
            ("户类型", "category"),
            ("致困原因", "cause"),
            ("识别时间", "identified"),
            ("电话号码", "phone"),
        ),
        {"group": lambda h: h.group},
        titles=("鼓匠乡东原村贫困户一览表",),
        total=True,
    ),
    "平桥村": Clerk(
        "永胜乡平桥村帮扶对象.xlsx",
        (
            ("村民小组", "group"),
            ("户主", "head"),
            ("户编号", "number"),
            ("身份证", "id_number"),
            ("户类型", "category"),
            ("家庭人口", "people"),
            ("劳动力", "labour"),
            ("致贫原因", "cause"),
            ("认定时间", "identified"),
            ("村", "village"),
            ("乡镇", "town"),
            ("电话", "phone"),
            ("备注", "remark"),
        ),
        {
            "group": lambda h: f"{spelling.chinese(h.group)}组",
            "identified": lambda h: spelling.month_dashed(h.identified),
            "phone": lambda h: int(h.phone) if h.phone else None,
        },
        titles=("永胜乡平桥村帮扶对象花名册",),
        merged="group",
    ),
    "真静村": Clerk(
        "真静乡真静村贫困户信息采集表.xlsx",
        (
            ("联系\n电话", "phone"),
            ("备注", "remark"),
            ("识别时间", "identified"),
            ("主要致贫原因", "cause"),
            ("户类型", "category"),
            ("劳动力", "labour"),
            ("人口", "people"),
            ("乡镇", "town"),
            ("村", "village"),
            ("村民小组", "group"),
            ("户 主 姓 名", "head"),
            ("身份证号码", "id_number"),
            ("档案编号", "number"),
        ),
        {"identified": lambda h: spelling.day_slashed(h.identified)},
        total=True,
    ),
}


def _total(clerk: Clerk, homes: Sequence[Household]) -> list[Value]:
    fields = [field for _, field in clerk.columns]
    total: list[Value] = [None] * len(fields)
    total[0] = "合计"
    if "head" in fields[1:]:
        total[fields.index("head")] = f"{len(homes)}户"
    total[fields.index("people")] = sum(h.people for h in homes)
    total[fields.index("labour")] = sum(h.labour for h in homes)
    return total


def sheet(clerk: Clerk, homes: Sequence[Household]) -> Sheet:
    """The village's table as its clerk writes it."""
    width = len(clerk.columns)
    if clerk.merged:
        homes = sorted(homes, key=lambda h: (h.group, h.number))
    cells = {**_PLAIN, **clerk.spelled}
    rows: list[Sequence[Value]] = [[title, *[None] * (width - 1)] for title in clerk.titles]
    merges = [(i, 0, i, width - 1) for i in range(len(clerk.titles))]
    header = len(rows)
    rows.append([name for name, _ in clerk.columns])
    for serial, home in enumerate(homes, 1):
        rows.append([serial if field == "serial" else cells[field](home) for _, field in clerk.columns])
    if clerk.merged:
        column = [field for _, field in clerk.columns].index(clerk.merged)
        row = header + 1
        for _, group in groupby(homes, key=lambda h: h.group):
            last = row + len(list(group)) - 1
            if last > row:
                merges.append((row, column, last, column))
            row = last + 1
    if clerk.total:
        rows.append(_total(clerk, homes))
    widths = [_WIDTHS.get(field, 10) for _, field in clerk.columns]
    return Sheet("Sheet1", rows, len(clerk.titles), header, merges, widths)


def write_villages(folder: Path, homes: Sequence[Household]) -> list[Path]:
    """Write the six files; returns their paths in the order of the villages."""
    paths = []
    for village, members in groupby(homes, key=lambda h: h.village.name):
        clerk = CLERKS[village]
        table = sheet(clerk, list(members))
        path = folder / clerk.file
        if path.suffix == ".xlsx":
            write_xlsx(path, [table])
        elif path.suffix == ".xls":
            write_xls(path, table)
        elif village == "小寨村":
            write_csv(path, table.rows, encoding="gb18030", newline="\r\n")
        else:
            write_csv(path, table.rows, encoding="utf-8-sig", newline="\n")
        paths.append(path)
    return paths
