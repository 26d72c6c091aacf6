"""Small chains for tests, written in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from optimizer.domain import Helper, Programme, Recipient, RuleEntry, Term
from scenarios.chain import PARENT, SERVES, SUPERIOR, Chain, Level

Node = tuple[str, str]
"""Name and parent ("" for the root)."""
Owner = tuple[str, str, str, int]
"""Name, nodes served (、 between them), superiors, most."""


def level(name: str, nodes: Sequence[Node], owners: Sequence[Owner], rules: Sequence[RuleEntry] = ()) -> Level:
    """A level whose owners take at most so many nodes; every node needs exactly one."""
    helpers = tuple(
        Helper(id=f"h-{own}", name=own, most=most, traits=_traits({SERVES: serves, SUPERIOR: boss}))
        for own, serves, boss, most in owners
    )
    recipients = tuple(
        Recipient(id=f"{name}-{node}", name=node, traits=_traits({PARENT: parent})) for node, parent in nodes
    )
    programme = Programme(
        id=name,
        title=name,
        kind="tiers",
        reference_day=date(2026, 9, 1),
        term=Term(start=2026 * 12 + 8, months=12),
        helpers=helpers,
        recipients=recipients,
        rules=(RuleEntry(id="Q", kind="quota", parameters={"rows": [{"by": "any", "most": 1}]}), *rules),
    )
    return Level(name, name, programme)


def _traits(words: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(text.split("、")) for name, text in words.items() if text}


def chain(*levels: Level) -> Chain:
    return Chain("c", "分级包保", "教育局", levels, clause="层层包干")
