"""Every kind of event, alone, against one small standing roster: what happens to the pair in question, and to nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from optimizer.domain import Pairing, Roster
from scenarios.rebalancing import EVENTS, rebalance
from scenarios.rebalancing.documents import proof_sentences
from tests.builders.villages import RUNNING, village_programme

STANDING = Roster(
    programme="last",
    pairings=tuple(Pairing(helper=f"h-{i:03d}", recipient=f"r-{i:03d}", term=RUNNING) for i in range(6)),
)
"""h-000 ... h-005 for r-000 ... r-005; h-006 (教务处) and h-007 (后勤处) are free. Villages by turns 甲 乙 丙, units 教务处 后勤处 图书馆."""


@dataclass(frozen=True)
class Wanted:
    """changes: (kind, recipient, new helper) of each; None: whoever it is. ``total``: standing pairs lost that need not end."""

    changes: tuple[tuple[str, str, str | None], ...] = ()
    total: int = 0


CASES: dict[str, tuple[dict[str, object], Wanted]] = {
    # the free colleague of h-001's unit (后勤处) is h-007, of h-000's (教务处) h-006
    "transfer_out": ({"helper": "样001"}, Wanted((("replaced", "r-001", "h-007"),), 1)),
    "retirement": ({"helper": "样000"}, Wanted((("replaced", "r-000", "h-006"),), 1)),
    "helper_death": ({"helper": "样001"}, Wanted((("replaced", "r-001", "h-007"),), 1)),
    "illness": ({"helper": "样000"}, Wanted((("replaced", "r-000", "h-006"),), 1)),
    "leave": ({"helper": "样001", "until": "2027-09"}, Wanted((("replaced", "r-001", "h-007"),), 1)),
    "transfer_in": ({"person": {"姓名": "样新", "部门": "教务处", "出发地": "东校区"}}, Wanted()),
    "new_head": ({"recipient": "例002", "name": "例继"}, Wanted()),
    "all_died": ({"recipient": "例003"}, Wanted((("ended", "r-003", None),))),
    "moved_away": ({"recipient": "例004"}, Wanted((("ended", "r-004", None),))),
    "released": ({"recipient": "例005", "ground": "脱贫销号"}, Wanted((("ended", "r-005", None),))),
    "newly_found": ({"person": {"户主": "例新", "村": "丙村"}}, Wanted((("added", "例新", None),))),
    "moved_within": ({"recipient": "例000", "area": "丙村"}, Wanted()),
    "household_split": ({"recipient": "例001", "people": [{"户主": "例分"}]}, Wanted((("added", "例分", None),))),
    "households_merged": ({"recipient": "例000", "others": ["例003"]}, Wanted((("ended", "r-003", None),))),
    # 丙村 is r-002 (h-002, 图书馆) and r-005 (h-005, 图书馆); only h-006 and h-007 are free, and nobody else's term has ended
    "area_reassigned": (
        {"area": "丙村", "unit": "图书馆"},
        Wanted((("replaced", "r-002", None), ("replaced", "r-005", None)), 2),
    ),
}


LEAVES = ("transfer_out", "retirement", "helper_death", "illness", "leave")


@pytest.mark.parametrize("kind", [kind for kind in EVENTS if kind != "return"])
def test_every_event_does_what_its_words_say_and_nothing_else(kind: str) -> None:
    """Two free helpers, everything else inside its term: only the pair of the event changes, and the count is proved."""
    values, wanted = CASES[kind]
    programme = village_programme(helpers=8, recipients=6)
    event = EVENTS[kind].model_validate({"on": "2027-03", **values})
    done = rebalance(programme, STANDING, [event])
    names = {recipient.id: recipient.name for recipient in done.plan.programme.recipients}
    named = dict(zip(names.values(), names, strict=True))
    expected = [(kind_, named.get(recipient, recipient), helper) for kind_, recipient, helper in wanted.changes]
    found = [
        (c.kind, c.recipient, c.new.helper if c.new is not None and c.kind == "replaced" and kind in LEAVES else None)
        for c in done.changes
        if c.kind != "retimed"
    ]
    assert found == expected
    assert (done.total, done.proved) == (wanted.total, True)
    assert all(change.event == 0 for change in done.changes)
    assert done.plan.answer.uncovered == ()


def test_who_returns_in_a_later_year_takes_part_again_without_taking_anything_away() -> None:
    """h-000 on leave, h-006 takes over; back in 2028, h-000 is free and h-006 keeps the household (term)."""
    programme = village_programme(helpers=8, recipients=6)
    leave = EVENTS["leave"].model_validate({"event": "leave", "on": "2027-03", "helper": "样000"})
    away = rebalance(programme, STANDING, [leave])
    assert away.roster is not None
    back = EVENTS["return"].model_validate({"event": "return", "on": "2028-03", "helper": "样000"})
    done = rebalance(away.plan.programme, away.roster, [back])
    assert done.total == 0 and done.changes == ()
    assert {h.id: h.ruling for h in done.plan.programme.helpers}["h-000"] is None
    # and is there for the next household that needs somebody
    found = EVENTS["newly_found"].model_validate(
        {"event": "newly_found", "on": "2028-04", "person": {"户主": "例新", "村": "甲村"}}
    )
    assert done.roster is not None
    later = rebalance(done.plan.programme, done.roster, [found])
    assert [change.kind for change in later.changes] == ["added"] and not later.plan.answer.uncovered


def test_a_village_is_handed_over_as_far_as_there_are_places_and_stays_so() -> None:
    """乙村 is r-001 (h-001, 后勤处) and r-004 (h-004, 后勤处). With h-006 alone free outside that unit one is handed over, the
    other keeps its helper rather than nobody; the next rebalancing does not give it back although h-001 is free again.
    """
    programme = village_programme(helpers=8, recipients=6)
    programme = programme.altered(helpers=tuple(helper.altered(most=1) for helper in programme.helpers))
    event = EVENTS["area_reassigned"].model_validate({"on": "2027-03", "area": "乙村", "unit": "后勤处"})
    done = rebalance(programme, STANDING, [event])
    moved = [(c.kind, c.new.helper if c.new else "", c.event) for c in done.changes if c.kind != "retimed"]
    assert moved == [("replaced", "h-006", 0)]
    assert (done.total, done.forced, done.given_up, done.proved) == (1, 0, 1, True)
    assert "因村调整移交" in proof_sentences(done)[0] and not done.plan.answer.uncovered
    assert done.roster is not None
    back = EVENTS["transfer_out"].model_validate({"on": "2027-06", "helper": "样006"})
    later = rebalance(done.plan.programme, done.roster, [back])
    # only helpers of 后勤处 are free: covered comes before the village's reassignment
    assert later.total == 1 and not later.plan.answer.uncovered
    arrives = {"on": "2027-06", "person": {"姓名": "样新", "部门": "教务处", "出发地": "东校区"}}
    with_new = rebalance(done.plan.programme, done.roster, [back, EVENTS["transfer_in"].model_validate(arrives)])
    (change,) = [c for c in with_new.changes if c.kind == "replaced"]
    assert change.new is not None and change.new.helper not in {"h-001", "h-004", "h-007"}
