"""The parser of the command line in the reader's language: help texts, the frame around them, and its complaints."""

from __future__ import annotations

import re
from typing import Any

import typer

from optimizer.errors import UsageError
from optimizer.messages import Lang, label, say
from optimizer.screen.terminal import Terminal

HIDDEN = ("install_completion", "show_completion")


def translated(command: Any, lang: Lang) -> Any:
    """``command`` and all below it with every help text, given as the code of a message, in one language."""
    command.help = _text(command.help, lang)
    command.short_help = _breakable(command.help)
    command.epilog = _text(command.epilog, lang)
    command.rich_help_panel = label("cli.panel_commands", lang)
    _frame(command, lang)
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


def _frame(command: Any, lang: Lang) -> None:
    """Usage line and marks. The parser takes them from its own code; the marks stand in a module that only help loads."""
    command.options_metavar = label("cli.usage_options", lang)
    if hasattr(command, "subcommand_metavar"):
        command.subcommand_metavar = label("cli.usage_command_words", lang)
    own_usage, own_help = type(command).get_usage, type(command).get_help

    def get_usage(context: Any) -> str:
        return str(own_usage(command, context)).replace("Usage: ", label("cli.usage_lead", lang), 1)

    def get_help(context: Any) -> str:
        from typer import rich_utils

        rich_utils.REQUIRED_LONG_STRING = label("cli.usage_required", lang)
        rich_utils.DEFAULT_STRING = label("cli.usage_default", lang)
        return str(own_help(command, context))

    command.get_usage, command.get_help = get_usage, get_help


def _text(code: str | None, lang: Lang) -> str | None:
    return label(code, lang) if code else code


def _breakable(text: str | None) -> str | None:
    """Room for a line break after each Chinese punctuation mark: a help column is narrow."""
    return re.sub(r"([，。；：、）])(?=[^\s，。；：、）])", r"\1 ", text) if text else text


def complaint(error: typer.TyperException, terminal: Terminal, program: str) -> int:
    """Say what the parser did not like, and where the help is; the exit code."""
    context = getattr(error, "ctx", None)
    code = terminal.fail(UsageError(detail=_detail(error, terminal.lang)))
    command = context.command_path if context is not None else program
    terminal.line(say("cli.usage_hint", {"command": command}, terminal.lang))
    return code


def _detail(error: typer.TyperException, lang: Lang) -> str:
    parameter = getattr(error, "param", None)
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = "、".join(sorted(getattr(error, "possibilities", None) or ()))
        hint = say("cli.usage_near", {"names": near}, lang) if near else ""
        return say("cli.usage_option", {"name": getattr(error, "option_name", ""), "near": hint}, lang)
    if kind == "MissingParameter" and parameter is not None:
        return say("cli.usage_missing", {"name": _name(parameter)}, lang)
    message = str(getattr(error, "message", ""))
    if kind == "BadParameter" and parameter is not None:
        return say("cli.usage_value", {"name": _name(parameter), "detail": _told(message, lang)}, lang)
    return _told(message or error.format_message(), lang)


def _name(parameter: Any) -> str:
    return str(parameter.get_error_hint()).replace("'", "")


_SENTENCES = (
    (r"No such command '(?P<name>.*?)'", "cli.usage_command"),
    (r"Got unexpected extra argument\(s\) \((?P<words>.*)\)", "cli.usage_extra"),
    (r"Option '(?P<name>.*?)' requires an argument", "cli.usage_no_value"),
    (r"Option '(?P<name>.*?)' does not take a value", "cli.usage_takes_none"),
    (r"unable to parse string as a number|valid (?:number|float)", "cli.usage_number"),
    (r"unable to parse string as an integer|valid integer", "cli.usage_integer"),
    (r"greater than or equal to (?P<least>[\d.]+)", "cli.usage_least"),
    (r"less than or equal to (?P<most>[\d.]+)", "cli.usage_most"),
    (r"is not one of (?P<choices>.*?)\.?$", "cli.usage_choices"),
)
"""The parser's sentences and ours; one that is not here is passed on as it is."""


def _told(message: str, lang: Lang) -> str:
    for pattern, code in _SENTENCES:
        if found := re.search(pattern, message):
            return say(code, {key: value.replace("'", "") for key, value in found.groupdict().items()}, lang)
    return message
