"""What another solver found, read back by the names of the written model and looked at by the judge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from optimizer.domain.status import Status
from optimizer.engine.outcome import tier_outcome
from optimizer.errors import InputError
from optimizer.messages import Finding
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.result import ModelResult
from optimizer.verify import verify_model

SHOWN = 20
"""Problems of one kind that are listed."""
WHOLE = 1e-5
"""How far a value may lie from the next whole number: solvers keep integrality within such a tolerance."""
_OURS = re.compile(r"(x|m\d+|[euqtw]\d+)(_\d+)+")


def read_solution(model: AssignmentModel, path: Path) -> ModelResult:
    """A solution file of any solver for one of the files of ``write_model``: lines that hold a column's name and its value.

    Reads the raw and pretty forms of HiGHS and the .sol files of SCIP, Gurobi, CBC and GLPK-like listings; columns that are
    left out are 0. Only pairs and missing units count, the other columns follow from them. The result is feasible, with
    the values of every tier recomputed and no bound; ``result.warm_start`` lets ``solve_model`` begin there.

    Raises InputError with every problem: a file that cannot be read, unknown names, a name given twice, values that are no
    whole numbers or out of their bounds, and every row of the model that the roster breaks.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        detail = getattr(error, "strerror", None) or type(error).__name__
        facts = {"file": path.name, "detail": detail}
        raise InputError(findings=[Finding(code="exchange.unreadable", facts=facts)]) from None
    reading = _Reading(model)
    for line, name, value in _values(text):
        reading.take(line, name, value)
    reading.finish()
    chosen = np.array(sorted(reading.amount), np.int64)
    amount = np.array([reading.amount[int(pair)] for pair in chosen], np.int64)
    result = ModelResult(status=Status.FEASIBLE, chosen=chosen, amount=amount, missing=reading.missing)
    verdict = verify_model(model, result)
    if not verdict.accepted:
        raise InputError(findings=verdict.findings)
    tiers = tuple(
        tier_outcome(tier, tier.sign * judged.value, None)
        for tier, judged in zip(model.tiers, verdict.tiers, strict=True)
    )
    return ModelResult(
        status=Status.FEASIBLE, chosen=chosen, amount=amount, missing=reading.missing, tiers=tiers,
        warm_start={"pairs": chosen}, route="import", route_reason="exchange.imported",
    )  # fmt: skip


def _values(text: str) -> Iterator[tuple[int, str, str]]:
    """(line number, name, value) of every line that speaks of a column of ours, up to the dual values."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip("# ").lower().startswith("dual"):
            return
        words = line.split()
        for place, word in enumerate(words[:-1]):
            if _OURS.fullmatch(word):
                yield number, word, words[place + 1]
                break


@dataclass
class _Reading:
    model: AssignmentModel
    amount: dict[int, int] = field(default_factory=dict)
    missing: dict[str, Ints] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    pair_of: dict[tuple[int, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for limit in self.model.limits:
            if limit.missing is not None:
                self.missing[limit.name] = np.zeros(limit.count, np.int64)
        pairs = self.model.pair_list
        if pairs is not None:
            ends = [pairs.helper.tolist(), pairs.recipient.tolist()]
            ends += [pairs.role.tolist()] if self.model.role_count > 1 else []
            self.pair_of = {key: pair for pair, key in enumerate(zip(*ends, strict=True))}

    def take(self, line: int, name: str, given: str) -> None:
        if name in self.seen:
            self._add("twice", name=name, line=line, before=self.seen[name])
            return
        self.seen[name] = line
        prefix, *numbers = name.split("_")
        if prefix[0] not in "xm":
            return  # follows from the pairs
        number = self._whole(line, name, given)
        key = tuple(map(int, numbers))
        if prefix == "x":
            pair = self._pair(key)
            if pair is None:
                self._add("unknown", name=name, line=line)
            elif number:
                self.amount[pair] = number
        else:
            self._lacks(line, name, int(prefix[1:]), key, number)

    def finish(self) -> None:
        """Raises InputError when anything was wrong, or when the file speaks of no pair at all."""
        if not any(name.startswith("x") for name in self.seen):
            self._add("nothing")
        if self.problems:
            raise InputError(findings=self.problems)

    def _pair(self, key: tuple[int, ...]) -> int | None:
        if self.model.pair_list is not None:
            return self.pair_of.get(key)
        helper, recipient = (*key, -1, -1)[:2]
        inside = len(key) == 2 and helper < self.model.helper_count and recipient < self.model.recipient_count
        return helper * self.model.recipient_count + recipient if inside else None

    def _lacks(self, line: int, name: str, number: int, key: tuple[int, ...], value: int) -> None:
        limit = self.model.limits[number] if number < len(self.model.limits) else None
        if limit is None or limit.missing is None or len(key) != 1 or key[0] >= limit.count:
            self._add("unknown", name=name, line=line)
        else:
            self.missing[limit.name][key[0]] = value

    def _whole(self, line: int, name: str, given: str) -> int:
        try:
            value = float(given)
        except ValueError:
            self._add("no_number", name=name, line=line, value=given)
            return 0
        if not abs(value) < 2**53 or abs(value - round(value)) > WHOLE or round(value) < 0:
            self._add("not_whole", name=name, line=line, value=given)
            return 0
        return round(value)

    def _add(self, code: str, **facts: object) -> None:
        if sum(problem.code == f"exchange.{code}" for problem in self.problems) < SHOWN:
            self.problems.append(Finding(code=f"exchange.{code}", facts=facts))
