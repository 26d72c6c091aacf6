"""Table kinds as data: which columns a table has, what they may be called, how a cell is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from optimizer.intake.raw import Value
from optimizer.messages import Severity

Layout = Literal["rows", "pairs", "matrix"]


class Unfit(Exception):
    """A cell that cannot be read as its column wants; code and facts of the message."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about a cell that could be read all the same."""

    code: str
    severity: Severity
    facts: Mapping[str, Any] = field(default_factory=dict)


Parser = Callable[[Value, str, list[Remark]], Any]
"""(cell, unit from the header, remarks to add to) -> value or None for an empty cell. Raises Unfit."""


@dataclass(frozen=True)
class Column:
    """One field of a table kind. ``header`` is what the template shows; ``synonyms`` match exactly after normalising.

    ``weak`` synonyms count only where no other column of the table is meant for the field; where one is, they stand
    for the field ``weak_else``, if there is one. ``required``: the table
    must have the column; ``filled``: every row must have a value. ``text``: the template keeps the column as text.
    """

    field: str
    header: str
    parse: Parser
    synonyms: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    weak_else: str = ""
    required: bool = False
    filled: bool | None = None
    choices: tuple[str, ...] = ()
    text: bool = False
    unit: str = ""
    note_zh: str = ""
    note_en: str = ""
    template: bool = True

    @property
    def must_be_filled(self) -> bool:
        """Whether an empty cell is an error; as ``required`` unless said otherwise."""
        return self.required if self.filled is None else self.filled


@dataclass(frozen=True)
class TableKind:
    """A kind of table that intake can recognise.

    ``needs``: of each group of fields at least one must have a column. ``hints``: words of sheet and file
    names, which only break ties. ``part``: what its records become ("helpers", "recipients" or its own name);
    ``build`` makes them (see :mod:`optimizer.intake.assemble`). ``heading``: the field that a line across the
    table (a department, a village) may supply. ``layout`` "pairs" is key and value, "matrix" rows x columns.
    """

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...] = ()
    hints: tuple[str, ...] = ()
    layout: Layout = "rows"
    part: str = ""
    heading: str = ""
    family: bool = False
    build: Callable[..., Any] | None = None
    example_rows: tuple[tuple[str | int | None, ...], ...] = ()

    def column(self, name: str) -> Column:
        for column in self.columns:
            if column.field == name:
                return column
        raise KeyError(name)

    @property
    def required_fields(self) -> tuple[str, ...]:
        return tuple(column.field for column in self.columns if column.required)


_KINDS: dict[str, TableKind] = {}


def register(kind: TableKind) -> TableKind:
    """Add a kind; its name must be new and no header may stand for two of its fields (ValueError)."""
    from optimizer.intake.headers import synonyms_of

    if kind.name in _KINDS and _KINDS[kind.name] != kind:
        raise ValueError(f"table kind {kind.name} is registered already")
    synonyms_of(kind)
    _KINDS[kind.name] = kind
    return kind


def kinds() -> tuple[TableKind, ...]:
    """All registered kinds, in the order of registration."""
    import optimizer.intake.registered  # noqa: F401  (registers the kinds of this room)

    return tuple(_KINDS.values())


def kind_named(name: str) -> TableKind:
    """Raises KeyError."""
    kinds()
    return _KINDS[name]


def fields_of(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(column.field for column in columns)
