"""A whole programme as model files: compiled, solved in a child process, written with the people behind each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimizer.contained import Channel, run_contained
from optimizer.domain import Programme
from optimizer.errors import InputError
from optimizer.exchange.writing import model_files
from optimizer.output.cells import guarded
from optimizer.output.files import write_folder
from optimizer.planning import Options, seeded

if TYPE_CHECKING:
    from optimizer.model.classes import Classes
    from optimizer.model.compiled import Compiled

FILES = "optimizer.exchange.programme:files_in_child"
MEMORY_BYTES = 12 << 30
LONGEST_SECONDS = 86400.0
GRACE_SECONDS = 10.0
MEMBERS = "members.csv"


def write_programme_model(
    programme: Programme,
    folder: Path,
    options: Options | None = None,
    *,
    force: bool = False,
    cancel: Callable[[], bool] | None = None,
) -> tuple[str, ...]:
    """Write the model that a programme's rules make: the files of ``write_model`` and ``members.csv``. Returns their names.

    Equal people are one row of the model; ``members.csv`` lists the ids (never names) behind each. A tier's value in the
    report is ``sign * objective / scale + constant``, the constant (what stands whatever is chosen) being in ``tiers.json``.

    Raises InputError with every problem of the programme, ContainedError when the child died, ExistsError, UsageError.
    """
    options = options or Options()
    seconds = LONGEST_SECONDS if options.time_limit_seconds is None else options.time_limit_seconds + 4 * GRACE_SECONDS
    sent: Mapping[str, str] = run_contained(
        FILES,
        {"programme": seeded(programme, options).model_dump(mode="json"), "options": options.model_dump(mode="json")},
        memory_bytes=MEMORY_BYTES,
        wall_seconds=seconds,
        cpu_seconds=8 * seconds,
        cancel=cancel,
        grace_seconds=GRACE_SECONDS,
    )
    write_folder(folder, {name: text.encode() for name, text in sent.items()}, force=force)
    return tuple(sorted(sent))


def files_in_child(payload: Any, channel: Channel) -> Any:
    """The contained function: file name -> text."""
    from optimizer.model.compile import compile_programme
    from optimizer.rules import rules_in_force
    from optimizer.solve import solve_model

    programme = Programme.model_validate(payload["programme"])
    options = Options.model_validate(payload["options"])
    rules, findings = rules_in_force(programme)
    _refuse(findings)
    compiled = compile_programme(programme, rules)
    _refuse(compiled.findings)
    assert compiled.model is not None
    result = solve_model(
        compiled.model,
        work_limit=options.work_limit,
        time_limit=options.time_limit_seconds,
        cancel=channel.cancelled,
    )
    files = model_files(compiled.model, result if result.tiers else None, compiled.constants)
    return {name: content.decode() for name, content in (files | {MEMBERS: _members(compiled)}).items()}


def _refuse(findings: Any) -> None:
    if any(finding.severity == "error" for finding in findings):
        raise InputError(findings=findings)


def _members(compiled: Compiled) -> bytes:
    """Which people each row of the model stands for, by id."""
    programme = compiled.programme
    sides = (("helper", compiled.helpers, programme.helpers), ("recipient", compiled.recipients, programme.recipients))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["side", "row", "class_id", "id"])
    for side, classes, people in sides:
        if classes is not None:
            writer.writerows(_lines(side, classes, [person.id for person in people]))
    return text.getvalue().encode("utf-8-sig")


def _lines(side: str, classes: Classes, ids: list[str]) -> list[tuple[str, int, str, str]]:
    return [
        (side, row, guarded(classes.ids[row]), guarded(ids[int(member)]))
        for row in range(len(classes))
        for member in classes.of(row)
    ]
