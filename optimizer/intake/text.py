"""Spellings of one and the same: full width, spaces, brackets, units."""

from __future__ import annotations

import re
import unicodedata


def words(text: str) -> tuple[str, ...]:
    """The words of a list that is divided by blanks."""
    return tuple(text.split())


_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_GONE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))
_TABLE = str.maketrans(_NARROW | _GONE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BRACKETED = re.compile(r"[(\[【〔<{][^)\]】〕>}]*[)\]】〕>}]")
_NUMBERED = re.compile(
    r"^(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.、]|[(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)])(?=\D)"
)
_LATIN = re.compile(r"[a-z/.]{2,}")
_LOOSE = re.compile(r"[\s*:'\"“”‘’·★☆#※、。,;]+")

EMPTY_WORDS = frozenset(
    ("", "无", "—", "-", "--", "——", "/", "\\", "空", "暂无", "没有", "(空)", "n/a", "N/A", "null", "None")
)
"""What people write into a cell that has nothing to say."""

DITTO = frozenset(words("〃 ″ \" ” “ '' ′′ ‘’ 〞 〟 ∥ ↑ 同上 同前 同上行 同上一行 仝 仝上 上同 ditto do."))
"""What people write into a cell that repeats the one above."""


def narrow(text: str) -> str:
    """Full-width signs to half width, invisible and control characters out, ends stripped. Ideographs are left alone."""
    if text.isascii() and text.isprintable():
        return _plain(text)
    return _plain(_CONTROL.sub("", text.translate(_TABLE)))


def _plain(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if int(m[1], 16) in (9, 10, 13) else m[0], text)
    return text.strip()


def header_forms(text: str) -> tuple[str, str, str]:
    """A header as people mean it: with its brackets, without them, and what stood in them (the unit)."""
    folded = unicodedata.normalize("NFKC", text).translate(_TABLE)
    folded = _NUMBERED.sub("", _plain(folded).lstrip("*★☆※ "))
    folded = _NUMBERED.sub("", _LOOSE.sub("", folded).casefold())
    inside = " ".join(found.strip("()[]【】〔〕<>{}") for found in _BRACKETED.findall(folded))
    bare = _BRACKETED.sub("", folded)
    if not inside and "/" in bare[1:-1]:
        head, _, unit = bare.rpartition("/")
        if unit in UNITS:
            return bare, head, unit
    if not bare.isascii() and (latin := _LATIN.search(bare)):
        unit = latin[0].strip("/.")
        return folded, _LATIN.sub("", bare), inside or (unit if unit in UNITS else "")
    return folded, bare, inside


UNITS = frozenset(
    words("公里 千米 km 米 m 里 分钟 分 min 小时 h 人 口 户 个 名 天 日 年 月 个月 元 万元 次 岁 度 ° 头 亩")
)


def squeeze(text: str) -> str:
    """All white space out; for comparing words such as 合 计."""
    return "".join(narrow(text).split())
