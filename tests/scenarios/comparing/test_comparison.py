"""Rosters side by side: sums against plain counting, every person accounted for, and reasons that are true."""

from __future__ import annotations

from collections import Counter

from optimizer.output.document import Table
from optimizer.output.html import page_bytes
from optimizer.output.xlsx import workbook_bytes
from optimizer.planning import plan
from scenarios.changes import CHANGES, Placed, Scenario, apply
from scenarios.comparing import Entry, compare, comparison_document
from scenarios.comparing.documents import measures_table
from tests.builders.villages import METRES, village_programme


def _changed(programme, *changes: dict[str, object]):  # type: ignore[no-untyped-def]
    placed = tuple(Placed(change=CHANGES[str(values["change"])].model_validate(values)) for values in changes)
    return apply(programme, Scenario(title="t", changes=placed))


def _entries(*changes: dict[str, object]) -> list[Entry]:
    base = village_programme(5, helpers=8, recipients=6)
    after = _changed(base, *changes)
    return [Entry("before", base, plan(base).answer), Entry("after", after, plan(after).answer)]


def test_measures_are_what_plain_counting_gives() -> None:
    """Kilometres from the leg table, loads and groups by counting pairs; nothing is taken from the solver's word."""
    (entry, _) = _entries({"change": "set_quota", "by": "any", "most": 2})
    measures = compare([entry]).measures[0]
    start = {helper.id: helper.start for helper in entry.programme.helpers}
    area = {recipient.id: recipient.area for recipient in entry.programme.recipients}
    roster = entry.answer.roster
    assert roster is not None
    metres = [METRES[start[p.helper], area[p.recipient]] for p in roster.pairings]
    assert (measures.metres, measures.furthest) == (sum(metres), max(metres))
    assert measures.covered == 6 and measures.uncovered == 0
    loads = Counter(p.helper for p in roster.pairings)
    assert measures.loads == dict(sorted(Counter(loads[h.id] for h in entry.programme.helpers).items()))
    assert {name: pairs for name, (pairs, _) in measures.by_area.items()} == dict(
        Counter(area[p.recipient] for p in roster.pairings)
    )


def test_everybody_is_in_the_difference_once() -> None:
    """Kept + moved + lost + ended = those who were there; kept + moved + new + covered = those who are served now."""
    entries = _entries(
        {"change": "remove_helpers", "select": ["样001"]},
        {"change": "remove_recipients", "select": ["例005"]},
        {"change": "add_recipients", "people": [{"姓名": "例新", "村": "甲村"}]},
    )
    comparison = compare(entries)
    count = Counter(change.kind for change in comparison.changes[0])
    assert count["kept"] + count["moved"] + count["lost"] + count["ended"] == 6
    assert count["kept"] + count["moved"] + count["new"] + count["covered"] == 6
    assert count["ended"] == 1 and count["new"] == 1
    by_kind = {change.kind: change for change in comparison.changes[0]}
    assert by_kind["ended"].code == "scenarios.why_ended" and by_kind["new"].code == "scenarios.why_new"


def test_the_reason_of_a_change_is_that_of_the_helper_it_hit() -> None:
    """Whoever loses a removed helper reads that the helper is gone; an excluded one that a rule takes them out."""
    base = village_programme(5, helpers=8, recipients=6, running=0.0)
    answer = plan(base).answer
    assert answer.roster is not None
    first, second = answer.roster.pairings[0], answer.roster.pairings[1]
    assert first.helper != second.helper
    after = _changed(
        base,
        {"change": "remove_helpers", "select": [first.helper]},
        {"change": "exclude", "select": [second.helper], "reason": "外派", "decided_by": "办公室"},
    )
    comparison = compare([Entry("a", base, answer), Entry("b", after, plan(after).answer)])
    codes = {change.recipient: change.code for change in comparison.changes[0]}
    assert codes[first.recipient] == "scenarios.why_left"
    assert codes[second.recipient] == "scenarios.why_out"


def test_gain_is_how_much_nearer() -> None:
    """Distances before and after stand beside each other; the sum of gains is the difference of the totals."""
    entries = _entries({"change": "alter_helpers", "where": {"unit": "图书馆"}, "set": {"start": "西校区"}})
    comparison = compare(entries)
    before, after = comparison.measures
    assert before.metres is not None and after.metres is not None
    gains = [change.saved_metres for change in comparison.changes[0]]
    assert None not in gains and sum(g for g in gains if g is not None) == before.metres - after.metres


def test_an_infeasible_scenario_is_compared_by_its_shortage() -> None:
    """It has no people to compare, but its missing places count; page and workbook are written all the same."""
    entries = _entries({"change": "remove_helpers", "where": {"unit": ["图书馆", "后勤处"]}})
    comparison = compare(entries)
    # 3 of 8 helpers are left (教务处), the leader takes two: 4 places for 6
    assert comparison.measures[1].missing == 2 and comparison.changes[0] == ()
    for lang in ("zh", "en"):
        document = comparison_document(comparison, lang)  # type: ignore[arg-type]
        assert page_bytes(document) and workbook_bytes(document)


def test_documents_hide_names_unless_asked_and_show_every_measure() -> None:
    """A comparison travels; the names in it do not."""
    entries = _entries({"change": "remove_helpers", "select": ["样001"]})
    comparison = compare(entries)
    masked, full = (page_bytes(comparison_document(comparison, masked=hide)).decode() for hide in (True, False))
    helper = next(
        h.name for h in entries[0].programme.helpers if any(c.old == h.id != c.new for c in comparison.changes[0])
    )
    assert helper not in masked and helper in full
    table: Table = measures_table(comparison)
    assert len(table.rows) >= 10 and len(table.columns) == 3


def test_a_rule_that_is_only_reported_is_still_measured() -> None:
    """What the office gives up by not optimising the way is what it wants to know: the total stands beside the optimal one."""
    entries = _entries({"change": "set_rule", "rule": "R4", "mode": "report"})
    comparison = compare(entries)
    before, after = comparison.measures
    start = {helper.id: helper.start for helper in entries[1].programme.helpers}
    area = {recipient.id: recipient.area for recipient in entries[1].programme.recipients}
    roster = entries[1].answer.roster
    assert roster is not None and before.metres is not None and after.metres is not None
    assert after.metres == sum(METRES[start[p.helper], area[p.recipient]] for p in roster.pairings) >= before.metres
    assert any("R4" in str(row[0]) for row in measures_table(comparison).rows)
