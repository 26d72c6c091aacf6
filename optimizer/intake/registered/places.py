"""里程表 in both its forms, and places with coordinates."""

from __future__ import annotations

from optimizer.intake import parsers
from optimizer.intake.column import Column, TableKind
from optimizer.intake.text import words

SYSTEMS = {
    "wgs84": "wgs84",
    "wgs-84": "wgs84",
    "wgs_84": "wgs84",
    "gps": "wgs84",
    "cgcs2000": "wgs84",
    "国家2000": "wgs84",
    "2000国家大地坐标系": "wgs84",
    "gcj02": "gcj02",
    "gcj-02": "gcj02",
    "高德": "gcj02",
    "腾讯": "gcj02",
    "火星": "gcj02",
    "火星坐标": "gcj02",
    "bd09": "bd09",
    "bd-09": "bd09",
    "bd09ll": "bd09",
    "百度": "bd09",
}

_START = words("起点 出发地 始发地 出发点 起始地点 校区 start from")
_END = words("终点 目的地 村 行政村 到达地点 所在村 村名 地点 end to")

LEGS = TableKind(
    name="legs",
    zh="里程表",
    en="distances",
    part="legs",
    hints=("里程", "距离", "路程", "distance"),
    columns=(
        Column("start", "出发地点", parsers.title, synonyms=_START, required=True),
        Column("end", "到达村", parsers.title, synonyms=_END, required=True),
        Column(
            "metres",
            "里程",
            parsers.metres,
            synonyms=("距离", "路程", "里程数", "公里数", "单程里程", "单程", "道路里程", "distance"),
            required=True,
            unit="公里",
        ),
        Column(
            "minutes", "用时", parsers.count(0, 100_000), synonyms=("分钟", "车程", "行车时间", "耗时"), unit="分钟"
        ),
        Column("remark", "备注", parsers.prose, synonyms=("说明",)),
    ),
)

MATRIX = TableKind(
    name="matrix",
    zh="里程表(矩阵)",
    en="distance matrix",
    part="legs",
    layout="matrix",
    hints=("里程", "距离", "路程", "distance"),
    columns=(
        Column("start", "出发地点", parsers.title, synonyms=_START, required=True),
        Column("end", "到达村", parsers.title, synonyms=_END),
    ),
)

PLACES = TableKind(
    name="places",
    zh="地点表",
    en="places",
    part="places",
    hints=("地点", "坐标", "经纬度", "places"),
    columns=(
        Column(
            "name",
            "名称",
            parsers.title,
            synonyms=words("地点 地点名称 村名 村 所在村 行政村 校区 地名 place name"),
            required=True,
        ),
        Column("sort", "类别", parsers.text, synonyms=("类型", "地点类别")),
        Column("township", "乡镇", parsers.title, synonyms=("所在乡镇",)),
        Column(
            "longitude",
            "经度",
            parsers.microdegrees(180),
            synonyms=words("坐标经度 lng lon longitude x 东经"),
            required=True,
        ),
        Column(
            "latitude",
            "纬度",
            parsers.microdegrees(90),
            synonyms=words("坐标纬度 lat latitude y 北纬"),
            required=True,
        ),
        Column(
            "system",
            "坐标系",
            parsers.choice(SYSTEMS, "intake.system_unknown"),
            synonyms=("坐标系统", "坐标系名称", "坐标来源"),
            choices=("wgs84", "gcj02", "bd09"),
            note_zh="GPS 与天地图为 wgs84，高德、腾讯为 gcj02，百度为 bd09。",
            note_en="GPS is wgs84, Gaode and Tencent gcj02, Baidu bd09.",
        ),
        Column("remark", "备注", parsers.prose, synonyms=("说明",)),
    ),
)
