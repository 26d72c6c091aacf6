"""教职工花名册.xlsx: two merged title rows, header in row 3, merged departments, a 合计 line and signatures below."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from scenarios.cases.household.spelling import month
from scenarios.cases.household.staff import Member
from scenarios.cases.synthetic.workbook import Sheet, Value, write_xlsx

STAFF_FILE = "教职工花名册.xlsx"

HEADERS = (
    "序号",
    "部门",
    "姓名",
    "性别",
    "身份证号",
    "职务",
    "角色",
    "岗位类别",
    "编制类别",
    "出生年月",
    "退休类别",
    "预计退休时间",
    "登记困难",
    "联系村",
    "办公地点",
    "可下乡天数",
    "联系电话",
    "备注",
    "是否参加",
    "参加依据",
    "决定人",
)
_WIDTHS = (6, 16, 10, 6, 21, 14, 12, 9, 10, 12, 12, 13, 9, 10, 10, 10, 14, 22, 9, 26, 18)


def _row(serial: int, m: Member) -> list[Value]:
    given = month(m.given_retirement, serial) if m.given_retirement is not None else None
    return [
        serial,
        m.department,
        m.name,
        m.sex,
        m.id_number,
        m.post,
        m.role,
        m.post_category,
        m.employment,
        month(m.birth, serial),
        m.track or None,
        given,
        "是" if m.hardship else None,
        m.liaison or None,
        m.campus,
        m.days,
        m.phone,
        m.remark or None,
        m.ruling or None,
        m.reason or None,
        m.decided_by or None,
    ]


def write_staff(folder: Path, members: list[Member]) -> Path:
    """Write the staff workbook; members of one department stand together."""
    last = len(HEADERS) - 1
    rows: list[list[Value]] = [
        ["示例职业技术学院教职工花名册", *[None] * last],
        ["填报单位:示例职业技术学院人事处    截止日期:2026年9月20日", *[None] * last],
        list(HEADERS),
    ]
    merges = [(0, 0, 0, last), (1, 0, 1, last)]
    serial = 0
    for _, group in groupby(members, key=lambda m: m.department):
        first = len(rows)
        for member in group:
            serial += 1
            rows.append(_row(serial, member))
        if len(rows) - first > 1:
            merges.append((first, 1, len(rows) - 1, 1))
    rows.append(["合计", None, f"{serial}人", *[None] * (last - 2)])
    rows.append(["填表人:", None, None, None, "审核人:", *[None] * (last - 4)])
    path = folder / STAFF_FILE
    write_xlsx(path, [Sheet("花名册", rows, title_rows=2, header_row=2, merges=merges, widths=_WIDTHS)])
    return path
