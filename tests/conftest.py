"""Under CI=true nothing may be skipped: a skip there means that something was not tested, so it fails."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI", "").lower() == "true":
    settings.load_profile("ci")  # the same draws each time: a red run can be repeated; local runs keep searching


def _strict() -> bool:
    return os.environ.get("CI", "").lower() == "true"


def _failed_if_skipped(report: Any) -> Any:
    if _strict() and report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"skipped under CI=true: {reason}"
        vars(report).pop("wasxfail", None)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """A test that skips itself, or is expected to fail and does, fails."""
    return _failed_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    """So does a whole module that skips itself while it is collected."""
    return _failed_if_skipped((yield))
