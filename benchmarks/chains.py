"""Random small chains against a second solver: possible or not, who is to blame, the joint objective, the stored proofs.

    python -m benchmarks.chains [--first 0] [--count 300] [--json FILE]

Each seed draws a chain of 2 to 4 levels with uneven depth, people who serve several nodes, superiors, wishes and evenness.
The second solver is HiGHS on one model of all levels, written here from the words of the chain. Needs no other data.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from random import Random

import highspy
import numpy as np

from benchmarks.common import report, timed
from optimizer.domain import Helper, Programme, Recipient, RuleEntry, Status, Term
from optimizer.planning import Options, plan
from scenarios.chain import PARENT, SERVES, SUPERIOR, Chain, ChainAnswer, Level, check_chain, solve_chain
from scenarios.chain.blame import blames
from scenarios.chain.holes import tree_of
from scenarios.chain.judging import judge_chain
from scenarios.chain.linking import linked, owners_of
from scenarios.chain.tree import Tree
from scenarios.chain.writing import write_chain

BASE = 8
"""Above the number of people of a level: then sums of BASE ** load order the loads as leximin does."""


def random_chain(seed: int) -> Chain:
    """2 to 4 levels, up to 4 nodes and 4 people each; nodes hang on any upper level, a third of the people work under somebody."""
    random = Random(f"chains:{seed}")
    levels: list[Level] = []
    for number in range(random.choice((2, 2, 3, 3, 4))):
        above = [node.name for level in levels for node in level.programme.recipients]
        bosses = [helper.name for level in levels for helper in level.programme.helpers]
        near = [node.name for node in levels[-1].programme.recipients] if levels else []
        nodes = []
        for n in range(random.randint(1, 4)):
            parent = (
                "" if not above else random.choice((random.choice(near), random.choice(near), random.choice(above), ""))
            )
            nodes.append(
                Recipient(id=f"{number}r{n}", name=f"点{number}{n}", traits={PARENT: (parent,)} if parent else {})
            )
        helpers = []
        parents = sorted({word for node in nodes for word in node.traits.get(PARENT, ())})
        rooted = any(not node.traits for node in nodes)
        for n in range(random.randint(2, 4)):
            traits: dict[str, tuple[str, ...]] = {}
            if parents and random.random() < (0.85 if not rooted else 0.6):
                traits[SERVES] = tuple(sorted(random.sample(parents, min(len(parents), random.choice((1, 1, 2))))))
            if random.random() < 0.15:
                traits[SERVES] = ("全部",)
            if bosses and random.random() < 0.5:
                traits[SUPERIOR] = tuple(
                    sorted(random.sample(bosses, random.choice((1, 1, 1, 2)) % (len(bosses) + 1) or 1))
                )
            helpers.append(
                Helper(id=f"{number}h{n}", name=f"人{number}{n}", most=random.choice((1, 1, 2, 2, 3)), traits=traits)
            )
        rules = [RuleEntry(id="Q", kind="quota", parameters={"rows": [{"by": "any", "most": 1}]})]
        wished = sorted({(random.choice(helpers).id, node.id) for node in nodes if random.random() < 0.4})
        if wished:
            pairs = [{"helper": helper, "recipient": node} for helper, node in wished]
            rules.append(RuleEntry(id="W", kind="require", mode=1, parameters={"pairs": pairs}))
        form = random.choice(("squares", "leximin", ""))
        if form:
            rules.append(RuleEntry(id="F", kind="fairness", mode=2, parameters={"form": form}))
        rules.append(RuleEntry(id="L", kind="lottery", mode=3))
        programme = Programme(
            id=f"{number}",
            title=f"第{number}层",
            kind="tiers",
            reference_day=date(2026, 9, 1),
            term=Term(start=2026 * 12 + 8, months=12),
            seed=str(seed),
            helpers=tuple(helpers),
            recipients=tuple(nodes),
            rules=tuple(rules),
        )
        levels.append(Level(f"{number}", programme.title, programme))
    return Chain(f"c{seed}", f"链{seed}", "根", tuple(levels), "层层包干")


def may_serve(tree: Tree, number: int, helper: str, node: str) -> bool:
    """By the words of the tree alone, whoever stands above."""
    serves = tree.serves[number][helper]
    return "*" in serves or (tree.parent[node] or "~root") in serves


@dataclass
class Second:
    """HiGHS on all levels at once: one binary a possible pair, one row a tie, unit steps of every load for evenness."""

    chain: Chain
    tree: Tree

    def best(self) -> tuple[int, ...] | None:
        """Values of all aims in order (wishes unmet, evenness; level by level), or None when nothing is possible."""
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        place = count()
        x: dict[tuple[int, str, str], int] = {}
        aims: list[dict[int, int]] = []
        constants: list[int] = []
        rows: list[tuple[float, float, dict[int, int]]] = []
        for number, level in enumerate(self.chain.levels):
            for helper in level.programme.helpers:
                for node in level.programme.recipients:
                    if may_serve(self.tree, number, helper.id, node.id):
                        x[number, helper.id, node.id] = next(place)
        for number, level in enumerate(self.chain.levels):
            people, nodes = level.programme.helpers, level.programme.recipients
            rows += [(1, 1, {v: 1 for (k, _, r), v in x.items() if k == number and r == node.id}) for node in nodes]
            steps: dict[int, int] = {}
            form = next((str(rule.parameters["form"]) for rule in level.programme.rules if rule.kind == "fairness"), "")
            for helper in people:
                own = {v: 1 for (k, h, _), v in x.items() if k == number and h == helper.id}
                units = [next(place) for _ in range(helper.most or 0)]
                rows.append((0, 0, own | dict.fromkeys(units, -1)))
                steps |= {unit: 2 * k + 1 if form == "squares" else BASE**k for k, unit in enumerate(units)}
            rows += self._ties(x, number)
            wished = [p for rule in level.programme.rules if rule.kind == "require" for p in rule.parameters["pairs"]]
            if wished:
                met = [x.get((number, pair["helper"], pair["recipient"])) for pair in wished]
                aims.append({v: -1 for v in met if v is not None})
                constants.append(len(wished))
            if form:
                aims.append(steps)
                constants.append(0)
        total = next(place)
        for _ in range(total):
            solver.addVar(0, 1)
        solver.changeColsIntegrality(
            total, np.arange(total, dtype=np.int32), np.array([highspy.HighsVarType.kInteger] * total)
        )
        for low, high, terms in rows:
            if not terms and low > 0:
                return None
            solver.addRow(low, high, len(terms), np.array(list(terms), np.int32), np.array(list(terms.values()), float))
        values = []
        for aim, constant in zip(aims or [{}], constants or [0], strict=True):
            solver.changeColsCost(
                total, np.arange(total, dtype=np.int32), np.array([aim.get(v, 0) for v in range(total)], float)
            )
            solver.run()
            if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
            value = round(solver.getInfo().objective_function_value)
            values.append(value + constant)
            solver.addRow(
                -highspy.kHighsInf,
                value + 0.5,
                len(aim),
                np.array(list(aim), np.int32),
                np.array(list(aim.values()), float),
            )
        return tuple(values if aims else ())

    def _ties(self, x: Mapping[tuple[int, str, str], int], number: int) -> list[tuple[float, float, dict[int, int]]]:
        rows = []
        for (k, helper, node), below in x.items():
            parent, bosses = self.tree.parent[node], self.tree.superiors[number].get(helper, ())
            if k == number and parent and bosses:
                upper = self.tree.level_of[parent]
                above = [x[upper, boss, parent] for boss in bosses if (upper, boss, parent) in x]
                rows.append((-highspy.kHighsInf, 0, {below: 1} | dict.fromkeys(above, -1)))
        return rows


def values_of(chain: Chain, found: ChainAnswer) -> tuple[int, ...]:
    """The same aims, read off the rosters."""
    values = []
    for level, roster in zip(chain.levels, found.rosters, strict=True):
        given = {(p.helper, p.recipient) for p in roster.pairings}
        loads = Counter(p.helper for p in roster.pairings)
        for rule in level.programme.rules:
            if rule.kind == "require":
                values.append(sum((p["helper"], p["recipient"]) not in given for p in rule.parameters["pairs"]))
            if rule.kind == "fairness" and rule.parameters["form"] == "squares":
                values.append(sum(n * n for n in loads.values()))
            elif rule.kind == "fairness":
                values.append(sum(BASE**k for n in loads.values() for k in range(n)))
    return tuple(values)


def servable(
    chain: Chain,
    tree: Tree,
    number: int,
    nodes: Sequence[str],
    owners: Mapping[str, Sequence[str]],
    free: Collection[str],
) -> bool:
    """By trying everything: can these nodes be served given the owners above, those of the parents ``free`` set aside?"""
    left = {helper.id: helper.most or 0 for helper in chain.levels[number].programme.helpers}

    def rest(place: int) -> bool:
        if place == len(nodes):
            return True
        parent = tree.parent[nodes[place]]
        for helper in left:
            bosses = set(tree.superiors[number][helper])
            under = not bosses or not parent or parent in free or bool(bosses & set(owners.get(parent, ())))
            if left[helper] and under and may_serve(tree, number, helper, nodes[place]):
                left[helper] -= 1
                if rest(place + 1):
                    left[helper] += 1
                    return True
                left[helper] += 1
        return False

    return rest(0)


def blame_faults(chain: Chain, tree: Tree) -> list[str]:
    """Levels are planned one by one up to the first impossible one; what is wrong with the blame for it."""
    rosters = []
    for number in range(len(chain.levels)):
        owners = owners_of(rosters)
        answer = plan(linked(chain, tree, number, owners), Options()).answer
        if answer.roster is not None:
            rosters.append(answer.roster)
            continue
        faults = []
        found = blames(chain, tree, number, owners, answer, plan, Options())
        if not found:
            faults.append("nobody blamed")
        for blame in found:
            if servable(chain, tree, number, blame.nodes, owners, ()):
                faults.append("the blamed nodes can be served")
            everybody = {tree.parent[node] for node in blame.nodes}
            if not blame.parents and servable(chain, tree, number, blame.nodes, owners, everybody):
                faults.append("an upper pair is responsible and nobody is named")
            faults += [
                "a pair is named that changes nothing"
                for parent in blame.parents
                if not servable(chain, tree, number, blame.nodes, owners, {parent})
            ]
        return faults
    return []


def faults_of(seed: int, folder: Path) -> tuple[str, list[str]]:
    """(what the joint solve concluded, everything that differs from the second solver)."""
    chain = random_chain(seed)
    tree = tree_of(chain)
    second = None if tree.findings else Second(chain, tree).best()
    if any(finding.severity == "error" for finding in check_chain(chain)):
        return "hole", [] if second is None else ["a hole in a chain that is possible"]
    faults = blame_faults(chain, tree)
    whole = ""
    for jointly in (False, True):
        found = solve_chain(chain, jointly=jointly)
        whole = found.whole
        name = "jointly" if jointly else "downwards"
        if found.coverage.complete != (second is not None) or (whole == "impossible") != (second is None):
            faults.append(f"{name}: {whole}, second solver: {second}")
            continue
        if whole == "optimal_jointly" and values_of(chain, found) != second:
            faults.append(f"{name}: {values_of(chain, found)} called optimal, second solver: {second}")
        place = folder / f"{seed}{name}"
        write_chain(place, found, Options())
        judged = judge_chain(place)
        if judged.whole != whole or (any(v.status is not Status.OPTIMAL for v in judged.levels.values()) and second):
            faults.append(f"{name}: judged {judged.whole}, said {whole}")
    return whole, faults


def main() -> None:
    parser = argparse.ArgumentParser(description="Random chains against a second solver.")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--json", default=None, help="append one JSON line to this file")
    options = parser.parse_args()
    wholes: Counter[str] = Counter()
    wrong = 0

    def run() -> None:
        nonlocal wrong
        with tempfile.TemporaryDirectory() as folder:
            for seed in range(options.first, options.first + options.count):
                whole, faults = faults_of(seed, Path(folder))
                wholes[whole] += 1
                wrong += bool(faults)
                for fault in faults:
                    print(f"seed {seed}: {fault}", flush=True)

    _, seconds = timed(run)
    report(options, "chains", seeds=options.count, wrong=wrong, seconds=seconds, **dict(sorted(wholes.items())))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
