"""帮扶对象: households, one a row, or their members under a merged head."""

from __future__ import annotations

from optimizer.intake import parsers
from optimizer.intake.column import Column, TableKind
from optimizer.intake.dates import month_or_year
from optimizer.intake.id_number import id_number
from optimizer.intake.text import words

RECIPIENTS = TableKind(
    name="recipients",
    zh="帮扶对象",
    en="recipients",
    part="recipients",
    heading="area",
    family=True,
    hints=("贫困户", "帮扶对象", "户", "村", "脱贫户", "监测对象", "对象", "household", "recipients"),
    needs=(("area", "number", "id_number", "people", "cause", "category", "group", "township"),),
    columns=(
        Column(
            "name",
            "户主姓名",
            parsers.name,
            synonyms=words(
                "户主 贫困户姓名 脱贫户姓名 贫困户户主 户主名 帮扶对象 帮扶对象姓名 结对对象 结对户 "
                "帮扶户 农户姓名 农户 户主(姓名) 贫困户 监测户姓名 低收入户姓名 贫困户户主姓名 head"
            ),
            weak=("姓名", "对象姓名"),
            weak_else="member",
            required=True,
        ),
        Column(
            "number",
            "户编号",
            parsers.code,
            synonyms=words("户号 家庭编号 建档立卡编号 档案编号 贫困户编号 农户编号 户编码 建档立卡号 档案号"),
            text=True,
        ),
        Column(
            "id_number",
            "身份证号码",
            id_number,
            synonyms=words(
                "户主身份证号 户主身份证号码 户主身份证 户主证件号码 户主证件号 户主公民身份号码 "
                "证件号码 证件号 公民身份号码 公民身份证号码 身份证 身份证号 居民身份证号"
            ),
            text=True,
            note_zh="18 位，单元格设为文本格式。",
            note_en="18 characters; keep the cell as text.",
        ),
        Column(
            "township",
            "乡镇",
            parsers.title,
            synonyms=words("所在乡镇 镇 乡 街道 乡(镇) 镇(街道) 乡镇名称 乡镇(街道) 所属乡镇"),
        ),
        Column(
            "area",
            "所在村",
            parsers.title,
            synonyms=words("行政村 村 村(居) 村(社区) 村名 村委会 所属村 村名称 行政村名称 村居 所在行政村 village"),
            filled=True,
        ),
        Column(
            "group",
            "村民小组",
            parsers.text,
            synonyms=words("组 社 自然村 屯 寨 组别 所在组 村组 小组 村民组"),
            weak=("片区",),
        ),
        Column("address", "家庭住址", parsers.prose, synonyms=words("住址 地址 详细地址 户籍地址 家庭地址")),
        Column(
            "people",
            "家庭人口",
            parsers.count(0, 60),
            synonyms=words("家庭人口数 人口数 人口 家庭成员数 家庭人数 在家人口 家庭总人口"),
            weak=("人数", "在册人口", "在册人数"),
        ),
        Column(
            "labour",
            "劳动力人数",
            parsers.count(0, 60),
            synonyms=words("劳动力 劳动力数 整半劳力 劳力 劳力数 整半劳动力"),
        ),
        Column(
            "category",
            "户类型",
            parsers.text,
            synonyms=words(
                "贫困户属性 农户类型 脱贫户属性 监测对象类别 户属性 贫困户类型 对象类别 监测对象类型 困难类型 户类别"
            ),
        ),
        Column(
            "cause",
            "致贫原因",
            parsers.text,
            synonyms=words(
                "主要致贫原因 致困原因 返贫风险 风险类型 困难原因 致贫(返贫)原因 主要致困原因 主要致贫返贫原因 主要风险"
            ),
        ),
        Column(
            "identified_month",
            "识别时间",
            month_or_year,
            synonyms=words(
                "识别年度 纳入时间 认定时间 建档时间 识别日期 识别年月 纳入年月 认定年月 建档年月 建档年度 识别监测时间"
            ),
        ),
        Column(
            "priority",
            "优先次序",
            parsers.count(),
            synonyms=("优先级", "困难排序", "优先顺序"),
            note_zh="0 为最困难。",
            note_en="0 is the neediest.",
        ),
        Column("needs", "所需帮扶人数", parsers.count(0, 20), synonyms=("需帮扶人数", "帮扶人数")),
        Column("weight", "工作量系数", parsers.count(1, 1000), synonyms=("工作量", "权重")),
        Column("place", "户所在地点", parsers.title, synonyms=("地点", "所在地点"), template=False),
        Column(
            "phone",
            "联系电话",
            parsers.phone,
            synonyms=words("电话 手机 手机号 手机号码 联系方式 电话号码 户主电话 移动电话 户主联系电话"),
            text=True,
        ),
        Column("sex", "性别", parsers.SEX, synonyms=("户主性别",), choices=("男", "女"), template=False),
        Column("remark", "备注", parsers.prose, synonyms=("说明", "备注说明"), weak=("情况说明",)),
        Column("member", "家庭成员姓名", parsers.name, synonyms=("成员姓名", "家庭成员", "人员姓名"), template=False),
        Column(
            "relation",
            "与户主关系",
            parsers.text,
            synonyms=("与户主的关系", "家庭关系", "关系", "与户主之关系"),
            template=False,
        ),
        Column(
            "member_id",
            "成员身份证号",
            id_number,
            synonyms=("家庭成员身份证号", "成员证件号码", "家庭成员证件号码", "成员身份证号码"),
            template=False,
            text=True,
        ),
        Column(
            "current_helper",
            "现帮扶责任人",
            parsers.name,
            synonyms=words(
                "原帮扶人 原帮扶责任人 上年度帮扶人 结对人 联系干部 帮扶责任人姓名 帮扶人姓名 帮扶干部姓名 现帮扶人 现结对干部 帮扶责任人 "
                "帮扶人 帮扶干部"
            ),
            template=False,
        ),
        Column(
            "current_unit",
            "现帮扶单位",
            parsers.title,
            synonyms=("帮扶单位", "原帮扶单位", "帮扶责任人单位", "帮扶人单位"),
            template=False,
        ),
    ),
)
