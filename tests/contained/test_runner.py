"""The child process is a wall: whatever happens behind it arrives as a result or as one clear error."""

import importlib.util
import os
import sys
import time
from pathlib import Path

import pytest

from optimizer.contained import run_contained
from optimizer.errors import ContainedError, InputError, Interrupted

HERE = Path(__file__).parent
posix = os.name == "posix"


@pytest.fixture(autouse=True)
def _reachable(monkeypatch):
    """The child gets the parent's module search path, so the functions beside this file can be named."""
    monkeypatch.syspath_prepend(str(HERE))
    assert importlib.util.find_spec("contained_functions")


def run(name, payload=None, **limits):
    chosen = {"memory_bytes": 1 << 29, "wall_seconds": 20, "cpu_seconds": 20} | limits
    return run_contained(f"contained_functions:{name}", payload, **chosen)


@pytest.mark.parametrize("payload", [b"\x00\xff" * 200_000, {"字": [1, 2.5, None, True, "\ud800"]}, "文", None, []])
def test_values_cross_both_ways_unchanged(payload):
    """Bytes and JSON come back as they went, though the child's libraries print to its standard output."""
    seen = []
    assert run("echo", payload, progress=seen.append) == payload
    assert seen == [{"done": 1}]


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGABRT", "SIGKILL"])
def test_a_crash_is_one_error(name):
    """OR-tools and calamine can crash the whole process: the parent lives and says so."""
    with pytest.raises(ContainedError) as caught:
        run("crash", name)
    assert name in caught.value.say("zh")


def test_an_exit_without_result_is_an_error():
    """A child that leaves quietly has not answered."""
    with pytest.raises(ContainedError, match="exit code 5"):
        run("leave", 5)


def test_memory_is_limited():
    """Asking for more than allowed ends the child, not the machine; less is fine."""
    assert run("greedy", 10_000_000) == 10_000_000
    with pytest.raises(ContainedError) as caught:
        run("greedy", 2 << 30)
    assert caught.value.code == "contained.memory"


def test_a_hanging_child_is_stopped_in_time():
    """The wall limit holds within half a second and leaves no process behind."""
    began = time.monotonic()
    with pytest.raises(ContainedError) as caught:
        run("hang", wall_seconds=0.3)
    assert caught.value.code == "contained.wall_time"
    assert time.monotonic() - began < 3


def test_processor_time_is_limited():
    """A busy loop ends by its processor limit, long before the wall limit."""
    with pytest.raises(ContainedError) as caught:
        run("spin", cpu_seconds=1)
    assert caught.value.code == "contained.cpu_time"


@pytest.mark.parametrize(("name", "code"), [("rubbish", "contained.garbage"), ("half_a_frame", "contained.exit")])
def test_output_that_is_no_frame_is_refused(name, code):
    """A truncated or foreign stream is never taken for a result."""
    with pytest.raises(ContainedError) as caught:
        run(name)
    assert caught.value.code == code


def test_a_result_above_the_cap_is_refused():
    """The parent does not hold what it did not agree to hold."""
    with pytest.raises(ContainedError) as caught:
        run("echo", b"x" * 10_000, result_bytes=100)
    assert caught.value.code == "contained.large"


def test_an_error_of_ours_arrives_as_it_was():
    """Findings keep code, cell and the masking of personal data on their way out."""
    with pytest.raises(InputError) as caught:
        run("refuse")
    (finding,) = caught.value.findings
    assert str(finding.cells[0]) == "a.xlsx[Sheet1]!C5"
    assert "张试甲" not in finding.say() and "张试甲" in finding.say(masked=False)


def test_a_foreign_exception_leaks_no_text():
    """Only the class name crosses: the text of an unknown exception may hold personal data."""
    with pytest.raises(ContainedError) as caught:
        run("fail")
    assert "RuntimeError" in caught.value.say() and "张试甲" not in str(caught.value.facts)


def test_cancel_lets_the_child_hand_in_what_it_has():
    """With a grace period the best so far is kept; without one the child is killed at once."""
    began = time.monotonic()

    def cancel():
        return time.monotonic() - began > 0.2

    assert run("until_cancelled", cancel=cancel, grace_seconds=10) == "best so far"
    with pytest.raises(Interrupted):
        run("hang", cancel=lambda: True)


def test_the_child_imports_little_and_nothing_from_the_working_folder(tmp_path, monkeypatch):
    """Start-up must stay cheap, and a file named json.py in the user's folder must not be run."""
    (tmp_path / "json.py").write_text("raise SystemExit('hijacked')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", ".", *sys.path])
    loaded = set(run("modules"))
    assert not loaded & {"numpy", "pandas", "pydantic", "ortools", "optimizer.domain"}
