"""C12: the compiled half and the inspecting half of every rule give the same number on any roster, feasible or not.

The compiled half is read as the sum of its pair costs over the roster's pairings; the inspecting half reads the roster in plain
Python. Control: a compiled half that counts one pairing twice must be noticed.
"""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from optimizer.domain import Pairing, Programme, Roster
from optimizer.model.compile import compile_programme
from optimizer.model.compiled import Compiled
from optimizer.rules import rules_in_force
from optimizer.rules.distinct import distinct
from optimizer.verify import measure_roster
from tests.builders.programmes import random_programme


def random_roster(programme: Programme, rng: random.Random) -> Roster:
    """Anybody with anybody, each recipient at most once; most rosters break most rules."""
    pairings = [
        Pairing(helper=rng.choice(programme.helpers).id, recipient=recipient.id, term=programme.term)
        for recipient in programme.recipients
        if rng.random() < 0.8
    ]
    return Roster(programme=programme.id, pairings=tuple(pairings))


def compiled_measures(compiled: Compiled, roster: Roster, twice: int) -> dict[str, int]:
    """Rule id -> sum of its pair costs; the first ``twice`` pairings count twice."""
    programme = compiled.programme
    helpers = {person.id: row for row, person in enumerate(programme.helpers)}
    recipients = {person.id: row for row, person in enumerate(programme.recipients)}
    rows = np.array([helpers[pairing.helper] for pairing in roster.pairings], np.int64)
    columns = np.array([recipients[pairing.recipient] for pairing in roster.pairings], np.int64)
    found = {}
    down, across = distinct(rows), distinct(columns)  # a block is asked about everybody once
    for rule in compiled.rules:
        terms = compiled.pair_terms.get(rule.id, ())
        if terms and len(rows):
            costs = sum(term.block(down.values, across.values)[down.at, across.at] for term in terms)
            found[rule.id] = int(np.sum(costs) + np.sum(costs[:twice]))
    return found


def run(size: int = 20_000, seed: int = 12) -> dict[str, Any]:
    """About ``size`` rosters over random programmes. ``differences`` must be empty, the control must find some."""
    rosters, compared, number = 0, 0, seed * 1000
    differences: list[str] = []
    control = 0
    kinds: set[str] = set()
    while rosters < size:
        number += 1
        rng = random.Random(number)
        programme = random_programme(number, helpers=rng.randint(3, 9), recipients=rng.randint(3, 9))
        compiled = compile_programme(programme, rules_in_force(programme)[0])
        if compiled.has_errors:
            continue
        for _ in range(20):
            roster = random_roster(programme, rng)
            rosters += 1
            read = measure_roster(programme, roster)
            counted = compiled_measures(compiled, roster, 0)
            compared += len(counted)
            kinds.update(rule.kind_name for rule in compiled.rules if rule.id in counted)
            differences += [f"{number}: {rule}" for rule, value in counted.items() if value != read[rule].measure]
            doubled = compiled_measures(compiled, roster, 1)
            control += any(value != read[rule].measure for rule, value in doubled.items())
    return {
        "campaign": "C12",
        "seed": seed,
        "rosters": rosters,
        "compared": compared,
        "kinds": sorted(kinds),
        "differences": differences[:10],
        "control_noticed": control,
        "passed": not differences and control > 0 and len(kinds) >= 5,
    }
