"""One level's programme with the levels above it written into its eligibility."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from optimizer.domain import Programme, Roster, RuleEntry
from scenarios.chain.chain import Chain
from scenarios.chain.tree import ANY, ROOT, Tree

NODE = "责任链·对象"
PERSON = "责任链·责任人"
Owners = Mapping[str, tuple[str, ...]]
"""Node id -> the helpers who answer for it."""


def owners_of(rosters: Sequence[Roster]) -> dict[str, tuple[str, ...]]:
    """Who answers for every node of the levels solved so far (lead role)."""
    found: dict[str, tuple[str, ...]] = {}
    for roster in rosters:
        for pairing in roster.pairings:
            if pairing.role == 0:
                found[pairing.recipient] = (*found.get(pairing.recipient, ()), pairing.helper)
    return found


def linked(
    chain: Chain, tree: Tree, number: int, owners: Owners | None, *, singly: bool = False, free: Sequence[int] = ()
) -> Programme:
    """Level ``number`` given ``owners`` of the nodes above; None: as if every superior answered for every node.

    Two hard rules are added, so that engine, judge and report treat them like any other: a helper answers only for direct
    children of the nodes in SERVES, and only where one of the superiors answers for the parent. A node on the root asks
    nothing of superiors. ``singly``: nobody is merged with anybody (each is a row of the model). Superiors are not asked
    for below nodes of the levels ``free`` (they are decided together with this one).
    """
    programme = chain.levels[number].programme

    def asks(node: str) -> dict[str, tuple[str, ...]]:
        parent = tree.parent[node]
        words = {NODE: (ANY, parent or ROOT, *((f"~{node}",) if singly else ()))}
        if owners is not None and parent and tree.level_of[parent] not in free:
            words[PERSON] = (ANY, *owners.get(parent, ()))
        return words

    def offers(helper: str) -> dict[str, tuple[str, ...]]:
        own = (f"~{helper}",) if singly else ()
        words = {NODE: (*tree.serves[number][helper], *own)}
        if owners is not None:
            words[PERSON] = tree.superiors[number][helper] or (ANY,)
        return words

    recipients = tuple(r.model_copy(update={"traits": {**r.traits, **asks(r.id)}}) for r in programme.recipients)
    helpers = tuple(h.model_copy(update={"traits": {**h.traits, **offers(h.id)}}) for h in programme.helpers)
    rules = [
        *programme.rules,
        RuleEntry(id="责任链-1", kind="eligibility", clause=chain.clause, parameters={"match": [NODE]}),
    ]
    if owners is not None:
        rules.append(RuleEntry(id="责任链-2", kind="eligibility", clause=chain.clause, parameters={"match": [PERSON]}))
    return programme.altered(helpers=helpers, recipients=recipients, rules=tuple(rules))


def pinned(programme: Programme, roster: Roster) -> Programme:
    """The programme with every pairing of ``roster`` required: what was decided together with a level below."""
    pairs = [{"helper": p.helper, "recipient": p.recipient} for p in roster.pairings]
    return programme.altered(
        rules=(*programme.rules, RuleEntry(id="责任链-3", kind="require", parameters={"pairs": pairs}))
    )
