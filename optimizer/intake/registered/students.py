"""学生帮扶: mentors, struggling students by subject, students at risk of leaving, school leavers, lessons and fit tables."""

from __future__ import annotations

from optimizer.intake import parsers
from optimizer.intake.column import Column, TableKind
from optimizer.intake.id_number import id_number
from optimizer.intake.registered.helpers import HELPERS
from optimizer.intake.registered.rules import QUOTA_BY
from optimizer.intake.school_class import class_name, grade_name, several, several_classes, several_grades
from optimizer.intake.student_people import build_mentor, build_student
from optimizer.intake.text import words

_LEFT_OUT = frozenset(("retirement_track", "retirement_month", "hardship", "liaison_area", "available_days", "start"))
_TEMPLATE_HIDDEN = frozenset(("ruling_reason", "decided_by", "employment", "birth_month", "post_category", "id_number"))


def _staff_columns() -> tuple[Column, ...]:
    """The staff table's columns as far as mentors have them."""
    from dataclasses import replace

    kept = [column for column in HELPERS.columns if column.field not in _LEFT_OUT]
    named = {"most": "可带人数", "name": "教师姓名", "unit": "教研组"}
    changed = []
    for column in kept:
        header = named.get(column.field, column.header)
        synonyms = tuple(
            word
            for word in dict.fromkeys((*column.synonyms, *column.weak, column.header, "年级组", "学部"))
            if word != header and (word not in ("年级组", "学部") or column.field == "unit")
        )
        template = column.template and column.field not in _TEMPLATE_HIDDEN
        changed.append(
            replace(column, header=header, synonyms=synonyms, weak=(), template=template, note_zh="", note_en="")
        )
    return tuple(changed)


MENTORS = TableKind(
    name="mentors",
    zh="导师",
    en="mentors",
    part="helpers",
    heading="unit",
    build=build_mentor,
    hints=("导师", "教师", "任课", "教职工", "mentors", "teachers"),
    columns=(
        *_staff_columns(),
        Column(
            "subjects",
            "任教学科",
            several,
            synonyms=words("所教学科 教学科目 任教科目 任课学科 所任学科 学科 科目 授课学科 任教课程 subjects"),
            required=True,
            filled=False,
            note_zh="可写多科，用顿号隔开。",
            note_en="Several subjects are separated by 、.",
        ),
        Column(
            "classes",
            "任教班级",
            several_classes,
            synonyms=words("任课班级 所教班级 授课班级 任教班 班级 classes"),
            note_zh="如 七(1)班、七(2)班。",
            note_en="e.g. 七(1)班、七(2)班.",
        ),
        Column("grades", "任教年级", several_grades, synonyms=words("所教年级 年级 任课年级 grades")),
        Column("former_classes", "原任班级", several_classes, synonyms=words("原任教班级 上届班级 毕业班班级")),
        Column("strengths", "特长", several, synonyms=words("帮扶特长 擅长 专长 个人特长 strengths")),
        Column(
            "may_lead",
            "可任责任人",
            parsers.yes_no,
            synonyms=words("是否可任责任人 可任包保责任人 责任人资格 能否任责任人 may_lead"),
            choices=("是", "否"),
            note_zh="空着按“是”。",
            note_en="Empty means yes.",
        ),
    ),
)

_PERSON = (
    Column(
        "name",
        "学生姓名",
        parsers.name,
        synonyms=words("姓名 学生 帮扶学生 学困生姓名 帮扶对象 学生名字 结对学生 受助学生 徒弟 name"),
        required=True,
    ),
    Column(
        "number",
        "学号",
        parsers.code,
        synonyms=words("学籍号 学生编号 学籍号码 全国学籍号 学籍编号 考号"),
        text=True,
        note_zh="同一学生在各表写同一学号。",
        note_en="The same in every table.",
    ),
    Column("id_number", "身份证号", id_number, synonyms=words("身份证号码 身份证 证件号码 学生身份证号"), text=True),
    Column("sex", "性别", parsers.SEX, synonyms=("sex",), choices=("男", "女")),
)
_SCHOOL = (
    Column("grade", "年级", grade_name, synonyms=("所在年级", "就读年级", "grade")),
    Column(
        "class",
        "班级",
        class_name,
        synonyms=words("所在班级 就读班级 行政班 班 班别 现班级 年级班级 班级名称 专业班级 class"),
        filled=True,
        note_zh="每班一张表时可以不要这一列，工作表名写班级。",
        note_en="May be left out where each class has a sheet named after it.",
    ),
)
_MORE = (
    Column("family", "家庭编号", parsers.code, synonyms=words("户编号 同胞编号 兄弟姐妹编号 家庭代码"), text=True),
    Column(
        "same_sex",
        "须同性别",
        parsers.yes_no,
        synonyms=words("需同性别 同性别导师 须同性别责任人 要求同性别"),
        choices=("是", "否"),
        note_zh="责任人须与学生同性别的填“是”。",
        note_en="是 where the lead person must be of the student's sex.",
    ),
    Column("avoid", "回避教师", several, synonyms=("回避", "回避人", "亲属教师", "回避导师")),
    Column("priority", "优先次序", parsers.count(), synonyms=("优先级", "优先顺序", "困难排序")),
    Column("phone", "家长电话", parsers.phone, synonyms=words("联系电话 电话 监护人电话 家长联系方式 手机"), text=True),
    Column("remark", "备注", parsers.prose, synonyms=("说明", "备注说明", "帮扶措施", "情况说明")),
)

STRUGGLING = TableKind(
    name="struggling",
    zh="学困生",
    en="struggling students",
    part="students",
    build=build_student,
    hints=("学困", "学业", "学习困难", "struggling"),
    heading="class",
    columns=(
        *_PERSON,
        *_SCHOOL,
        Column(
            "subjects",
            "薄弱学科",
            several,
            synonyms=words(
                "学科 科目 帮扶学科 帮扶科目 学困学科 困难学科 弱科 薄弱科目 不及格科目 不及格学科 挂科课程 subject"
            ),
            required=True,
        ),
        Column(
            "cause",
            "成因",
            parsers.text,
            synonyms=words("原因 学困原因 困难原因 形成原因 致困原因 学困成因 原因分析 主要原因"),
        ),
        Column(
            "lessons",
            "每周课时",
            parsers.count(0, 40),
            synonyms=words("周课时 每周辅导课时 辅导课时 周辅导次数"),
            note_zh="空着按1课时。",
            note_en="Empty means one lesson.",
        ),
        *_MORE,
    ),
)

AT_RISK = TableKind(
    name="at_risk",
    zh="控辍保学",
    en="students at risk of leaving",
    part="students",
    build=build_student,
    hints=("控辍", "保学", "辍学", "risk"),
    heading="class",
    columns=(
        *_PERSON,
        *_SCHOOL,
        Column(
            "risk",
            "辍学风险",
            parsers.text,
            synonyms=words("风险原因 控辍原因 辍学原因 风险情形 风险类型 疑似辍学原因 厌学原因"),
            required=True,
        ),
        *_MORE,
    ),
)

LEAVERS = TableKind(
    name="leavers",
    zh="两后生",
    en="school leavers",
    part="students",
    build=build_student,
    hints=("两后生", "毕业", "leavers"),
    columns=(
        *_PERSON,
        Column(
            "class",
            "原毕业班级",
            class_name,
            synonyms=words("毕业班级 原班级 原就读班级 毕业班 毕业学校班级"),
            required=True,
        ),
        Column("direction", "现状", parsers.text, synonyms=words("去向 目前去向 未升学原因 现状去向 目前状况")),
        *_MORE,
    ),
)

HOURS = TableKind(
    name="hours",
    zh="周课时",
    en="weekly lessons",
    part="hours",
    hints=("课时", "hours"),
    columns=(
        Column(
            "by",
            "对象类型",
            parsers.choice(QUOTA_BY),
            synonyms=("按", "分组方式"),
            required=True,
            choices=("角色", "职务", "部门", "姓名", "全体"),
        ),
        Column("value", "取值", parsers.text, synonyms=("对象", "值", "名称"), required=True, filled=False),
        Column(
            "most", "每周最多课时", parsers.count(), synonyms=("周课时上限", "每周课时上限", "可用课时"), required=True
        ),
        Column("clause", "条款", parsers.prose, synonyms=("依据",)),
        Column("remark", "备注", parsers.prose, synonyms=("说明",), template=False),
    ),
)

FIT = TableKind(
    name="fit",
    zh="因材匹配",
    en="causes and strengths",
    part="fit",
    hints=("匹配", "因材", "fit"),
    columns=(
        Column("cause", "成因", parsers.text, synonyms=("原因", "致贫原因", "困难原因"), required=True),
        Column("word", "特长", parsers.text, synonyms=("帮扶特长", "擅长"), required=True),
        Column("points", "分值", parsers.count(0, 1000), synonyms=("得分", "权重", "匹配分"), required=True),
        Column("clause", "条款", parsers.prose, synonyms=("依据",)),
    ),
)
