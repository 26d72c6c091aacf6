"""The documents of a run say what the answer holds: no more, and nothing that the reader must not see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer.domain import (
    Answer,
    Programme,
    Recipient,
    RuleAccount,
    RuleEntry,
    Status,
    StopReason,
    Term,
    TierValue,
    month_index,
)
from optimizer.domain.programme import Role
from optimizer.domain.rule_kinds import RULE_TITLES
from optimizer.domain.student_traits import STUDENT
from optimizer.domain.student_traits import label as said
from optimizer.explain.documents import (
    MOST_IN_WORKBOOK,
    csv_table,
    report_document,
    roster_document,
    run_documents,
)
from optimizer.explain.documents_siblings import siblings_of
from optimizer.explain.documents_view import View
from optimizer.explain.documents_words import Words
from optimizer.messages import Lang, codes, text_of
from optimizer.output.document import (
    Chart,
    Document,
    Figures,
    Listing,
    MapBlock,
    Notice,
    Outline,
    Paragraph,
    Table,
    Value,
)
from tests.output import samples


@pytest.fixture(scope="module")
def plan() -> Programme:
    return samples.programme(60, 70)


def _words(document: Document) -> Iterator[str]:
    """Every text of a document."""
    yield from (document.title, document.headline, *(part for fact in document.facts for part in fact))
    for section in document.sections:
        yield from (section.title, section.lead, section.heading)
        for block in section.blocks:
            if isinstance(block, Table):
                yield from (block.caption, *block.notes, *(band.text for band in block.bands))
                yield from (column.header for column in block.columns)
                yield from (str(value) for row in block.rows for value in row if value is not None)
            elif isinstance(block, Paragraph | Notice):
                yield block.text
            elif isinstance(block, Listing):
                yield from block.items
            elif isinstance(block, Figures):
                yield from (f"{item.label} {item.value} {item.unit}" for item in block.items)
            elif isinstance(block, Chart):
                yield from (block.title, *block.categories)
            elif isinstance(block, MapBlock):
                yield from (block.title, *(point.label for point in block.points))


def _column(table: Table, key: str) -> list[Value]:
    place = table.index(key)
    return [row[place] for row in table.rows]


def _table(document: Document, section: str, number: int = -1) -> Table:
    return document.section(section).tables()[number]


def test_headline_with_uncovered(plan: Programme) -> None:
    """40 staff, 6 out, the first takes two: 35 places for 60 households, so 25 are left."""
    short = plan.altered(helpers=sorted(plan.helpers, key=lambda h: h.origin.row if h.origin else 0)[:40])
    answer = samples.answer(short)
    document = roster_document(short, answer)
    assert document.headline.startswith("60 户贫困户中有 35 户落实帮扶责任人，由 34 人结对帮扶，另有 25 户未落实；")
    assert len(_table(document, "uncovered").rows) == 25
    assert _column(_table(document, "uncovered"), "priority") == sorted(
        _column(_table(document, "uncovered"), "priority"), key=lambda value: value or 0
    )
    assert len(_table(document, "recipients").rows) == 60


def test_headline_within_a_bound(plan: Programme) -> None:
    """Tiers 1 and 2 proved, tier 3 within 4.2 km: that and nothing stronger."""
    answer = samples.answer(plan, status=Status.FEASIBLE)
    zh = report_document(plan, answer).headline
    assert "第 1–2 项目标已证明最优" in zh
    assert "第 3 项（总里程最短）距最优至多差 4.2 公里" in zh
    assert "aim 1–2 proved best" in report_document(plan, answer, lang="en").headline


def test_a_later_proof_does_not_hide_an_open_aim(plan: Programme) -> None:
    """Aim 1 without a bound, aim 2 proved: nothing may be said to be proved before aim 1."""
    tiers = (
        TierValue(number=1, name="coverage.0", rules=("R5",), unit="recipients", value=3),
        TierValue(number=2, name="3", rules=("R7",), unit="metres", value=5, bound=5, gap=0.0, label="optimal"),
    )
    headline = report_document(plan, samples.answer(plan, status=Status.FEASIBLE).altered(tiers=tiers)).headline
    assert "已证明最优" not in headline.replace("尚未证明最优", "")
    assert "第 1 项（未落实数最少）没有界限" in headline


def test_what_hangs_on_an_open_aim_shows_no_wild_percentages(plan: Programme) -> None:
    """Behind an aim that is not proved a gap of 4,000 % says nothing: the absolute one stands, and on which aim it depends."""
    tiers = (
        TierValue(number=1, name="3", rules=("R7",), unit="metres", value=9000, bound=8000, gap=1 / 9, label="within"),
        TierValue(number=2, name="4", rules=("R7",), unit="metres", value=50, bound=-1950, gap=40.0, label="within"),
        TierValue(number=3, name="lottery", unit="one", value=7, bound=-90000, gap=12858.1, label="within"),
    )
    answer = samples.answer(plan, status=Status.FEASIBLE).altered(tiers=tiers)
    table = _table(report_document(plan, answer, lang="en"), "aims")
    assert _column(table, "gap") == ["1.0 km (11.11%)", "2.0 km", "—"]
    assert _column(table, "meaning")[1:] == ["not proved (depends on aim 1)"] * 2


@pytest.mark.parametrize("status", list(Status))
def test_nothing_but_a_proof_claims_the_best(plan: Programme, status: Status) -> None:
    """Not in the headline, nor in the small print, of the report or of the workbook."""
    answer = {
        Status.OPTIMAL: samples.answer(plan),
        Status.FEASIBLE: samples.answer(plan, status=Status.FEASIBLE),
        Status.INFEASIBLE: samples.shortage(plan),
        Status.UNDECIDED: Answer(programme=plan.id, status=Status.UNDECIDED),
    }[status]
    for make in (report_document, roster_document):
        for lang, claims in (("zh", ("没有更好",)), ("en", ("no better", "nothing better"))):
            words = "\n".join(_words(make(plan, answer, samples.findings(plan), lang)))
            assert any(claim in words for claim in claims) == (status is Status.OPTIMAL)


@pytest.mark.parametrize(
    ("kind", "needle"), [("total", "现有名额不够"), ("group", "只能由"), ("surplus", "至少要帮扶")]
)
def test_a_shortage_is_told_in_numbers(plan: Programme, kind: str, needle: str) -> None:
    """Needed, there, missing: 15 households, three helpers, 12 missing; and the two lists of people when it is a group."""
    answer = samples.shortage(plan)
    assert answer.shortage is not None
    answer = answer.altered(
        shortage=answer.shortage.altered(kind=kind, core=answer.shortage.core if kind == "group" else ())
    )
    document = report_document(plan, answer)
    assert needle in document.headline
    assert all(number in document.headline for number in ("15", "3", "12"))
    assert [len(table.rows) for table in document.section("shortage").tables()] == ([] if kind == "total" else [15, 3])
    assert run_documents(plan, answer).roster is None


def test_rules_in_contradiction_have_a_sentence(plan: Programme) -> None:
    """Impossible without a shortage of places."""
    answer = Answer(programme=plan.id, status=Status.INFEASIBLE)
    assert "互相冲突" in report_document(plan, answer).headline


@pytest.mark.parametrize("reason", [reason for reason in StopReason if reason is not StopReason.FINISHED])
def test_it_says_why_the_search_stopped(plan: Programme, reason: StopReason) -> None:
    """A limit that was reached is part of the result."""
    answer = samples.answer(plan, status=Status.FEASIBLE).altered(stopped_by=reason)
    listing = next(b for b in report_document(plan, answer).section("decided").blocks if isinstance(b, Listing))
    assert "计算" in listing.items[0]


def test_masked_report_shows_no_person(plan: Programme) -> None:
    """Names, ID numbers and telephones of helpers, households and people in findings."""
    words = "\n".join(_words(report_document(plan, samples.answer(plan), samples.findings(plan))))
    for person in (*plan.helpers, *plan.recipients):
        assert person.name not in words
        assert person.id_number not in words
    assert not any(helper.phone in words for helper in plan.helpers)


def test_working_roster_shows_names_and_shortens_ids(plan: Programme) -> None:
    """The office needs names and telephones; ID numbers stay shortened, in findings too."""
    words = "\n".join(_words(roster_document(plan, samples.answer(plan), samples.findings(plan))))
    assert all(person.name in words for person in plan.recipients)
    assert plan.helpers[0].name in words
    assert not any(person.id_number in words for person in (*plan.helpers, *plan.recipients))
    full = "\n".join(_words(roster_document(plan, samples.answer(plan), samples.findings(plan), masked=False)))
    assert all(recipient.id_number in full for recipient in plan.recipients)


def test_numbers_add_up(plan: Programme) -> None:
    """Villages, departments, loads and distances are sums of the same pairings."""
    answer = samples.answer(plan)
    document = roster_document(plan, answer)
    areas, units = _table(document, "areas", 0), _table(document, "units", 0)
    assert sum(value for value in _column(areas, "recipients") if isinstance(value, int)) == 60
    assert sum(value for value in _column(areas, "covered") if isinstance(value, int)) == 60
    assert sum(value for value in _column(units, "recipients") if isinstance(value, int)) == 60
    # 70 staff: 64 take part, 6 do not; 59 have recipients (one has two), 5 have none
    assert sum(value for value in _column(units, "helpers") if isinstance(value, int)) == 64
    assert sum(value for value in _column(units, "idle") if isinstance(value, int)) == 5
    assert sum(value for value in _column(units, "excluded") if isinstance(value, int)) == 6
    metres = sum(pair.metres or 0 for pair in answer.pairs)
    assert sum(value for value in _column(areas, "total") if isinstance(value, int)) == metres
    load = next(block for block in document.section("load").blocks if isinstance(block, Chart))
    assert dict(zip(load.categories, load.series[0].values, strict=True)) == {"0": 5, "1": 58, "2": 1}


def test_rows_stand_as_in_the_office_tables(plan: Programme) -> None:
    """Not by stable id, which looks like chance: within a village as the village's own file has them."""
    rows = {recipient.number: recipient.origin.row for recipient in plan.recipients if recipient.origin}
    numbers = [
        str(value) for value in _column(_table(roster_document(plan, samples.answer(plan)), "recipients"), "household")
    ]
    per_village = [numbers[start : start + 15] for start in range(0, 60, 15)]
    assert all([rows[n] for n in village] == sorted(rows[n] for n in village) for village in per_village)


def test_order_of_the_answer_does_not_matter(plan: Programme) -> None:
    """The same facts in another order give the same document."""
    answer = samples.answer(plan)
    other = answer.altered(
        pairs=answer.pairs[::-1], exclusions=answer.exclusions[::-1], uncovered=answer.uncovered[::-1]
    )
    assert roster_document(plan, other) == roster_document(plan, answer)
    assert report_document(plan, other) == report_document(plan, answer)


def test_a_helper_kept_by_a_running_term_is_listed(plan: Programme) -> None:
    """Excluded, yet with a standing pairing: he is on the roster, so he is counted among those who take part."""
    answer = samples.answer(plan)
    busy = answer.pairs[0].helper
    kept = answer.altered(exclusions=(*answer.exclusions, answer.exclusions[0].altered(helper=busy)))
    document = roster_document(plan, kept)
    names = _column(_table(document, "helpers"), "helper")
    assert next(helper.name for helper in plan.helpers if helper.id == busy) in names
    assert "70 人中，6 人不参与（名单和依据另列），64 人参与" in "\n".join(_words(document))


def test_exclusions_stand_under_their_clause(plan: Programme) -> None:
    """One table a rule, in the order of the rule table, retirement with month and track."""
    tables = report_document(plan, samples.answer(plan)).section("excluded").tables()
    assert [table.caption.split("　")[0] for table in tables] == ["R2 不参与", "R3 不参与"]
    assert [len(table.rows) for table in tables] == [3, 3]
    assert "month" in [column.key for column in tables[0].columns]
    assert _column(tables[0], "month")[0] == "2027年3月"
    assert "month" not in [column.key for column in tables[1].columns]


def test_rules_that_nobody_wrote_down_are_named(plan: Programme) -> None:
    """What holds by default is told as such, without an invented number or clause."""
    answer = samples.answer(plan)
    implied = RuleAccount(rule="~coverage", kind="coverage", mode="hard", measure=0, unit="recipients")
    unknown = RuleAccount(rule="~x", kind="rule_of_tomorrow", mode="report", facts={"window_end": "2029-09", "odd": 1})
    table = _table(report_document(plan, answer.altered(rules=(*answer.rules, implied, unknown))), "rules")
    *_, first, second = table.rows
    assert first[:2] == ("—", "全覆盖")
    assert first[-1] == "规则表没有写明时默认适用。"
    assert second[1] == "rule_of_tomorrow"
    assert "退休不晚于 2029-09 的不参与" in second


def test_several_helpers_for_one_recipient(plan: Programme) -> None:
    """With two roles every roster table says which; an empty place of the second role is a row of its own."""
    roles = (Role(id="first", title="第一帮扶人"), Role(id="second", title="第二帮扶人"))
    two = plan.altered(roles=roles, recipients=tuple(r.altered(needs=(1, 1)) for r in plan.recipients))
    answer = samples.answer(two)
    answer = answer.altered(uncovered=tuple({"recipient": r.id, "role": 1, "missing": 1} for r in two.recipients[:3]))
    document = roster_document(two, answer)
    recipients = _table(document, "recipients")
    assert len(recipients.rows) == 63
    assert _column(recipients, "role").count("第二帮扶人") == 3
    assert _column(_table(document, "uncovered"), "role") == ["第二帮扶人"] * 3
    assert "57 户落实" in document.headline


def test_the_map_uses_one_coordinate_system(plan: Programme) -> None:
    """Places in gcj02 lie some 500 m off; on the map they stand in WGS-84, where the user's outlines are."""
    blocks = report_document(plan, samples.answer(plan)).section("map").blocks
    chart, missing = blocks
    assert isinstance(chart, MapBlock)
    assert isinstance(missing, Notice)
    place = {point.label: point for point in chart.points}["边岩村"]
    north, east = samples.MAP[0][1] - place.latitude_microdegrees, samples.MAP[0][2] - place.longitude_microdegrees
    assert 1_000 < max(abs(north), abs(east)) < 10_000
    assert "东原村" in missing.text
    # 15 households in each of three located villages
    assert sum(line.count for line in chart.lines) == 45
    assert {point.label for point in chart.points if point.kind == "helper"} == {"北校区", "南校区"}
    outline = Outline(((30_000_000, 106_000_000), (31_000_000, 106_000_000)))
    drawn = report_document(plan, samples.answer(plan), background=(outline,)).section("map").blocks[0]
    assert isinstance(drawn, MapBlock)
    assert drawn.background == (outline,)


def test_no_map_without_coordinates() -> None:
    """An office without coordinates gets no empty map."""
    plan = samples.programme(12, 20, places=False)
    assert "map" not in [section.key for section in report_document(plan, samples.answer(plan)).sections]


def test_without_distances_the_report_says_so(plan: Programme) -> None:
    """No kilometres of nought."""
    bare = plan.altered(legs=())
    document = report_document(bare, samples.answer(bare))
    assert document.section("distance").blocks == (Notice("没有里程数据，路程未参与比较。"),)


def test_locked_until_and_liaison_are_said(plan: Programme) -> None:
    """The first helper leads 边岩村 and has two locked pairings there."""
    standing = _column(_table(roster_document(plan, samples.answer(plan)), "recipients"), "standing")
    assert standing.count("期内不变，至2027年9月、本人联系村") == 2
    assert standing.count("沿用上轮") == 1


def test_a_pairing_keeps_its_own_term(plan: Programme) -> None:
    """A standing pairing shows the term it began with, not this round's."""
    answer = samples.answer(plan)
    assert answer.roster is not None
    old = Term(start=month_index(2025, 3), months=36)
    pairings = (answer.roster.pairings[0].altered(term=old), *answer.roster.pairings[1:])
    changed = answer.altered(roster=answer.roster.altered(pairings=pairings))
    terms = _column(csv_table(plan, changed), "term")
    assert terms.count("2025.03—2028.02") == 1
    assert terms.count("2026.10—2029.09") == 59


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["household", "students", "twinning", "anything"])
@pytest.mark.parametrize("labels", ["2014", "2021", "2026"])
def test_every_kind_has_its_words(plan: Programme, kind: str, labels: str, lang: Lang) -> None:
    """Each kind of programme and label set gives a whole document in both languages."""
    made = plan.altered(kind=kind, label_set=labels)
    document = roster_document(made, samples.answer(made), samples.findings(made), lang)
    assert ("贫困户" in document.headline) == (kind == "household" and labels == "2014" and lang == "zh")
    report_document(made, samples.answer(made), samples.findings(made), lang)


def test_empty_programmes_have_documents() -> None:
    """Nobody to help and nobody to help them: odd, but no crash."""
    plan = samples.programme(1, 2).altered(helpers=(), recipients=())
    answer = Answer(programme=plan.id, status=Status.OPTIMAL, roster={"programme": plan.id})
    roster_document(plan, answer)
    report_document(plan, answer)


def test_a_national_roster_has_no_workbook(plan: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what a spreadsheet can help with, CSV and JSON remain; nobody waits for a file that will not open."""
    assert MOST_IN_WORKBOOK == 200_000
    monkeypatch.setattr("optimizer.explain.documents.MOST_IN_WORKBOOK", 59)
    documents = run_documents(plan, samples.answer(plan))
    assert documents.roster is None
    assert documents.table is not None
    assert documents.report is not None
    assert "search" not in [section.key for section in documents.report.sections]


def test_every_message_of_the_report_has_both_languages() -> None:
    """A missing translation would show up as an empty cell."""
    for code in codes():
        if code.startswith(("report.", "output.")):
            text = text_of(code)
            assert text.zh
            assert text.en
            assert bool(text.advice_zh) == bool(text.advice_en)


def _units() -> set[str]:
    """Units that the rules measure in, from their sources."""
    rules = Path(__file__).parents[2] / "optimizer" / "rules"
    found = (re.findall(r'unit: ClassVar\[str\] = "(\w+)"', file.read_text("utf-8")) for file in rules.rglob("*.py"))
    return {unit for units in found for unit in units}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_unit_and_rule_has_a_word(lang: Lang) -> None:
    """A bare 17, or the code's name of a rule, tells an office nothing. The lottery's own number is never shown."""
    words = Words("household", "2014", lang)
    units = _units() - {"units"}
    assert {"metres", "recipients", "areas"} <= units
    assert [unit for unit in sorted(units) if " " not in words.quantity(1, unit)] == []
    assert words.quantity(1_250, "metres").startswith("1.3 ")
    for kind in RULE_TITLES:
        assert bool(re.search(r"[\u4e00-\u9fff]", words.rule(kind))) == (lang == "zh")
    assert words.rule("rule_of_tomorrow") in ("rule_of_tomorrow", "rule of tomorrow")


def test_schools_are_no_people(plan: Programme) -> None:
    """A school's name is known to everybody: it stands in full on the masked page, and schools are counted as schools."""
    schools = plan.altered(
        kind="twinning", recipients=tuple(r.altered(number=f"W{i:03d}") for i, r in enumerate(plan.recipients))
    )
    document = report_document(schools, samples.answer(schools))
    assert "所学校结对帮扶" in document.headline
    words = "\n".join(_words(document))
    assert schools.recipients[0].name in words
    assert "W001" in words
    assert "只显示首字" not in words
    assert "名人员" not in words


def test_an_area_that_is_itself_supported_keeps_its_name(plan: Programme) -> None:
    """Staff spread over areas: the recipient is the area, and 东*** would tell nobody where to go."""
    areas = plan.altered(kind="zones", recipients=tuple(r.altered(name=r.area) for r in plan.recipients))
    words = "\n".join(_words(report_document(areas, samples.answer(areas))))
    assert areas.recipients[0].area in words
    assert f"{areas.recipients[0].area[0]}**" not in words
    assert areas.helpers[0].name not in words


@pytest.mark.parametrize("category", ["村小", "乡镇中心校", "班级", "部门", "村", "县直学校"])
def test_schools_classes_and_departments_of_a_chain_are_named(plan: Programme, category: str) -> None:
    """Levels above the students hold bodies: 教** for 教务处 protects nobody. Whoever answers for them stays masked."""
    chain = plan.altered(kind="tiers", recipients=tuple(r.altered(category=category, area="") for r in plan.recipients))
    words = "\n".join(_words(report_document(chain, samples.answer(chain))))
    assert chain.recipients[0].name in words
    assert chain.helpers[0].name not in words


@pytest.mark.parametrize("category", ["学困生", "一般户", "脱贫户", "留守儿童", "监测对象", "贫困村户", ""])
def test_people_of_any_category_stay_masked(plan: Programme, category: str) -> None:
    """A category that only sounds like a body must not uncover a family."""
    people = plan.altered(recipients=tuple(r.altered(category=category) for r in plan.recipients))
    words = "\n".join(_words(report_document(people, samples.answer(people))))
    assert not [r.name for r in people.recipients if r.name in words]


def test_a_tier_is_named_by_what_it_strives_for(plan: Programme) -> None:
    """A bare rule name says nothing about which way is better; a sum of squares without a word is a riddle."""
    answer = samples.answer(plan)
    rules = (RuleEntry(id="E1", kind="eligibility", mode=1), RuleEntry(id="F1", kind="fairness", mode=2))
    tiers = (
        TierValue(number=1, name="1", rules=("E1",), unit="pairs", value=3, bound=3, gap=0.0, label="optimal"),
        TierValue(number=2, name="2.F1", rules=("F1",), unit="units", value=77, bound=77, gap=0.0, label="optimal"),
    )
    document = report_document(plan.altered(rules=(*plan.rules, *rules)), answer.altered(tiers=tiers))
    assert _column(_table(document, "aims"), "aim") == [
        "不合资格条件的结对最少",
        "任务最均衡（各人任务数的平方和最小）",
    ]


def test_a_student_is_not_his_own_sibling() -> None:
    """Rows by subject carry the subject behind the number; that does not make them somebody else's."""
    own = Recipient(
        id="r-1",
        name="吴例甲",
        area="七年级1班",
        number="2025-数学",
        category="数学",
        traits={STUDENT: (said("七年级1班", "吴例甲", "2025"),)},
    )
    view = View(
        samples.programme(3, 4).altered(kind="students"),
        samples.answer(samples.programme(3, 4)),
        (),
        "zh",
        False,
        False,
    )
    assert siblings_of(view, own) == ""


def test_a_shortage_of_a_subject_names_it(plan: Programme) -> None:
    """Nobody looks up a row number: the headline names the subject, the chapter the classes and their counts."""
    rows = tuple(r.altered(category="物理", area=f"八年级{1 + i % 2}班") for i, r in enumerate(plan.recipients))
    school = plan.altered(kind="students", recipients=rows)
    answer = samples.shortage(plan)
    assert answer.shortage is not None
    short = [r for r in rows if r.id in set(answer.shortage.recipients)]
    document = report_document(school, answer)
    assert "学生（物理）" in document.headline
    words = "\n".join(_words(document))
    assert f"物理：{len(short)} 人次，八年级" in words
    assert _column(document.section("shortage").tables()[0], "detail") == ["物理"] * len(short)
