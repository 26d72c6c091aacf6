"""From programmes to arrays and back: row order, names and numbers of rows never matter; classes expand as promised."""

from __future__ import annotations

import hashlib
import json
import random
from datetime import date

import numpy as np
import pytest

from optimizer.domain import Helper, Leg, Pairing, Programme, Recipient, Roster, RuleEntry, Term
from optimizer.errors import InternalError
from optimizer.model import ModelResult
from optimizer.model.compile import compile_programme
from optimizer.model.compiled import Compiled
from optimizer.model.expand import by_person, expand
from optimizer.rules import typed_rules
from tests.model.plain_model import best, result_of

RULES = (
    RuleEntry(
        id="q",
        kind="quota",
        parameters={"rows": ({"by": "post", "value": "书记", "most": 2}, {"by": "any", "most": 1})},
    ),
    RuleEntry(id="c", kind="coverage"),
    RuleEntry(id="l", kind="term_lock"),
    RuleEntry(id="v", kind="liaison", mode=1),
    RuleEntry(id="d", kind="distance", mode=2),
)


def case(
    seed: int = 1, helpers: int = 7, recipients: int = 6, *more: RuleEntry, shuffle: int | None = None
) -> Programme:
    rng = random.Random(seed)
    staff = [
        Helper(
            id=f"h{n:03d}",
            name=f"甲试{n}",
            post="书记" if n == 0 else "",
            start=rng.choice(("东门", "西门")),
            liaison_area="甲村" if n == 1 else "",
        )
        for n in range(helpers)
    ]
    homes = [Recipient(id=f"r{n:03d}", name=f"乙样{n}", area=rng.choice(("甲村", "乙村"))) for n in range(recipients)]
    legs = [Leg(start=s, end=e, metres=rng.randrange(50) * 100) for s in ("东门", "西门") for e in ("甲村", "乙村")]
    old = [Pairing(helper="h002", recipient="r001", term=Term(start="2025-01", months=36))]
    rules = list((*RULES, *more))
    if shuffle is not None:
        mixer = random.Random(shuffle)
        for rows in (staff, homes, legs, rules):
            mixer.shuffle(rows)
    return Programme(
        id="p",
        title="t",
        reference_day=date(2026, 9, 20),
        term=Term(start="2026-10", months=36),
        seed="2026-0412",
        helpers=tuple(staff),
        recipients=tuple(homes),
        legs=tuple(legs),
        rules=tuple(rules),
        incumbent=Roster(programme="p", pairings=tuple(old)),
    )


def compiled_of(programme: Programme) -> Compiled:
    rules, problems = typed_rules(programme.rules)
    assert not problems
    return compile_programme(programme, rules)


def arrays(compiled: Compiled) -> list:
    model = compiled.model
    pairs = model.pair_list
    parts = [pairs.helper, pairs.recipient, pairs.role, pairs.least, pairs.most]
    parts += [part for limit in model.limits for part in (limit.least, limit.most)]
    parts += [tier.pair_cost for tier in model.tiers]
    return [model.helper_ids, model.recipient_ids, *(part.tolist() for part in parts)]


def test_row_order_does_not_matter() -> None:
    """Shuffled tables give the same arrays to the last number."""
    straight = arrays(compiled_of(case()))
    assert all(arrays(compiled_of(case(shuffle=n))) == straight for n in range(5))


def test_classes_follow_the_page_on_the_lottery() -> None:
    """Content, hash and ids of a class are those that anyone can compute from docs/decisions/lottery.md."""
    compiled = compiled_of(case())
    secretary = compiled.helpers.class_of[0]
    helper = compiled.programme.helpers[0]
    content = [["least", 0], ["liaison_area", ""], ["most", 2], ["start", helper.start]]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.blake2b(text.encode(), digest_size=8, key=b"2026-0412").hexdigest()
    assert compiled.helpers.contents[secretary] == text
    assert compiled.helpers.ids[secretary] == digest
    locked = compiled.recipients.contents[compiled.recipients.class_of[1]]
    area = compiled.programme.recipients[1].area
    assert locked == f'[["area","{area}"],["id","r001"],["needs",[1]],["place",""]]'


def test_lottery_costs_follow_the_page() -> None:
    """The mixing of two hashes in Python's unbounded integers, cut to 64 bits, equals the arrays."""
    compiled = compiled_of(case())
    pairs, cost = compiled.model.pair_list, compiled.model.tiers[-1].pair_cost
    for p in range(pairs.count):
        a = int(compiled.helpers.hashes[pairs.helper[p]])
        b = int(compiled.recipients.hashes[pairs.recipient[p]])
        z = (a + 0x9E3779B97F4A7C15 * (b + 1)) % 2**64
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ z >> 27) * 0x94D049BB133111EB % 2**64
        assert cost[p] == (z ^ z >> 31) >> 44


def plain_expansion(compiled: Compiled, x: np.ndarray) -> set[tuple[str, str]]:
    """Step 3 of the page, word by word."""

    def members(classes, people, number: int) -> list[str]:
        key = compiled.seed.encode()[:64]
        ids = [people[row].id for row in range(len(people)) if classes.class_of[row] == number]
        return sorted(ids, key=lambda i: (hashlib.blake2b(i.encode(), digest_size=8, key=key).digest(), i))

    helpers, recipients, programme = compiled.helpers, compiled.recipients, compiled.programme
    flow = {
        (int(h), int(r)): int(n)
        for h, r, n in zip(compiled.model.pair_list.helper, compiled.model.pair_list.recipient, x, strict=True)
        if n
    }
    slots = {}
    for a in range(len(helpers)):
        people = members(helpers, programme.helpers, a)
        total = sum(n for (h, _), n in flow.items() if h == a)
        quota = {who: total // len(people) + (place < total % len(people)) for place, who in enumerate(people)}
        slots[a] = []
        while any(quota.values()):
            for who in people:
                if quota[who]:
                    slots[a].append(who)
                    quota[who] -= 1
    out = set()
    for b in range(len(recipients)):
        waiting = members(recipients, programme.recipients, b)
        for a in range(len(helpers)):
            for _ in range(flow.get((a, b), 0)):
                out.add((slots[a].pop(0), waiting.pop(0)))
    return out


@pytest.mark.parametrize("seed", range(6))
def test_expansion_follows_the_page(seed: int) -> None:
    """The vectorised hand-out equals the page read word by word, on an optimal assignment."""
    compiled = compiled_of(case(seed, 5, 5))
    found = best(compiled.model)
    assert found is not None
    people = expand(compiled, result_of(found[1]))
    assert {(p.helper, p.recipient) for p in people.pairings} == plain_expansion(compiled, found[1])
    assert not people.uncovered


def test_terms_of_new_and_running_pairs() -> None:
    """A new pairing gets this round's term, a running one keeps its own."""
    compiled = compiled_of(case())
    x = best(compiled.model)[1]
    terms = {(p.helper, p.recipient): p.term for p in expand(compiled, result_of(x)).pairings}
    assert terms.pop(("h002", "r001")) == Term(start="2025-01", months=36)
    assert set(terms.values()) == {compiled.programme.term}


def test_open_needs_are_listed() -> None:
    """With too few helpers under a coverage tier, whoever is left stands in the list of uncovered."""
    short = case(1, 3, 6)
    rules = tuple(rule.altered(mode=1) if rule.id == "c" else rule for rule in short.rules)
    compiled = compiled_of(short.altered(rules=rules))
    _, x = best(compiled.model)
    people = expand(compiled, result_of(x))
    assert len(people.pairings) == 4
    served = {p.recipient for p in people.pairings}
    assert [u.recipient for u in people.uncovered] == [f"r{n:03d}" for n in range(6) if f"r{n:03d}" not in served]


def test_multipliers_reach_every_member() -> None:
    """A class row's multiplier stands for each of its people; zeros are left out; other limits are not by person."""
    compiled = compiled_of(case())
    quota = np.arange(len(compiled.helpers), dtype=np.int64)
    need = -np.arange(len(compiled.recipients), dtype=np.int64)
    told = by_person(compiled, {"quota": quota, "need": need, "changes.k": np.ones(1, np.int64)})
    assert set(told) == {"quota", "need"}
    for side, classes, people, sign in (
        ("quota", compiled.helpers, compiled.programme.helpers, 1),
        ("need", compiled.recipients, compiled.programme.recipients, -1),
    ):
        expected = {p.id: sign * int(classes.class_of[n]) for n, p in enumerate(people) if classes.class_of[n] > 0}
        assert told[side] == expected


def test_no_model_no_expansion() -> None:
    """Asking for people without a model is a bug of the caller, and says so."""
    compiled = compiled_of(case().altered(recipients=()))
    assert compiled.model is None
    with pytest.raises(InternalError):
        expand(compiled, ModelResult())


def test_merging_keeps_the_model_small() -> None:
    """1,000 people from 2 campuses and 1,000 households in 2 villages: a handful of rows, sums of quotas and needs."""
    compiled = compiled_of(case(3, 1000, 1000))
    model = compiled.model
    assert (len(compiled.helpers), len(compiled.recipients)) == (5, 3)
    assert int(model.limit("quota").most.sum()) == 1001
    assert int(model.limit("need").least.sum()) == 1000


def test_continuity_makes_everybody_a_row_and_names_the_incumbent() -> None:
    """A rule that speaks of single people undoes the merging; the incumbent's pairs are indices of the model."""
    compiled = compiled_of(case(1, 7, 6, RuleEntry(id="k", kind="continuity", mode=1)))
    assert (len(compiled.helpers), len(compiled.recipients)) == (7, 6)
    helper, recipient, _ = compiled.model.pair_ends(compiled.model.previous)
    rows = compiled.helpers.first[helper], compiled.recipients.first[recipient]
    assert [a.tolist() for a in rows] == [[2], [1]]
    assert compiled.constants == {"1": 1, "2": 0, "lottery": 0}


def test_too_many_pairs_are_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A programme whose rules undo the merging at county size is refused before memory is."""
    monkeypatch.setattr("optimizer.model.compile.PAIRS_AT_MOST", 41)
    alone = RuleEntry(id="k", kind="continuity", mode=1)
    compiled = compiled_of(case(1, 7, 6, alone))
    assert compiled.model is None
    assert [f.code for f in compiled.findings if f.severity == "error"] == ["rules.too_many_pairs"]
    assert compiled_of(case(1, 7, 6)).model is not None
