"""分期目标: stages with their months, targets and reviews."""

from __future__ import annotations

import re

from optimizer.intake import parsers
from optimizer.intake.column import Column, Remark, TableKind, Unfit
from optimizer.intake.dates import month
from optimizer.intake.raw import Value

_MONTH = re.compile(r"(\d{1,2})月?(?:份)?")


def review_months(value: Value, unit: str, remarks: list[Remark]) -> tuple[int, ...] | None:
    """Months of the year, each once, ascending: 1、7 or 1月、7月."""
    found = parsers.prose(int(value) if isinstance(value, float) and value == int(value) else value, unit, remarks)
    if not found:
        return None
    numbers = []
    for word in re.split(r"[、,，;；/\s和]+", found):
        match = _MONTH.fullmatch(word) if word else None
        if word and (match is None or not 1 <= int(match[1]) <= 12):
            raise Unfit("intake.bad_review_months", value=found)
        if match is not None:
            numbers.append(int(match[1]))
    return tuple(sorted(set(numbers)))


STAGES = TableKind(
    name="stages",
    zh="分期目标",
    en="stages",
    part="stages",
    hints=("分期", "阶段", "规划", "stages"),
    columns=(
        Column("name", "阶段", parsers.text, synonyms=("期别", "规划阶段", "阶段名称"), required=True),
        Column("first", "起始年月", month, synonyms=("起", "开始年月", "起始时间", "起始"), required=True),
        Column("last", "截止年月", month, synonyms=("止", "结束年月", "截止时间", "截止"), required=True),
        Column("target", "目标", parsers.prose, synonyms=("阶段目标", "分期目标", "目标任务"), required=True),
        Column("measures", "措施", parsers.prose, synonyms=("主要措施", "帮扶措施", "工作措施")),
        Column(
            "reviews",
            "检查月份",
            review_months,
            synonyms=("检查时间", "评估月份", "督查月份"),
            note_zh="每年的哪几个月检查，如 1、7。",
            note_en="Months of the year, e.g. 1、7.",
        ),
        Column("clause", "条款", parsers.prose, synonyms=("依据",)),
    ),
)
