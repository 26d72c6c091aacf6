"""Workload, compiled: only reported, so it shapes nothing; what a roster owes is read off by ``inspect``."""

from __future__ import annotations

from optimizer.rules.draft import Draft
from optimizer.rules.workload import Workload


def compile(rule: Workload, draft: Draft) -> None:
    draft.note(rule, visit_days=rule.visit_days, available_days=rule.available_days)
