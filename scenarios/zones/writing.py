"""The files of both steps: areas.xlsx for the office, the proof of coverage, and a run folder a step for ``jiedui verify``."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from optimizer.domain import Status
from optimizer.messages import Lang, say
from optimizer.output.canonical import canonical_bytes
from optimizer.output.document import Band, Block, Column, Document, Listing, Meta, Notice, Section, Table, Value
from optimizer.output.files import write_folder
from optimizer.output.xlsx import workbook_bytes
from optimizer.planning import Options
from optimizer.runs import write_plan
from scenarios.zones.dividing import DUTY, area_of
from scenarios.zones.solving import ZonesAnswer

FILES = ("areas.xlsx", "coverage.json")
DIVISION, VISITS = "1-division", "2-visits"


def write_zones(
    folder: Path,
    found: ZonesAnswer,
    options: Options,
    *,
    lang: Lang = "zh",
    masked: bool = True,
    force: bool = False,
) -> tuple[str, ...]:
    """Write areas.xlsx, coverage.json and the run folders 1-division and 2-visits; returns the names. Raises ExistsError,
    ResourceError. areas.xlsx is the staff table of the second step with its column 责任片区, beside the proof.
    """
    files = {
        "areas.xlsx": workbook_bytes(zones_document(found, lang)),
        "coverage.json": canonical_bytes(_content(found)),
    }
    write_folder(folder, files, last="coverage.json", owned=FILES, force=force)
    write_plan(folder / DIVISION, found.division, options, lang=lang, masked=masked, force=force)
    if found.visits is None:
        return (*FILES, DIVISION)
    write_plan(folder / VISITS, found.visits, options, lang=lang, masked=masked, force=force)
    return (*FILES, DIVISION, VISITS)


def proved(found: ZonesAnswer, lang: Lang) -> tuple[str, ...]:
    """What is proved, in sentences."""
    if found.status is not Status.OPTIMAL:
        return (_word("unproved", lang),)
    return _word("both", lang), _word("even" if found.even else "given", lang)


def zones_document(found: ZonesAnswer, lang: Lang = "zh") -> Document:
    """The office's workbook; names in full."""
    bodies: list[tuple[str, tuple[Block, ...]]] = [("proof", (*_proof(found, lang), _areas(found, lang)))]
    if found.visits is not None:
        bodies += [("staff", (_staff(found, lang),)), ("visits", (_visits(found, lang),))]
    sections = tuple(Section(key, _word(key, lang), blocks, heading=_word(key, lang)) for key, blocks in bodies)
    programme = found.division.programme
    meta = Meta(
        programme.reference_day,
        form=((say("report.form.unit", None, lang), programme.office.get("填报单位", "")),),
        confidential=_word("confidential", lang),
    )
    good = found.coverage.complete
    headline = _word("complete" if good else "incomplete", lang)
    return Document(programme.title, lang, meta, sections, headline, "good" if good else "bad")


def _word(name: str, lang: Lang) -> str:
    return say(f"zones.word_{name}", None, lang)


def _proof(found: ZonesAnswer, lang: Lang) -> tuple[Block, ...]:
    complete = found.coverage.complete
    notice = Notice(_word("complete" if complete else "incomplete", lang), "good" if complete else "bad")
    return notice, Listing(proved(found, lang))


def _areas(found: ZonesAnswer, lang: Lang) -> Table:
    keys = ("people", "count", "served", "outsiders", "least", "most")
    columns = (Column("area", _word("area", lang), width=16), *(Column(k, _word(k, lang), "int", 11) for k in keys))
    rows = tuple((a.area, a.staff, a.visits, a.served, a.outsiders, a.least, a.most) for a in found.coverage.areas)
    return Table(columns, rows, _word("areas", lang))


def _staff(found: ZonesAnswer, lang: Lang) -> Table:
    assert found.visits is not None
    load: dict[str, int] = {}
    roster = found.visits.answer.roster
    for pairing in roster.pairings if roster is not None else ():
        load[pairing.helper] = load.get(pairing.helper, 0) + 1
    columns = (
        Column("area", _word("duty", lang), width=16),
        Column("unit", _word("unit", lang), width=14),
        Column("name", _word("name", lang), "person", 12),
        Column("post", _word("post", lang), width=12),
        Column("phone", _word("phone", lang), "id_number", 14),
        Column("load", _word("load", lang), "int", 9),
    )
    rows: list[tuple[Value, ...]] = []
    for helper in found.visits.programme.helpers:
        area = "、".join(helper.traits.get(DUTY, ()))
        rows.append((area, helper.unit, helper.name, helper.post, helper.phone, load.get(helper.id, 0)))
    rows.sort(key=lambda row: (not row[0], str(row[0]), str(row[1]), str(row[2])))
    return Table(columns, tuple(rows), filtered=True)


def _visits(found: ZonesAnswer, lang: Lang) -> Table:
    """Area by area on pages of their own: everybody who goes there with everybody they visit."""
    assert found.visits is not None
    programme, roster = found.visits.programme, found.visits.answer.roster
    helpers = {helper.id: helper for helper in programme.helpers}
    people = {recipient.id: recipient for recipient in programme.recipients}
    columns = (
        Column("name", _word("name", lang), "person", 12),
        Column("unit", _word("unit", lang), width=14),
        Column("phone", _word("phone", lang), "id_number", 14),
        Column("recipient", _word("recipient", lang), "person", 14),
        Column("number", _word("number", lang), "id_number", 14),
        Column("sort", _word("sort", lang), width=10),
    )
    lines = []
    for pairing in roster.pairings if roster is not None else ():
        helper, served = helpers[pairing.helper], people[pairing.recipient]
        order = (area_of(served), helper.unit, helper.name, helper.id, served.number, served.name)
        lines.append((order, (helper.name, helper.unit, helper.phone, served.name, served.number, served.category)))
    lines.sort(key=lambda line: line[0])
    bands: list[Band] = []
    rows: list[tuple[Value, ...]] = []
    for area, own in groupby(lines, key=lambda line: line[0][0]):
        bands.append(Band(len(rows), area, new_page=True))
        rows += [row for _, row in own]
    return Table(columns, tuple(rows), bands=tuple(bands))


def _content(found: ZonesAnswer) -> dict[str, object]:
    return {
        "format": "jiedui.zones",
        "version": 1,
        "status": found.status.value,
        "even_over_both": found.even and found.status is Status.OPTIMAL,
        "division": found.division.answer.status.value,
        "visits": None if found.visits is None else found.visits.answer.status.value,
        "coverage": found.coverage.as_json(),
    }
