"""Named back-ups and single losses are those that exhaustive search finds; the judge refuses false ones."""

import random
from datetime import date
from itertools import product

import pytest

from optimizer.domain import Helper, Leg, Programme, Recipient, Role, RuleEntry, Status, Term
from optimizer.explain.documents import report_document, roster_document
from optimizer.planning import plan
from optimizer.verify import verify_roster

RESERVE = RuleEntry(id="spare", kind="reserve", mode="report", parameters={"named_backups": True})


def programme_of(seed, *, roles=1, extra=()):
    """Two to five helpers with quotas 1 to 3, one to four recipients, forbidden pairs, distances by area."""
    rng = random.Random(seed)
    names = [f"h{number}" for number in range(rng.randint(2, 5))]
    served = [f"r{number}" for number in range(rng.randint(1, 4))]
    banned = [{"helper": h, "recipient": r} for h in names for r in served if rng.random() < 0.2]
    rows = [{"by": "name", "value": name, "most": rng.randint(0, 3)} for name in names]
    return Programme(
        id="losses",
        title="样例",
        label_set="2014",
        reference_day=date(2026, 9, 1),
        term=Term(start="2026-09", months=36),
        seed="1",
        roles=tuple(Role(id=f"k{number}", title=f"角色{number}") for number in range(roles)),
        helpers=tuple(
            Helper(id=h, name=h, unit=rng.choice(["甲", "乙"]), start=rng.choice(["东", "西"])) for h in names
        ),
        recipients=tuple(
            Recipient(id=r, name=r, area=rng.choice(["村一", "村二"]), needs=(1,) * roles) for r in served
        ),
        legs=tuple(Leg(start=s, end=a, metres=rng.randint(1, 9) * 100) for s in "东西" for a in ("村一", "村二")),
        rules=(
            RuleEntry(id="quota", kind="quota", parameters={"rows": rows}),
            RuleEntry(id="coverage", kind="coverage", mode=1),
            RuleEntry(id="distance", kind="distance", mode=2),
            *((RuleEntry(id="no", kind="forbid", parameters={"pairs": banned}),) if banned else ()),
            RESERVE,
            *extra,
        ),
    )


def facts_of(programme):
    """Quotas, whether a pair may be, and metres, read off the programme by hand."""
    rows = {row["value"]: row["most"] for row in programme.rules[0].parameters["rows"]}
    banned = {
        (pair["helper"], pair["recipient"])
        for rule in programme.rules
        if rule.kind == "forbid"
        for pair in rule.parameters["pairs"]
    }
    legs = {(leg.start, leg.end): leg.metres for leg in programme.legs}
    start = {helper.id: helper.start for helper in programme.helpers}
    area = {recipient.id: recipient.area for recipient in programme.recipients}
    metres = {(h, r): legs[start[h], area[r]] for h in start for r in area}
    return rows, banned, metres


def most_served(slots, quota, banned):
    """The largest number of (recipient, role) that can have somebody, no helper twice with one recipient."""
    best = 0
    for choice in product([None, *quota], repeat=len(slots)):
        used = [(h, r) for h, (r, _) in zip(choice, slots, strict=True) if h is not None]
        good = len(set(used)) == len(used) and not banned.intersection(used)
        if good and all(sum(h == name for h, _ in used) <= quota[name] for name in quota):
            best = max(best, len(used))
    return best


def best_stand_in(lost, answer, quota, banned, metres):
    """(named, metres) in the best case, pairing by pairing, within places that are free today."""
    pairings = answer.roster.pairings
    load = {name: sum(p.helper == name for p in pairings) for name in quota}
    mine = [p for p in pairings if p.helper == lost]
    best = (0, 0)
    for choice in product([None, *quota], repeat=len(mine)):
        good, length = True, 0
        for p, name in zip(mine, choice, strict=True):
            if name is None:
                continue
            has = {other.helper for other in pairings if other.recipient == p.recipient}
            good = good and name not in has and (name, p.recipient) not in banned
            length += metres[name, p.recipient]
        used = [name for name in choice if name is not None]
        pairs = [(name, p.recipient) for name, p in zip(choice, mine, strict=True) if name is not None]
        if good and len(set(pairs)) == len(pairs) and all(load[n] + used.count(n) <= quota[n] for n in used):
            best = min(best, (-len(used), length))
    return best


@pytest.mark.parametrize("roles", [1, 2])
@pytest.mark.parametrize("seed", range(40))
def test_against_exhaustive_search(seed, roles):
    """The office acts on these names on the day somebody leaves: they must be the nearest that really are free."""
    programme = programme_of(seed, roles=roles)
    quota, banned, metres = facts_of(programme)
    answer = plan(programme).answer
    assert answer.roster is not None
    slots = [(r.id, role) for r in programme.recipients for role in range(roles)]
    served = len(answer.roster.pairings)
    for loss in answer.losses:
        named = [entry for entry in answer.backups if entry.helper == loss.helper]
        assert loss.recipients == len(named)
        found = [entry for entry in named if entry.backup is not None]
        best = best_stand_in(loss.helper, answer, quota, banned, metres)
        assert (-len(found), sum(entry.metres for entry in found)) == best
        without = most_served(slots, {name: most for name, most in quota.items() if name != loss.helper}, banned)
        if len(found) == len(named):
            assert loss.state == "covered"
        else:
            assert loss.missing == served - without
            assert loss.state == ("breaks" if loss.missing else "moves")


def test_nobody_is_named_unless_asked():
    """A list nobody asked for is a list that nobody keeps."""
    programme = programme_of(3)
    answer = plan(programme.altered(rules=programme.rules[:-1])).answer
    assert (answer.backups, answer.losses) == ((), ())


def test_a_rule_that_binds_pairs_is_looked_at():
    """A back-up with a free place whose village would become his second one is no replacement when one village is the rule."""
    programme = programme_of(0)
    people = tuple(Helper(id=name, name=name, start="东") for name in ("h0", "h1"))
    served = (Recipient(id="r0", name="r0", area="村一"), Recipient(id="r1", name="r1", area="村二"))
    rows = [{"by": "any", "most": 2}]
    rules = (
        RuleEntry(id="quota", kind="quota", parameters={"rows": rows}),
        *programme.rules[1:3],
        RuleEntry(id="one", kind="cohesion", parameters={"by": "helper", "most": 1}),
        RESERVE,
    )
    answer = plan(programme.altered(helpers=people, recipients=served, rules=rules)).answer
    # one helper a village; places 2 + 2, so either could take the other's recipient, but not in a second village
    assert [entry.backup for entry in answer.backups] == ["h1", "h0"] or [e.backup for e in answer.backups] == [
        "h0",
        "h1",
    ]
    assert [loss.state for loss in answer.losses] == ["moves", "moves"]


def test_the_judge_refuses_a_back_up_without_a_place():
    """A name in the list is a promise: whoever is full, forbidden or the helper himself cannot be it."""
    programme = next(p for p in map(programme_of, range(40)) if any(entry.backup for entry in plan(p).answer.backups))
    made = plan(programme)
    quota, banned, _ = facts_of(programme)
    place = next(n for n, entry in enumerate(made.answer.backups) if entry.backup)
    entry = made.answer.backups[place]
    load = {name: sum(p.helper == name for p in made.answer.roster.pairings) for name in quota}
    bad = [h for h in quota if load[h] >= quota[h] or (h, entry.recipient) in banned or h == entry.helper]
    for name in [*bad, "nobody"]:
        backups = list(made.answer.backups)
        backups[place] = entry.altered(backup=name)
        verdict = verify_roster(programme, made.answer.altered(backups=tuple(backups)), made.certificate)
        assert not verdict.accepted
    assert verify_roster(programme, made.answer, made.certificate).status is Status.OPTIMAL


def test_the_workbook_and_the_page_list_the_back_ups():
    """The office reads names, not a JSON file: a sheet of its own, and the worst news first."""
    for seed in range(40):
        programme = programme_of(seed)
        answer = plan(programme).answer
        worst = next(
            (state for state in ("breaks", "moves", "covered") if state in {x.state for x in answer.losses}), ""
        )
        if worst != "breaks":
            continue
        for document in (roster_document(programme, answer), report_document(programme, answer, masked=True)):
            section = next(section for section in document.sections if section.key == "backups")
            notice, losses, backups = section.blocks
            assert notice.tone == "bad"
            assert "落空" in losses.rows[0][-1]
            assert len(backups.rows) == len(answer.roster.pairings)
        return
    raise AssertionError("no programme with a loss that breaks coverage")
