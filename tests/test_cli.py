"""The commands from end to end on the household case: what they print, write, refuse, and the codes they end with."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import cli
from optimizer.domain import Answer, Status, StopReason, TierValue
from optimizer.model.result import TraceEntry
from optimizer.screen.answer import exit_code_of
from optimizer.screen.entry import enter
from optimizer.screen.terminal import Terminal
from optimizer.settings import Settings
from scenarios.cases import impossible

FILES = {
    "roster.xlsx",
    "roster.json",
    "roster.csv",
    "report.html",
    "certificate.json",
    "manifest.json",
    "programme.json",
    "warm_start.npz",
    "times.json",
}
Printed = pytest.CaptureFixture[str]


def jiedui(*words: object) -> int:
    """One command in this process."""
    return enter(cli.app, [str(word) for word in words])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo run; tests copy it before they change anything."""
    folder = tmp_path_factory.mktemp("cli") / "demo"
    assert jiedui("demo", "-o", folder, "-q") == 0
    return folder


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "run"))


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("JIEDUI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_the_demo_writes_every_file_and_says_what_to_open(tmp_path: Path, capsys: Printed) -> None:
    """412 households are served, that is proved, and the reader learns which file to open."""
    assert jiedui("demo", "-o", tmp_path / "out") == 0
    shown = capsys.readouterr()
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES | {"tables", "what_if", "events"}
    assert "412" in shown.err
    assert "roster.xlsx" in shown.err
    assert "公里" in shown.out


def test_two_runs_give_the_same_bytes(made: Path, tmp_path: Path) -> None:
    """An auditor re-runs last month's plan and gets the same files; only times.json may differ."""
    assert jiedui("solve", made / "tables", "-o", tmp_path / "again", "-q") == 0
    different = [name for name in FILES if (made / name).read_bytes() != (tmp_path / "again" / name).read_bytes()]
    assert set(different) <= {"times.json"}


def test_nothing_is_overwritten_unless_forced(run: Path, capsys: Printed) -> None:
    """The refusal comes before any work and names the file; --force replaces."""
    before = (run / "times.json").read_bytes()
    assert jiedui("solve", run / "tables", "-o", run) == 2
    assert "--force" in capsys.readouterr().err
    assert (run / "times.json").read_bytes() == before
    assert jiedui("solve", run / "tables", "-o", run, "--force", "-q") == 0


def test_json_is_one_object_without_names(run: Path, capsys: Printed) -> None:
    """Status, tiers, files; people only as counts."""
    assert jiedui("solve", run / "tables", "-o", run, "--force", "--format", "json", "-q") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["version"], told["status"], told["pairings"]) == ("jiedui.run", 1, "optimal", 412)
    assert {tier["label"] for tier in told["tiers"]} == {"optimal"}
    assert set(told["files"]) == FILES


def test_a_stored_run_is_verified(made: Path, capsys: Printed) -> None:
    """Also against the office's tables, which are still the same."""
    assert jiedui("verify", made, "--input", made / "tables", "--lang", "en") == 0
    assert "proved optimal" in capsys.readouterr().err


def _rewrite(run: Path, name: str, change: Callable[[Any], None]) -> None:
    """Alter a JSON file and make the manifest agree, as somebody would who knows what he does."""
    content = json.loads((run / name).read_text(encoding="utf-8"))
    change(content)
    (run / name).write_text(json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1), encoding="utf-8")
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256((run / name).read_bytes()).hexdigest()
    if name == "programme.json":
        manifest["facts"]["programme_sha256"] = digest
    elif name in manifest["files"]:
        manifest["files"][name] = digest
    (run / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def _swap_two(content: Any) -> None:
    pairings = content["answer"]["roster"]["pairings"]
    free = [p for p in pairings if p["helper"] != pairings[0]["helper"] and not p["locked"]]
    pairings[0]["helper"], free[-1]["helper"] = free[-1]["helper"], pairings[0]["helper"]


def _drop_one(content: Any) -> None:
    content["answer"]["roster"]["pairings"].pop()


def _overstate(content: Any) -> None:
    content["answer"]["tiers"][1]["value"] -= 100


def _move_a_household(content: Any) -> None:
    recipients = content["programme"]["recipients"]
    recipients[0]["area"] = next(r["area"] for r in recipients if r["area"] != recipients[0]["area"])


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("roster.json", _swap_two),
        ("roster.json", _drop_one),
        ("roster.json", _overstate),
        ("programme.json", _move_a_household),
    ],
)
def test_a_changed_run_is_rejected_with_the_reason(
    run: Path, name: str, change: Callable[[Any], None], capsys: Printed
) -> None:
    """Swap two, drop one, claim more, alter an input row: each is found though all hashes were made to agree."""
    _rewrite(run, name, change)
    assert jiedui("verify", run) == 7
    assert capsys.readouterr().err.strip()


def test_a_claimed_status_is_not_believed(run: Path) -> None:
    """A roster that says less than is proved is not what was written either."""
    _rewrite(run, "roster.json", lambda content: content["answer"].update(status="feasible"))
    assert jiedui("verify", run) == 7


def test_an_altered_or_missing_file_is_named(run: Path, capsys: Printed) -> None:
    """Somebody edited the workbook, somebody deleted the list."""
    with (run / "roster.xlsx").open("ab") as handle:
        handle.write(b" ")
    (run / "roster.csv").unlink()
    assert jiedui("verify", run) == 7
    shown = capsys.readouterr().err
    assert "roster.xlsx" in shown
    assert "roster.csv" in shown


def test_changed_tables_are_noticed(run: Path, capsys: Printed) -> None:
    """The run is still sound; it is just not about these tables any more."""
    table = run / "tables" / "鸣钟乡小寨村.csv"
    lines = table.read_bytes().decode("gb18030").splitlines(keepends=True)
    table.write_bytes("".join(lines[:-1]).encode("gb18030"))
    assert jiedui("verify", run) == 0
    capsys.readouterr()
    assert jiedui("verify", run, "--input", run / "tables") == 7
    assert "recipients" in capsys.readouterr().err


def test_a_folder_that_is_no_run_is_a_missing_resource(tmp_path: Path, capsys: Printed) -> None:
    """Named, with what to do."""
    assert jiedui("verify", tmp_path) == 8
    assert "programme.json" in capsys.readouterr().err


def test_bad_input_is_listed_by_cell_and_writes_nothing(run: Path, tmp_path: Path, capsys: Printed) -> None:
    """A household in a village that nobody knows and a wrong check digit: exit 3 from check and solve, no folder."""
    table = run / "tables" / "鸣钟乡小寨村.csv"
    lines = table.read_bytes().decode("gb18030").split("\r\n")
    cells = lines[1].split(",")
    cells[2] = cells[2][:-1] + ("1" if cells[2][-1] != "1" else "2")
    table.write_bytes("\r\n".join([lines[0], ",".join(cells), *lines[2:]]).encode("gb18030"))
    assert jiedui("check", run / "tables", "--format", "json") == 3
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert any("鸣钟乡小寨村.csv!C2" in row["place"] for row in rows)
    assert jiedui("solve", run / "tables", "-o", tmp_path / "none") == 3
    assert "鸣钟乡小寨村.csv!C2" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_check_masks_people_unless_told_otherwise(made: Path, capsys: Printed) -> None:
    """On screen 张试试 is 张**; with --no-mask the office sees whom it must ask."""
    texts = {}
    for flag in ("--mask", "--no-mask"):
        assert jiedui("check", made / "tables", flag, "--format", "json") == 0
        texts[flag] = [row["message"] for row in json.loads(capsys.readouterr().out)["rows"]]
    assert len(texts["--mask"]) == len(texts["--no-mask"])
    hidden = [one for one, other in zip(texts["--mask"], texts["--no-mask"], strict=True) if one != other]
    assert hidden
    assert all("*" in text for text in hidden)
    assert not any("*" in text for text in texts["--no-mask"])


def test_an_impossible_case_exits_4_and_says_who_is_short(tmp_path: Path, capsys: Printed) -> None:
    """The sentence names how many are missing; the report is written, and its proof can be verified."""
    impossible.copy_to(tmp_path / "tables")
    assert jiedui("solve", tmp_path / "tables", "-o", tmp_path / "out") == 4
    assert "缺" in capsys.readouterr().err
    assert (tmp_path / "out" / "report.html").exists()
    assert not (tmp_path / "out" / "roster.xlsx").exists()
    assert jiedui("verify", tmp_path / "out") == 0


def _answer(**changes: Any) -> Answer:
    tier = TierValue(number=1, name="1", value=100, bound=98, gap=0.02, label="within")
    return Answer(**{"programme": "p", "status": Status.FEASIBLE, "tiers": (tier,), **changes})


@pytest.mark.parametrize(
    ("answer", "settings", "code"),
    [
        (_answer(), {}, 0),
        (_answer(), {"gap": 0.02}, 0),
        (_answer(), {"gap": 0.01}, 6),
        (_answer(), {"require_optimal": True}, 6),
        (_answer(status=Status.OPTIMAL), {"require_optimal": True}, 0),
        (_answer(status=Status.INFEASIBLE), {}, 4),
        (_answer(status=Status.UNDECIDED), {}, 5),
        (_answer(stopped_by=StopReason.CANCELLED), {}, 130),
        (_answer(tiers=(TierValue(number=1, name="1", value=1),)), {"gap": 0.5}, 6),
    ],
)
def test_the_code_says_whether_it_is_as_good_as_asked(answer: Answer, settings: dict[str, Any], code: int) -> None:
    """Gap 2 %: good enough for 2 %, not for 1 %; a tier without a bound is good enough for no gap."""
    from optimizer.domain import Roster

    if answer.status in (Status.OPTIMAL, Status.FEASIBLE):
        answer = answer.altered(roster=Roster(programme="p"))
    assert exit_code_of(answer, Settings.model_construct(**settings)) == code


def test_a_new_programme_is_a_template_and_a_key(tmp_path: Path, capsys: Printed) -> None:
    """The workbook is empty, so check asks for what is missing; the key is never replaced."""
    assert jiedui("new", tmp_path / "mine", "--kind", "household") == 0
    key = (tmp_path / "mine" / "jiedui.key").read_bytes()
    assert len(key.strip()) == 64
    assert jiedui("new", tmp_path / "mine") == 2
    assert jiedui("new", tmp_path / "mine", "--force") == 0
    assert (tmp_path / "mine" / "jiedui.key").read_bytes() == key
    assert jiedui("new", tmp_path / "other", "--kind", "nothing") == 2
    capsys.readouterr()
    assert jiedui("check", tmp_path / "mine") == 3


def test_the_report_is_made_again_in_another_language(run: Path, capsys: Printed) -> None:
    """From the stored run alone; an existing one is replaced with --force only."""
    before = (run / "report.html").read_bytes()
    shutil.rmtree(run / "tables")
    assert jiedui("report", run, "--lang", "en") == 2
    assert jiedui("report", run, "--lang", "en", "--force") == 0
    assert b'lang="en"' in (run / "report.html").read_bytes()
    assert jiedui("report", run, "--force") == 0
    assert (run / "report.html").read_bytes() == before


def test_columns_are_shown_and_decisions_remembered(tmp_path: Path, capsys: Printed) -> None:
    """A header that no synonym has is left unread until somebody decides; the decision stays beside the table."""
    table = tmp_path / "村.csv"
    table.write_text("户主,所在村,人口数,本户的怪列\n李试,小寨村,3,x\n", encoding="utf-8")
    assert jiedui("map", table, "--format", "csv") == 0
    assert "户主,name" in capsys.readouterr().out
    assert jiedui("map", table, "--set", "recipients:本户的怪列=remark", "--format", "csv") == 0
    assert "本户的怪列,remark" in capsys.readouterr().out
    assert jiedui("map", table, "--set", "recipients:本户的怪列=remrak") == 2
    assert "remark" in capsys.readouterr().err
    assert jiedui("map", table, "--set", "x") == 2


def test_every_schema_is_json(capsys: Printed) -> None:
    """Listed without a name, printed with one, refused with an unknown one."""
    assert jiedui("schema") == 0
    names = capsys.readouterr().out.split()
    assert {"rules", "programme", "roster"} <= set(names)
    for name in names:
        assert jiedui("schema", name) == 0
        assert json.loads(capsys.readouterr().out)["$schema"]
    assert jiedui("schema", "ruels") == 2


def test_the_doctor_speaks_json(capsys: Printed) -> None:
    """For whoever looks after many machines."""
    assert jiedui("doctor", "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["level"] for row in rows} <= {"ok", "warning"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_fits_a_narrow_screen(lang: str, capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    """80 columns are enough for every text of every command; nothing is cut off with an ellipsis."""
    monkeypatch.setenv("COLUMNS", "80")
    for command in (
        "",
        *(info.name or str(info.callback.__name__) for info in cli.app.registered_commands if info.callback),
    ):
        assert jiedui(*command.split(), "--help", "--lang", lang) == 0
        shown = capsys.readouterr().out
        assert "…" not in shown, command
        assert "cli." not in shown, command


HEAVY = ("ortools", "highspy", "pandas", "scipy", "networkx", "numba", "xlsxwriter", "optimizer.engine")


@pytest.mark.parametrize("words", [["--help"], ["solve", "--help"], ["check", "TABLES"]])
def test_help_and_check_load_no_solver(words: list[str], made: Path) -> None:
    """They are used often and on small machines; a solver takes half a second to load and may not be there."""
    arguments = [str(made / "tables") if word == "TABLES" else word for word in words]
    program = (
        "import sys, cli; from optimizer.screen.entry import enter; code = enter(cli.app, sys.argv[1:]); "
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == "[]"


def test_the_first_interrupt_asks_and_the_second_ends() -> None:
    """Ctrl-C keeps the best so far; whoever presses it twice wants out."""
    terminal = Terminal()
    before = signal.getsignal(signal.SIGINT)
    with terminal.cancellable() as cancelled:
        assert not cancelled()
        os.kill(os.getpid(), signal.SIGINT)
        assert cancelled()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_an_interrupted_solve_keeps_the_best_so_far(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Ctrl-C while solving: the roster found so far is written and can be verified; the code says that it was interrupted."""
    from optimizer import planning, planning_apart

    def interrupted(
        programme: Any, options: Any, *, progress: Callable[[TraceEntry], None], cancel: Callable[[], bool]
    ) -> planning.Plan:
        progress(TraceEntry(1, 0, 7, None))
        progress(TraceEntry(2, 0, 7, 7))
        os.kill(os.getpid(), signal.SIGINT)
        assert cancel()
        made = planning.plan(programme, options)
        return replace(made, answer=made.answer.altered(stopped_by=StopReason.CANCELLED))

    monkeypatch.setattr(planning_apart, "plan_apart", interrupted)
    assert jiedui("solve", run / "tables", "-o", tmp_path / "kept") == 130
    assert "已中断" in capsys.readouterr().err
    assert jiedui("verify", tmp_path / "kept") == 0


def test_progress_appears_after_a_second_on_a_terminal_only(tmp_path: Path) -> None:
    """A step that lasts 1.5 s shows its name on a terminal; through a pipe nothing is drawn."""
    program = (
        "import time; from optimizer.screen.terminal import Terminal\n"
        "with Terminal().progress('cli.step_read', 'cli.step_solve') as step:\n"
        "    step('cli.step_read'); time.sleep(1.5)\n"
    )
    piped = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert piped.stderr == b""
    import pty

    parent, child = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", program], stderr=child, env={**os.environ, "TERM": "xterm"}
    ) as process:
        os.close(child)
        drawn = b""
        while True:
            try:
                part = os.read(parent, 4096)
            except OSError:
                break
            if not part:
                break
            drawn += part
    os.close(parent)
    assert process.returncode == 0
    assert "读取表格" in drawn.decode()
