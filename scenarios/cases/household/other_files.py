"""上轮结对名册.xlsx, 里程表.xlsx, 地点表.xlsx and the identity key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from scenarios.cases.household.last_round import OldPair
from scenarios.cases.household.places import CAMPUSES, COORDINATE_SYSTEM, VILLAGES, Site
from scenarios.cases.household.spelling import month
from scenarios.cases.synthetic.workbook import Sheet, Value, write_xlsx

LAST_ROUND_FILE = "上轮结对名册.xlsx"
DISTANCE_FILE = "里程表.xlsx"
PLACES_FILE = "地点表.xlsx"
KEY_FILE = "jiedui.key"

PUBLISHED_KEY = "5ca1ab1e" * 8
"""The key of the made-up people is public; a real programme keeps its own to itself."""

_OLD_HEADERS = (
    "序号",
    "帮扶责任人",
    "部门",
    "责任人身份证号",
    "户编号",
    "户主姓名",
    "户主身份证号",
    "乡镇",
    "村",
    "结对时间",
    "状态",
    "备注",
)


def write_last_round(folder: Path, pairs: Sequence[OldPair]) -> Path:
    """Last round's roster, one pair a row."""
    last = len(_OLD_HEADERS) - 1
    rows: list[list[Value]] = [["示例职业技术学院结对帮扶名册(上轮)", *[None] * last], list(_OLD_HEADERS)]
    for serial, pair in enumerate(pairs, 1):
        helper, home = pair.helper, pair.household
        rows.append(
            [
                serial,
                helper.name.replace("\u3000", ""),
                helper.department,
                helper.id_number,
                home.number,
                home.head,
                home.id_number,
                home.village.town,
                home.village.name,
                month(pair.start, 1 if serial % 2 else 0),
                pair.state,
                pair.remark or None,
            ]
        )
    path = folder / LAST_ROUND_FILE
    write_xlsx(
        path, [Sheet("结对名册", rows, 1, 1, [(0, 0, 0, last)], [6, 12, 16, 21, 10, 12, 21, 10, 10, 12, 10, 26])]
    )
    return path


def write_distances(folder: Path, kilometres: Mapping[tuple[str, str], float]) -> Path:
    """Start points down, villages across."""
    villages = [v.name for v in VILLAGES]
    rows: list[list[Value]] = [["里程表(单位:公里)", *[None] * len(villages)], ["出发地点", *villages]]
    rows += [[campus, *[kilometres[campus, village] for village in villages]] for campus in CAMPUSES]
    path = folder / DISTANCE_FILE
    write_xlsx(path, [Sheet("里程表", rows, 1, 1, [(0, 0, 0, len(villages))], [12] * (len(villages) + 1))])
    return path


def write_places(folder: Path, sites: Sequence[Site]) -> Path:
    """Every place with its coordinates and the system they are in."""
    rows: list[list[Value]] = [["名称", "类别", "乡镇", "经度", "纬度", "坐标系"]]
    rows += [[s.name, s.kind, s.town or None, s.longitude, s.latitude, COORDINATE_SYSTEM] for s in sites]
    path = folder / PLACES_FILE
    write_xlsx(path, [Sheet("地点表", rows, 0, 0, [], [12, 10, 10, 12, 12, 10])])
    return path


def write_key(folder: Path) -> Path:
    """The published identity key, one line."""
    path = folder / KEY_FILE
    path.write_bytes(f"{PUBLISHED_KEY}\n".encode())
    return path
