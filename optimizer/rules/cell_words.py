"""What an office writes in a cell of the rule table, as the parameter wants it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

_BETWEEN = re.compile(r"[、,，;；\s]+")
_WITHIN = re.compile(r"[:：/]")


def from_cell(annotation: Any, choices: Mapping[str, str], value: Any) -> Any:
    """Chinese choices, 是/否; lists with 、 or commas, of lists with : or / (``甲村:1000、乙村:800``); rows of a table by the
    columns' Chinese titles. Whatever does not fit is left as it is, and the parameter's type refuses it."""
    item = get_args(annotation)[0] if get_origin(annotation) is tuple and get_args(annotation) else None
    if isinstance(item, type) and issubclass(item, BaseModel) and isinstance(value, list | tuple):
        return [_titled(item, choices, row) for row in value]
    if not isinstance(value, str):
        return value
    if item is str:
        return _words(value)
    if get_origin(item) is tuple:
        return tuple(tuple(part for part in _WITHIN.split(word) if part) for word in _words(value))
    if annotation is bool and value in ("是", "否"):
        return value == "是"
    return _choice(annotation, choices, value)


def _choice(annotation: Any, choices: Mapping[str, str], value: Any) -> Any:
    return choices.get(value, value) if get_origin(annotation) is Literal and isinstance(value, str) else value


def _words(value: str) -> tuple[str, ...]:
    return tuple(word for word in _BETWEEN.split(value) if word)


def _titled(item: type[BaseModel], choices: Mapping[str, str], row: Any) -> Any:
    """A row with the fields' names for their titles, and values as a cell has them."""
    if not isinstance(row, Mapping):
        return row
    names = {str(field.title): name for name, field in item.model_fields.items() if field.title}
    given: dict[str, Any] = {names.get(str(key), str(key)): value for key, value in row.items()}
    types = {name: field.annotation for name, field in item.model_fields.items()}
    return {name: _choice(types.get(name), choices, value) for name, value in given.items()}
