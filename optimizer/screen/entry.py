"""From the arguments of a command line to an exit code: language of the help, common options, errors translated."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import typer

from optimizer.errors import InternalError, Interrupted, JieduiError
from optimizer.messages import say
from optimizer.messages.outcomes import DONE, outcome_of
from optimizer.screen.parser import complaint, translated
from optimizer.screen.terminal import Terminal

WITH_VALUE = ("--lang", "--format", "-f")
ALONE = ("--mask", "--no-mask", "--quiet", "-q")


def enter(app: typer.Typer, arguments: Sequence[str], program: str = "jiedui") -> int:
    """Run one command; whatever happens becomes a sentence on stderr and an exit code of the table."""
    words = hoisted(arguments) or ["--help"]
    _speak_chinese()
    terminal = Terminal()
    try:
        terminal.set(lang=_language(words))
        command = translated(typer.main.get_command(app), terminal.lang)
        code = command.main(words, prog_name=program, standalone_mode=False, obj=terminal)
        sys.stdout.flush()
        if code == outcome_of(Interrupted()).exit_code:
            terminal.line(say("errors.interrupted", {}, terminal.lang))
        return code if isinstance(code, int) else DONE
    except JieduiError as error:
        if isinstance(error, InternalError):
            terminal.line(say("cli.bug_kept", {"path": str(_keep(error))}, terminal.lang))
        return terminal.fail(error)
    except typer.TyperException as error:
        return complaint(error, terminal, program)
    except (typer.Abort, KeyboardInterrupt):
        return terminal.fail(Interrupted())
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        terminal.line(say("cli.bug_kept", {"path": str(_keep(error))}, terminal.lang))
        return terminal.fail(InternalError(detail=type(error).__name__))


def _speak_chinese() -> None:
    """An output that cannot carry Chinese takes UTF-8; what an encoding lacks becomes a question mark, not the end."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            try:
                "结对".encode(stream.encoding)
                stream.reconfigure(errors="replace")
            except UnicodeEncodeError:
                stream.reconfigure(encoding="utf-8", errors="replace")


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The common options moved before the command, so that they may stand anywhere; ``--`` ends the search."""
    front: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            return [*front, *rest, word, *waiting]
        if word in ALONE or word.startswith(tuple(f"{name}=" for name in WITH_VALUE)):
            front.append(word)
        elif word in WITH_VALUE and waiting:
            front += [word, waiting.pop(0)]
        else:
            rest.append(word)
    return front + rest


def _language(words: Sequence[str]) -> str | None:
    """The language asked for, before anything is parsed: also errors and help speak it."""
    for word, following in zip(words, (*words[1:], ""), strict=True):
        value = following if word == "--lang" else word.removeprefix("--lang=") if "=" in word else ""
        if value in ("zh", "en"):
            return value
    return None


def _keep(error: BaseException) -> Path:
    """The traceback in a private file of the user's log folder, or of the temporary files: it may hold names."""
    import tempfile

    from platformdirs import user_log_path

    text = "".join(traceback.format_exception(error))
    for folder in (user_log_path("jiedui", appauthor=False), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix="jiedui-", suffix=".log", dir=folder)
        except OSError:
            continue
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        return Path(name)
    return Path(os.devnull)
