"""Signs that a row in the body begins something else: another table, a line of hints or units below the header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from optimizer.intake import parsers
from optimizer.intake.column import TableKind, kinds
from optimizer.intake.headers import synonyms_of
from optimizer.intake.raw import RawSheet, Value, address
from optimizer.intake.table import Block
from optimizer.intake.text import UNITS, header_forms, squeeze
from optimizer.messages import Cell, Finding

_LIKE_A_HEADER = re.compile(
    r".{0,8}(?:名称|姓名|名单|数量|金额|单价|人数|户数|编号|序号|类别|日期|电话|号码|比例|职务|部门|科目)"
)
_HINT = re.compile(r"[(\[【〔<].*[)\]】〕>]")


@lru_cache(maxsize=4)
def _header_words(known: tuple[TableKind, ...]) -> frozenset[str]:
    return frozenset(word for kind in known if kind.layout == "rows" for word in synonyms_of(kind) if len(word) > 1)


class HeaderWords:
    """Tells the header of another table from a name; made once a table."""

    def __init__(self) -> None:
        self._words = _header_words(kinds())
        self._ends = frozenset(word[-1] for word in self._words) | frozenset(
            "称名单量额价数号别期话码例务门目)）】*＊:："
        )

    def begin(self, name: Value, others: int) -> bool:
        """A name that is the header of a column (部门, 物资名称), with more beside it: nobody is called so."""
        if not isinstance(name, str) or not others or len(name) > 24 or name.rstrip()[-1:].casefold() not in self._ends:
            return False
        whole, bare, _ = header_forms(name)
        return whole in self._words or bare in self._words or bool(_LIKE_A_HEADER.fullmatch(bare))


def of_persons(block: Block, lead: int) -> bool:
    """Whether the column that makes a row a record holds names of persons."""
    found = block.columns.get(lead)
    return found is not None and block.kind.column(found[0]).parse is parsers.name


def is_line_of_hints(values: Sequence[Value]) -> bool:
    """A line below the header that only says how to fill it in, or in which unit: (填全名), (公里), 公里."""
    texts = [squeeze(value) if isinstance(value, str) else "" for value in values]
    return bool(texts) and all(_HINT.fullmatch(text) or text in UNITS for text in texts)


def unit_of_hint(value: Value) -> str:
    """公里 for (公里) and 公里; "" for anything else."""
    if not isinstance(value, str):
        return ""
    return header_forms(value)[2] or (squeeze(value) if squeeze(value) in UNITS else "")


def records_above(sheet: RawSheet, block: Block) -> list[Finding]:
    """Errors for rows above the header that are filled like rows below it: a name, and figures in most of the other columns."""
    lead = block.column_of("name")
    if lead is None:
        return []
    found = []
    columns = sorted(block.columns)
    for number in range(block.first):
        row = sheet.rows[number]
        cells = [row[c] for c in columns if c < len(row) and row[c] is not None]
        name = row[lead] if lead < len(row) else None
        if not isinstance(name, str) or len(cells) < 3 or len(cells) * 2 <= len(columns):
            continue
        if any(isinstance(v, str) and (":" in v or "：" in v or len(squeeze(v)) > 30) for v in cells):
            continue
        if any(not isinstance(v, str) or sum(c.isdigit() for c in v) > 5 for v in cells):
            cell = Cell(sheet.file, sheet.name, address(number, lead))
            found.append(Finding("intake.above_header", "error", {}, (cell,)))
    return found
