"""Events are checked together with their lines, and each does what its words say."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.domain import Pairing, Roster, Term
from optimizer.errors import InputError
from scenarios.rebalancing import prepare, read_events, rebalance
from tests.builders.villages import RUNNING, village_programme

STANDING = Roster(
    programme="last",
    pairings=tuple(Pairing(helper=f"h-{i:03d}", recipient=f"r-{i:03d}", term=RUNNING) for i in range(6)),
)


def _events(folder: Path, *lines: str):  # type: ignore[no-untyped-def]
    path = folder / "e.yaml"
    path.write_text("events:\n" + "".join(f"  - {{{line}}}\n" for line in lines), encoding="utf-8")
    return read_events(path)


def _problems(folder: Path, *lines: str, label_set: str = "2014") -> list[tuple[str, str]]:
    programme = village_programme(helpers=8, recipients=6).altered(label_set=label_set)
    found = prepare(programme, STANDING, _events(folder, *lines)).findings
    return [(f.code.removeprefix("scenarios."), f.where()) for f in found]


def test_all_problems_of_events_come_at_once(tmp_path: Path) -> None:
    """Before the term, gone already (twice in the file), nobody, wrong ground, back without having left, no such village."""
    assert _problems(
        tmp_path,
        "event: transfer_out, helper: 样001, on: 2025-01",
        "event: retirement, helper: 样002, on: 2027-01",
        "event: illness, helper: 样002, on: 2027-02",
        "event: leave, helper: 样不在, on: 2027-02",
        "event: all_died, recipient: 例003, on: 2027-02",
        "event: moved_away, recipient: 例003, on: 2027-03",
        "event: released, recipient: 例004, on: 2027-03, ground: 风险消除",
        "event: return, helper: 样004, on: 2027-03",
        "event: moved_within, recipient: 例005, on: 2027-03, area: 丁村",
        "event: households_merged, recipient: 例001, on: 2027-04, others: [例001]",
        "event: newly_found, on: 2027-04, person: {姓名: 例000, 村: 甲村}",
        "event: transfer_in, on: 2027-04, person: {姓名: 样新}",
        "event: area_reassigned, on: 2027-04, area: 甲村, unit: 图书馆",
    ) == [
        ("before_term", "e.yaml!L2"),
        ("already_gone", "e.yaml!L3, e.yaml!L4"),
        ("nobody_alike", "e.yaml!L5"),
        ("already_gone", "e.yaml!L6, e.yaml!L7"),
        ("no_release", "e.yaml!L8"),
        ("not_away", "e.yaml!L9"),
        ("no_such_group", "e.yaml!L10"),
        ("merged_with_itself", "e.yaml!L11"),
        ("added_twice", "e.yaml!L12"),
        ("new_incomplete", "e.yaml!L13"),
        ("no_pairs_of_unit", "e.yaml!L14"),
    ]


def test_words_and_values_of_events_are_checked_when_read(tmp_path: Path) -> None:
    """Unknown event, unknown key, missing helper, a month that is none, an end before the beginning: five findings."""
    with pytest.raises(InputError) as caught:
        _events(
            tmp_path,
            "event: fired, helper: 样001, on: 2027-01",
            "event: leave, helper: 样001, on: 2027-01, colour: red",
            "event: leave, on: 2027-01",
            "event: leave, helper: 样001, on: 2027-13",
            "event: leave, helper: 样001, on: 2027-03, until: 2027-02",
        )
    assert [(f.code, f.where()) for f in caught.value.findings] == [
        ("scenarios.unknown_event", "e.yaml!L2"),
        ("scenarios.event_key", "e.yaml!L3"),
        ("scenarios.value_missing", "e.yaml!L4"),
        ("scenarios.value_month", "e.yaml!L5"),
        ("scenarios.value_order", "e.yaml!L6"),
    ]


@pytest.mark.parametrize(
    ("label_set", "ground", "ends"),
    [("2014", "脱贫", True), ("2021", "脱贫", False), ("2021", "风险消除", True), ("2026", "有序退出", True)],
)
def test_what_ends_a_pairing_follows_the_label_set(tmp_path: Path, label_set: str, ground: str, ends: bool) -> None:
    """Leaving poverty released a pairing in 2014 and does not since."""
    line = f"event: released, recipient: 例004, on: 2027-03, ground: {ground}"
    assert (_problems(tmp_path, line, label_set=label_set) == []) is ends


def test_a_leaver_is_followed_by_a_colleague_then_by_whoever_serves_the_village(tmp_path: Path) -> None:
    """样000 (教务处) leaves; free are 样006 (教务处) and 样007 (后勤处). The colleague takes over although both are free."""
    programme = village_programme(helpers=8, recipients=6)
    done = rebalance(programme, STANDING, _events(tmp_path, "event: transfer_out, helper: 样000, on: 2027-03"))
    assert [(c.kind, c.recipient, c.new.helper if c.new else "", c.event) for c in done.changes] == [
        ("replaced", "r-000", "h-006", 0)
    ]
    assert (done.total, done.forced, done.chosen, done.proved) == (1, 1, 0, True)


def test_everything_else_stands_with_its_own_term(tmp_path: Path) -> None:
    """Five of six pairs are the very same records as before."""
    programme = village_programme(helpers=8, recipients=6)
    done = rebalance(programme, STANDING, _events(tmp_path, "event: transfer_out, helper: 样000, on: 2027-03"))
    assert done.roster is not None
    assert set(STANDING.pairings[1:]) < set(done.roster.pairings)
    (new,) = set(done.roster.pairings) - set(STANDING.pairings)
    assert new.term == Term(start="2027-03", months=36)


def test_new_head_split_merge_and_moves(tmp_path: Path) -> None:
    """The head's death changes the head, not the pairing; a split keeps the old household's helper; a merge ends the other."""
    programme = village_programme(helpers=8, recipients=6)
    done = rebalance(
        programme,
        STANDING,
        _events(
            tmp_path,
            "event: new_head, recipient: 例000, on: 2027-03, name: 例继",
            "event: household_split, recipient: 例001, on: 2027-03, people: [{姓名: 例分}]",
            "event: households_merged, recipient: 例002, on: 2027-03, others: [例005]",
            "event: moved_within, recipient: 例003, on: 2027-03, area: 乙村",
        ),
    )
    people = {r.name: r for r in done.plan.programme.recipients}
    assert done.roster is not None and done.total == 0
    holders = {p.recipient: p.helper for p in done.roster.pairings}
    assert holders[people["例继"].id] == "h-000" and holders["r-001"] == "h-001" and holders["r-002"] == "h-002"
    assert people["例分"].area == "乙村" and people["例分"].id in holders and "r-005" not in holders
    assert people["例003"].area == "乙村" and holders["r-003"] == "h-003"
    assert sorted(c.kind for c in done.changes) == ["added", "ended"]


def test_away_and_back_in_one_year_opens_nothing(tmp_path: Path) -> None:
    """Half a year of illness, over before the roster is made, does not cost the household its helper."""
    lines = ("event: illness, helper: 样000, on: 2027-01", "event: return, helper: 样000, on: 2027-06")
    done = rebalance(village_programme(helpers=8, recipients=6), STANDING, _events(tmp_path, *lines))
    assert done.changes == ()


def test_a_budget_below_the_minimum_is_refused_and_one_above_may_buy_better_pairs(tmp_path: Path) -> None:
    """One change is forced: budget 0 is refused with the number; within 1 nothing else moves."""
    programme = village_programme(helpers=8, recipients=6)
    events = _events(tmp_path, "event: transfer_out, helper: 样000, on: 2027-03")
    with pytest.raises(InputError) as caught:
        rebalance(programme, STANDING, events, budget=0)
    assert caught.value.findings[0].facts == {"budget": 0, "least": 1, "forced": 1}
    assert rebalance(programme, STANDING, events, budget=1).total == 1


def test_frozen_pairs_stay_and_cannot_be_opened(tmp_path: Path) -> None:
    """Free pairs move for a shorter way unless frozen; freezing what an event opens is a contradiction."""
    programme = village_programme(helpers=8, recipients=6)
    free = Roster(programme="last", pairings=tuple(p.altered(term=None) for p in STANDING.pairings))
    events = _events(tmp_path, "event: transfer_out, helper: 样000, on: 2027-03")
    kept = rebalance(programme, free, events, budget=6, frozen=["例003", "例001", "样002"])
    assert kept.roster is not None
    holders = {p.recipient: p.helper for p in kept.roster.pairings}
    assert holders["r-001"] == "h-001" and holders["r-002"] == "h-002" and holders["r-003"] == "h-003"
    with pytest.raises(InputError) as caught:
        rebalance(programme, STANDING, events, frozen=["例000"])
    assert caught.value.findings[0].code == "scenarios.frozen_opened"


def test_a_chain_of_moves_names_the_event_behind_it(tmp_path: Path) -> None:
    """Only h-001 may serve the new household (the rule names its village's unit); it gives up r-001 for it."""
    programme = village_programme(helpers=3, recipients=3, most=1)
    from optimizer.domain import RuleEntry

    pairs = [{"helper": "h-001", "recipient": "r-002"}]
    programme = programme.altered(
        rules=(*programme.rules, RuleEntry(id="Q", kind="require", parameters={"pairs": pairs}))
    )
    free = Roster(programme="last", pairings=tuple(p.altered(term=None) for p in STANDING.pairings[:3]))
    events = _events(tmp_path, "event: leave, helper: 样002, on: 2027-03")
    done = rebalance(programme, free, events)
    by = {change.recipient: change for change in done.changes if change.kind in ("replaced", "lost")}
    assert by["r-002"].event == 0 and by["r-002"].through == ()
    assert by["r-001"].event == 0 and by["r-001"].through == ("r-002",)
    assert (done.total, done.forced, done.chosen) == (2, 1, 1)


def test_a_sheet_of_events_says_the_same_as_yaml(tmp_path: Path) -> None:
    """Offices keep such lists in spreadsheets, with Chinese headers and dates in several spellings."""
    sheet = tmp_path / "e.csv"
    sheet.write_text(
        "标题,2027年\n事件,帮扶人,帮扶对象,时间,至,退出依据,人员\n"
        "病休,样001,,2027年2月,2027.8,,\n退出,,例004,2027-03-15,,脱贫销号,\n新识别,,,2027-04,,,姓名=例新；村=甲村\n",
        encoding="utf-8",
    )
    lines = (
        "event: illness, helper: 样001, on: 2027-02, until: 2027-08",
        "event: released, recipient: 例004, on: 2027-03, ground: 脱贫销号",
        "event: newly_found, on: 2027-04, person: {姓名: 例新, 村: 甲村}",
    )
    place = {"file", "sheet", "address"}
    read = [
        [event.model_dump(exclude=place) for event in found]
        for found in (read_events(sheet), _events(tmp_path, *lines))
    ]
    assert read[0] == read[1]
    assert [event.address for event in read_events(sheet)] == ["A3", "A4", "A5"]
