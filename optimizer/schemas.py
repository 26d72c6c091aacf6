"""JSON schemas of everything that goes in or comes out as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from optimizer.errors import UsageError

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _rules() -> dict[str, Any]:
    from pydantic import TypeAdapter

    from optimizer.rules import Rule

    return TypeAdapter(list[Rule]).json_schema()


def _programme() -> dict[str, Any]:
    from optimizer.domain import Programme

    return Programme.model_json_schema()


def _file(name: str) -> Callable[[], dict[str, Any]]:
    def made() -> dict[str, Any]:
        from optimizer.output.formats import schema

        return schema(name)

    return made


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "rules": _rules,
    "programme": _programme,
    "roster": _file("roster"),
    "manifest": _file("manifest"),
    "times": _file("times"),
}


def schema_of(name: str) -> dict[str, Any]:
    """The schema ``name``, one of SCHEMAS. Raises UsageError."""
    if name not in SCHEMAS:
        raise UsageError(code="cli.no_schema", name=name, names=", ".join(SCHEMAS))
    return {"$schema": DIALECT} | SCHEMAS[name]()
