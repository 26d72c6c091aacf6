"""Plans as pandas tables: nobody lost, sums that agree with the tiers."""

from __future__ import annotations

import pytest

from optimizer.domain import Answer, Programme, Status
from optimizer.intake import read_programme
from optimizer.planning import Plan, plan
from optimizer.runs.frames import roster_frame, tiers_frame
from scenarios.cases import household


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder = tmp_path_factory.mktemp("frames")
    household.copy_to(folder)
    return plan(read_programme(folder).require())


def test_the_roster_has_a_row_a_pairing_and_sums_to_the_tier(made: Plan) -> None:
    """412 households; the metres of all rows are the value of the distance tier; village sizes are those of the plan."""
    frame = roster_frame(made.programme, made.answer)
    tiers = tiers_frame(made.answer).set_index("unit")
    assert len(frame) == 412
    assert frame["metres"].sum() == tiers.loc["metres", "value"]
    assert sorted(frame.groupby("area").size()) == sorted([76, 56, 81, 54, 79, 66])
    assert frame["recipient"].is_unique
    assert (frame["term_end"] >= frame["term_start"]).all()


def test_without_a_roster_there_are_no_rows_but_the_same_columns(made: Plan) -> None:
    """So that code that reads the table need not ask first."""
    none = Answer(programme="p", status=Status.INFEASIBLE)
    empty = roster_frame(made.programme, none)
    assert len(empty) == 0
    assert list(empty.dtypes) == list(roster_frame(made.programme, made.answer).dtypes)
    assert len(tiers_frame(none)) == 0


def test_people_who_left_keep_their_row(made: Plan) -> None:
    """A pairing may name somebody whom the programme no longer lists; the id stays, the name is empty."""
    first = made.answer.roster.pairings[0]  # type: ignore[union-attr]
    fewer = Programme(
        **{
            **{name: getattr(made.programme, name) for name in Programme.model_fields},
            "helpers": tuple(helper for helper in made.programme.helpers if helper.id != first.helper),
        }
    )
    row = roster_frame(fewer, made.answer).iloc[0]
    assert (row["helper"], row["helper_name"]) == (first.helper, "")
