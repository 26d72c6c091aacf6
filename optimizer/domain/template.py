"""An empty table for an office to fill in: what a template workbook shows, one sheet each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from optimizer.domain.base import Fact


class TemplateSheet(Fact):
    """One sheet of a template: ``columns`` are the headers in order; the other fields speak of them by header.

    Raises ValueError when a choice, note or text column names a header that is not there, a key none of the given rows, or
    such a row is longer than the header.
    """

    name: str = Field(description="sheet name")
    title: str = Field(default="", description="title line above the header; empty: none")
    columns: tuple[str, ...]
    required: tuple[str, ...] = Field(default=(), description="headers that must be filled in")
    choices: Mapping[str, tuple[str, ...]] = Field(default_factory=dict, description="drop-down lists")
    notes: Mapping[str, str] = Field(default_factory=dict, description="what to fill in, shown on the header cell")
    text_columns: tuple[str, ...] = Field(default=(), description="kept as text: ID numbers, codes, telephones")
    example_rows: tuple[tuple[str | int | None, ...], ...] = Field(default=(), description="rows that are given")
    needed_keys: tuple[str, ...] = Field(
        default=(), description="first cells of given rows beside which a value must stand"
    )
    key_notes: Mapping[str, str] = Field(
        default_factory=dict, description="what to write beside a given row's first cell"
    )

    @model_validator(mode="after")
    def _known_columns(self) -> Self:
        known = set(self.columns)
        if len(known) != len(self.columns):
            raise ValueError(f"sheet {self.name}: a header stands twice")
        for header in (*self.required, *self.choices, *self.notes, *self.text_columns):
            if header not in known:
                raise ValueError(f"sheet {self.name}: no column {header}")
        given = {str(row[0]) for row in self.example_rows}
        for key in (*self.needed_keys, *self.key_notes):
            if key not in given:
                raise ValueError(f"sheet {self.name}: no row {key}")
        if any(len(row) > len(self.columns) for row in self.example_rows):
            raise ValueError(f"sheet {self.name}: an example row is longer than the header")
        return self
