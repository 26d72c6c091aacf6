"""A programme's model on disk: solved elsewhere it has the values of the report, and rows lead back to people."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import highspy
import pytest

import cli
from optimizer import plan, read_programme
from optimizer.errors import InputError
from optimizer.exchange.programme import write_programme_model
from optimizer.screen.entry import enter
from scenarios.cases import household


def objective(path: Path) -> float:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    assert solver.readModel(str(path)) == highspy.HighsStatus.kOk
    solver.run()
    return float(solver.getInfo().objective_function_value)


def test_the_reference_case_solved_elsewhere_gives_the_reported_values(tmp_path: Path) -> None:
    """Anybody can check the main product's claim with a solver of their own; the files name ids, never people."""
    household.copy_to(tmp_path / "in")
    programme = read_programme(tmp_path / "in").require()
    files = write_programme_model(programme, tmp_path / "model")
    stated = json.loads((tmp_path / "model" / "tiers.json").read_text())["files"]
    answer = plan(programme).answer
    assert [one["tier"] for one in stated] == [tier.name for tier in answer.tiers]
    for one, tier in zip(stated, answer.tiers, strict=True):
        found = one["sign"] * round(objective(tmp_path / "model" / one["file"])) / one["scale"] + one["constant"]
        assert found == tier.value
    with (tmp_path / "model" / "members.csv").open(encoding="utf-8-sig", newline="") as file:
        members = list(csv.DictReader(file))
    assert {line["id"] for line in members if line["side"] == "recipient"} == {one.id for one in programme.recipients}
    text = "".join((tmp_path / "model" / name).read_text("utf-8-sig") for name in files)
    assert not any(helper.name in text for helper in programme.helpers)


def test_a_programme_with_errors_is_refused_with_all_of_them(tmp_path: Path) -> None:
    """As in solving: no files from half a programme."""
    household.copy_to(tmp_path / "in")
    programme = read_programme(tmp_path / "in").require()
    broken = programme.altered(rules=tuple(rule for rule in programme.rules if rule.kind != "quota"))
    with pytest.raises(InputError):
        write_programme_model(broken, tmp_path / "model")
    assert not (tmp_path / "model").exists()


def test_the_command_writes_them_and_overwrites_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`jiedui export`: one line a file on stdout, and a second run into the same folder is refused as a usage error."""
    household.copy_to(tmp_path / "in")
    asked = ["--lang", "en", "export", str(tmp_path / "in"), "-o", str(tmp_path / "model")]
    assert enter(cli.app, asked) == 0
    printed = capfd.readouterr()
    assert [Path(line).name for line in printed.out.splitlines()] == sorted(
        path.name for path in (tmp_path / "model").iterdir()
    )
    assert "members.csv" in printed.err
    assert enter(cli.app, asked) == 2
