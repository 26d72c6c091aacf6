"""Fourteen engines that lie or die, run in the child instead of the real one (campaign C9)."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from optimizer.contained import Channel
from optimizer.planning_apart import propose_in_child


def _honest(payload: Any, channel: Channel) -> dict[str, Any]:
    proposal: dict[str, Any] = propose_in_child(payload, channel)
    return proposal


def off_by_one_cost(payload: Any, channel: Channel) -> Any:
    """Claims one metre less than the roster costs, in the answer and in the certificate."""
    proposal = _honest(payload, channel)
    for tier in (proposal["answer"]["tiers"][1], proposal["certificate"]["tiers"][1]):
        tier["value"] -= 1
        tier["bound"] -= 1
    return proposal


def household_dropped(payload: Any, channel: Channel) -> Any:
    """Forgets the last pairing."""
    proposal = _honest(payload, channel)
    proposal["answer"]["roster"]["pairings"].pop()
    proposal["answer"]["pairs"].pop()
    return proposal


def quota_broken(payload: Any, channel: Channel) -> Any:
    """Gives one helper everybody."""
    proposal = _honest(payload, channel)
    pairings = proposal["answer"]["roster"]["pairings"]
    for pairing in pairings:
        pairing["helper"] = pairings[0]["helper"]
    return proposal


def stale_plan(payload: Any, channel: Channel) -> Any:
    """Hands in the plan of another programme: one helper more is in hardship there."""
    helper = next(h for h in payload["programme"]["helpers"] if h["employment"] == "在编" and not h["hardship"])
    helper["hardship"] = True
    return _honest(payload, channel)


def float_values(payload: Any, channel: Channel) -> Any:
    """Says 0.9999997 where an integer belongs."""
    proposal = _honest(payload, channel)
    proposal["certificate"]["tiers"][0]["value"] = 0.9999997
    return proposal


def not_a_number(payload: Any, channel: Channel) -> Any:
    """A price that is no number."""
    proposal = _honest(payload, channel)
    for tier in proposal["certificate"]["tiers"]:
        for prices in (tier["proof"] or {"limits": {}})["limits"].values():
            for person in prices:
                prices[person] = float("nan")
    return proposal


def false_optimal(payload: Any, channel: Channel) -> Any:
    """Swaps two recipients and still says optimal."""
    proposal = _honest(payload, channel)
    pairings = proposal["answer"]["roster"]["pairings"]
    other = next(p for p in pairings if p["helper"] != pairings[0]["helper"])
    pairings[0]["helper"], other["helper"] = other["helper"], pairings[0]["helper"]
    return proposal


def false_infeasible(payload: Any, channel: Channel) -> Any:
    """Says that there is no roster, with an empty proof."""
    proposal = _honest(payload, channel)
    proposal["answer"] |= {"status": "infeasible", "roster": None, "tiers": [], "pairs": [], "uncovered": []}
    proposal["certificate"] |= {
        "status": "infeasible",
        "roster": None,
        "tiers": [],
        "impossibility": {"kind": "impossibility", "scale": 1, "fixed": [], "limits": {}},
    }
    return proposal


def empty_output(payload: Any, channel: Channel) -> Any:
    """An empty object."""
    return {}


def truncated_output(payload: Any, channel: Channel) -> Any:
    """Stops in the middle of a sentence."""
    os.write(1, b"R\x00\x00\x00\x00\x00\x00\x10\x00half of it")
    os._exit(0)


def hang(payload: Any, channel: Channel) -> Any:
    """Never comes back."""
    while True:
        time.sleep(1)


def segmentation_fault(payload: Any, channel: Channel) -> Any:
    """Dies as a native library does on a bad node number."""
    os.kill(os.getpid(), signal.SIGSEGV)


def abort(payload: Any, channel: Channel) -> Any:
    """Dies as a native library does when memory ends."""
    os.abort()


def twice_the_memory(payload: Any, channel: Channel) -> Any:
    """Takes more than it was given."""
    return len(bytearray(64 << 30))


STUBS = (
    off_by_one_cost,
    household_dropped,
    quota_broken,
    stale_plan,
    float_values,
    not_a_number,
    false_optimal,
    false_infeasible,
    empty_output,
    truncated_output,
    hang,
    segmentation_fault,
    abort,
    twice_the_memory,
)
