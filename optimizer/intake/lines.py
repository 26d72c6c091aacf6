"""Which rows of a table are records, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from optimizer.intake.raw import Broken, RawSheet, Value
from optimizer.intake.second_table import HeaderWords, is_line_of_hints, of_persons
from optimizer.intake.table import IGNORED_HEADERS, Block, filled
from optimizer.intake.text import header_forms, squeeze

Reason = Literal["header", "total", "footer", "heading", "member", "ended", "copy", "open"]

_TOTAL = re.compile(
    r"(?:.{0,12})(?:合计|总计|小计|共计|累计|总数|总计数)(?:[:(（].*)?(?:\d.*)?|.{1,12}(?:汇总|计数|求和)|(?:合|总|小|共)计?\d+(?:户|人|名|个).*|共有?\d+(?:户|人|名|个).*|其中.*|total|subtotal",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[\d.,]+(?:户|人|名|个|所|对)?")
_FOOTER = re.compile(
    r"(?:单位)?(?:填表人?|填报人?|制表人?|审核人?|复核人?|审批人?|负责人|单位负责人|部门负责人|联系人|联系电话|填表日期|填报日期|填报时间|制表日期|日期|时间"
    r"|单位盖章|盖章|公章|签字|签名|签章|经办人?|分管领导|主管领导|主要领导|领导签字|备注|注|注意|说明|填表说明|填写说明|附注|以上|此表|制表单位|填表单位|填报单位|报送单位|单位)"
    r"(?:[:：(（、.\d]|签|$).*|[※*＊].{4,}|注\d?[.、].*|[(（](?:盖章|公章|签字|签章|续|续表|续上表|接上页|接下页)[)）]"
    r"|第?\d+页.*|共\d+页.*|以下空白|续表|接上页"
    r"|(?:填写)?(?:示例|样例|范例|例如|例)[:：(（].*|(?:填写)?(?:示例|样例|范例|举例|例)"
    r"|.{0,8}(?:负责人|经办人|领导|书记|主任|镇长|乡长|校长|组长|队长|干部|家长|人|村委会|居委会|政府|单位|部门|学校|教务)"
    r"[(（](?:签字|签名|盖章|签章|公章|章)[)）][:：]?.*|(?:签字|签名|盖章|签章)[:：].*"
)
_DAY = re.compile(r"(?:\d{4})?年(?:\d{1,2})?月(?:(?:\d{1,2})?日)?")
"""A date below the signatures, perhaps still to be filled in; beside a name it is somebody's birthday."""
_HEADING = re.compile(r"(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、]).+")


_TITLE = re.compile(r"名单|花名册|名册|一览表|登记表|统计表|情况表|汇总表|附件|附表|^[^\x00-\x7f·]{9,}")
"""A line that stands alone and reads like a title; no person is called so."""


_GROUP = re.compile(
    r".{1,14}(?:处|科|系|部|室|中心|学院|馆|村|社区|居委会|班|队|所|局|办|办公室|公司|乡|镇|街道|校|园|院|领导)[(（]?(?:\d+[户人名]?)?[)）]?"
)
"""A department, village or school: no name of a person, but of the rows below it."""
_LABEL = re.compile(r"^[^:：]{2,12}[:：]")
"""截止日期：... alone in its row."""


@dataclass(frozen=True)
class Line:
    """One row of a table: a record, or why it is none. ``heading``: the text of the heading line above it."""

    row: int
    cells: Mapping[int, Value]
    """Column -> value of the columns that have a field; merged values filled in."""
    reason: Reason | Literal["record", "doubtful", "stray", "other"]
    text: str = ""
    heading: str = ""
    lonely: bool = False
    """A record that holds nothing but its name."""
    title: str = ""
    """The title above the header, or the last one that stands between the rows."""


def lines(sheet: RawSheet, block: Block) -> Iterator[Line]:
    """Every row of the body that holds something of its own, in order."""
    title = title_above(sheet, block)
    for line in _lines(sheet, block):
        if line.reason == "heading" and _TITLE.search(squeeze(line.text)):
            title = line.text
        yield replace(line, title=title) if title and line.reason == "record" else line


def title_above(sheet: RawSheet, block: Block) -> str:
    """Short lines right above the header, as one text."""
    found: list[str] = []
    for row in sheet.rows[max(0, block.first - 6) : block.first]:
        texts = [value.strip() for value in row if isinstance(value, str) and value.strip()]
        if len(texts) <= 3:
            found += texts
    return " ".join(dict.fromkeys(found))


def _lines(sheet: RawSheet, block: Block) -> Iterator[Line]:
    lent = filled(sheet.merges, sheet.rows, block.start, block.stop)
    serial = {c for c, t in block.headers.items() if squeeze(t).casefold() in IGNORED_HEADERS}
    fields = sorted(block.columns)
    name = _lead_column(block)
    header_row = {c: squeeze(t) for c, t in block.headers.items()}
    header_words = {v for r in sheet.rows[block.first : block.start] for v in r if isinstance(v, str)}
    across = {(m[0], m[1]): m[3] for m in sheet.merges if m[3] > m[1]}
    last = max(block.right, max(fields) + 1)
    heading, hinted = "", False
    persons, words = of_persons(block, name), HeaderWords()
    known_by = [
        c for n in ("id_number", "number", "phone", "member_id") if (c := block.column_of(n)) not in (None, name)
    ]
    for number in range(block.start, min(block.stop, len(sheet.rows))):
        row = sheet.rows[number]
        within = range(block.left, min(last, len(row)))
        own = [c for c in within if c not in serial and not _blank(row[c])]
        lead = next((c for c in within if isinstance(row[c], str) and not _blank(row[c])), None)
        if not own and (lead is None or squeeze(str(row[lead])).isdigit()):
            continue
        text = squeeze(str(row[lead])) if lead is not None else ""
        cells = {c: _value(row, number, c, lent) for c in fields}
        if number in block.repeats or (not header_words.isdisjoint(row) and _is_header(row, own, header_row)):
            yield Line(number, cells, "header", text)
            continue
        if number == block.start and is_line_of_hints([row[c] for c in own]):
            hinted = True
            yield Line(number, cells, "header", text)
            continue
        if number == block.start + hinted and _numbers_columns([row[c] for c in within if row[c] is not None]):
            yield Line(number, cells, "header", text)
            continue
        named = cells[name]
        person = (
            isinstance(named, str) and name != lead and (number, name) not in lent and not _no_person(squeeze(named))
        )
        if _DAY.fullmatch(text) and not person:
            yield Line(number, cells, "footer", text)
            continue
        if text and lead is not None and (reason := _aside(text)):
            if lead == name and not person:
                person = any(_identifies(cells[c]) for c in known_by)
            yield Line(number, cells, "doubtful" if person else reason, text)
            continue
        if persons and words.begin(cells[name], len(own) - 1):
            yield Line(number, cells, "other", text)
            return
        if own and all(_is_label(row[c]) for c in own):
            yield Line(number, cells, "footer", text)
            continue
        if lead is not None and len(own) <= 1 and own in ([], [lead]):
            column, found = lead, str(row[lead]).strip()
            wide = across.get((number, column), column) > column
            if wide or (column != name and _HEADING.fullmatch(squeeze(found))):
                heading = "" if _TITLE.search(squeeze(found)) else found
                yield Line(number, cells, "heading", found)
                continue
            if column in serial:
                heading = found
                yield Line(number, cells, "heading", found)
                continue
            numbered = any(c < len(row) and not _blank(row[c]) for c in serial)
            alone = not any((number, c) in lent for c in fields) and len(fields) > 2
            if column == name and alone and _GROUP.fullmatch(squeeze(found)):
                supplies = bool(block.kind.heading) and block.kind.heading not in block.fields
                heading = found if supplies else heading
                yield Line(number, cells, "heading" if supplies else "stray", found)
                continue
            if column == name and alone and not numbered and not _TITLE.search(squeeze(found)):
                yield Line(number, cells, "record", found, heading, lonely=True)
                continue
            if column == name and _TITLE.search(squeeze(found)):
                before_next = number >= block.stop - 3 and block.stop < len(sheet.rows)
                before_next = before_next or any(number < again <= number + 2 for again in block.repeats)
                yield Line(number, cells, "heading" if before_next else "stray", found)
                continue
            if column != name and not any((number, c) in lent for c in fields):
                yield Line(number, cells, "stray", found)
                continue
        yield Line(number, cells, "record", text, heading)


def _numbers_columns(values: list[Value]) -> bool:
    """A line below the header that only numbers its columns: 1 2 3, (1) (2) (3), 甲 乙 1 2."""
    words = [squeeze(str(value)).strip("()（）①②③④⑤⑥⑦⑧⑨⑩") for value in values]
    figures = [int(word) for word in words if word.isdigit()]
    letters = [word for word in words if not word.isdigit()]
    if len(values) < 3 or any(word and word not in "甲乙丙丁戊己abcdefABCDEF" for word in letters):
        return False
    return len(figures) > 1 and figures == list(range(figures[0], figures[0] + len(figures))) and figures[0] in (0, 1)


def _lead_column(block: Block) -> int:
    """The column that makes a row a record: the name, else the first column that the kind cannot do without."""
    wanted = ("name", *block.kind.required_fields, *(name for group in block.kind.needs for name in group))
    found = (block.column_of(name) for name in wanted)
    return next((column for column in found if column is not None), min(block.columns))


def _blank(value: Value) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, Broken) and value.kind == "blank")


def _identifies(value: Value) -> bool:
    """A number of a person or register: five digits or more."""
    return value is not None and not isinstance(value, Broken) and sum(c.isdigit() for c in str(value)) > 4


def _is_label(value: Value) -> bool:
    return isinstance(value, str) and bool(_LABEL.match(value.strip()))


def _value(row: list[Value], number: int, column: int, lent: Mapping[tuple[int, int], Value]) -> Value:
    value = row[column] if column < len(row) else None
    return lent.get((number, column)) if value is None and lent else value


def _aside(text: str) -> Literal["total", "footer"] | None:
    if _TOTAL.fullmatch(text):
        return "total"
    return "footer" if _FOOTER.fullmatch(text) else None


def _no_person(text: str) -> bool:
    return not text or bool(_COUNT.fullmatch(text) or _TOTAL.fullmatch(text) or _FOOTER.fullmatch(text))


def _is_header(row: list[Value], own: list[int], headers: Mapping[int, str]) -> bool:
    """The header again: most of the row's cells read like the header above them (or like a part of it)."""
    if len(own) < 2:
        return False
    same = 0
    for column in own:
        value = row[column]
        if not isinstance(value, str):
            return False
        known = headers.get(column, "")
        text = squeeze(value)
        if known and (
            text == known
            or known.endswith(text)
            or known.startswith(text)
            or header_forms(text)[1] == header_forms(known)[1]
        ):
            same += 1
    return same * 2 > len(own)
