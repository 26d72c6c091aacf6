"""A model as files: one MPS a tier, held to what the tiers before it have achieved, and a map of every name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from optimizer.exchange.aims import Aims, Hinge, total_entries
from optimizer.exchange.base import write_base
from optimizer.exchange.linear import Builder, Family, Linear
from optimizer.exchange.listing import Listing, listed
from optimizer.exchange.mps import mps
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import TierCost
from optimizer.model.result import ModelResult, TierOutcome
from optimizer.output.canonical import canonical_bytes
from optimizer.output.cells import guarded
from optimizer.output.files import write_folder

LEVELS = 50
"""Levels of a leximin tier that have a file of their own."""
NAMES = "names.csv"
TIERS = "tiers.json"


def write_model(
    model: AssignmentModel, folder: Path, result: ModelResult | None = None, *, force: bool = False
) -> None:
    """Write the exact model into ``folder``: ``tier-1.mps``, ..., ``names.csv`` and ``tiers.json``.

    Each file minimises one tier over the model's pairs, ``value = sign * objective / scale`` (``tiers.json`` has sign, scale
    and the value achieved). Tier k holds the tiers before it at what ``result`` achieved (and what their ``within`` gives up),
    so without a result there is only ``tier-1.mps``. A leximin tier has a file for its largest total and, with a result, one
    for each further level (at most 50). ``names.csv`` says what every column and row of every file is, with the ids of the
    helper and the recipient where the model has ids.

    Raises UsageError above five million pairs, ExistsError when one of the files is there and ``force`` is not set.
    """
    write_folder(folder, model_files(model, result), force=force)


def model_files(
    model: AssignmentModel, result: ModelResult | None, constants: Mapping[str, int] | None = None
) -> dict[str, bytes]:
    """File name -> content. constants: by tier name, what is added to a value of the model. Raises UsageError."""
    programs = list(_programs(model, listed(model), result))
    files = {one.file: mps(one.program, one.file.removesuffix(".mps"), one.remarks) for one in programs}
    files[NAMES] = _names(model, programs)
    files[TIERS] = canonical_bytes(_tiers(programs, result, constants or {}))
    return files


@dataclass(frozen=True, eq=False)
class _Written:
    file: str
    tier: TierCost
    level: int
    program: Linear

    @property
    def remarks(self) -> tuple[str, ...]:
        unit = "" if self.tier.scale == 1 else f" / {self.tier.scale}"
        what = f"value = {'-' if self.tier.sign < 0 else ''}aim{unit}" if self.level == 0 else f"level {self.level}"
        return (f"tier {self.tier.number + 1}, form {self.tier.form}: minimise aim; {what}",)


def _programs(model: AssignmentModel, pairs: Listing, result: ModelResult | None) -> Iterator[_Written]:
    achieved = 0 if result is None else len(result.tiers)
    for tier in model.tiers[: achieved or 1]:
        build, aims = _begun(model, pairs, result, tier.number)
        aims.aim(tier)
        yield _Written(f"tier-{tier.number + 1}.mps", tier, 0, build.linear())
        if tier.form != "leximin" or result is None or not achieved:
            continue
        levels = _levels(pairs, tier, result)
        for level, hinge in enumerate(levels[:LEVELS]):
            build, aims = _begun(model, pairs, result, tier.number)
            aims.hinges(tier, [*levels[:level], Hinge(hinge.threshold, None)])
            yield _Written(f"tier-{tier.number + 1}-level-{level + 1}.mps", tier, level + 1, build.linear())


def _begun(model: AssignmentModel, pairs: Listing, result: ModelResult | None, before: int) -> tuple[Builder, Aims]:
    """A program with the base and the tiers in front of number ``before``, held."""
    build = Builder()
    aims = Aims(build, model, pairs, write_base(build, model, pairs))
    if result is not None:
        for tier, outcome in zip(model.tiers[:before], result.tiers, strict=False):
            cap, spare = _cap(tier, outcome)
            if tier.form == "leximin" and not spare:
                aims.hinges(tier, _held(pairs, tier, result))
            else:
                aims.hold(tier, cap)
    return build, aims


def _cap(tier: TierCost, outcome: TierOutcome) -> tuple[int, int]:
    """(what later tiers may not exceed, how much of it ``within`` gives up), minimised."""
    value = tier.sign * outcome.value_scaled
    if outcome.bound_scaled is None:
        return value, 0
    bound = tier.sign * outcome.bound_scaled
    spare = tier.allowance(bound)
    return max(value, bound + spare), spare


def _levels(pairs: Listing, tier: TierCost, result: ModelResult) -> list[Hinge]:
    """What the roster's totals have above one less than each of its distinct totals, largest first."""
    totals = _totals(pairs, tier, result)
    return [_hinge(totals, int(total) - 1) for total in np.unique(totals)[::-1]]


def _held(pairs: Listing, tier: TierCost, result: ModelResult) -> list[Hinge]:
    """Sorted totals that are no worse have nothing more above any of these: each distinct total, and one less."""
    totals = _totals(pairs, tier, result)
    distinct = np.unique(totals)
    return [_hinge(totals, int(threshold)) for threshold in np.union1d(distinct, distinct - 1)[::-1]]


def _hinge(totals: Ints, threshold: int) -> Hinge:
    return Hinge(threshold, int(np.maximum(totals - threshold, 0).sum()))


def _totals(pairs: Listing, tier: TierCost, result: ModelResult) -> Ints:
    """int64[groups]: the roster's minimised totals."""
    limit = pairs.model.limit(str(tier.on))
    amount = np.zeros(pairs.count, np.int64)
    amount[np.searchsorted(pairs.index, result.chosen)] = result.amount
    row, column, part = total_entries(limit, tier, pairs)
    totals = np.zeros(limit.count, np.int64)
    np.add.at(totals, row, part * amount[column])
    return totals


def _names(model: AssignmentModel, programs: list[_Written]) -> bytes:
    """One line for every name of any of the files."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["name", "is", "what", "of", "numbers", "helper_id", "recipient_id"])
    seen: set[str] = set()
    for written in programs:
        for kind, families in (("column", written.program.columns), ("row", written.program.rows)):
            for family in families:
                if family.prefix not in seen:
                    seen.add(family.prefix)
                    writer.writerows(_lines(model, kind, family))
    return text.getvalue().encode("utf-8-sig")


def _lines(model: AssignmentModel, kind: str, family: Family) -> Iterator[tuple[str, ...]]:
    says = " ".join(f"{heading}={{}}" for heading in family.headings)
    numbers = map(says.format, *(number.tolist() for number in family.numbers))
    of = guarded(family.of)
    ends = [_ids(model, family, heading) for heading in ("helper", "recipient")]
    for name, said, helper, recipient in zip(family.names(), numbers, *ends, strict=True):
        yield name, kind, family.what, of, said, helper, recipient


def _ids(model: AssignmentModel, family: Family, heading: str) -> list[str]:
    """The ids of the family's helpers or recipients, empty where it or the model has none."""
    ids = model.helper_ids if heading == "helper" else model.recipient_ids
    if ids is None or heading not in family.headings:
        return [""] * family.count
    shown = np.array([guarded(one) for one in ids], object)
    listed_ids: list[str] = shown[family.numbers[family.headings.index(heading)]].tolist()
    return listed_ids


def _tiers(programs: list[_Written], result: ModelResult | None, constants: Mapping[str, int]) -> dict[str, Any]:
    achieved = () if result is None else result.tiers
    return {
        "format": "jiedui-model",
        "version": 1,
        "files": [
            {
                "constant": constants.get(one.tier.name, 0),
                "file": one.file,
                "form": one.tier.form,
                "level": one.level,
                "scale": one.tier.scale,
                "sign": one.tier.sign,
                "tier": one.tier.name,
                "value_scaled": achieved[one.tier.number].value_scaled if achieved and not one.level else None,
            }
            for one in programs
        ],
    }
