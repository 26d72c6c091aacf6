"""What every rule has in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, Field, model_validator

from optimizer.domain import Fact, Mode
from optimizer.domain.people import Origin

LARGEST = 2**40
"""No number of a rule may be larger: sums over a roster must stay exact."""


def _whole_numbers(value: Any) -> Iterator[int]:
    """Every int inside a rule's parameters."""
    if isinstance(value, int):
        yield value
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _whole_numbers(getattr(value, field))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _whole_numbers(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _whole_numbers(item)


class Columns(Fact):
    """What a rule reads of a participating helper and of a recipient.

    Helpers (recipients) that are equal in every column that any active rule reads are one merged row of the model.
    A name is a field of Helper (Recipient), ``traits.X``, or ``id`` for "each person for himself".
    """

    helper: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()


class RuleBase(Fact):
    """A rule measures; its mode decides. Subclasses hold the parameters, with units, and state the promise.

    ``compile`` (arrays) and ``inspect`` / ``pairs`` / ``bounds`` (the judge's half) stand in modules of the rule's own
    folder and share nothing but this class.
    """

    id: str
    mode: Mode = "hard"
    weight: int = Field(default=1, ge=1)
    clause: str = ""
    origin: Origin | None = Field(default=None, repr=False)

    allowed_modes: ClassVar[tuple[str, ...]] = ("hard", "tier", "report")
    unit: ClassVar[str] = "pairs"
    """Unit of the measure: metres, recipients, pairs, days, units, helpers."""

    choices: ClassVar[Mapping[str, str]] = {}
    """Chinese spellings of parameter values: 里程表 -> legs."""

    @model_validator(mode="after")
    def _not_too_large(self) -> RuleBase:
        largest = max((abs(number) for number in _whole_numbers(self)), default=0)
        if largest > LARGEST:
            raise ValueError(f"the number {largest} is above {LARGEST}")
        return self

    @property
    def tier(self) -> int | None:
        """The tier number, or None for a hard or report-only rule."""
        return self.mode if isinstance(self.mode, int) else None

    @property
    def tier_form(self) -> str:
        """How the rule's tier is formed (``model.Tier.form``); whatever is no plain sum has a tier of its own."""
        return "sum"

    @property
    def wished(self) -> bool:
        """Whether the rule stands in a tier that adds up by how much its bounds are exceeded."""
        return self.tier_form == "excess" and self.tier is not None

    @property
    def measure_unit(self) -> str:
        """The unit of the measure under these parameters."""
        return self.unit

    @property
    def kind_name(self) -> str:
        """The rule's kind, as the rule table names it."""
        return str(type(self).model_fields["kind"].default)

    @property
    def active(self) -> bool:
        """Whether the rule shapes the roster (hard or in a tier)."""
        return self.mode != "report"

    def columns(self) -> Columns:
        """The columns this rule's bounds and pair terms depend on (exclusions need none: the excluded are gone)."""
        return Columns()
