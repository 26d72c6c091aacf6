"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("highspy", "ortools", "scipy", "pot", "numpy", "numba")


def machine(threads: int) -> dict[str, str]:
    """Processor, cores, memory, system, Python, day, commit, and the versions of what was compared."""
    return {
        "processor": _after("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{int((_after('/proc/meminfo', 'MemTotal') or '0').split()[0]) / 2**20:.0f} GB",
        "threads": str(threads),
        "system": platform.system(),
        "python": platform.python_version(),
        "day": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
        **{package: _version(package) for package in PACKAGES},
    }


def _commit() -> str:
    """Short name of the commit that this folder is at; "unknown" outside a checkout."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _after(path: str, word: str) -> str | None:
    """What follows the colon in the first line that begins with the word."""
    file = Path(path)
    if not file.exists():
        return None
    for line in file.read_text().splitlines():
        if line.startswith(word):
            return line.split(":", 1)[1].strip()
    return None
