"""An answer on the screen: one sentence, the aims, and the exit code that says whether it is as good as was asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimizer.domain import Answer, Finding, Programme, Status, StopReason
from optimizer.explain.documents_summary import aims_table, headline
from optimizer.explain.documents_view import View
from optimizer.messages import Lang, label, say
from optimizer.messages.outcomes import ANSWERS, DONE, ERRORS
from optimizer.output.document import Column, Table
from optimizer.settings import Settings

if TYPE_CHECKING:
    from optimizer.verify import Verdict


def summary(
    programme: Programme, answer: Answer, findings: Sequence[Finding], lang: Lang, *, masked: bool
) -> tuple[str, Table]:
    """What was decided in one sentence, and one row a tier with value, bound and gap."""
    view = View(programme, answer, tuple(findings), lang, mask_names=masked, mask_ids=masked)
    return headline(view), aims_table(view)


def payload(answer: Answer, folder: Path, files: Sequence[str], sentence: str, exit_code: int) -> dict[str, Any]:
    """The same for programs: no names, only numbers and stable ids."""
    return {
        "status": answer.status,
        "stopped_by": answer.stopped_by,
        "exit_code": exit_code,
        "sentence": sentence,
        "pairings": 0 if answer.roster is None else len(answer.roster.pairings),
        "uncovered": sum(item.missing for item in answer.uncovered),
        "tiers": [tier.model_dump(mode="json") for tier in answer.tiers],
        "shortage": None if answer.shortage is None else answer.shortage.model_dump(mode="json"),
        "route": answer.route,
        "folder": str(folder),
        "files": list(files),
    }


def reached(tier: int, gap: float | None, lang: Lang) -> str:
    """How far a solve is: the tier it works at and, once both ends are known, the gap between them."""
    if gap is None:
        return say("cli.step_tier", {"tier": tier + 1}, lang)
    return say("cli.step_gap", {"tier": tier + 1, "gap": f"{min(gap, 9.99):.2%}"}, lang)


def exit_code_of(answer: Answer, settings: Settings) -> int:
    """0 when the answer is as good as was asked; else the code of the answer's outcome."""
    if answer.stopped_by is StopReason.CANCELLED:
        return ERRORS["Interrupted"].exit_code
    if answer.status in (Status.INFEASIBLE, Status.UNDECIDED):
        return ANSWERS[answer.status.value].exit_code
    return ANSWERS["weaker"].exit_code if shortcomings(answer, settings) else DONE


def shortcomings(answer: Answer, settings: Settings) -> list[tuple[str, dict[str, str]]]:
    """What was asked and not reached, as codes and facts; a tier without a bound has no gap that could be small enough."""
    found: list[tuple[str, dict[str, str]]] = []
    if answer.roster is None:
        return found
    if settings.require_optimal and answer.status is not Status.OPTIMAL:
        found.append(("cli.asked_optimal", {}))
    if settings.gap is not None and any(_gap(tier.label, tier.gap) > settings.gap for tier in answer.tiers):
        found.append(("cli.asked_gap", {"gap": f"{settings.gap:g}"}))
    return found


def _gap(label: str, gap: float | None) -> float:
    if label == "optimal":
        return 0.0
    return float("inf") if gap is None else gap


def verdict_table(verdict: Verdict, lang: Lang) -> Table:
    """One row a tier as the judge recomputed it, in the tier's own unit."""
    keys = ("order", "tier", "value", "bound", "verdict")
    columns = tuple(Column(key, label(f"cli.column_{key}", lang), "int" if key == "order" else "text") for key in keys)
    rows = tuple(
        (
            number,
            tier.name,
            str(tier.value),
            "" if tier.bound is None else str(tier.bound),
            label(f"cli.proved_{tier.label}", lang),
        )
        for number, tier in enumerate(verdict.tiers, start=1)
    )
    return Table(columns, rows)
