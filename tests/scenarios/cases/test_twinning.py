"""The twinning case: its files, what they ask, and the engine beside a MIP on other seeds."""

from __future__ import annotations

from pathlib import Path

import highspy
import numpy as np
import pytest

from optimizer.domain import Programme, Status
from optimizer.intake import read_programme, template_of
from optimizer.planning import check, plan
from scenarios.cases import twinning
from scenarios.cases.twinning.make import FARTHEST_METRES, SCHOOLS, SEED, main, write_case
from scenarios.cases.twinning.schools import make_county
from scenarios.changes.reading import read_scenario
from scenarios.runs import run_scenarios
from tests.intake.making import SETTINGS, book

FILES = Path(twinning.__file__).with_name("files")


def made(folder: Path, seed: int, schools: int) -> Programme:
    main(["--seed", str(seed), "--schools", str(schools), "-o", str(folder)])
    return read_programme(folder).require()


def test_the_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    """Same seed, same bytes."""
    for path in write_case(make_county(SEED, SCHOOLS), tmp_path, SEED):
        assert path.read_bytes() == (FILES / path.name).read_bytes()


def test_every_school_has_a_partner_of_its_stage_and_last_years_pairs_are_known() -> None:
    """36 schools, nobody left out, 12 old pairs (a third) read by code; the judge grants every tier."""
    programme = read_programme(FILES).require()
    assert not [f for f in check(programme) if f.severity == "error"]
    assert programme.incumbent is not None
    assert {p.recipient for p in programme.incumbent.pairings} <= {r.id for r in programme.recipients}
    assert len(programme.incumbent.pairings) == 12
    answer = plan(programme).answer
    assert answer.status is Status.OPTIMAL
    assert answer.roster is not None
    stage = {person.id: person.traits["学段"] for person in (*programme.helpers, *programme.recipients)}
    assert len(answer.roster.pairings) == 36
    assert all(stage[p.helper] == stage[p.recipient] for p in answer.roster.pairings)
    assert all(rule.clause for rule in programme.rules)


def by_mip(programme: Programme) -> list[int]:
    """Least of subject, size, changes and metres, one after the other, as a dense 0/1 program in HiGHS."""
    helpers, recipients = programme.helpers, programme.recipients
    old = {p.recipient: p.helper for p in (programme.incumbent.pairings if programme.incumbent else ())}
    metres = {(leg.start, leg.end): leg.metres for leg in programme.legs}
    near = {(h.id, r.id) for h in helpers for r in recipients if metres[h.start, r.place] <= FARTHEST_METRES}
    stage = {(h.id, r.id) for h in helpers for r in recipients if set(h.traits["学段"]) & set(r.traits["学段"])}
    pairs = [(h, r) for h in helpers for r in recipients if (h.id, r.id) in near & stage]
    costs = [
        [int(not set(h.traits["学科"]) & set(r.traits["学科"])) for h, r in pairs],
        [int(not set(h.traits["规模"]) & set(r.traits["规模"])) for h, r in pairs],
        [int(r.id in old and old[r.id] != h.id) for h, r in pairs],
        [metres[h.start, r.place] for h, r in pairs],
    ]
    solver = highspy.Highs()
    solver.silent()
    count = len(pairs)
    solver.addVars(count, np.zeros(count), np.ones(count))
    solver.changeColsIntegrality(count, np.arange(count), np.array([highspy.HighsVarType.kInteger] * count))
    for person in (*helpers, *recipients):
        mine = [n for n, pair in enumerate(pairs) if person in pair]
        low, high = (0, person.most or 0) if person in helpers else (1, 1)
        solver.addRow(low, high, len(mine), np.array(mine), np.ones(len(mine)))
    values = []
    for cost in costs:
        solver.changeColsCost(count, np.arange(count), np.array(cost, float))
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        values.append(round(solver.getInfo().objective_function_value))
        used = [n for n, c in enumerate(cost) if c]
        solver.addRow(
            -highspy.kHighsInf, values[-1] + 0.5, len(used), np.array(used), np.array([cost[n] for n in used], float)
        )
    return values


@pytest.mark.parametrize("seed", range(12))
def test_engine_and_mip_agree_on_other_seeds(seed: int, tmp_path: Path) -> None:
    """Subject, size, kept pairs and metres, each given those before, are the same numbers."""
    programme = made(tmp_path, seed, 9 + seed)
    answer = plan(programme).answer
    assert answer.status is Status.OPTIMAL
    assert [tier.value for tier in answer.tiers[:4]] == by_mip(programme)


def test_a_stage_without_supporters_is_named(tmp_path: Path) -> None:
    """Without junior-high supporters all junior-high schools, and they alone, are the tightest group."""
    programme = made(tmp_path, 3, 15)
    helpers = tuple(h for h in programme.helpers if h.traits["学段"] != ("初中",))
    answer = plan(programme.altered(helpers=helpers, incumbent=None)).answer
    assert answer.status is Status.INFEASIBLE
    assert answer.shortage is not None
    junior = {r.id for r in programme.recipients if r.traits["学段"] == ("初中",)}
    assert set(answer.shortage.recipients) <= junior
    assert answer.shortage.missing == len(junior)


def test_too_few_schools_are_refused(tmp_path: Path) -> None:
    """A size that cannot be met ends the generator with one sentence and code 2."""
    with pytest.raises(SystemExit) as ended:
        main(["--schools", "3", "-o", str(tmp_path)])
    assert ended.value.code == 2


def test_the_template_is_the_table_that_is_read() -> None:
    """An office that fills in the template has the columns of both kinds of school, and of a chain's level."""
    assert [sheet.name for sheet in template_of("twinning")][1:3] == ["支援学校", "受援学校"]
    assert "紧缺学科" in template_of("twinning")[2].columns
    assert [sheet.name for sheet in template_of("tiers")][1:3] == ["包保责任人", "包保对象"]
    assert "上级责任人" in template_of("tiers")[1].columns


def test_what_ifs_say_what_each_wish_costs() -> None:
    """Dropping the kept pairs can only shorten the way; a must that costs nothing in tier 1 changes no tier; districts end it."""
    programme = read_programme(FILES).require()
    base = plan(programme).answer
    runs = {
        path.stem: run_scenarios(programme, [read_scenario(path)], processes=1)[0]
        for path in sorted(FILES.with_name("what_if").glob("*.yaml"))
    }
    assert sorted(runs) == ["nearest_before_last_year", "subject_is_a_must", "within_the_district"]
    nearest = runs["nearest_before_last_year"].answer
    must = runs["subject_is_a_must"].answer
    apart = runs["within_the_district"].answer
    assert nearest is not None
    assert must is not None
    assert apart is not None
    metres = {tier.unit: tier.value for tier in base.tiers}["metres"]
    assert {tier.unit: tier.value for tier in nearest.tiers}["metres"] <= metres
    assert base.tiers[0].value == 0
    assert {tier.unit: tier.value for tier in must.tiers}["metres"] == metres
    assert apart.status is Status.INFEASIBLE


def test_schools_of_one_name(tmp_path: Path) -> None:
    """With codes they are two schools, said so; without, neither can be told from the other, and both cells are named."""
    rules = [["编号", "规则", "方式", "参数"], ["R1", "资格", "硬性", "须相符=学段"], ["R2", "名额", "硬性", None]]
    sheets = {
        "基本信息": [*SETTINGS, ["项目类型", "twinning"]],
        "规则": [*rules, ["R3", "全覆盖", "硬性", None]],
        "名额": [["对象类型", "取值", "至少", "最多", "条款"], ["全体", None, 0, 2, None]],
        "支援学校": [["支援学校", "学校代码", "学段"], ["例城小学", "S1", "小学"]],
    }
    coded = [["受援学校", "学校代码", "学段"], ["样坡小学", "W1", "小学"], ["样坡小学", "W2", "小学"]]
    found = read_programme(book(tmp_path / "p.xlsx", sheets | {"受援学校": coded}))
    assert [f.code for f in found.findings] == ["intake.school_same_name"]
    assert plan(found.require()).answer.status is Status.OPTIMAL
    bare = [[name, stage] for name, _, stage in coded]
    twice = read_programme(book(tmp_path / "q.xlsx", sheets | {"受援学校": bare}))
    (error,) = [f for f in twice.findings if f.severity == "error"]
    assert (error.code, [cell.address for cell in error.cells]) == ("intake.school_twice", ["A2", "A3"])
