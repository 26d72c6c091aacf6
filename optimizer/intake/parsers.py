"""Readers of single cells. Each returns None for an empty cell and raises Unfit for one that cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from optimizer.intake.column import Parser, Remark, Unfit
from optimizer.intake.raw import Broken, Value
from optimizer.intake.text import EMPTY_WORDS, narrow, words
from optimizer.messages import Private, Severity

_SPACES = re.compile(r"\s+")
_CJK_GAP = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_NOTE = re.compile(r"[(\[【〔<]([^)\]】〕>]*)[)\]】〕>]?$")
_SEVERAL = re.compile(
    r"[、,;/|\n]|(?<=[^\x00-\x7f])[和&+](?=[^\x00-\x7f]{2})|(?<=[^\x00-\x7f]{2})[及与](?=[^\x00-\x7f]{2})"
)
_NOTE_BEFORE = re.compile(r"[(\[【〔<]([^)\]】〕>]*)[)\]】〕>](?=.)")
_BRACKETED = re.compile(r"[(\[【〔<].*[)\]】〕>]")
_NO_NAME = re.compile(r"[:：=<>{}]")
_ODD_IN_NAME = re.compile(r"[0-9?？!！=+@&%$^~`_()\[\]【】〔〕□■▢�…]|(?<=[^\x00-\x7f])[.\-–—](?=[^\x00-\x7f])")
_PLACEHOLDERS = frozenset(words("待定 空缺 待补 暂缺 暂空 缺 缺员 待聘 待安排 待填 不详 未定 未知 某某 待核 待核实"))
_AND_OTHERS = re.compile(r"等\d*(?:人|户|名|家)?$")
_GONE = re.compile(r".{2,}(?:已故|死亡|去世|退休|调走|调离|调出|迁出|离职|销户|外嫁)")
_ADDRESSED = re.compile(
    r"[^\x00-\x7f]{2,}(?:同志|老师|先生|女士|主任|书记|校长|处长|科长|队长|组长|会计|村长|医生|户主)"
)
_DOTS = str.maketrans("・•‧∙⋅", "·····")
"""Signs that people type for the dot in a name of several parts."""
_FATE = re.compile(r"已?故|死亡|去世|退休|调走|调离|调出|迁出|离职|停用|作废|销户|除名|辞职|外嫁")
_COMPOUND_SURNAMES = frozenset(
    words(
        "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 夏侯 轩辕 南宫 独孤 端木 百里 "
        "呼延 东郭 西门 申屠 澹台 公冶 宗政 濮阳 淳于 单于 太叔 仲孙 钟离 闻人 赫连 拓跋 第五 即墨"
    )
)
_PHONE = re.compile(r"[0-9+\-() 转/、;,]+")
_EXPONENT = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_COUNT = re.compile(r"(-?[\d,]+(?:\.\d+)?)\s*(?:人|口|户|个|名|天|日|年|月|个月|次|岁|元|位|组|头|亩)?")


def _shown(value: Value) -> str:
    return value.text if isinstance(value, Broken) else str(value)


def text(value: Value, unit: str, remarks: list[Remark]) -> str | None:
    """Words as they stand, tidied; numbers as they would be written."""
    if value is None:
        return None
    if isinstance(value, str):
        found = _CJK_GAP.sub("", narrow(value).replace("\r", "")) if not value.isascii() else narrow(value)
        return None if found in EMPTY_WORDS else found
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        raise Unfit("intake.text_as_date", value=value.isoformat())
    if isinstance(value, Broken):
        raise Unfit("intake.bad_text", value=_shown(value))
    return str(value)


def prose(value: Value, unit: str, remarks: list[Remark]) -> str | None:
    """Sentences: white space inside is kept as single blanks."""
    if isinstance(value, str):
        found = _SPACES.sub(" ", narrow(value))
        return None if found in EMPTY_WORDS else found
    return value.isoformat() if isinstance(value, date) else text(value, unit, remarks)


def name(value: Value, unit: str, remarks: list[Remark]) -> str | None:
    """A person's name: 李 明, 李明(党员) and 李明* are 李明; what stood beside it is remarked on."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise Unfit("intake.bad_name", value=_shown(value))
    found = narrow(value).translate(_DOTS)
    if found in EMPTY_WORDS:
        return None
    stripped = found.strip("*★☆※#△▲○●·. 　")
    note = _NOTE.search(stripped)
    beside = ""
    if note and note.start() > 0:
        beside, stripped = note[1].strip(), stripped[: note.start()].strip("* ")
    before = _NOTE_BEFORE.match(stripped)
    if before and not beside:
        beside, stripped = before[1].strip(), stripped[before.end() :].strip("* ")
    plain = _CJK_GAP.sub("", _SPACES.sub(" ", stripped))
    if _SEVERAL.search(stripped.strip("/、,;| \n")) or _two_names(stripped) or _AND_OTHERS.search(plain[2:]):
        raise Unfit("intake.several_names", value=Private(plain))
    if (
        not plain
        or plain[0].isdigit()
        or _NO_NAME.search(plain)
        or not any(c.isalpha() for c in plain)
        or _BRACKETED.fullmatch(plain)
        or plain in _PLACEHOLDERS
        or len(plain) > 60
    ):
        raise Unfit("intake.bad_name", value=found)
    if _ODD_IN_NAME.search(plain):
        remarks.append(Remark("intake.odd_name", "warning", {"value": Private(plain)}))
    if (gone := _GONE.fullmatch(plain)) or _ADDRESSED.fullmatch(plain):
        asked: Severity = "ask" if gone else "warning"
        remarks.append(Remark("intake.name_words", asked, {"value": Private(plain)}))
    if beside:
        severity = "ask" if _FATE.search(beside) else "note"
        remarks.append(Remark("intake.name_note", severity, {"name": Private(plain), "note": beside}))  # type: ignore[arg-type]
    return plain


def joined_names(value: Value, unit: str, remarks: list[Remark]) -> str | None:
    """Names of siblings who share a mentor stand as 甲及乙 in our rosters; each part must be a name."""
    if not isinstance(value, str) or "及" not in narrow(value)[2:]:
        return name(value, unit, remarks)
    parts = [name(part, unit, remarks) for part in narrow(value).split("及")]
    return "及".join(part for part in parts if part)


def _two_names(text: str) -> bool:
    """赵试甲 钱样乙 are two people; 李 明 is one, and so is 欧阳 试甲."""
    parts = text.split()
    whole = all(len(part) > 1 and not part.isascii() for part in parts)
    return len(parts) > 1 and whole and parts[0] not in _COMPOUND_SURNAMES


def title(value: Value, unit: str, remarks: list[Remark]) -> str | None:
    """A name of something that is no person (school, place, department): as text."""
    return text(value, unit, remarks)


def code(value: Value, unit: str, remarks: list[Remark]) -> str | None:
    """An identifying number kept as text; a number cell may have lost leading zeros."""
    if isinstance(value, float):
        raise Unfit("intake.code_as_number", value=f"{value:g}")
    if isinstance(value, int) and not isinstance(value, bool):
        remarks.append(Remark("intake.code_number", "warning"))
        return str(value)
    found = text(value, unit, remarks)
    if found is not None and _EXPONENT.fullmatch(found):
        raise Unfit("intake.code_as_number", value=found)
    return "".join(found.split()) if found else found


def phone(value: Value, unit: str, remarks: list[Remark]) -> str | None:
    """Telephone numbers as text."""
    if isinstance(value, float):
        raise Unfit("intake.code_as_number", value=f"{value:g}")
    if isinstance(value, int) and not isinstance(value, bool):
        found: str | None = str(value)
        if len(str(value)) != 11:
            remarks.append(Remark("intake.phone_number", "warning", {"value": Private(str(value), "phone")}))
    else:
        found = text(value, unit, remarks)
        if found and _EXPONENT.fullmatch(found):
            raise Unfit("intake.code_as_number", value=found)
    if found and not _PHONE.fullmatch(found):
        remarks.append(Remark("intake.odd_phone", "warning", {"value": Private(found, "phone")}))
    return found


def _decimal(value: Value) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool | date | Broken):
        raise Unfit("intake.bad_number", value=_shown(value))
    if isinstance(value, int | float):
        return Decimal(str(value))
    found = narrow(value)
    if found in EMPTY_WORDS:
        return None
    match = _COUNT.fullmatch(found)
    if not match:
        raise Unfit("intake.bad_number", value=found)
    try:
        return Decimal(match[1].replace(",", ""))
    except InvalidOperation:
        raise Unfit("intake.bad_number", value=found) from None


def count(least: int = 0, most: int = 1_000_000) -> Parser:
    """A whole number in a range: 3, ３, 3人, 3.0."""

    def parse(value: Value, unit: str, remarks: list[Remark]) -> int | None:
        number = _decimal(value)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise Unfit("intake.not_whole", value=_shown(value))
        if number < least:
            raise Unfit("intake.negative" if least == 0 else "intake.too_small", value=_shown(value), least=least)
        if number > most:
            raise Unfit("intake.too_large", value=_shown(value), most=most)
        return int(number)

    return parse


_YES = frozenset(words("是 √ ✓ ✔ ☑ 对 1 y yes true 有 t 已登记 参加"))
_NO = frozenset(words("否 × ✗ ✘ x 不 0 n no false f 未 未登记 不参加"))


def yes_no(value: Value, unit: str, remarks: list[Remark]) -> bool | None:
    """是/否 and their usual signs."""
    if value is None or isinstance(value, bool):
        return value
    found = (narrow(value) if isinstance(value, str) else _shown(value)).casefold()
    if found in _YES:
        return True
    if found in _NO:
        return False
    if found in EMPTY_WORDS:
        return False if found == "无" else None
    raise Unfit("intake.bad_yes_no", value=found)


def choice(words: Mapping[str, str], failure: str = "intake.bad_choice") -> Parser:
    """One of some words; ``words`` maps every accepted spelling to the value."""
    shown = tuple(dict.fromkeys(words.values()))

    def parse(value: Value, unit: str, remarks: list[Remark]) -> str | None:
        found = text(value, unit, remarks)
        if found is None:
            return None
        key = found.casefold()
        if key not in words:
            raise Unfit(failure, value=found, choices=shown)
        return words[key]

    return parse


SEX: Parser = choice({"男": "男", "女": "女", "男性": "男", "女性": "女", "m": "男", "f": "女"})

_LENGTHS = {
    "公里": 1000,
    "千米": 1000,
    "km": 1000,
    "kilometres": 1000,
    "米": 1,
    "m": 1,
    "metres": 1,
    "里": 500,
    "华里": 500,
}
_MEASURED = re.compile(r"(-?[\d,]*\.?\d+)\s*(公里|千米|km|KM|Km|米|m|里|华里)?(?:左右)?")


def unit_metres(unit: str) -> int | None:
    """Metres in one of the unit that a header or title names; None when it names none."""
    for word in re.split(r"[\s:,;、/]+", unit.casefold()):
        if word in _LENGTHS:
            return _LENGTHS[word]
    return None


def metres(value: Value, unit: str, remarks: list[Remark]) -> int | None:
    """A length in whole metres, rounded half to even; the unit stands in the cell, the header or the title."""
    if value is None:
        return None
    if isinstance(value, bool | date | Broken):
        raise Unfit("intake.bad_number", value=_shown(value))
    own: str | None = None
    if isinstance(value, str):
        found = narrow(value)
        if found in EMPTY_WORDS:
            return None
        match = _MEASURED.fullmatch(found)
        if not match:
            raise Unfit("intake.bad_number", value=found)
        number, own = Decimal(match[1].replace(",", "")), match[2]
    else:
        number = Decimal(str(value))
    factor = _LENGTHS[own.casefold()] if own else unit_metres(unit)
    if factor is None:
        raise Unfit("intake.unit_unknown", value=_shown(value))
    if number < 0:
        raise Unfit("intake.negative", value=_shown(value), least=0)
    result = int((number * factor).to_integral_value(ROUND_HALF_EVEN))
    if result > 5_000_000:
        raise Unfit("intake.too_large", value=_shown(value), most="5000 km")
    return result


_DMS = re.compile(
    r"(\d{1,3})\s*[°度]\s*(?:(\d{1,2})\s*[′'分])?\s*(?:(\d{1,2}(?:\.\d+)?)\s*[″\"秒])?\s*([NESWnesw东西南北])?"
)


def microdegrees(most: int) -> Callable[[Value, str, list[Remark]], int | None]:
    """Degrees (decimal, or 106°12′30″) as millionths; beyond ±``most`` degrees it is refused."""

    def parse(value: Value, unit: str, remarks: list[Remark]) -> int | None:
        if value is None:
            return None
        if isinstance(value, bool | date | Broken):
            raise Unfit("intake.bad_number", value=_shown(value))
        if isinstance(value, str):
            found = narrow(value).rstrip("°度")
            if found in EMPTY_WORDS:
                return None
            match = _DMS.fullmatch(narrow(value))
            try:
                number = Decimal(found)
            except InvalidOperation:
                if not match:
                    raise Unfit("intake.bad_number", value=found) from None
                number = Decimal(match[1]) + Decimal(match[2] or 0) / 60 + Decimal(match[3] or 0) / 3600
                if match[4] and match[4] in "SWsw西南":
                    number = -number
        else:
            number = Decimal(str(value))
        if not number.is_finite() or abs(number) > most:
            raise Unfit("intake.coordinate_range", value=_shown(value), most=most)
        return int((number * 1_000_000).to_integral_value(ROUND_HALF_EVEN))

    return parse
