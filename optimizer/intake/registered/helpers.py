"""帮扶责任人: the staff table."""

from __future__ import annotations

from optimizer.intake import parsers
from optimizer.intake.column import Column, TableKind
from optimizer.intake.dates import birth_month, month
from optimizer.intake.id_number import id_number
from optimizer.intake.text import words

TRACKS = {
    "男": "男",
    "女(原55)": "女(原55)",
    "女原55": "女(原55)",
    "女55": "女(原55)",
    "女(55)": "女(原55)",
    "女(原50)": "女(原50)",
    "女原50": "女(原50)",
    "女50": "女(原50)",
    "女(50)": "女(原50)",
}
POST_CATEGORIES = {
    "管理": "管理",
    "管理岗": "管理",
    "管理岗位": "管理",
    "专技": "专技",
    "专技岗": "专技",
    "专业技术": "专技",
    "专业技术岗": "专技",
    "专业技术岗位": "专技",
    "教师": "专技",
    "教师岗": "专技",
    "教师岗位": "专技",
    "工勤": "工勤",
    "工勤岗": "工勤",
    "工勤技能": "工勤",
    "工勤技能岗": "工勤",
    "工勤技能岗位": "工勤",
    "工人": "工勤",
}

HELPERS = TableKind(
    name="helpers",
    zh="帮扶责任人",
    en="helpers",
    part="helpers",
    heading="unit",
    hints=("教职工", "职工", "教师", "干部", "帮扶责任人", "帮扶人", "人员", "责任人", "导师", "staff", "helpers"),
    needs=(
        (
            "unit",
            "post",
            "role_group",
            "employment",
            "post_category",
            "birth_month",
            "id_number",
            "number",
            "most",
            "phone",
        ),
    ),
    columns=(
        Column(
            "name",
            "姓名",
            parsers.name,
            synonyms=words(
                "干部姓名 帮扶干部 帮扶干部姓名 帮扶责任人 帮扶人 帮扶责任人姓名 帮扶人姓名 结对干部 "
                "结对干部姓名 责任人 责任人姓名 教师姓名 教职工姓名 职工姓名 员工姓名 教师 导师 "
                "导师姓名 指导教师 师傅 name"
            ),
            weak=("联系人", "人员"),
            required=True,
        ),
        Column(
            "unit",
            "部门",
            parsers.title,
            synonyms=words(
                "单位 工作单位 帮扶单位 所在单位 所属单位 部门名称 单位名称 所在部门 所属部门 "
                "帮扶单位名称 科室 处室 系部 部门/单位 部门(单位) 单位(部门) 单位/部门 unit "
                "department"
            ),
            weak=("院系", "学院", "教研组", "党支部", "二级单位"),
            filled=False,
        ),
        Column("sex", "性别", parsers.SEX, synonyms=("sex",), choices=("男", "女")),
        Column(
            "id_number",
            "身份证号",
            id_number,
            synonyms=words(
                "身份证号码 身份证 公民身份号码 公民身份证号码 证件号码 证件号 身份证件号 居民身份证号 责任人身份证号"
            ),
            text=True,
            note_zh="18 位，单元格设为文本格式。",
            note_en="18 characters; keep the cell as text.",
        ),
        Column(
            "number",
            "工号",
            parsers.code,
            synonyms=words("人员编号 职工号 教工号 职工编号 教职工号 员工编号"),
            weak=("编号",),
            text=True,
            template=False,
        ),
        Column(
            "post",
            "职务",
            parsers.text,
            synonyms=("职务/职级", "行政职务", "党政职务", "现任职务", "职务名称", "post"),
            weak=("岗位", "岗位名称"),
        ),
        Column(
            "role_group",
            "角色",
            parsers.text,
            synonyms=("角色组", "人员角色", "名额类别", "role_group"),
            note_zh="名额表按此列分组，如 党委书记、校级领导。",
            note_en="The quota table goes by this column.",
        ),
        Column(
            "post_category",
            "岗位类别",
            parsers.choice(POST_CATEGORIES),
            synonyms=("岗位性质", "岗位类型"),
            choices=("管理", "专技", "工勤"),
        ),
        Column(
            "employment",
            "编制类别",
            parsers.text,
            synonyms=("编制", "编制类型", "编制性质", "用工性质", "用工形式", "人员编制", "聘用形式"),
            choices=("在编", "人事代理", "编外合同", "劳务派遣"),
        ),
        Column(
            "birth_month",
            "出生年月",
            birth_month,
            synonyms=("出生日期", "出生时间", "出生年月日", "出生", "生日", "档案出生年月", "档案出生日期"),
            note_zh="以人事档案为准，如 1976-09。",
            note_en="As the personnel file has it, e.g. 1976-09.",
        ),
        Column(
            "retirement_track",
            "退休类别",
            parsers.choice(TRACKS, "intake.track_unknown"),
            synonyms=("退休类型", "退休年龄类别"),
            choices=("男", "女(原55)", "女(原50)"),
            note_zh="女职工务必确认原退休年龄，不能由系统推定。",
            note_en="Confirm women's former retirement age; it is never guessed.",
        ),
        Column(
            "retirement_month",
            "预计退休时间",
            month,
            synonyms=("预计退休年月", "退休时间", "退休年月", "退休日期", "预计退休日期", "拟退休时间"),
            note_zh="已核定的退休年月，优先于推算。",
            note_en="A settled month beats the computation.",
        ),
        Column(
            "hardship",
            "登记困难",
            parsers.yes_no,
            synonyms=("困难登记", "登记在册困难职工", "困难职工登记", "是否登记困难", "是否困难职工"),
            choices=("是", "否"),
        ),
        Column(
            "liaison_area",
            "联系村",
            parsers.title,
            synonyms=("定点联系村", "牵头村", "包村", "联系点", "定点村", "定点联系"),
        ),
        Column(
            "start",
            "办公地点",
            parsers.title,
            synonyms=("出发地点", "出发地", "校区", "所在校区", "办公校区", "工作地点", "起点"),
        ),
        Column(
            "available_days",
            "可下乡天数",
            parsers.count(0, 366),
            synonyms=("可用天数", "全年可下乡天数", "可走访天数"),
        ),
        Column("least", "至少", parsers.count(), synonyms=("最少户数", "至少户数", "名额下限", "最少结对数")),
        Column(
            "most",
            "可结对户数",
            parsers.count(),
            synonyms=words(
                "帮扶户数上限 最多户数 最多 结对数量 名额 可带学生数 名额上限 可结对数 最多结对数 可结对户数上限"
            ),
            note_zh="个人名额，优先于名额表；一般留空。",
            note_en="A personal quota beats the table; usually empty.",
        ),
        Column(
            "phone",
            "联系电话",
            parsers.phone,
            synonyms=words("电话 手机 手机号 手机号码 联系方式 电话号码 移动电话 联系号码 帮扶人手机号"),
            text=True,
        ),
        Column(
            "takes_part",
            "是否参加",
            parsers.yes_no,
            synonyms=("参加结对", "是否参加结对", "参加与否"),
            choices=("是", "否"),
        ),
        Column(
            "ruling_reason",
            "参加依据",
            parsers.prose,
            synonyms=("不参加原因", "参加理由", "认定理由", "参加或不参加依据"),
        ),
        Column("decided_by", "决定人", parsers.prose, synonyms=("认定人", "决定单位", "研究决定")),
        Column("remark", "备注", parsers.prose, synonyms=("说明", "备注说明", "remark"), weak=("情况说明",)),
        Column("rank", "职级", parsers.text, synonyms=("级别", "行政级别"), template=False),
        Column(
            "qualification", "职称", parsers.text, synonyms=("技术职称", "专业技术职务", "专业技术职称"), template=False
        ),
        Column(
            "state",
            "在岗情况",
            parsers.text,
            synonyms=("是否在岗", "在职状态", "人员状态", "备注状态"),
            weak=("状态",),
            template=False,
        ),
    ),
)
