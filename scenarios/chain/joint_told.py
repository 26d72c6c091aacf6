"""The proof of a joint solve as data: stable ids of people and numbers of levels, never rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from optimizer.domain import Status
from optimizer.explain.proof import Untold, pair_told, rows_told
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Dual, Flow, Leaf, Levels, Proof, Threshold, Tree
from optimizer.model.compiled import Compiled
from optimizer.model.result import ModelResult
from optimizer.rules.ordering import LOTTERY
from optimizer.verify.certificate_file import proof_to_json
from scenarios.chain.chain import Chain
from scenarios.chain.components import Component
from scenarios.chain.joint_model import JointModel


def told(
    chain: Chain, part: Component, first: int, joint: JointModel, compiled: Sequence[Compiled], result: ModelResult
) -> dict[str, Any]:
    """What the judge of chains reads: who the part is, the aims with their values and proofs, or why it is impossible.

    A proof that cannot be told of people is left out, and its claim with it.
    """
    proofs = result.certificate.tiers if result.certificate is not None else ()
    tiers = []
    for number, tier in enumerate(result.tiers):
        proof = _proof(joint, compiled, proofs[number] if number < len(proofs) else None, number)
        tiers.append({"name": tier.name, "value": tier.value_scaled, "proof": proof})
    impossible = None
    if result.status is Status.INFEASIBLE and result.certificate is not None:
        given = result.certificate.impossibility
        impossible = None if given is None else _proof(joint, compiled, given.tree, 0)
    return {
        "first": first,
        "levels": [chain.levels[number].id for number in part.levels],
        "nodes": [sorted(part.nodes[number]) for number in part.levels],
        "status": str(result.status),
        "tiers": tiers,
        "impossibility": impossible,
    }


def spare(joint: JointModel, compiled: Sequence[Compiled], number: int, alone: ModelResult) -> dict[str, Any]:
    """Proofs of one level alone, by the joint names of its aims: what no other levels could better, these cannot either.

    ``number``: which part; ``alone``: the result of that part's own model, in which nothing ties it to the others. With the
    multipliers of all other rows at 0 its proofs hold in the joint model, word for word.
    """
    level = joint.parts[number].level
    own = [tier.name for tier in joint.parts[number].model.tiers]
    names = [tier.name for tier in joint.model.tiers]
    at = {k: names.index(f"{level}.{name}") for k, name in enumerate(own) if f"{level}.{name}" in names}
    proofs = alone.certificate.tiers if alone.certificate is not None else ()
    found = {}
    for k, proof in enumerate(proofs):
        if k in at and proof is not None and own[k] != LOTTERY:
            moved = _moved(proof, level, at)
            found[names[at[k]]] = None if moved is None else _proof(joint, compiled, moved, at[k])
    return {name: proof for name, proof in found.items() if proof is not None}


def _moved(proof: Proof, level: int, at: Mapping[int, int]) -> Proof | None:
    """The proof with the joint model's names of rows and numbers of tiers; None for forms that speak of one level's whole model."""

    def dual(one: Dual) -> Dual:
        return replace(
            one,
            limits={f"{level}.{name}": values for name, values in one.limits.items()},
            rows={f"{level}.{name}": values for name, values in one.rows.items()},
            tiers={at[k]: value for k, value in one.tiers.items()},
            kept=tuple(f"{level}.{name}" for name in one.kept),
            fixed=tuple(at[k] for k in one.fixed),
            groups={at[k]: values for k, values in one.groups.items()},
            held={at[k]: held for k, held in one.held.items()},
            covers=(),
        )

    def tree(one: Tree) -> Tree:
        leaves = (replace(node, dual=dual(node.dual)) if isinstance(node, Leaf) else node for node in one.nodes)
        return replace(one, nodes=tuple(leaves))

    def inner(one: Flow | Tree | Threshold) -> Flow | Tree | Threshold:
        if isinstance(one, Flow):
            return replace(one, dual=dual(one.dual))
        return tree(one) if isinstance(one, Tree) else replace(one, proof=tree(one.proof))

    if isinstance(proof, Levels):
        return replace(proof, proofs=tuple(inner(part) for part in proof.proofs))
    return inner(proof) if isinstance(proof, Flow | Tree | Threshold) else None


def _proof(joint: JointModel, compiled: Sequence[Compiled], proof: Proof | None, tier: int) -> dict[str, Any] | None:
    if proof is None:
        return None
    place = {part.level: number for number, part in enumerate(joint.parts)}

    def rows(name: str, values: Ints) -> dict[str, int]:
        level, _, own = name.partition(".")
        return rows_told(compiled[place[int(level)]], own, values)

    def pair(index: int) -> str:
        number = max(n for n, start in enumerate(joint.starts) if start[2] <= index)
        part = joint.parts[number]
        return f"{part.level}/{pair_told(compiled[number], index - joint.starts[number][2])}"

    try:
        return proof_to_json(proof, rows, pair, tier=tier, on=[cost.on for cost in joint.model.tiers])
    except Untold:
        return None
