"""Which kind of table a sheet is: by its headers; names of sheet and file only break ties."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from optimizer.intake.column import TableKind
from optimizer.intake.headers import synonyms_of
from optimizer.intake.raw import RawSheet, Value, address
from optimizer.intake.table import (
    SEARCHED_ROWS,
    Block,
    block_of,
    group_row,
    header_texts,
    segments,
    split_repeated,
    text_at,
    three_level_texts,
    two_level_texts,
)
from optimizer.intake.text import header_forms, squeeze
from optimizer.messages import Cell, Finding, Severity

Verdict = Literal["tables", "pairs", "matrix", "ignored", "refused"]

_ASIDE = re.compile(
    r"问题清单|汇总|统计|说明|目录|封面|须知|示例|样表|字典|选项|下拉|代码表|参考|数据源|summary|notes?|readme",
    re.IGNORECASE,
)
_ASIDE_TITLE = re.compile(
    r"(?:汇总|统计|说明|目录|封面|须知|示例|样表|字典|选项|代码|参考|summary|notes?|readme)(?:表|单|页|[(（].*[)）])?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"户数|人数|总户|总人|合计|小计|占比|比例|数量")
_ASIDE_CODES = {"summary": "intake.aside_summary", "notes": "intake.aside_notes"}
_HINT_BONUS = 0.25


@dataclass
class Recognised:
    """What a sheet is; ``reason`` says why it was ignored."""

    verdict: Verdict
    blocks: list[Block] = field(default_factory=list)
    kind: TableKind | None = None
    row: int = 0
    reason: str = ""
    findings: list[Finding] = field(default_factory=list)


def recognise(
    sheet: RawSheet, kinds: tuple[TableKind, ...], saved: Mapping[str, Mapping[str, str]], only: str = ""
) -> Recognised:
    """Tables of ``sheet``. ``saved``: kind -> normalised header -> field. ``only``: the kind that a person named."""
    wanted = tuple(kind for kind in kinds if not only or kind.name == only)
    if found := _pairs(sheet, wanted):
        return found
    rows = tuple(kind for kind in wanted if kind.layout == "rows")
    best = _best_header(sheet, rows, kinds, saved)
    if best and not best[0].missing:
        return _tables(sheet, best, rows, kinds, saved)
    if found := _matrix(sheet, wanted, kinds):
        return found
    return _unknown(sheet, best[0] if best else None, bool(only))


def best_guess(
    sheet: RawSheet, kinds: tuple[TableKind, ...], saved: Mapping[str, Mapping[str, str]], only: str = ""
) -> Block | None:
    """The most likely header, whole or not; None when nothing looks like one."""
    wanted = [kind for kind in kinds if kind.layout == "rows" and (not only or kind.name == only)]
    found = _best_header(sheet, wanted, kinds, saved)
    return found[0] if found else None


def _hint(sheet: RawSheet, kind: TableKind) -> float:
    """Words of the sheet's name count more than those of the file's."""
    name = squeeze(sheet.name)
    stem = squeeze(sheet.file.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    return _HINT_BONUS * any(word in name for word in kind.hints) + 0.125 * any(word in stem for word in kind.hints)


def _searched(sheet: RawSheet) -> list[int]:
    found: list[int] = []
    for number, row in enumerate(sheet.rows):
        if any(value is not None for value in row):
            found.append(number)
            if len(found) == SEARCHED_ROWS:
                break
    return found


def _readings(sheet: RawSheet, number: int) -> list[tuple[int, int, dict[int, tuple[str, str]]]]:
    """(first, last, texts) of the ways to read a header that begins in this row."""
    found = []
    groups = group_row(sheet, number)
    if groups and (three := three_level_texts(sheet, number)):
        found.append((number, number + 2, three))
    if groups:
        found.append((number, number + 1, two_level_texts(sheet, number, groups)))
    found.append((number, number, header_texts(sheet, number)))
    return found


def _candidates(
    sheet: RawSheet,
    number: int,
    wanted: Sequence[TableKind],
    kinds: tuple[TableKind, ...],
    saved: Mapping[str, Mapping[str, str]],
) -> list[Block]:
    found = []
    for first, last, texts in _readings(sheet, number):
        if len(texts) < 2:
            continue
        for kind in wanted:
            block = block_of(kinds, kind, texts, first, last, saved.get(kind.name, {}))
            block.score += _hint(sheet, kind)
            if len(block.columns) > 1:
                found.append(block)
    return found


def _best_header(
    sheet: RawSheet,
    wanted: Sequence[TableKind],
    kinds: tuple[TableKind, ...],
    saved: Mapping[str, Mapping[str, str]],
) -> tuple[Block, list[Block]] | None:
    """The first whole table and every candidate of its row; without a whole one, what comes nearest to one."""
    everything: list[Block] = []
    below_group = -1
    for number in _searched(sheet):
        candidates = _candidates(sheet, number, wanted, kinds, saved)
        if number == below_group:
            candidates = [block for block in candidates if block.last > block.first]
        if any(block.last > block.first for block in candidates):
            below_group = number + 1
        everything += candidates
    if not everything:
        return None
    whole = [block for block in everything if not block.missing]
    first = min((block.first for block in whole), default=-1)
    best = max(
        [block for block in whole if block.first == first] or everything,
        key=lambda block: (block.score, block.last - block.first, -block.first),
    )
    nearest = max(everything, key=lambda block: (block.score, block.last - block.first, -block.first))
    if nearest.missing and nearest.score > 2 * best.score + 1:
        best = nearest  # a few columns by chance do not make a table out of one that lacks its main column
    same = [b for b in everything if b.first == best.first and b.last == best.last]
    return best, same


def _tables(
    sheet: RawSheet,
    best: tuple[Block, list[Block]],
    wanted: Sequence[TableKind],
    kinds: tuple[TableKind, ...],
    saved: Mapping[str, Mapping[str, str]],
) -> Recognised:
    block, same = best
    blocks = _side_by_side(sheet, block, wanted, kinds, saved)
    rivals = [b for b in same if not b.missing and b.kind is not block.kind and b.score == block.score]
    if rivals and len(blocks) == 1:
        facts = {"kinds": tuple(sorted({b.kind.zh for b in (block, *rivals)}))}
        return Recognised("refused", findings=[_finding(sheet, "intake.kind_ambiguous", block.first, 0, **facts)])
    for one, next_one in pairwise(blocks):
        one.ends = next_one.begins = max(one.right, next_one.left)
    below = _further_headers(sheet, block, wanted, kinds, saved)
    stops = [b.first for b in below] + [len(sheet.rows)]
    for part in blocks:
        part.stop = stops[0]
    for position, later in enumerate(below):
        later.stop = stops[position + 1]
    return Recognised("tables", blocks + below)


def _side_by_side(
    sheet: RawSheet,
    block: Block,
    wanted: Sequence[TableKind],
    kinds: tuple[TableKind, ...],
    saved: Mapping[str, Mapping[str, str]],
) -> list[Block]:
    """Several tables in one header row: repeated (姓名 部门 | 姓名 部门) or of different kinds, divided by a blank column."""
    parts = split_repeated(block)
    if len(parts) > 1:
        return parts
    groups = group_row(sheet, block.first) if block.last > block.first else None
    texts = two_level_texts(sheet, block.first, groups) if groups else header_texts(sheet, block.last)
    if block.last - block.first == 2:
        texts = three_level_texts(sheet, block.first) or texts
    pieces = segments(texts)
    if len(pieces) < 2:
        return [block]
    found = []
    for piece in pieces:
        readings = [block_of(kinds, kind, piece, block.first, block.last, saved.get(kind.name, {})) for kind in wanted]
        whole = [b for b in readings if not b.missing]
        if whole:
            found.append(max(whole, key=lambda b: b.score))
    return found if len(found) > 1 else [block]


@lru_cache(maxsize=8)
def _known_words(kinds: tuple[TableKind, ...]) -> frozenset[str]:
    return frozenset(word for kind in kinds for word in synonyms_of(kind))


def _further_headers(
    sheet: RawSheet,
    block: Block,
    wanted: Sequence[TableKind],
    kinds: tuple[TableKind, ...],
    saved: Mapping[str, Mapping[str, str]],
) -> list[Block]:
    """Headers of other tables further down. The same header again is only a repetition and is skipped later."""
    known = _known_words(tuple(wanted))
    firsts = {word[0] for word in known} | set("*＊(（【[★※")
    memo: dict[str, bool] = {}
    found: list[Block] = []
    current = block
    for number in range(block.start, len(sheet.rows)):
        hits = 0
        for value in sheet.rows[number]:
            if type(value) is not str or len(value) > 24 or not value or value.lstrip()[:1].casefold() not in firsts:
                continue
            is_header = memo.get(value)
            if is_header is None:
                whole, bare, _ = header_forms(value)
                is_header = memo[value] = whole in known or bare in known
            hits += is_header
        if hits < 3:
            continue
        candidates = [b for b in _candidates(sheet, number, wanted, kinds, saved) if not b.missing]
        if not candidates or (found and found[-1].last >= number):
            continue
        best = max(candidates, key=lambda b: (b.score, -b.last))
        if best.kind is current.kind and _same_columns(best, current):
            current.repeats.update(range(best.first, best.last + 1))
            current.repeats.update(_repeated_above(sheet, current, best.first))
            continue
        found.append(best)
        current = best
    return found


def _repeated_above(sheet: RawSheet, block: Block, first: int) -> list[int]:
    """The upper rows of a header on several levels, where they stand again above ``first``."""
    found = []
    for up in range(1, block.last - block.first + 1):
        above, own = first - up, block.last - up
        if above <= block.last or header_texts(sheet, above) != header_texts(sheet, own):
            break
        found.append(above)
    return found


def _same_columns(one: Block, other: Block) -> bool:
    """The same fields in the same columns, as far as both have them."""
    mine = {c: name for c, (name, _) in one.columns.items()}
    yours = {c: name for c, (name, _) in other.columns.items()}
    return mine == yours or (
        all(yours.get(c, name) == name for c, name in mine.items()) and set(mine.values()) <= set(yours.values())
    )


def _pairs(sheet: RawSheet, wanted: Sequence[TableKind]) -> Recognised | None:
    for kind in wanted:
        if kind.layout != "pairs":
            continue
        known = synonyms_of(kind)
        counts: dict[int, int] = {}
        for row in sheet.rows[:200]:
            for column, value in enumerate(row[:6]):
                if isinstance(value, str) and header_forms(value)[0] in known:
                    counts[column] = counts.get(column, 0) + 1
        column = max(counts, key=lambda c: (counts[c], -c), default=0)
        hinted = any(word == squeeze(sheet.name) for word in kind.hints)
        if counts.get(column, 0) >= (2 if hinted else 3):
            return Recognised("pairs", kind=kind, row=column)
    return None


def _matrix(sheet: RawSheet, wanted: Sequence[TableKind], kinds: tuple[TableKind, ...]) -> Recognised | None:
    """Start points against villages; headers that another table would have (人口, 户数) make it something else."""
    for kind in wanted:
        if kind.layout != "matrix":
            continue
        known = synonyms_of(kind)
        words_of_rows = _known_words(tuple(other for other in kinds if other.layout == "rows"))
        hinted = _hint(sheet, kind) > 0 or any(
            any(word in squeeze(value) for word in kind.hints)
            for row in sheet.rows[:5]
            for value in row
            if isinstance(value, str)
        )
        for number in _searched(sheet):
            row = sheet.rows[number]
            column = next((c for c, value in enumerate(row) if value is not None), 0)
            corner = text_at(row, column)
            words = [word for word in re.split(r"[\\/＼／|\n→\s]+", corner) if word]
            named = bool(words) and all(header_forms(word)[0] in known for word in words)
            start = column if named else max(0, column - 1)
            counted = any(
                _COUNTED.search(value) or header_forms(value)[0] in words_of_rows
                for value in row[column + 1 :]
                if isinstance(value, str)
            )
            if (named or hinted) and not counted and _numbers_below(sheet, number, start):
                return Recognised("matrix", kind=kind, row=number)
    return None


def _numbers_below(sheet: RawSheet, number: int, column: int) -> bool:
    ends = [c for c in range(column + 1, len(sheet.rows[number])) if text_at(sheet.rows[number], c)]
    body = [row for row in sheet.rows[number + 1 :] if any(value is not None for value in row)]
    if not ends or not body or not text_at(body[0], column):
        return False
    cells = [row[c] for row in body for c in ends if c < len(row) and row[c] is not None]
    return sum(_numeric(value) for value in cells) * 2 > len(cells) > 0


def _numeric(value: Value) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and bool(re.match(r"\s*[\d０-９]", value)))


def _unknown(sheet: RawSheet, best: Block | None, named: bool) -> Recognised:
    """Nothing that can be read: a summary or notes are set aside with a word, everything else is refused."""
    titles = [squeeze(text_at(row, c)) for row in sheet.rows[:3] for c in range(min(len(row), 3))]
    headers = "".join(best.headers.values()) if best else _first_texts(sheet)
    if not named and _ASIDE.search(squeeze(sheet.name)):
        return _set_aside(sheet, "summary")
    if not named and all(sum(value is not None for value in row) <= 1 for row in sheet.rows):
        return _set_aside(sheet, "notes")
    if (
        not named
        and (any(_ASIDE_TITLE.search(title) for title in titles) or _COUNTED.search(headers))
        and not (best and "name" in best.fields)
    ):
        return _set_aside(sheet, "summary")
    if best is None or best.score < 2:
        first = next((n for n, row in enumerate(sheet.rows) if any(v is not None for v in row)), 0)
        return Recognised("refused", findings=[_finding(sheet, "intake.no_header", first, 0, rows=SEARCHED_ROWS)])
    missing = tuple(" / ".join(best.kind.column(name).header for name in group[:4]) for group in best.missing)
    facts = {"kind": best.kind.zh, "missing": missing, "found": tuple(best.headers.values())[:12]}
    return Recognised("refused", findings=[_finding(sheet, "intake.column_missing", best.last, best.left, **facts)])


def _first_texts(sheet: RawSheet) -> str:
    """The texts of the first filled row, unless they are the header of a list of persons."""
    row = next((row for row in sheet.rows if any(value is not None for value in row)), [])
    text = squeeze("".join(value for value in row if isinstance(value, str)))
    return "" if re.search(r"姓名|户主|名单|负责人|联系人", text) else text


def _set_aside(sheet: RawSheet, reason: str) -> Recognised:
    """No table of persons: told, because a roster that looks like notes would be forgotten else."""
    severity: Severity = "note" if sheet.name else "warning"
    found = Finding(
        _ASIDE_CODES[reason], severity, {"sheet": sheet.name or sheet.file}, (Cell(sheet.file, sheet.name),)
    )
    return Recognised("ignored", reason=reason, findings=[found])


def _finding(sheet: RawSheet, code: str, row: int, column: int, **facts: object) -> Finding:
    return Finding(code, "error", facts, (Cell(sheet.file, sheet.name, address(row, column)),))
