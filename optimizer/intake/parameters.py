"""Parameters of a rule in one cell: ``每年天数=15；来源=里程表``, or a JSON object."""

from __future__ import annotations

import json
import re
from typing import Any

from optimizer.intake.column import Remark, Unfit
from optimizer.intake.raw import Broken, Value
from optimizer.intake.text import narrow

_PARTS = re.compile(r"[;\n]+")


def parameters(value: Value, unit: str, remarks: list[Remark]) -> dict[str, Any] | None:
    """Words stay words; the rule knows the types of its parameters and checks them."""
    if value is None:
        return None
    if isinstance(value, Broken) or not isinstance(value, str):
        raise Unfit("intake.bad_parameters", value=str(getattr(value, "text", value)))
    text = narrow(value)
    if text[:1] == "{":
        try:
            found = json.loads(text)
        except (json.JSONDecodeError, RecursionError):
            raise Unfit("intake.bad_parameters", value=text) from None
        if len(text) > 20_000:
            raise Unfit("intake.bad_parameters", value=text[:40])
        return dict(found)
    result: dict[str, Any] = {}
    for part in _PARTS.split(text):
        if not part.strip():
            continue
        key, equals, word = part.partition("=")
        if not equals:
            key, equals, word = part.partition(":")
        key, word = key.strip(), word.strip()
        if not equals or not key or not word:
            raise Unfit("intake.bad_parameters", value=part.strip())
        if key in result:
            raise Unfit("intake.parameter_twice", value=key)
        result[key] = word
    return result
