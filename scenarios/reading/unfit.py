"""What pydantic finds wrong with a value, as a finding of ours: what it must be, never in the words of a library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from optimizer.messages import Cell, Finding

_CODES = {
    "missing": "missing",
    "int_parsing": "integer",
    "int_type": "integer",
    "int_from_float": "integer",
    "greater_than_equal": "least",
    "greater_than": "least",
    "less_than_equal": "most",
    "literal_error": "choice",
    "string_type": "text",
    "bool_parsing": "mark",
    "bool_type": "mark",
    "mapping_type": "pairs",
    "dict_type": "pairs",
    "model_type": "pairs",
    "tuple_type": "list",
    "list_type": "list",
    "too_short": "empty",
    "string_too_short": "empty",
}


def unfit(what: Any, problem: Mapping[str, Any], *cells: Cell) -> Finding:
    """``what`` (a change, an event, a person) has a value that does not fit; ``problem``: one of ``ValidationError.errors()``."""
    column = ".".join(str(part) for part in problem["loc"]) or "-"
    context, kind, detail = problem.get("ctx", {}), str(problem["type"]), str(problem["msg"])
    code = _CODES.get(kind, "other")
    if kind == "value_error":
        code = "month" if "YYYY-MM" in detail or "month" in detail else "order" if "before" in detail else "other"
    facts: dict[str, Any] = {"what": what, "column": column}
    if code in ("least", "most"):
        facts["limit"] = context.get("ge", context.get("gt", context.get("le", "")))
    elif code == "choice":
        facts["choices"] = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    elif code == "other":
        facts["detail"] = detail
    return Finding(f"scenarios.value_{code}", facts=facts, cells=tuple(sorted(set(cells))))
