"""One level's programme with the levels above it written into its eligibility."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from optimizer.domain import Pairing, Programme, Roster, RuleEntry
from scenarios.chain.chain import Chain
from scenarios.chain.components import Component, restricted
from scenarios.chain.tree import ANY, ROOT, Tree

NODE = "责任链·对象"
PERSON = "责任链·责任人"
BELOW, UNDER, PINNED = "责任链-1", "责任链-2", "责任链-3"
"""Ids of the rules that a chain adds to a level: below the right node, under the right superior, decided jointly."""
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
    chain: Chain,
    tree: Tree,
    number: int,
    owners: Owners | None,
    *,
    singly: bool = False,
    free: Collection[int] = (),
    released: Collection[str] = (),
    within: Component | None = None,
) -> Programme:
    """Level ``number`` given ``owners`` of the nodes above; None: as if every superior answered for every node.

    Two hard rules are added, so that engine, judge and report treat them like any other: a helper answers only for direct
    children of the nodes in SERVES, and only where one of the superiors answers for the parent. A node on the root asks
    nothing of superiors. ``singly``: nobody is merged with anybody (each is a row of the model). Superiors are not asked
    for below nodes of the levels ``free`` (they are decided together with this one), nor below the nodes ``released``. ``within``: these people alone.
    """
    programme = chain.levels[number].programme
    if within is not None:
        programme = restricted(programme, within.helpers[number], within.nodes[number])

    def asks(node: str) -> dict[str, tuple[str, ...]]:
        parent = tree.parent[node]
        words = {NODE: (ANY, parent or ROOT, *((f"~{node}",) if singly else ()))}
        if owners is not None and parent and tree.level_of[parent] not in free and parent not in released:
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
        RuleEntry(id=BELOW, kind="eligibility", clause=chain.clause, parameters={"match": [NODE]}),
    ]
    if owners is not None:
        rules.append(RuleEntry(id=UNDER, kind="eligibility", clause=chain.clause, parameters={"match": [PERSON]}))
    return programme.altered(helpers=helpers, recipients=recipients, rules=tuple(rules))


def pinned(programme: Programme, pairings: Sequence[Pairing]) -> Programme:
    """The programme with these pairings required: what was decided together with a level below."""
    if not pairings:
        return programme
    pairs = [{"helper": p.helper, "recipient": p.recipient} for p in pairings]
    return programme.altered(
        rules=(*programme.rules, RuleEntry(id=PINNED, kind="require", parameters={"pairs": pairs}))
    )


def pins_of(programme: Programme) -> tuple[tuple[str, str], ...]:
    """(helper, node) of everything that :func:`pinned` required."""
    rules = [rule for rule in programme.rules if rule.id == PINNED]
    pairs = [pair for rule in rules for pair in rule.parameters.get("pairs", ())]
    return tuple((str(pair["helper"]), str(pair["recipient"])) for pair in pairs)


def unpinned(programme: Programme) -> Programme:
    """Without what :func:`pinned` added."""
    return programme.altered(rules=tuple(rule for rule in programme.rules if rule.id != PINNED))


def unlinked(programme: Programme) -> Programme:
    """The level's own programme: without what :func:`linked` and :func:`pinned` wrote into it."""

    def plain(traits: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {name: words for name, words in traits.items() if name not in (NODE, PERSON)}

    return programme.altered(
        helpers=tuple(h.model_copy(update={"traits": plain(h.traits)}) for h in programme.helpers),
        recipients=tuple(r.model_copy(update={"traits": plain(r.traits)}) for r in programme.recipients),
        rules=tuple(rule for rule in programme.rules if rule.id not in (BELOW, UNDER, PINNED)),
    )
