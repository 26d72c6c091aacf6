"""The machine around the program: solvers that load, libraries of the system, encodings, fonts, folders."""

from __future__ import annotations

import locale
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path

from optimizer.doctor.check import Check

SAFE_SQLITE = (3, 51, 3)
SAFE_EXPAT = (2, 6, 0)
FONT_FILES = ("simsun", "simfang", "msyh", "songti", "pingfang", "noto*cjk", "wqy", "uming", "sourcehan", "lxgw")
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)
SOLVERS = ("ortools.graph.python.min_cost_flow", "highspy")


def solvers() -> Iterator[Check]:
    """Do the solvers load? Tried in a process of its own: a broken library may end the process that loads it."""
    for module in SOLVERS:
        name = module.partition(".")[0]
        try:
            command = [sys.executable, "-c", f"import {module}"]
            done = subprocess.run(command, capture_output=True, timeout=120, check=False)
        except subprocess.TimeoutExpired:
            done = None
        if done is not None and done.returncode == 0:
            yield Check(f"import {name}", "ok")
        else:
            yield Check(f"import {name}", "-", "bad", "cli.doctor_solver", {"name": name})


def libraries() -> Iterator[Check]:
    """The database and XML libraries that Python was built with."""
    for topic, module, version, safe in (
        ("SQLite", "sqlite3", "sqlite_version_info", SAFE_SQLITE),
        ("expat", "pyexpat", "version_info", SAFE_EXPAT),
    ):
        try:
            found: tuple[int, ...] = getattr(import_module(module), version)
        except ImportError:
            yield Check(topic, "-", "bad", "cli.doctor_library", {"name": topic})
        else:
            yield _at_least(topic, found, safe, f"cli.doctor_{topic.lower()}")


def _at_least(topic: str, found: tuple[int, ...], safe: tuple[int, ...], code: str) -> Check:
    text, wanted = (".".join(map(str, version)) for version in (found, safe))
    if found >= safe:
        return Check(topic, text)
    return Check(topic, text, "warning", code, {"found": text, "wanted": wanted})


def contained() -> Iterator[Check]:
    """Tables are read in a child process with limits: does one start here, and does it answer?"""
    from optimizer.contained import run_contained
    from optimizer.errors import ContainedError

    limits = {"memory_bytes": 1 << 29, "cpu_seconds": 20.0, "wall_seconds": 60.0}
    try:
        run_contained("optimizer.intake.readers.parse:parse_files", {"files": []}, **limits)  # type: ignore[arg-type]
    except (ContainedError, OSError) as error:
        yield Check("cli.topic_contained", "-", "bad", "cli.doctor_contained", {"detail": str(error)})
    else:
        yield Check("cli.topic_contained", "ok")


def encodings() -> Iterator[Check]:
    """Chinese file names and output need UTF-8 everywhere."""
    places = {
        "cli.topic_stdout": sys.stdout.encoding or "",
        "cli.topic_file_names": sys.getfilesystemencoding(),
        "cli.topic_locale": locale.getpreferredencoding(False),
    }
    for topic, found in places.items():
        if found.lower().replace("-", "") in ("utf8", "gb18030"):
            yield Check(topic, found)
        else:
            yield Check(topic, found or "-", "warning", "cli.doctor_encoding", {"found": found})


def fonts() -> Iterator[Check]:
    """A font with Chinese characters, for pages that are printed or turned into images here."""
    found = _fonts_by_fontconfig() or _fonts_by_file()
    if found:
        yield Check("cli.topic_fonts", found[0] if len(found) == 1 else f"{found[0]} (+{len(found) - 1})")
    else:
        yield Check("cli.topic_fonts", "-", "warning", "cli.doctor_fonts")


def _fonts_by_fontconfig() -> list[str]:
    program = shutil.which("fc-list")
    if program is None:
        return []
    done = subprocess.run([program, ":lang=zh-cn", "family"], capture_output=True, timeout=60, check=False)
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return sorted({line.partition(",")[0].strip() for line in lines if line.strip()})


def _fonts_by_file() -> list[str]:
    files = (path.stem for folder in FONT_FOLDERS for path in Path(folder).expanduser().rglob("*.[TtOo][Tt][TtFfCc]"))
    return sorted({stem for stem in files if any(fnmatch(stem.lower(), f"*{pattern}*") for pattern in FONT_FILES)})


def writing(folder: Path | None = None) -> Iterator[Check]:
    """May files be written in ``folder`` (the current one), and where temporary files go?"""
    for topic in ("cli.topic_folder", "cli.topic_temporary"):
        place: Path | str = "-"
        try:
            place = Path(tempfile.gettempdir()) if topic == "cli.topic_temporary" else folder or Path.cwd()
            with tempfile.TemporaryFile(dir=place) as handle:
                handle.write(b"jiedui")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            yield Check(topic, str(place), "bad", "cli.doctor_write", {"place": str(place), "reason": reason})
        else:
            yield Check(topic, str(place))
