"""Planning with the solver in a child process: it may crash, hang or run out of memory, and the office still gets a sentence.

The child only proposes. The judge sits in the parent, and nothing that came through the pipe counts before it has seen it.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from optimizer.contained import Channel, run_contained
from optimizer.contained.crossing import finding_in, finding_out, value_in, value_out
from optimizer.domain import Answer, Programme
from optimizer.errors import ContainedError
from optimizer.model.result import TraceEntry
from optimizer.planning import Options, Plan, Proposal, judged, propose, seeded

PROPOSER = "optimizer.planning_apart:propose_in_child"
MEMORY_BYTES = 12 << 30
"""Address space of the child; numerical libraries reserve far more of it than they use."""
LONGEST_SECONDS = 7 * 86400.0
GRACE_SECONDS = 10.0


def plan_apart(
    programme: Programme,
    options: Options | None = None,
    *,
    memory_bytes: int = MEMORY_BYTES,
    warm_start: Mapping[str, Any] | None = None,
    progress: Callable[[TraceEntry], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Plan:
    """Like ``planning.plan``; further raises ContainedError when the child died, and Interrupted when it was cancelled
    before it had a roster. After ``time_limit_seconds`` the child has a grace period to hand in its best, then it is killed.
    """
    options = options or Options()
    programme = seeded(programme, options)
    wall = LONGEST_SECONDS if options.time_limit_seconds is None else options.time_limit_seconds + 4 * GRACE_SECONDS
    payload = {
        "programme": programme.model_dump(mode="json"),
        "options": options.model_dump(mode="json"),
        "warm_start": _arrays_out(warm_start or {}),
    }
    sent = run_contained(
        PROPOSER,
        payload,
        memory_bytes=memory_bytes,
        wall_seconds=wall,
        cpu_seconds=8 * wall,
        progress=None if progress is None else lambda entry: progress(TraceEntry(**entry)),
        cancel=cancel,
        grace_seconds=GRACE_SECONDS,
    )
    try:
        proposal = _proposal_in(sent)
    except (ValidationError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ContainedError(code="contained.garbage") from error
    return judged(programme, proposal)


def propose_in_child(payload: Any, channel: Channel) -> Any:
    """The contained function: JSON in, JSON out."""
    programme = Programme.model_validate(payload["programme"])
    options = Options.model_validate(payload["options"])
    proposal = propose(
        programme,
        options,
        warm_start=_arrays_in(payload["warm_start"]) or None,
        progress=lambda entry: channel.progress(vars_of(entry)),
        cancel=channel.cancelled,
    )
    return {
        "answer": _answer_out(proposal.answer),
        "certificate": proposal.certificate,
        "findings": [finding_out(finding) for finding in proposal.findings],
        "warm_start": _arrays_out(proposal.warm_start),
        "seconds": dict(proposal.seconds),
    }


def vars_of(entry: TraceEntry) -> dict[str, Any]:
    """A trace entry as a mapping."""
    return {"work": entry.work, "tier": entry.tier, "incumbent": entry.incumbent, "bound": entry.bound}


def _proposal_in(sent: Any) -> Proposal:
    return Proposal(
        answer=_answer_in(sent["answer"]),
        certificate=sent["certificate"],
        findings=tuple(finding_in(finding) for finding in sent["findings"]),
        warm_start=_arrays_in(sent["warm_start"]),
        seconds=sent["seconds"],
    )


def _answer_out(answer: Answer) -> dict[str, Any]:
    sent = answer.model_dump(
        mode="json", exclude={"exclusions": {"__all__": {"facts"}}, "rules": {"__all__": {"facts"}}}
    )
    for name in ("exclusions", "rules"):
        for item, record in zip(sent[name], getattr(answer, name), strict=True):
            item["facts"] = {key: value_out(value) for key, value in record.facts.items()}
    return sent


def _answer_in(sent: dict[str, Any]) -> Answer:
    for name in ("exclusions", "rules"):
        for item in sent[name]:
            item["facts"] = {key: value_in(value) for key, value in item["facts"].items()}
    return Answer.model_validate(sent)


def _arrays_out(arrays: Mapping[str, Any]) -> str:
    import numpy as np

    if not arrays:
        return ""
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **{name: np.asarray(array) for name, array in sorted(arrays.items())})
    return base64.b64encode(buffer.getvalue()).decode()


def _arrays_in(text: str) -> dict[str, Any]:
    import numpy as np

    if not text:
        return {}
    with np.load(io.BytesIO(base64.b64decode(text)), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
