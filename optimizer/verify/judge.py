"""The judge of a model's result: recomputes what it states, proves what it claims, and labels it."""

from __future__ import annotations

from math import isclose

from optimizer.domain.status import Status
from optimizer.messages import Finding
from optimizer.model.assignment import AssignmentModel
from optimizer.model.certificate import Certificate, Proof
from optimizer.model.normal import TierCost
from optimizer.model.result import Label, ModelResult, TierOutcome
from optimizer.verify.blocks import AllPairs
from optimizer.verify.equals import merged
from optimizer.verify.exact import NotExact, integer
from optimizer.verify.feasible import read_chosen, violations
from optimizer.verify.proofs import Proofs
from optimizer.verify.values import tier_value
from optimizer.verify.verdict import Rejected, TierVerdict, Unproved, Verdict
from optimizer.verify.wellformed import well_formed

STRENGTH: dict[Label, int] = {"feasible": 0, "within": 1, "optimal": 2}


def verify_model(model: AssignmentModel, result: ModelResult) -> Verdict:
    """Judge a result against its model, in exact integers, trusting nothing that the engine says.

    Accepted when nothing stated is false: the roster obeys every row, the values are the recomputed ones, no stated bound
    is better than its proof, no label stronger than proved. ``status`` is what is proved: OPTIMAL only when every tier is
    (or stays within what its ``within`` gives up), INFEASIBLE only by a proved impossibility. Never raises for a bad result.
    """
    try:
        return _judged(model, result)
    except Rejected as refusal:
        return Verdict(False, Status.UNDECIDED, findings=(refusal.finding,))
    except NotExact as error:
        finding = Finding(code="verify.not_exact", facts={"name": error.name, "detail": error.problem})
        return Verdict(False, Status.UNDECIDED, findings=(finding,))


def _judged(model: AssignmentModel, result: ModelResult) -> Verdict:
    well_formed(result)
    certificate = result.certificate
    pairs = AllPairs(model)
    impossibility = certificate.impossibility if certificate is not None else None
    one = merged(model) if certificate is not None and certificate.equals else None
    if impossibility is not None:
        subject = model if one is None else one.model
        Proofs(subject, pairs if one is None else AllPairs(subject), None).impossible(impossibility)
        if len(result.chosen) or result.status in (Status.OPTIMAL, Status.FEASIBLE):
            raise Rejected("roster_and_impossibility")
        return Verdict(True, Status.INFEASIBLE)
    if result.status is Status.INFEASIBLE:
        raise Rejected("infeasible_unproved")
    if result.status is Status.UNDECIDED and not len(result.chosen):
        return Verdict(True, Status.UNDECIDED)
    chosen = read_chosen(model, result)
    broken = violations(model, pairs, chosen)
    if broken:
        return Verdict(False, Status.UNDECIDED, findings=tuple(broken))
    values = [tier_value(model, pairs, chosen, tier) for tier in model.tiers]
    _check_values(model, result, values)
    if one is not None:
        model, pairs, chosen = one.model, AllPairs(one.model), one.roster(chosen)
        if [tier_value(model, pairs, chosen, tier) for tier in model.tiers] != values:
            raise Rejected("equals_model")
    verdict = prove_tiers(model, Proofs(model, pairs, chosen), values, certificate, result.tiers)
    if result.status is Status.OPTIMAL and verdict.status is not Status.OPTIMAL:
        raise Rejected("status", stated=str(result.status), proved=str(verdict.status))
    return verdict


def _check_values(model: AssignmentModel, result: ModelResult, values: list[int]) -> None:
    """Every stated value is the recomputed one."""
    if len(result.tiers) not in (0, len(model.tiers)):
        raise Rejected("tier_count", stated=len(result.tiers), tiers=len(model.tiers))
    for tier, outcome, value in zip(model.tiers, result.tiers, values, strict=False):
        own = tier.sign * value
        if outcome.name != tier.name:
            raise Rejected("tier_name", stated=outcome.name, tier=tier.name)
        if integer("value", outcome.value_scaled) != own or outcome.scale != tier.scale:
            raise Rejected("tier_value", tier=tier.name, stated=outcome.value_scaled, value=own)
        if not _same(outcome.value, own, tier.scale):
            raise Rejected("tier_value", tier=tier.name, stated=outcome.value, value=own / tier.scale)
        if outcome.bound_scaled is None or outcome.bound is None:
            if outcome.bound_scaled is not None or outcome.bound is not None or outcome.gap is not None:
                raise Rejected("bound_half_stated", tier=tier.name)
        else:
            bound = integer("bound", outcome.bound_scaled)
            if not _same(outcome.bound, bound, tier.scale):
                raise Rejected("tier_bound", tier=tier.name, stated=outcome.bound, proved=bound / tier.scale)
            if outcome.gap is not None and not isclose(outcome.gap, _gap(own, bound, tier.scale), abs_tol=1e-9):
                raise Rejected("tier_gap", tier=tier.name, stated=outcome.gap, gap=_gap(own, bound, tier.scale))


def _same(number: float, scaled: int, scale: int) -> bool:
    return number == scaled if scale == 1 else isclose(number, scaled / scale, rel_tol=1e-12, abs_tol=1e-12)


def _gap(value: int, bound: int, scale: int) -> float:
    return abs(value - bound) / max(scale, abs(value))


def prove_tiers(
    model: AssignmentModel,
    proofs: Proofs,
    values: list[int],
    certificate: Certificate | None,
    outcomes: tuple[TierOutcome, ...] = (),
) -> Verdict:
    """Bound and label of each tier in turn, given the achieved values of those before. Raises Rejected."""
    given: tuple[Proof | None, ...] = certificate.tiers if certificate is not None else ()
    if len(given) > len(model.tiers):
        raise Rejected("tier_count", stated=len(given), tiers=len(model.tiers))
    tiers: list[TierVerdict] = []
    notes: list[Finding] = []
    whole = certificate is not None
    for number, (tier, value) in enumerate(zip(model.tiers, values, strict=True)):
        proof = given[number] if number < len(given) else None
        outcome = outcomes[number] if outcomes else None
        bound, reached = _bound(proofs, tier, proof, outcome, notes)
        if proof is not None and bound is not None and bound > value:
            raise Rejected("bound_above_value", bound=tier.sign * bound, value=tier.sign * value)
        label: Label = "feasible" if bound is None else "optimal" if reached and bound == value else "within"
        if outcome is not None and STRENGTH[outcome.label] > STRENGTH[label]:
            raise Rejected("label", tier=tier.name, stated=outcome.label, proved=label)
        spare = 0 if bound is None else tier.allowance(bound)
        cap = value if bound is None else max(value, bound + spare)
        enough = reached or (tier.form == "leximin" and spare > 0)  # only the largest total is held then
        whole = whole and bound is not None and enough and value <= bound + spare
        proofs.close(cap, kept=cap == value, whole=label == "optimal")
        tiers.append(
            TierVerdict(
                tier.name,
                tier.sign * value,
                None if bound is None else tier.sign * bound,
                None if bound is None else _gap(value, bound, tier.scale),
                label,
                tuple((tier.sign * v, None if b is None else tier.sign * b) for v, b in proofs.levels.get(number, ())),
            )
        )
    return Verdict(True, Status.OPTIMAL if whole else Status.FEASIBLE, tuple(tiers), tuple(notes))


def _bound(
    proofs: Proofs, tier: TierCost, proof: Proof | None, outcome: TierOutcome | None, notes: list[Finding]
) -> tuple[int | None, bool]:
    """(proved bound, minimised; whether it speaks of the whole form). A stated bound better than its proof is refused."""
    stated = None if outcome is None or outcome.bound_scaled is None else tier.sign * outcome.bound_scaled
    bound: int | None = None
    reached = False
    if proof is not None:
        try:
            bound, reached = proofs.prove(tier, proof)
        except Unproved as open_:
            notes.append(Finding(code=open_.finding.code, severity="note", facts=open_.finding.facts))
        else:
            if bound is None:
                raise Rejected("not_impossible")
            if stated is not None and stated > bound:
                raise Rejected("tier_bound", tier=tier.name, stated=tier.sign * stated, proved=tier.sign * bound)
    if bound is None and stated is not None:
        notes.append(Finding(code="verify.bound_unproved", severity="note", facts={"tier": tier.name}))
    return bound, reached
