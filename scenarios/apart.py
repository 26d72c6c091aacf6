"""Solving in a worker of the pool: a crash, or what a solver prints, never reaches the command that asked."""

from __future__ import annotations

from typing import Any

from optimizer.domain import Programme
from optimizer.errors import ContainedError
from optimizer.planning import Options, Plan, Proposal, judged, propose, seeded
from scenarios.pool import Dead, run_all

PROPOSER = "scenarios.apart:propose_there"


def call_apart(function: str, shared: Any, item: Any) -> Any:
    """``module:function(shared, item)`` in one worker. Raises what it raises, ContainedError when every worker died."""
    (result,) = run_all(function, shared, [item], processes=1)
    if isinstance(result, Dead):
        raise ContainedError(code="scenarios.worker_died", tries=result.tries)
    return result


def plan_in_worker(programme: Programme, options: Options | None = None) -> Plan:
    """``planning.plan``, proposed in a worker and judged here. Raises as both."""
    options = options or Options()
    programme = seeded(programme, options)
    return judged(programme, call_apart(PROPOSER, options, programme))


def propose_there(options: Options, programme: Programme) -> Proposal:
    """In the worker."""
    return propose(programme, options)
