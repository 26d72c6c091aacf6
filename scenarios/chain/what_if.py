"""What if one level of a chain were another: the change goes to the level that the scenario names, the whole chain is solved again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimizer.domain import Cell, Finding
from optimizer.errors import InputError, JieduiError
from optimizer.messages import Lang, say
from optimizer.output.document import Column, Document, Meta, Section, Table, Value
from optimizer.planning import Options
from scenarios.chain.chain import Chain
from scenarios.chain.solving import ChainAnswer, solve_chain
from scenarios.changes import Scenario, apply


@dataclass(frozen=True)
class Tried:
    """A scenario with what came of it: the chain's answer, or the ``failure`` that says why there is none."""

    scenario: Scenario
    found: ChainAnswer | None = None
    failure: JieduiError | None = None


def level_of(chain: Chain, scenario: Scenario) -> int:
    """The level that the scenario's ``base`` names, by folder, title or programme id; a chain of one level needs no name.

    Raises InputError (chain.what_if_level).
    """
    for number, level in enumerate(chain.levels):
        if scenario.base in (level.id, level.title, level.programme.id):
            return number
    if len(chain.levels) == 1 and not scenario.base:
        return 0
    file = scenario.changes[0].file if scenario.changes else scenario.title
    facts = {"base": scenario.base or "—", "levels": [level.id for level in chain.levels]}
    raise InputError(findings=[Finding("chain.what_if_level", facts=facts, cells=(Cell(file),))])


def changed(chain: Chain, scenario: Scenario) -> Chain:
    """The chain with the scenario's changes in one level. Raises InputError as ``changes.apply`` does, and for an unknown level."""
    number = level_of(chain, scenario)
    level = chain.levels[number]
    programme = apply(level.programme, scenario.model_copy(update={"base": level.programme.title}))
    levels = (*chain.levels[:number], replace(level, programme=programme), *chain.levels[number + 1 :])
    return replace(chain, levels=levels)


def what_if(
    chain: Chain, scenarios: Sequence[Scenario], options: Options | None = None, *, jointly: bool = False
) -> tuple[Tried, ...]:
    """Each scenario's chain solved, in the order given. A scenario that cannot be applied or solved stands with its failure."""
    tried = []
    for scenario in scenarios:
        try:
            tried.append(Tried(scenario, solve_chain(changed(chain, scenario), options, jointly=jointly)))
        except JieduiError as error:
            tried.append(Tried(scenario, failure=error))
    return tuple(tried)


def owner_changes(before: ChainAnswer, after: ChainAnswer) -> list[int]:
    """By level: nodes that stand in both and have another owner now, or none."""
    counts = []
    for number, level in enumerate(before.chain.levels):
        owners = []
        for answer in (before, after):
            roster = answer.rosters[number].pairings if number < len(answer.rosters) else ()
            owners.append({p.recipient: p.helper for p in roster if p.role == 0})
        there = {r.id for r in after.chain.levels[number].programme.recipients}
        nodes = {r.id for r in level.programme.recipients} & there
        counts.append(sum(owners[0].get(node) != owners[1].get(node) for node in nodes))
    return counts


def what_if_table(before: ChainAnswer, tried: Sequence[Tried], lang: Lang) -> Table:
    """One row a scenario, the chain as it is first: conclusion, how many are covered, the largest span of each level, and how many
    nodes of each level get another owner.
    """

    def word(name: str, **facts: object) -> str:
        return say(f"chain.word_{name}", facts, lang)

    levels = before.chain.levels
    columns = [Column("plan", word("plan")), Column("whole", word("status")), Column("covered", word("covered"))]
    columns += [Column(f"span{n}", f"{word('span')}·{level.id}", "int") for n, level in enumerate(levels)]
    columns += [Column(f"changed{n}", f"{word('changed')}·{level.id}", "int") for n, level in enumerate(levels)]

    def row(title: str, found: ChainAnswer) -> tuple[Value, ...]:
        coverage = found.coverage
        spans = [level.span for level in coverage.levels]
        others: list[int | None] = [*owner_changes(before, found)] if coverage.complete else [None] * len(levels)
        whole = word(f"whole_{found.whole}")
        return (title, whole, f"{coverage.covered}/{coverage.leaves}", *spans, *others)

    rows = [row(word("as_it_is"), before)]
    for one in tried:
        if one.found is not None:
            rows.append(row(one.scenario.title, one.found))
        elif one.failure is not None:
            empty: tuple[Value, ...] = (None,) * (2 * len(levels))
            rows.append((one.scenario.title, one.failure.say(lang), "—", *empty))
    return Table(tuple(columns), tuple(rows))


def what_if_document(before: ChainAnswer, tried: Sequence[Tried], lang: Lang) -> Document:
    """The comparison as page and workbook."""
    title = say("chain.word_what_if", None, lang)
    meta = Meta(before.chain.levels[0].programme.reference_day, confidential=say("chain.word_confidential", None, lang))
    section = Section("what_if", title, (what_if_table(before, tried, lang),), heading=title)
    return Document(before.chain.title, lang, meta, (section,), title)
