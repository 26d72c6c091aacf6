"""Errors of ours that cross from the child to the parent as JSON, facts and findings included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import optimizer.errors as tree
from optimizer.errors import InternalError, JieduiError
from optimizer.messages import Cell, Finding, Private


def value_out(value: object) -> Any:
    if isinstance(value, Private):
        return {"private": value.value, "kind": value.kind}
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if isinstance(value, Mapping):
        return {"mapping": [[str(k), value_out(v)] for k, v in value.items()]}
    if isinstance(value, Iterable):
        return [value_out(item) for item in value]
    return str(value)


def value_in(value: Any) -> Any:
    if isinstance(value, dict):
        if "private" in value:
            return Private(value["private"], value["kind"])
        return {k: value_in(v) for k, v in value["mapping"]}
    return tuple(value_in(item) for item in value) if isinstance(value, list) else value


def finding_out(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "facts": {key: value_out(value) for key, value in finding.facts.items()},
        "cells": [[cell.file, cell.sheet, cell.address] for cell in finding.cells],
    }


def finding_in(data: Mapping[str, Any]) -> Finding:
    return Finding(
        code=data["code"],
        severity=data["severity"],
        facts={key: value_in(value) for key, value in data["facts"].items()},
        cells=tuple(Cell(*cell) for cell in data["cells"]),
    )


def error_out(error: JieduiError) -> dict[str, Any]:
    return {
        "class": type(error).__name__,
        "code": error.code,
        "facts": {key: value_out(value) for key, value in error.facts.items()},
        "findings": [finding_out(finding) for finding in error.findings],
    }


def error_in(data: Mapping[str, Any]) -> JieduiError:
    """The same error again; a class that the tree does not have is a bug of ours."""
    cls = getattr(tree, str(data["class"]), None)
    if not (isinstance(cls, type) and issubclass(cls, JieduiError)):
        return InternalError(detail=f"unknown error class {data['class']}")
    facts = {key: value_in(value) for key, value in data["facts"].items()}
    return cls(findings=[finding_in(finding) for finding in data["findings"]], code=data["code"], **facts)
