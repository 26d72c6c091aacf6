"""Settings of a run: flags, else ``JIEDUI_*`` in the environment, else ``jiedui.toml``, else defaults.

``jiedui.toml`` is read beside the programme, then in the current folder. Folders above are not searched: on a shared machine
somebody else's file would decide there.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, ClassVar, Literal, cast, get_args

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from optimizer.errors import InputError
from optimizer.messages import Cell, Finding, Lang

PREFIX = "JIEDUI_"
FILE = "jiedui.toml"
Form = Literal["table", "json", "csv"]


class Settings(BaseSettings):
    """What may be set once for all commands. Immutable; made by :func:`load`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    lang: Lang = Field(default="zh", description="language of messages, help and documents")
    format: Form = Field(default="table", description="form of what a command prints")
    mask: bool = Field(default=True, description="hide parts of names, ID numbers and phones")
    quiet: bool = Field(default=False, description="no progress, no remarks; errors only")
    seed: str | None = Field(default=None, description="public lottery number, instead of the programme's own")
    time_limit: float | None = Field(default=None, gt=0, allow_inf_nan=False, description="seconds for solving")
    gap: float | None = Field(default=None, ge=0, allow_inf_nan=False, description="largest gap that will do")
    require_optimal: bool = Field(default=False, description="anything not proved optimal will not do")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        beside = cast("type[Settings]", settings_cls).tables_folder
        files = [TomlConfigSettingsSource(settings_cls, place) for place in _places(beside)]
        return (init_settings, env_settings, *files)

    tables_folder: ClassVar[Path | None] = None


def _places(beside: Path | None) -> list[Path]:
    """Where settings may stand, the nearer first."""
    return [*([] if beside is None else [beside / FILE]), Path(FILE)]


def load(flags: Mapping[str, Any] | None = None, beside: Path | None = None) -> Settings:
    """The settings in force in the current folder, or with those of folder ``beside`` (of the programme) before it; a flag
    that is None was not given.

    Raises InputError naming every setting that is unknown or has no sense, with the place where it stands.
    """
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    read = type("Settings", (Settings,), {"tables_folder": beside, "__module__": __name__})
    try:
        return cast("Settings", read(**given))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        place = next((place for place in _places(beside) if _keys(place) is None), Path(FILE))
        raise InputError(
            findings=[Finding("cli.settings_file", facts={"detail": str(error)}, cells=(Cell(str(place)),))]
        ) from error
    except ValidationError as error:
        raise InputError(findings=[_finding(problem, given, beside) for problem in error.errors()]) from error


def _keys(place: Path) -> frozenset[str] | None:
    """The settings that a file names; None when it is no TOML."""
    try:
        return frozenset(tomllib.loads(place.read_text("utf-8"))) if place.is_file() else frozenset()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None


def _finding(problem: Mapping[str, Any], given: Mapping[str, Any], beside: Path | None) -> Finding:
    name = str(problem["loc"][0])
    if problem["type"] == "extra_forbidden":
        near = get_close_matches(name, Settings.model_fields, n=1, cutoff=0.0)
        return Finding("cli.setting_unknown", facts={"name": name, "near": near[0]}, cells=(_cell(name, beside),))
    variable = f"{PREFIX}{name.upper()}"
    if name in given:
        place = Cell(file=f"--{name.replace('_', '-')}")
    elif any(key.upper() == variable for key in os.environ):
        place = Cell(file=variable)
    else:
        place = _cell(name, beside)
    return Finding("cli.setting_value", facts={"name": name, "expected": expected(name)}, cells=(place,))


def _cell(name: str, beside: Path | None) -> Cell:
    """The file whose word counts for a setting."""
    return Cell(str(next((place for place in _places(beside) if name in (_keys(place) or ())), FILE)))


def expected(name: str) -> str:
    """What the setting ``name`` may be: its choices, or its range."""
    field = Settings.model_fields[name]
    if field.annotation is bool:
        return "true / false"
    if choices := [str(choice) for choice in get_args(field.annotation) if isinstance(choice, str)]:
        return " / ".join(choices)
    if any(hasattr(part, "gt") for part in field.metadata):
        return "> 0"
    return ">= 0" if any(hasattr(part, "ge") for part in field.metadata) else "text"
