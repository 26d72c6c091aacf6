"""Everything that is wrong with a chain before it is solved, all levels at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.domain import Finding
from optimizer.messages import Private
from optimizer.model.compile import compile_programme
from optimizer.rules import rules_in_force
from scenarios.chain.chain import Chain
from scenarios.chain.linking import linked
from scenarios.chain.rows import placed, rows_of
from scenarios.chain.tree import Tree, build_tree


def tree_of(chain: Chain) -> Tree:
    """The tree with its findings."""
    return build_tree([rows_of(level.id, level.title, level.programme) for level in chain.levels])


def check_chain(chain: Chain) -> tuple[Finding, ...]:
    """Holes of the structure (tree), what the rules of each level say, and nodes that no rule leaves anybody for.

    Loads no solver. Where the structure is broken, rules are read for the levels that it leaves whole.
    """
    tree = tree_of(chain)
    findings = list(tree.findings)
    for number, level in enumerate(chain.levels):
        if all(node.id in tree.parent for node in level.programme.recipients):
            findings += [
                replace(finding, cells=tuple(placed(level.id, cell) for cell in finding.cells))
                for finding in _level(chain, tree, number)
            ]
    return tuple(findings)


def _level(chain: Chain, tree: Tree, number: int) -> list[Finding]:
    level, last = chain.levels[number], number == len(chain.levels) - 1
    programme = linked(chain, tree, number, None)
    rules, problems = rules_in_force(programme)
    findings = list(problems)
    if any(finding.severity == "error" for finding in problems):
        return findings
    compiled = compile_programme(programme, rules)
    findings += compiled.findings
    model, classes = compiled.model, compiled.recipients
    if model is None or classes is None or model.pair_list is None:
        return findings
    served = np.bincount(model.pair_list.recipient, minlength=len(classes)) > 0
    told = {id_ for f in tree.findings if f.code == "chain.nobody" for id_ in f.facts.get("nodes", ())}
    for number_ in np.flatnonzero(~served).tolist():
        for row in classes.of(number_).tolist():
            node = programme.recipients[row]
            if node.id in told or not sum(node.needs):
                continue
            facts = {"level": level.title, "node": Private(node.name) if last else node.name}
            cells = () if node.origin is None else (node.origin.cell("name"),)
            findings.append(Finding("chain.nobody_by_rules", facts=facts, cells=cells))
    return findings
