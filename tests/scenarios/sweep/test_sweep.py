"""Sweeps are scenarios in a grid; the three plans are each best in their own respect."""

from __future__ import annotations

import pytest

from optimizer.domain import month_index
from optimizer.errors import InputError
from optimizer.planning import plan
from scenarios.named_plans import cost_sentence, named_plans
from scenarios.rebalancing import rebalance
from scenarios.rebalancing.documents import due_table
from scenarios.rebalancing.due import Due, coming_due, planned_ahead
from scenarios.rebalancing.events import Leave, Return
from scenarios.sweep import sweep, sweep_document, sweep_table
from tests.builders.villages import village_programme


def test_a_grid_of_two_has_every_point_in_order() -> None:
    """2 x 2 points, the last axis fastest; more places never make the way longer."""
    base = village_programme(6, helpers=8, recipients=6, standing=False)
    found = sweep(base, [("quota.any", [1, 2]), ("R4.weight", [1, 3])], processes=1)
    titles = [run.scenario.title for run in found.runs]
    assert titles == [f"quota.any={q} R4.weight={w}" for q in (1, 2) for w in (1, 3)]
    metres = [sum(pair.metres or 0 for pair in run.answer.pairs) for run in found.runs if run.answer is not None]
    assert metres[0] == metres[1] >= metres[2] == metres[3]
    assert len(sweep_table(found).rows) == 4 and sweep_document(base, found).sections


def test_a_point_without_a_roster_says_so() -> None:
    """Quota 0 for everybody but the leader: 2 places for 6 recipients."""
    found = sweep(village_programme(6, standing=False), [("quota.any", [0, 1])], processes=1)
    row = sweep_table(found).rows[0]
    assert row[3] == 4 and row[2] == 6  # places missing; nobody is covered


@pytest.mark.parametrize("path", ["R99.weight", "R4", "quota.不存在"])
def test_a_path_that_names_nothing_is_refused(path: str) -> None:
    """A sweep over a misspelt parameter would be a flat line that looks like an answer."""
    with pytest.raises(InputError) as caught:
        sweep(village_programme(6), [(path, [1])], processes=1)
    assert caught.value.findings[0].code == "scenarios.sweep_parameter"


def test_each_named_plan_is_best_in_its_own_respect() -> None:
    """Fewest changes, shortest way, most even: nobody beats a plan at its own aim, and its sentence says so."""
    for seed in range(6):
        base = village_programme(seed, helpers=7, recipients=7, running=0.2, most=2)
        plans = {found.name: found for found in named_plans(base, processes=1)}
        assert set(plans) == {"fewest", "shortest", "evenest"}
        everybody = tuple(plans.values())
        assert plans["fewest"].changes == min(p.changes for p in everybody if p.changes is not None)
        assert plans["shortest"].metres == min(p.metres for p in everybody if p.metres is not None)
        assert plans["evenest"].most_load == min(p.most_load for p in everybody)
        assert "为最短" in cost_sentence(plans["shortest"], everybody)
        for found in everybody:
            assert plan(found.programme).answer.roster == found.answer.roster


def test_plans_that_cannot_be_measured_are_left_out() -> None:
    """Without a roster in force nothing changes; without distances nothing is near."""
    base = village_programme(1, standing=False)
    without = base.altered(rules=tuple(rule for rule in base.rules if rule.kind != "distance"))
    assert {found.name for found in named_plans(base, processes=1)} == {"shortest", "evenest"}
    assert {found.name for found in named_plans(without, processes=1)} == {"evenest"}


def test_what_comes_due_is_foreseen_with_successors() -> None:
    """h-001 retires in 2027-03: listed, and a free colleague is foreseen; a term that ends within the year is listed too."""
    base = village_programme(2, helpers=8, recipients=6, running=1.0)
    assert base.incumbent is not None
    holder = base.incumbent.pairings[0].helper
    staff = tuple(h.altered(retirement_month="2027-03") if h.id == holder else h for h in base.helpers)
    base = base.altered(helpers=staff)
    assert base.incumbent is not None
    due = coming_due(base, base.incumbent, 2026 * 12 + 9)
    assert {entry.helper for entry in due if entry.kind == "retires"} == {holder}
    told, foreseen = planned_ahead(base, base.incumbent, due)
    retiring = [entry for entry in told if entry.kind == "retires"]
    assert foreseen is not None and retiring and all(entry.successor not in (None, holder) for entry in retiring)
    later = coming_due(base, base.incumbent, 2028 * 12)
    assert {entry.kind for entry in later} == {"term_ends"} and len(later) == 6


def test_who_is_away_until_a_known_month_comes_due() -> None:
    """A leave until 2027-05 is in the list of a rebalancing in 2026-12 and of the next one too; a return takes it out."""
    base = village_programme(2, helpers=8, recipients=6)
    assert base.incumbent is not None
    done = rebalance(base, base.incumbent, [Leave(helper="h-001", on="2026-12", until="2027-05", reason="学习")])
    after, month = done.plan.programme, month_index(2026, 12)
    assert done.roster is not None
    returns = [entry for entry in coming_due(after, done.roster, month) if entry.kind == "returns"]
    assert returns == [Due("returns", month_index(2027, 5), "h-001", "")]
    assert any(row[0] == "帮扶人返岗" and row[1] == month_index(2027, 5) for row in due_table(done, returns).rows)
    again = rebalance(after, done.roster, [Return(helper="h-001", on="2027-05")])
    assert again.roster is not None
    assert not [e for e in coming_due(again.plan.programme, again.roster, month) if e.kind == "returns"]
