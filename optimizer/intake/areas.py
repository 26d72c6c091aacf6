"""The village of a household: its own column, else the heading, sheet or file that names a known village."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from optimizer.intake.gathered import Gathered
from optimizer.intake.records import Record
from optimizer.intake.text import squeeze
from optimizer.messages import Cell, Finding


def known_areas(gathered: Gathered) -> set[str]:
    """Places that tables of distances and coordinates name."""
    found = {str(record.get("end")) for record in gathered.records("legs") if record.get("end")}
    for matrix in gathered.matrices:
        labels = matrix.columns if matrix.starts == "rows" else matrix.rows
        sides = (labels,) if matrix.starts else (matrix.rows, matrix.columns)
        found.update(label for side in sides for _, label in side)
    found.update(str(record.get("name")) for record in gathered.records("places") if record.get("name"))
    return found


def supply_areas(gathered: Gathered) -> None:
    """Fill in the village of tables that have no column for it; error findings where no name is known for sure."""
    mapped = known_areas(gathered)
    written = {str(r.get("area")) for r in gathered.records("recipients") if r.get("area")}
    led = {str(r.get("liaison_area")) for r in gathered.records("helpers") if r.get("liaison_area")}
    known = frozenset(mapped | written | led)
    told: set[tuple[str, str, str]] = set()
    for record in gathered.records("recipients"):
        if "area" in record.columns or not any(column.field == "area" for column in record.kind.columns):
            continue
        stem = record.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        title, sheet = _named(record.title, known), _named(record.sheet, known)
        unknown = not _named(record.heading, known) and _VILLAGE.fullmatch(squeeze(record.heading))
        if not record.heading and len(title) == len(sheet) == 1 and title != sheet:
            if (record.file, record.sheet, record.title) not in told:
                told.add((record.file, record.sheet, record.title))
                facts = {"sheet": record.sheet, "title": next(iter(title))}
                cell = Cell(record.file, record.sheet, f"A{record.row + 1}")
                gathered.findings.append(Finding("intake.area_title", "error", facts, (cell,)))
            continue
        for place in () if unknown else (record.heading, record.title, record.sheet, stem):
            named = _named(place, known)
            if len(named) == 1:
                record.values["area"] = next(iter(named))
                break
        else:
            where = (record.file, record.sheet, record.heading)
            if where not in told:
                told.add(where)
                facts = {"sheet": record.heading or record.sheet or stem}
                cell = Cell(record.file, record.sheet)
                gathered.findings.append(Finding("intake.area_not_named", "error", facts, (cell,)))
    _check_known(gathered, mapped)
    _check_townships(gathered)
    _check_spellings(gathered)


_VILLAGE = re.compile(
    r"(?:[一二三四五六七八九十\d]+[、.]|[(（].{1,3}[)）])?.{1,12}(?:村|社区|居委会|屯|寨)(?:[(（].*)?"
)
_GROUPED = re.compile(r".+(?:村|社区)[^村]{1,6}(?:组|屯|社|队|小组)")
_SORT = re.compile(r"(?:村民委员会|居民委员会|村委会|居委会|行政村|自然村|社区|村)$")


_WITHIN = re.compile(r"^.{1,12}?(?:乡|镇|街道|县|区)(?=..)")


def _check_spellings(gathered: Gathered) -> None:
    """边岩, 边岩村 and 边岩村委会 in one programme: taken for several villages, and said so."""
    by_area: dict[str, list[Record]] = {}
    for record in gathered.records("recipients"):
        if record.get("area"):
            by_area.setdefault(str(record.get("area")), []).append(record)
    places = frozenset(by_area) | known_areas(gathered)
    first: dict[str, dict[str, Record]] = {}
    grouped: list[Record] = []
    elsewhere: list[Record] = []
    for area, there in by_area.items():
        plain = squeeze(area)
        first.setdefault(_SORT.sub("", _WITHIN.sub("", plain)), {})[area] = there[0]
        if _GROUPED.fullmatch(plain):
            grouped += there
        elsewhere += [r for r in there if (named := _named(r.sheet, places)) and area not in named]
    for code, records in (("intake.area_grouped", grouped), ("intake.area_sheet", elsewhere)):
        if records:
            cells = tuple(record.cell("area") for record in records)
            facts = {"area": records[0].get("area"), "sheet": records[0].sheet, "count": len(records)}
            gathered.findings.append(Finding(code, "warning", facts, cells))
    for spelled in first.values():
        (area, one), *others = spelled.items()
        for near, other in others:
            facts = {"area": area, "near": near}
            cells = (one.cell("area"), other.cell("area"))
            gathered.findings.append(Finding("intake.area_similar", "warning", facts, cells))


@lru_cache(maxsize=1024)
def _named(text: str, known: frozenset[str]) -> frozenset[str]:
    """Known names inside ``text``; one that is part of a longer one found does not count."""
    plain = squeeze(text)
    found = {name for name in known if len(name) > 1 and squeeze(name) in plain}
    return frozenset(name for name in found if not any(name != other and name in other for other in found))


def _check_known(gathered: Gathered, mapped: set[str]) -> None:
    """With distances or coordinates at hand, a village that none of them has is an error."""
    if not mapped:
        return
    for record in gathered.records("recipients"):
        area = record.get("area")
        if area and area not in mapped and record.get("place") not in mapped:
            gathered.error("intake.area_unknown", record, "area", area=area, near=nearest(area, mapped))


def _check_townships(gathered: Gathered) -> None:
    """Villages of one name in two townships cannot be told apart by name."""
    first: dict[str, Record] = {}
    told: set[str] = set()
    for record in gathered.records("recipients"):
        area, township = record.get("area"), record.get("township")
        if not area or not township:
            continue
        other = first.setdefault(area, record)
        if other.get("township") != township and area not in told:
            told.add(area)
            facts = {"area": area, "townships": (other.get("township"), township)}
            cells = (other.cell("township"), record.cell("township"))
            gathered.findings.append(Finding("intake.area_two_townships", "error", facts, cells))


def nearest(word: str, known: Iterable[str]) -> str:
    """The most similar known word, or "" when none is similar at all."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=0.3)), "")
