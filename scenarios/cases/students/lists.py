"""The lists as different hands keep them: one of struggling students a grade, those at risk, the school leavers."""

from __future__ import annotations

from pathlib import Path

from scenarios.cases.students.numbers import GRADES
from scenarios.cases.students.school import Class
from scenarios.cases.students.students import Student
from scenarios.cases.synthetic.workbook import Sheet, Value, write_csv, write_xls, write_xlsx

SEVENTH, EIGHTH, NINTH = "七年级学困生登记表.xlsx", "八年级学习困难学生名单.csv", "九年级学困生.xls"
AT_RISK_FILE, LEAVERS_FILE = "控辍保学重点学生台账.xlsx", "两后生台账.csv"


def _yes(value: bool) -> str | None:
    return "是" if value else None


def write_lists(folder: Path, people: list[Student]) -> list[Path]:
    """Write all five lists; returns the paths."""
    by_grade = {g: [s for s in people if s.weak and s.school_class and s.school_class.grade == g] for g in GRADES}
    return [
        _seventh(folder / SEVENTH, by_grade[GRADES[0]]),
        _eighth(folder / EIGHTH, by_grade[GRADES[1]]),
        _ninth(folder / NINTH, by_grade[GRADES[2]]),
        _at_risk(folder / AT_RISK_FILE, [s for s in people if s.risk]),
        _leavers(folder / LEAVERS_FILE, [s for s in people if s.former]),
    ]


def _seventh(path: Path, people: list[Student]) -> Path:
    """A row a subject; what belongs to the student is merged over the rows. Classes as 七(1)班."""
    header = (
        "序号",
        "班级",
        "学号",
        "学生姓名",
        "性别",
        "薄弱学科",
        "成因",
        "家庭编号",
        "须同性别",
        "家长电话",
        "备注",
    )
    rows: list[list[Value]] = [["七年级学习困难学生登记表", *[None] * 10], list(header)]
    merges = [(0, 0, 0, 10)]
    for serial, s in enumerate(people, start=1):
        first = len(rows)
        place = s.school_class or Class(GRADES[0], 1)
        own = (s.family or None, _yes(s.same_sex), s.phone or None, s.remark or None)
        for subject, cause in s.weak:
            rows.append([serial, f"七({place.number})班", s.number, s.name, s.sex, subject, cause, *own])
        if len(rows) - first > 1:
            merges += [(first, column, len(rows) - 1, column) for column in (0, 1, 2, 3, 4, 7, 8, 9, 10)]
    rows.append(["合计", None, f"{len(people)}人", *[None] * 8])
    write_xlsx(path, [Sheet("七年级", rows, 1, 1, merges, (6, 10, 12, 10, 6, 10, 14, 10, 10, 14, 12))])
    return path


def _eighth(path: Path, people: list[Student]) -> Path:
    """A row for subjects of one cause, several subjects in a cell; GB18030. Classes as 八年级3班."""
    rows: list[list[Value]] = [["班级", "姓名", "学号", "性别", "学科", "学困原因", "家庭编号", "须同性别", "联系电话"]]
    for s in people:
        place = s.school_class or Class(GRADES[1], 1)
        for cause in dict.fromkeys(cause for _, cause in s.weak):
            subjects = "、".join(subject for subject, own in s.weak if own == cause)
            more = (s.family, _yes(s.same_sex), s.phone)
            rows.append([f"{place.grade}{place.number}班", s.name, s.number, s.sex, subjects, cause, *more])
    write_csv(path, rows, encoding="gb18030", newline="\r\n")
    return path


def _ninth(path: Path, people: list[Student]) -> Path:
    """A row a subject, everything repeated; the old binary format. Classes as 901."""
    rows: list[list[Value]] = [
        ["九年级学困生帮扶名单"],
        ["学籍号", "学生", "科目", "班", "原因", "性别", "户编号", "需同性别"],
    ]
    for s in people:
        place = s.school_class or Class(GRADES[2], 1)
        for subject, cause in s.weak:
            more = (s.sex, s.family or None, _yes(s.same_sex))
            rows.append([s.number, s.name, subject, f"9{place.number:02d}", cause, *more])
    write_xls(path, Sheet("名单", rows, 1, 1, [(0, 0, 0, 7)]))
    return path


def _at_risk(path: Path, people: list[Student]) -> Path:
    """One row a student; some are in the lists of struggling students as well."""
    header = ("序号", "姓名", "性别", "身份证号", "学号", "所在班级", "辍学风险", "家庭编号", "须同性别", "监护人电话")
    rows: list[list[Value]] = [["控辍保学重点关注学生台账(内部资料,不得公示)", *[None] * 9], list(header)]
    for serial, s in enumerate(people, start=1):
        place = s.school_class.name if s.school_class else ""
        more = (s.risk, s.family or None, _yes(s.same_sex), s.phone or None)
        rows.append([serial, s.name, s.sex, s.id_number, s.number, place, *more])
    write_xlsx(path, [Sheet("台账", rows, 1, 1, [(0, 0, 0, 9)], (6, 10, 6, 21, 12, 14, 14, 10, 10, 14))])
    return path


def _leavers(path: Path, people: list[Student]) -> Path:
    """Leavers of last summer who did not go on, with the class that they left."""
    rows: list[list[Value]] = [["学生姓名", "学号", "性别", "毕业班级", "目前去向", "须同性别", "联系电话"]]
    rows += [[s.name, s.number, s.sex, s.former, s.direction, _yes(s.same_sex), s.phone] for s in people]
    write_csv(path, rows, encoding="utf-8-sig", newline="\n")
    return path
