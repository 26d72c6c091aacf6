"""From the arguments of a command line to an exit code: language of the help, common options, errors translated."""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from optimizer.errors import InternalError, Interrupted, JieduiError, UsageError
from optimizer.messages import Lang, label, say
from optimizer.messages.outcomes import DONE, outcome_of
from optimizer.screen.terminal import Terminal

WITH_VALUE = ("--lang", "--format", "-f")
HIDDEN = ("install_completion", "show_completion")
ALONE = ("--mask", "--no-mask", "--quiet", "-q")


def enter(app: typer.Typer, arguments: Sequence[str], program: str = "jiedui") -> int:
    """Run one command; whatever happens becomes a sentence on stderr and an exit code of the table."""
    words = hoisted(arguments) or ["--help"]
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
        return _usage(error, terminal, program)
    except (typer.Abort, KeyboardInterrupt):
        return terminal.fail(Interrupted())
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        terminal.line(say("cli.bug_kept", {"path": str(_keep(error))}, terminal.lang))
        return terminal.fail(InternalError(detail=type(error).__name__))


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


def translated(command: Any, lang: Lang) -> Any:
    """``command`` and all below it with every help text, given as the code of a message, in one language."""
    command.help = _text(command.help, lang)
    command.short_help = _breakable(command.help)
    command.epilog = _text(command.epilog, lang)
    command.rich_help_panel = label("cli.panel_commands", lang)
    own_help = command.get_help_option(typer.Context(command))
    own_help.help = "cli.option_help"
    for parameter in (*command.params, own_help):
        parameter.hidden = parameter.hidden or parameter.name in HIDDEN
        parameter.help = None if parameter.hidden else _breakable(_text(parameter.help, lang))
        if getattr(parameter, "is_flag", False):
            parameter.metavar = ""
        kind = "arguments" if parameter.param_type_name == "argument" else "options"
        parameter.rich_help_panel = label(f"cli.panel_{kind}", lang)
    for below in getattr(command, "commands", {}).values():
        translated(below, lang)
    return command


def _text(code: str | None, lang: Lang) -> str | None:
    return label(code, lang) if code else code


def _breakable(text: str | None) -> str | None:
    """Room for a line break after each Chinese punctuation mark: a help column is narrow."""
    return re.sub(r"([，。；：、）])(?=[^\s，。；：、）])", r"\1 ", text) if text else text


def _usage(error: typer.TyperException, terminal: Terminal, program: str) -> int:
    """The parser's complaint in the reader's language, and where the help is."""
    context = getattr(error, "ctx", None)
    parameter = getattr(error, "param", None)
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = "、".join(sorted(getattr(error, "possibilities", None) or ()))
        hint = say("cli.usage_near", {"names": near}, terminal.lang) if near else ""
        detail = say("cli.usage_option", {"name": getattr(error, "option_name", ""), "near": hint}, terminal.lang)
    elif kind == "MissingParameter" and parameter is not None:
        detail = say("cli.usage_missing", {"name": parameter.get_error_hint()}, terminal.lang)
    elif kind == "BadParameter" and parameter is not None:
        facts = {"name": parameter.get_error_hint(), "detail": getattr(error, "message", "")}
        detail = say("cli.usage_value", facts, terminal.lang)
    else:
        detail = error.format_message()
    code = terminal.fail(UsageError(detail=detail))
    command = context.command_path if context is not None else program
    terminal.line(say("cli.usage_hint", {"command": command}, terminal.lang))
    return code


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
