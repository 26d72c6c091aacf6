"""The rows that tie levels, read backwards: do they say what the chain's words say, no less and no more?"""

from __future__ import annotations

from optimizer.verify.verdict import Rejected
from scenarios.chain.joint_model import LINKS, JointModel
from scenarios.chain.tree import Tree

Ends = tuple[int, str, str]
"""Level, one of the people behind the helper's row, one of the nodes behind the recipient's row."""


def check_ties(tree: Tree, joint: JointModel) -> None:
    """Every pair of somebody under superiors, below a node of these levels, stands once, in a row with all pairs of the same nodes
    and superiors; against it stand exactly the pairs by which one of the superiors answers for the parent, each as often
    as the nodes need somebody; and the sum is at most 0. Raises Rejected.
    """
    ends = _ends(joint)
    free = {part.level for part in joint.parts}
    tied: dict[int, tuple[int, str, tuple[str, ...]]] = {}
    alike: dict[tuple[int, str, tuple[str, ...]], set[int]] = {}
    answering: dict[str, list[tuple[str, int]]] = {}
    for pair, (level, helper, node) in ends.items():
        answering.setdefault(node, []).append((helper, pair))
        parent, bosses = tree.parent[node], tree.superiors[level][helper]
        if bosses and parent and tree.level_of[parent] in free:
            tied[pair] = (level, node, bosses)
            alike.setdefault(tied[pair], set()).add(pair)
    needs = {(p.level, nodes[0]): n for p in joint.parts for nodes, n in zip(p.recipients, p.needs, strict=True)}
    seen: set[int] = set()
    for rows in joint.model.rows:
        for row in range(rows.count if rows.name.endswith(f".{LINKS}") else 0):
            inside = slice(int(rows.indptr[row]), int(rows.indptr[row + 1]))
            terms = dict(zip(rows.indices[inside].tolist(), rows.data[inside].tolist(), strict=True))
            words = tied.get(next((pair for pair, sign in terms.items() if sign > 0), -1))
            if words is None:
                raise Rejected("no_model", detail=f"{rows.name}[{row}]")
            level, node, bosses = words
            over = {
                pair: -needs[level, node] for helper, pair in answering.get(tree.parent[node], ()) if helper in bosses
            }
            narrow = int(rows.hi[row]) != 0 or int(rows.lo[row]) > sum(over.values())
            if narrow or seen & alike[words] or terms != dict.fromkeys(alike[words], 1) | over:
                raise Rejected("no_model", detail=f"{rows.name}[{row}]")
            seen |= alike[words]
    if seen != set(tied):
        raise Rejected("no_model", detail=LINKS)


def _ends(joint: JointModel) -> dict[int, Ends]:
    """Of every pair that may be used."""
    pairs = joint.model.pair_list
    assert pairs is not None
    helper, recipient, most = pairs.helper.tolist(), pairs.recipient.tolist(), pairs.most.tolist()
    found: dict[int, Ends] = {}
    for part, start in zip(joint.parts, joint.starts, strict=True):
        for pair in range(start[2], start[2] + part.pairs):
            if most[pair]:
                people = part.helpers[helper[pair] - start[0]], part.recipients[recipient[pair] - start[1]]
                found[pair] = (part.level, people[0][0], people[1][0])
    return found
