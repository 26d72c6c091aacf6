"""The students case: made, read, checked, solved, verified; what nobody can serve is named."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import cli
from optimizer.domain import Programme, RuleEntry, Status
from optimizer.domain.student_traits import LEAD, MENTORED, STUDENT
from optimizer.explain.documents import csv_table, report_document, roster_document
from optimizer.intake import Intake, read_programme, template_of
from optimizer.output.csv_writer import table_csv
from optimizer.output.xlsx import workbook_bytes
from optimizer.planning import Plan, plan
from optimizer.screen.entry import enter
from scenarios.cases import students
from scenarios.cases.students.case import SEED, Case, make_case
from scenarios.cases.students.make import main, write_case
from scenarios.cases.students.numbers import Numbers
from scenarios.cases.students.rule_table import hours
from scenarios.edits import edited_roster, read_edited_rows
from tests.campaigns import c14_students
from tests.scenarios.cases.students_mip import best_values, rows_of

COMMITTED = Path(students.__file__).with_name("files")
SMALL = Numbers(classes=9, teachers=32, students=60, rows=80)
SCARCE = Numbers(classes=12, teachers=30, students=104, rows=104)


@pytest.fixture(scope="module")
def read() -> tuple[Intake, Programme]:
    found = read_programme(COMMITTED)
    return found, found.require()


@pytest.fixture(scope="module")
def made(read: tuple[Intake, Programme]) -> Plan:
    return plan(read[1])


def jiedui(*words: object) -> int:
    return enter(cli.app, [str(word) for word in words])


def by_name(case: Case) -> dict[str, int]:
    """Lessons of the teachers whom the table names."""
    return {str(line[1]): int(str(line[2])) for line in hours(case) if line[0] == "姓名"}


def values(made: Plan) -> list[int]:
    tiers = {tier.name: tier.value for tier in made.answer.tiers}
    return [tiers.get(name, 0) for name in ("coverage.0", "coverage.1", "coverage.2", "2", "3", "4.R8")]


def test_the_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    """A reader of the case must be able to make it again, byte for byte."""
    main(["-o", str(tmp_path)])
    kept = {path.name: path.read_bytes() for path in COMMITTED.iterdir()}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == kept


def test_what_the_generator_knew_is_what_is_read(read: tuple[Intake, Programme]) -> None:
    """24 classes, 60 teachers, 130 students, 210 (student, subject) rows; 5 families of two share a lead row: 125 more.

    Every student stands in exactly one lead row and in one lesson row a weak subject.
    """
    case, programme = make_case(SEED, Numbers()), read[1]
    assert [f.code for f in read[0].findings if f.severity in ("error", "warning")] == []
    assert (len(case.classes), len(programme.helpers), len(case.students)) == (24, 60, 130)
    lessons = [r for r in programme.recipients if r.category != LEAD]
    leads = [r for r in programme.recipients if r.category == LEAD]
    assert (len(lessons), len(leads)) == (210, 125)
    led = Counter(said for r in leads for said in r.traits[STUDENT])
    assert len(led) == 130
    assert set(led.values()) == {1}
    expected = {(s.number, subject, cause) for s in case.students for subject, cause in s.weak}
    assert {(r.number.split("-")[0], r.category, r.cause) for r in lessons} == expected
    assert Counter(r.priority for r in leads) == Counter(r.priority for r in rows_of(case) if not r.subject)
    assert {h.name: (h.sex, h.role_group, h.phone) for h in programme.helpers} == {
        t.name: (t.sex, t.role, t.phone) for t in case.teachers
    }


def test_classes_in_three_spellings_are_one(read: tuple[Intake, Programme]) -> None:
    """七(1)班, 701 and 七年级1班: 24 classes and those that the leavers came from, no more."""
    case = make_case(SEED, Numbers())
    former = {s.former for s in case.students if s.former}
    assert {r.area for r in read[1].recipients} <= {c.name for c in case.classes} | former


def test_solved_and_proved_with_everybody_served(made: Plan) -> None:
    """The values are those of an independent model; the route is the network, which is what makes it fast."""
    case = make_case(SEED, Numbers())
    assert made.answer.status is Status.OPTIMAL
    assert (made.answer.uncovered, made.answer.route) == ((), "network")
    assert values(made) == best_values(case, by_name(case)) == [0, 0, 0, 23, 269, 1985]


def test_what_the_plan_promises_holds_on_the_roster(made: Plan) -> None:
    """Read off pair by pair: one lead person, one mentor a subject who teaches it, at most three, sex where required."""
    case = make_case(SEED, Numbers())
    teachers, people = {t.name: t for t in case.teachers}, {s.number: s for s in case.students}
    helpers = {h.id: h for h in made.programme.helpers}
    recipients = {r.id: r for r in made.programme.recipients}
    assert made.answer.roster is not None
    mentors: dict[str, set[str]] = {}
    leads: Counter[str] = Counter()
    for pairing in made.answer.roster.pairings:
        row, teacher = recipients[pairing.recipient], teachers[helpers[pairing.helper].name]
        for number in row.number.split("-")[0].split("、"):
            if row.category == LEAD:
                leads[number] += 1
                assert teacher.may_lead
                assert not people[number].same_sex or teacher.sex == people[number].sex
            else:
                mentors.setdefault(number, set()).add(teacher.name)
                assert row.category in teacher.subjects
    assert leads == dict.fromkeys(people, 1)
    assert max(map(len, mentors.values())) <= 3
    loads = Counter(helpers[p.helper].name for p in made.answer.roster.pairings)
    most = {"校级领导": 3, "中层干部": 5, "教师": 7}
    assert all(loads[t.name] <= min(most[t.role], by_name(case).get(t.name, 7)) for t in case.teachers)


@pytest.mark.parametrize("seed", range(12))
def test_the_engine_agrees_with_highs(tmp_path: Path, seed: int) -> None:
    """Other seeds, half of them with too few teachers: uncovered by priority, strangers, points, squares."""
    case = make_case(seed, (SMALL, SCARCE)[seed % 2])
    write_case(case, tmp_path)
    found = plan(read_programme(tmp_path).require())
    assert found.answer.status is Status.OPTIMAL
    assert values(found) == best_values(case, by_name(case))
    assert len(found.answer.uncovered) == sum(values(found)[:3])


def test_a_class_whose_subject_has_no_teacher_is_named(tmp_path: Path) -> None:
    """Without chemistry teachers: said when reading, class by class; solved, exactly those rows wait."""
    case = make_case(3, SMALL)
    left = [t for t in case.teachers if "化学" not in t.subjects]
    write_case(Case(case.seed, case.numbers, case.classes, left, case.students), tmp_path)
    found = read_programme(tmp_path)
    waiting = {(s.school_class.name, s.number) for s in case.students if s.school_class and "化学" in dict(s.weak)}
    named = [f for f in found.findings if f.code == "students.subject_without_teacher"]
    assert {f.facts["class"] for f in named} == {name for name, _ in waiting}
    assert {f.facts["subject"] for f in named} == {"化学"}
    assert sum(f.facts["count"] for f in named) == len(waiting) > 0
    programme = found.require()
    answer = plan(programme).answer
    rows = {r.id: r for r in programme.recipients}
    missed = {rows[item.recipient].number for item in answer.uncovered if rows[item.recipient].category == "化学"}
    assert missed == {f"{number}-化学" for _, number in waiting}
    strict = tuple(r.altered(mode="hard") if r.kind == "coverage" else r for r in programme.rules)
    shortage = plan(programme.altered(rules=strict)).answer.shortage
    assert shortage is not None
    assert "化学" in {rows[key].category for key in shortage.recipients}


@pytest.mark.parametrize(("seed", "most"), [(0, 1), (1, 1), (2, 2), (3, 1)])
def test_at_most_k_mentors_counts_persons(tmp_path: Path, seed: int, most: int) -> None:
    """A mentor of two of the student's subjects is one person: equal to HiGHS, which counts people with columns of their own,
    and counted again from the roster.
    """
    case = make_case(seed, SMALL)
    write_case(case, tmp_path)
    programme = read_programme(tmp_path).require()

    def limited(rule: RuleEntry) -> RuleEntry:
        return rule.altered(parameters={**rule.parameters, "最多": str(most)}) if rule.kind == "team" else rule

    answer = plan(programme.altered(rules=tuple(limited(rule) for rule in programme.rules))).answer
    tiers = {tier.name: tier.value for tier in answer.tiers}
    found = [tiers.get(name, 0) for name in ("coverage.0", "coverage.1", "coverage.2", "2", "3", "4.R8")]
    assert answer.status is Status.OPTIMAL
    assert found == best_values(case, by_name(case), most)
    assert answer.roster is not None
    teams: dict[tuple[str, ...], set[str]] = {}
    rows = {r.id: r for r in programme.recipients}
    for pairing in answer.roster.pairings:
        if MENTORED in rows[pairing.recipient].traits:
            teams.setdefault(rows[pairing.recipient].traits[MENTORED], set()).add(pairing.helper)
    assert max(map(len, teams.values())) <= most


def test_one_mentor_for_two_subjects_counts_once(tmp_path: Path) -> None:
    """数学 and 物理 of one student by the one teacher of both: one mentor is enough, nobody waits."""
    from tests.intake.making import SETTINGS, book

    rules = [["编号", "规则", "方式", "参数"], ["R1", "名额", "硬性", None], ["R2", "全覆盖", "硬性", None]]
    rules += [["R3", "资格", "硬性", "须相符=任务"], ["R4", "导师人数", "硬性", "按列=导师组;最多=1"]]
    sheets = {
        "基本信息": [*SETTINGS, ["项目类型", "students"]],
        "导师": [
            ["教师姓名", "部门", "任教学科"],
            ["赵试甲", "理科组", "数学、物理"],
            ["钱样乙", "理科组", "数学"],
            ["孙例丙", "理科组", "物理"],
        ],
        "学困生": [["学生姓名", "班级", "学号", "薄弱学科"], ["李示丁", "八(1)班", "20260001", "数学、物理"]],
        "规则": rules,
        "名额": [["对象类型", "取值", "至少", "最多", "条款"], ["全体", None, 0, 3, None]],
    }
    programme = read_programme(book(tmp_path / "p.xlsx", sheets)).require()
    answer = plan(programme).answer
    assert (answer.status, answer.uncovered) == (Status.OPTIMAL, ())
    assert answer.roster is not None
    helpers = {h.id: h.name for h in programme.helpers}
    rows = {r.id: r.category for r in programme.recipients}
    assert {helpers[p.helper] for p in answer.roster.pairings if rows[p.recipient] != LEAD} == {"赵试甲"}


def test_every_contradiction_of_the_lists_is_told_at_once(tmp_path: Path) -> None:
    """A student in two classes, one number with two names, a subject twice: all of them, with their cells."""
    write_case(make_case(5, SMALL), tmp_path)
    header = "班级,姓名,学号,学科,原因\n"
    lines = [
        "七年级1班,赵样一,90000001,数学,基础不扎实",
        "七年级2班,赵样一,90000001,语文,基础不扎实",
        "七年级1班,钱样二,90000002,数学,基础不扎实",
        "七年级1班,钱样三,90000002,语文,基础不扎实",
        "七年级1班,孙样四,90000003,数学,基础不扎实",
        "七年级1班,孙样四,90000003,数学,基础不扎实",
    ]
    (tmp_path / "补报学困生.csv").write_text(header + "\n".join(lines), "utf-8")
    found = read_programme(tmp_path)
    errors = [f for f in found.findings if f.severity == "error"]
    assert sorted(f.code for f in errors) == ["students.subject_twice", "students.two_classes", "students.two_names"]
    assert all(len(f.cells) == 2 and {c.file for c in f.cells} == {"补报学困生.csv"} for f in errors)
    assert found.programme is None


def test_rosters_by_class_mentor_and_subject_and_never_public(made: Plan) -> None:
    """Each student's people stand together in the class list; sheets by subject; printed as not to be published."""
    document = roster_document(made.programme, made.answer)
    keys = [section.key for section in document.sections]
    assert keys[:5] == ["summary", "helpers", "recipients", "areas", "subjects"]
    classes = document.section("areas").tables()[-1]
    assert len(classes.rows) == 130 + 210
    assert len(document.section("subjects").tables()[0].rows) == 335 + 5
    assert [band.text.split()[0] for band in document.section("subjects").tables()[0].bands][-1] == LEAD
    assert "不得公示" in document.meta.confidential
    names = {s.name for s in make_case(SEED, Numbers()).students}
    shown = str(report_document(made.programme, made.answer))
    assert not [name for name in names if name in shown]


def test_siblings_stand_on_lines_of_their_own(made: Plan) -> None:
    """Ten siblings share five lead rows: every list has a line for each of them, under his or her own class and number."""
    case = make_case(SEED, Numbers())
    document = roster_document(made.programme, made.answer)
    siblings = {s.number for s in case.students if s.family}
    assert len(siblings) == 10
    lists = [document.section(key).tables()[-1] for key in ("helpers", "recipients", "areas", "subjects", "units")]
    for table in (*lists, csv_table(made.programme, made.answer)):
        number = [column.key for column in table.columns].index("household")
        task = next(n for n, column in enumerate(table.columns) if column.key in ("category", "task"))
        led = Counter(row[number] for row in table.rows if row[task] == LEAD)
        assert led == {s.number: 1 for s in case.students}
    classes = document.section("areas").tables()[0]
    assert sum(int(str(row[2])) for row in classes.rows) == 130


def test_a_workbook_with_siblings_comes_back(made: Plan, tmp_path: Path) -> None:
    """Both lines of a shared pairing read as the one pairing; changed on one line only, both cells are named."""
    assert made.answer.roster is not None
    (tmp_path / "roster.xlsx").write_bytes(workbook_bytes(roster_document(made.programme, made.answer)))
    rows = read_edited_rows(tmp_path / "roster.xlsx")
    edited = edited_roster(made.programme, made.answer.roster, rows)
    assert (edited.findings, edited.overrides) == ((), ())
    twice = next(pair for pair, count in Counter(row.pair for row in rows).items() if count > 1)
    first = next(n for n, row in enumerate(rows) if row.pair == twice)
    changed = [replace(row, helper="") if n == first else row for n, row in enumerate(rows)]
    found = edited_roster(made.programme, made.answer.roster, changed, reason="示例", author="示例").findings
    assert [(f.code, len(f.cells)) for f in found] == [("scenarios.pair_twice", 2)]


def test_the_template_is_read_as_what_it_is(tmp_path: Path) -> None:
    """An office that fills it in must not find that a sheet is taken for another table."""
    assert [sheet.name for sheet in template_of("students")][1:5] == ["导师", "学困生", "控辍保学", "两后生"]
    assert jiedui("new", tmp_path / "new", "--kind", "students", "-q") == 0
    found = read_programme(tmp_path / "new")
    kinds = {s.sheet: t.kind for f in found.receipt.files for s in f.sheets for t in s.tables}
    assert {kinds[name] for name in ("导师", "学困生", "控辍保学", "两后生", "周课时", "因材匹配")} == {
        "mentors",
        "struggling",
        "at_risk",
        "leavers",
        "hours",
        "fit",
    }


def test_check_solve_verify(tmp_path: Path) -> None:
    """The three commands as an office types them."""
    run = tmp_path / "run"
    assert jiedui("check", COMMITTED, "-q") == 0
    assert jiedui("solve", COMMITTED, "-o", run, "-q") == 0
    assert jiedui("verify", run, "-q") == 0


def test_sizes_that_cannot_be_met_are_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Refused before anything is written."""
    with pytest.raises(SystemExit) as stop:
        main(["--teachers", "40", "-o", "never-written"])
    assert stop.value.code == 2
    assert "too few teachers" in capsys.readouterr().err


def test_the_what_ifs_leave_as_many_waiting_as_the_readme_says(capfd: pytest.CaptureFixture[str]) -> None:
    """Each what-if that ships is accepted, solved and proved; the numbers are those that the README promises."""
    files = sorted(COMMITTED.with_name("what_if").glob("*.yaml"))
    options = ["--no-cache", "--processes", 1, "--format", "json"]
    assert jiedui("scenario", "run", COMMITTED, *files, *options) == 0
    rows = json.loads(capfd.readouterr().out)["rows"]
    uncovered = next(row for row in rows if row["measure"] == "未落实")
    waiting = {file.stem: int(uncovered[f"r{number}"]) for number, file in enumerate(files, start=1)}
    assert waiting == {
        "everybody_or_nobody": 0,
        "own_class_only": 23,
        "teachers_take_five": 46,
        "two_mentors_at_most": 6,
    }


def test_last_years_roster_is_read_back(made: Plan, tmp_path: Path) -> None:
    """The list that was printed, siblings on lines of their own, gives the same pairings, so that continuity and locks work."""
    assert made.answer.roster is not None
    shutil.copytree(COMMITTED, tmp_path / "tables")
    (tmp_path / "tables" / "上轮结对名册.csv").write_bytes(table_csv(csv_table(made.programme, made.answer), "zh"))
    incumbent = read_programme(tmp_path / "tables").require().incumbent
    assert incumbent is not None
    pairs = {(p.helper, p.recipient) for p in incumbent.pairings}
    assert pairs == {(p.helper, p.recipient) for p in made.answer.roster.pairings}


def test_the_campaign_at_a_size_that_fits_a_test_run() -> None:
    """The campaign itself notices a model that forgets the lessons table."""
    told = c14_students.run(size=3)
    assert told["passed"], told


def test_serial_numbers_count_within_the_class(tmp_path: Path) -> None:
    """Number 3 of one class and number 3 of another are two students; a line without number joins its namesake."""
    write_case(make_case(5, SMALL), tmp_path)
    lines = [
        "班级,姓名,学号,学科,原因",
        "七年级1班,赵样一,3,数学,基础不扎实",
        "701,赵样一,,语文,基础不扎实",
        "七(2)班,钱样二,3,数学,基础不扎实",
    ]
    (tmp_path / "补报学困生.csv").write_text("\n".join(lines), "utf-8")
    programme = read_programme(tmp_path).require()
    rows = {(r.area, r.name, r.category) for r in programme.recipients if r.name in ("赵样一", "钱样二")}
    assert rows == {
        ("七年级1班", "赵样一", "数学"),
        ("七年级1班", "赵样一", "语文"),
        ("七年级1班", "赵样一", LEAD),
        ("七年级2班", "钱样二", "数学"),
        ("七年级2班", "钱样二", LEAD),
    }
