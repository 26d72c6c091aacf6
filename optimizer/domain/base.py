"""The base of all domain facts: frozen, no unknown fields."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict


class Fact(BaseModel):
    """A frozen record. Variants are made with :meth:`altered`, which validates again (``model_copy`` does not)."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")

    def altered(self, **changes: object) -> Self:
        """A validated copy with some fields replaced."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**(values | changes))
