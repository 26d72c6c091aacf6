"""The parent's side: start the child, feed it, listen, and end it when a limit is reached."""

from __future__ import annotations

import json
import math
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import optimizer
from optimizer.contained.child import OUT_OF_MEMORY
from optimizer.contained.frames import ERROR, HEAD, KINDS, PROGRESS, Payload, pack_value, read_exactly, unpack_value
from optimizer.errors import ContainedError, Interrupted

_BOOT = "import json,sys; sys.path[:]=json.loads(sys.argv.pop(1)); from optimizer.contained.child import main; main()"
_TICK_SECONDS = 0.05

Message = tuple[bytes, bytes] | str
"""A frame, or why there will be no more: "end" or "garbage" or "large"."""


def run_contained(
    function_path: str,
    payload: Payload,
    *,
    memory_bytes: int,
    wall_seconds: float,
    cpu_seconds: float,
    progress: Callable[[Any], None] | None = None,
    cancel: Callable[[], bool] | None = None,
    grace_seconds: float = 0.0,
    result_bytes: int = 1 << 30,
) -> Any:
    """Run ``module:function`` as ``function(payload, channel)`` in a child process and return its result.

    Payload and result are bytes, or values that JSON can hold. ``memory_bytes`` limits the child's address
    space, ``cpu_seconds`` its processor time (POSIX only), ``wall_seconds`` the whole call. ``cancel`` is
    polled; once true the child is told, has ``grace_seconds`` to hand in what it has, and is then killed.

    Raises ContainedError when the child died, hung, ran out of memory or sent what is no frame, or when the
    function raised something that is not ours; the JieduiError that the function raised, as it was;
    Interrupted when it was cancelled and handed in nothing.
    """
    order = {
        "function": function_path,
        "memory_bytes": int(memory_bytes),
        "cpu_seconds": max(1, math.ceil(cpu_seconds)),
        "wall_seconds": max(1, math.ceil(wall_seconds)),
    }
    command = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, json.dumps(_search_path()), json.dumps(order)]
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # may hold personal data: nobody reads it
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        start_new_session=os.name == "posix",
    )
    assert child.stdin is not None and child.stdout is not None
    inbox: queue.SimpleQueue[Message] = queue.SimpleQueue()
    feeder = threading.Thread(target=_feed, args=(child.stdin, pack_value(payload)), daemon=True)
    reader = threading.Thread(target=_listen, args=(child.stdout, inbox, result_bytes), daemon=True)
    feeder.start()
    reader.start()
    try:
        kind, content = _converse(child, inbox, wall_seconds, progress, cancel, grace_seconds)
    finally:
        _end(child)
        reader.join(5)
        feeder.join(5)
        child.stdout.close()
        _close(child.stdin)
    if kind == ERROR:
        _raise(json.loads(content))
    return unpack_value(kind, content)


def _search_path() -> list[str]:
    """The parent's module search path without relative entries, so that no file of the user's folder is imported."""
    root = str(Path(optimizer.__file__).resolve().parents[1])
    found = [entry for entry in sys.path if os.path.isabs(entry) and os.path.exists(entry)]
    return found if root in found else [root, *found]


def _feed(stdin: IO[bytes], data: bytes) -> None:
    try:
        stdin.write(data)
        stdin.flush()
    except (BrokenPipeError, ConnectionResetError, ValueError, OSError):
        return  # the child is gone; the listener reports it


def _listen(stdout: IO[bytes], inbox: queue.SimpleQueue[Message], most: int) -> None:
    try:
        while True:
            head = read_exactly(stdout, HEAD)
            if not head:
                inbox.put("end")
                return
            size = int.from_bytes(head[1:], "big")
            if len(head) < HEAD or head[:1] not in KINDS:
                inbox.put("garbage")
                return
            if size > most:
                inbox.put("large")
                return
            content = read_exactly(stdout, size)
            if len(content) < size:
                inbox.put("end")
                return
            inbox.put((head[:1], content))
    except (OSError, ValueError):
        inbox.put("end")


def _converse(
    child: subprocess.Popen[bytes],
    inbox: queue.SimpleQueue[Message],
    wall_seconds: float,
    progress: Callable[[Any], None] | None,
    cancel: Callable[[], bool] | None,
    grace_seconds: float,
) -> tuple[bytes, bytes]:
    """Listen until the result is there; returns its frame."""
    deadline = time.monotonic() + wall_seconds
    cancelled_at: float | None = None
    while True:
        now = time.monotonic()
        if cancelled_at is None and cancel is not None and cancel():
            cancelled_at = now
            _ask_to_stop(child)
        if cancelled_at is not None and now >= cancelled_at + grace_seconds:
            raise Interrupted
        if now >= deadline:
            raise ContainedError(code="contained.wall_time", seconds=f"{wall_seconds:g}")
        try:
            message = inbox.get(timeout=min(_TICK_SECONDS, deadline - now))
        except queue.Empty:
            continue
        if isinstance(message, str):
            if cancelled_at is not None:
                raise Interrupted
            raise _obituary(child, message)
        if message[0] == PROGRESS:
            if progress is not None:
                progress(json.loads(message[1]))
            continue
        return message


def _ask_to_stop(child: subprocess.Popen[bytes]) -> None:
    assert child.stdin is not None
    try:
        os.write(child.stdin.fileno(), b"!")
    except (OSError, ValueError):
        return  # it has ended by itself; the listener reports how


def _obituary(child: subprocess.Popen[bytes], word: str) -> ContainedError:
    """Why a child that sent no result is gone."""
    if word == "garbage":
        return ContainedError(code="contained.garbage")
    if word == "large":
        return ContainedError(code="contained.large")
    try:
        code = child.wait(5)
    except subprocess.TimeoutExpired:
        return ContainedError(code="contained.silent")
    if code == OUT_OF_MEMORY:
        return ContainedError(code="contained.memory")
    if code < 0:
        number = signal.Signals(-code) if -code in {s.value for s in signal.Signals} else None
        if number is not None and number.name == "SIGXCPU":
            return ContainedError(code="contained.cpu_time")
        if number in (signal.SIGABRT, signal.SIGKILL):
            return ContainedError(code="contained.killed", signal=number.name)
        return ContainedError(code="contained.signal", signal=number.name if number else str(-code))
    return ContainedError(code="contained.exit", exit=code)


def _raise(data: dict[str, Any]) -> None:
    if "exception" in data:
        raise ContainedError(code="contained.exception", exception=data["exception"])
    from optimizer.contained.crossing import error_in

    raise error_in(data)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None and os.name == "posix":
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            child.kill()
    elif child.poll() is None:
        child.kill()
    child.wait(10)


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except (BrokenPipeError, OSError):
        return  # unsent input of a dead child
