"""C9: no lie and no death of the engine ever becomes a stored roster; the user gets a plain reason."""

from __future__ import annotations

from typing import Any

from optimizer import planning_apart
from optimizer.domain import Programme, Status
from optimizer.errors import ContainedError, JieduiError, VerificationError
from optimizer.planning import Options, Plan, Proposal, plan
from tests.builders.programmes import random_programme
from tests.campaigns.faulty_proposers import STUBS

OPTIONS = Options(time_limit_seconds=1.0)
MEMORY_BYTES = 8 << 30


def programmes(size: int, seed: int) -> list[Programme]:
    """Solvable random programmes with several helpers in use."""
    found: list[Programme] = []
    while len(found) < size:
        seed += 1
        programme = random_programme(seed, helpers=8, recipients=8)
        try:
            answer = plan(programme).answer
        except JieduiError:
            continue
        used = {pairing.helper for pairing in answer.roster.pairings} if answer.roster else set()
        if answer.status is Status.OPTIMAL and len(used) > 2 and len(answer.tiers) > 2:
            found.append(programme)
    return found


def believe(programme: Programme, proposal: Proposal) -> Plan:
    """The negative control: a judge that believes everything."""
    return Plan(programme, proposal.answer, proposal.certificate)


def run(size: int = 20, seed: int = 9) -> dict[str, Any]:
    """``size`` programmes for each of the fourteen engines. ``stored`` and ``unexplained`` must be 0."""
    proposer, grace, judge = planning_apart.PROPOSER, planning_apart.GRACE_SECONDS, planning_apart.judged
    planning_apart.GRACE_SECONDS = 0.5
    cases = programmes(size, seed)
    refused: dict[str, int] = {}
    stored, unexplained, control = 0, 0, 0
    try:
        for stub in STUBS:
            planning_apart.PROPOSER = f"{stub.__module__}:{stub.__name__}"
            for programme in cases:
                try:
                    planning_apart.plan_apart(programme, OPTIONS, memory_bytes=MEMORY_BYTES)
                    stored += 1
                except (ContainedError, VerificationError) as error:
                    refused[stub.__name__] = refused.get(stub.__name__, 0) + 1
                    unexplained += not (error.say("zh") and error.say("en"))
        planning_apart.judged = believe
        for stub in STUBS[:4]:
            planning_apart.PROPOSER = f"{stub.__module__}:{stub.__name__}"
            planning_apart.plan_apart(cases[0], OPTIONS, memory_bytes=MEMORY_BYTES)
            control += 1
    finally:
        planning_apart.PROPOSER, planning_apart.GRACE_SECONDS, planning_apart.judged = proposer, grace, judge
    return {
        "campaign": "C9",
        "seed": seed,
        "runs": len(STUBS) * len(cases),
        "refused": refused,
        "stored": stored,
        "unexplained": unexplained,
        "control_let_through": control,
        "passed": stored == 0 and unexplained == 0 and control == 4,
    }
