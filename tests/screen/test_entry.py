"""From arguments to exit codes: common options, languages, and every way to fail."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer

from optimizer import errors
from optimizer.messages import Cell, Finding
from optimizer.screen.entry import enter, hoisted


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings file, no settings in the environment, and a log folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("JIEDUI_LANG", raising=False)


def _app(error: BaseException | None = None, seen: dict[str, Any] | None = None) -> typer.Typer:
    app = typer.Typer()

    @app.callback(help="cli.help")
    def common(
        context: typer.Context,
        lang: Annotated[str | None, typer.Option("--lang", help="cli.option_lang")] = None,
        form: Annotated[str | None, typer.Option("--format", "-f", help="cli.option_format")] = None,
        quiet: Annotated[bool | None, typer.Option("--quiet", "-q", help="cli.option_quiet")] = None,
    ) -> None:
        context.obj.set(lang=lang, format=form, quiet=quiet)

    @app.command(help="cli.help_check")
    def work(context: typer.Context, count: Annotated[int, typer.Argument(help="cli.argument_run")] = 0) -> int:
        if seen is not None:
            seen.update(context.obj.settings.model_dump(), count=count)
        if error is not None:
            raise error
        return 4

    return app


def test_common_options_may_stand_anywhere() -> None:
    """Nobody remembers which side of the verb an option belongs to; what follows ``--`` is left alone."""
    assert hoisted(["solve", "x", "--lang", "en", "-o", "y", "-q"]) == ["--lang", "en", "-q", "solve", "x", "-o", "y"]
    assert hoisted(["a", "--format=json"]) == ["--format=json", "a"]
    assert hoisted(["a", "--", "--lang", "en"]) == ["a", "--", "--lang", "en"]
    assert hoisted(["a", "--lang"]) == ["a", "--lang"]


def test_flags_reach_the_command_and_its_number_comes_back() -> None:
    """The settings in force are those of the flags, wherever they stood; the handler's number is the exit code."""
    seen: dict[str, Any] = {}
    assert enter(_app(seen=seen), ["work", "7", "--lang", "en", "--format", "csv"]) == 4
    assert (seen["lang"], seen["format"], seen["count"], seen["mask"]) == ("en", "csv", 7, True)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.UsageError(detail="x"), 2),
        (errors.ExistsError(path="x"), 2),
        (errors.InputError(findings=[Finding("cli.doctor_python")]), 3),
        (errors.VerificationError(detail="x"), 7),
        (errors.MissingExtraError(extra="fast"), 8),
        (errors.Interrupted(), 130),
        (KeyboardInterrupt(), 130),
        (ZeroDivisionError("x"), 1),
        (errors.InternalError(detail="x"), 1),
    ],
)
def test_every_error_becomes_a_sentence_and_its_code(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scripts read the code, people the sentence; a traceback is for neither, and stdout stays clean."""
    assert enter(_app(error), ["work"]) == code
    shown = capsys.readouterr()
    assert shown.err.strip()
    assert "Traceback" not in shown.err
    assert shown.out == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["wrok"], "wrok"),
        (["work", "--cuont"], "没有选项 --cuont"),
        (["work", "many"], "的值不对"),
        (["work", "1", "2"], "2"),
    ],
)
def test_wrong_usage_is_named_with_the_way_to_help(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, what is wrong, and where the help is."""
    assert enter(_app(), words) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert "--help" in shown


def test_errors_speak_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the arguments cannot be parsed; the flag beats the environment."""
    enter(_app(), ["--lang", "en", "work", "--cuont"])
    assert "there is no option --cuont" in capsys.readouterr().err
    monkeypatch.setenv("JIEDUI_LANG", "en")
    enter(_app(), ["work", "--cuont"])
    assert "there is no option --cuont" in capsys.readouterr().err
    enter(_app(), ["work", "--lang=zh", "--cuont"])
    assert "没有选项 --cuont" in capsys.readouterr().err


def test_a_problem_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """With --format json the failure is one versioned object on stdout, cell by cell."""
    finding = Finding("cli.doctor_missing", facts={"name": "numpy"}, cells=(Cell("花名册.xlsx", "教职工", "C5"),))
    assert enter(_app(errors.InputError(findings=[finding])), ["work", "--format", "json", "--lang", "en"]) == 3
    problem = json.loads(capsys.readouterr().out)
    assert (problem["format"], problem["version"]) == ("jiedui.problem", 1)
    assert (problem["type"], problem["exit_code"]) == ("urn:jiedui:problem:input-invalid", 3)
    assert problem["errors"][0]["cells"] == ["花名册.xlsx[教职工]!C5"]


def test_a_bug_leaves_its_traceback_in_a_private_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence names the file; it may hold names of people, so nobody else may read it."""
    assert enter(_app(ZeroDivisionError("boom")), ["work"]) == 1
    kept = [Path(word) for word in capsys.readouterr().err.replace("：", " ").split() if word.endswith(".log")]
    assert len(kept) == 1
    assert "ZeroDivisionError: boom" in kept[0].read_text(encoding="utf-8")
    assert kept[0].stat().st_mode & 0o077 == 0


def test_a_bad_settings_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt setting would otherwise be obeyed by nobody and noticed by nobody."""
    (tmp_path / "jiedui.toml").write_text("tme_limit = 3\n", encoding="utf-8")
    assert enter(_app(), ["work"]) == 3
    shown = capsys.readouterr().err
    assert "tme_limit" in shown
    assert "time_limit" in shown


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever types the bare name wants to know what there is."""
    assert enter(_app(), []) == 0
    assert "work" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["wrok"], "没有命令 wrok"),
        (["work", "1", "2"], "多出的内容：2"),
        (["work", "one"], "应为整数"),
        (["--qiuet", "work"], "是否要写 --quiet"),
        (["--format"], "--format 后面要写内容"),
        (["--quiet=3", "work"], "--quiet 后面不写内容"),
    ],
)
def test_the_parser_complains_in_our_words(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A secretary who mistypes a word reads what is wrong in her own language, and where the help is."""
    assert enter(_app(), words) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert "--help" in shown
    assert not re.search(r"\b(such|argument|valid|option|value)\b", shown, re.IGNORECASE), shown


@pytest.mark.parametrize(("lang", "lead", "marks"), [("zh", "用法", "[选项]"), ("en", "Usage:", "[OPTIONS]")])
def test_the_frame_of_help_speaks_the_language_too(
    lang: str, lead: str, marks: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Usage line, marks and panels; one call after another in one process, as in these tests."""
    assert enter(_app(), ["work", "--help", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert lead in shown
    assert marks in shown
    other = {"zh": ("Usage", "OPTIONS", "default:", "required"), "en": ("用法", "选项", "默认", "必填")}[lang]
    assert not any(word in shown for word in other)
