"""Words of the writers: page furniture, and what a file cannot hold."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "page": Text(zh="第 &P 页 共 &N 页", en="Page &P of &N"),
    "colon": Text(zh="：", en=": "),
    "choices_sheet": Text(zh="选项", en="choices"),
    "choose_title": Text(zh="请从列表中选择", en="Choose from the list"),
    "choose_text": Text(zh="此列只能填列表中的内容。", en="Only an entry of the list may stand here."),
    "required_mark": Text(zh="必填", en="required"),
    "number": Text(zh="序号", en="No."),
    "category": Text(zh="项目", en="Item"),
    "map_place": Text(zh="地点", en="Place"),
    "map_kind": Text(zh="类别", en="Kind"),
    "map_count": Text(zh="数量", en="Count"),
    "map_kind.recipient": Text(zh="帮扶地点", en="where support goes"),
    "map_kind.helper": Text(zh="出发地点", en="where helpers start"),
    "map_scale": Text(zh="{kilometres} 公里", en="{kilometres} km"),
    "map_north": Text(zh="北", en="N"),
    "too_many_rows": Text(
        zh="表格“{title}”有 {count} 行，超过一张工作表的 {most} 行。",
        en='Table "{title}" has {count} rows, more than the {most} of one worksheet.',
        advice_zh="请改用 roster.csv 或 roster.json。",
        advice_en="Use roster.csv or roster.json instead.",
    ),
    "geojson": Text(
        zh="底图文件不是可用的 GeoJSON：{detail}",
        en="The background file is not usable GeoJSON: {detail}",
        advice_zh="需要坐标为经纬度（度）的 FeatureCollection、Feature 或 Geometry。",
        advice_en="A FeatureCollection, Feature or Geometry with longitude and latitude in degrees is needed.",
    ),
    "search_label": Text(
        zh="输入姓名、部门、地点或编号",
        en="Type a name, department, place or number",
    ),
    "search_found": Text(zh="找到 {found} 条，共 {total} 条", en="{found} of {total} found"),
    "search_more": Text(zh="全部显示", en="Show all"),
    "search_off": Text(
        zh="搜索需要浏览器启用脚本；完整名单见 roster.xlsx。",
        en="Searching needs scripts in the browser; the full list is in roster.xlsx.",
    ),
    "print_button": Text(zh="打印", en="Print"),
    "contents": Text(zh="目录", en="Contents"),
    "skip": Text(zh="跳到正文", en="Skip to the content"),
    "table": Text(zh="表格", en="Table"),
    "chart_data": Text(zh="图中数据", en="Data of the chart"),
    "chart_alt": Text(zh="图：{title}", en="Chart: {title}"),
    "map_alt": Text(zh="地图：{title}", en="Map: {title}"),
    "offline": Text(
        zh="本页不联网：不请求任何外部资源，也不发送任何数据。",
        en="This page is offline: it asks for nothing outside and sends nothing.",
    ),
}
