"""The child: limits first, then the function, then one frame with its result."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from importlib import import_module
from io import FileIO
from typing import Any

from optimizer.contained.channel import Channel
from optimizer.contained.frames import BYTES, ERROR, HEAD, JSON, pack, pack_value, read_exactly, to_json, unpack_value

OUT_OF_MEMORY = 77
"""Exit code when memory ended; no frame could be relied on then."""


def limit(memory_bytes: int, cpu_seconds: int, wall_seconds: int) -> None:
    """Bind this process; the alarm is for a child whose parent is gone. Windows has none of these."""
    try:
        import resource
    except ImportError:
        return
    for kind, soft, hard in (
        (resource.RLIMIT_AS, memory_bytes, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 1),  # the soft one sends SIGXCPU, the hard one kills
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, ceiling = resource.getrlimit(kind)
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)
        resource.setrlimit(kind, (soft, hard))
    signal.alarm(wall_seconds)


def main() -> None:
    order = json.loads(sys.argv[1])
    gc.disable()  # the process is short, and rows of a large table make no cycles
    limit(order["memory_bytes"], order["cpu_seconds"], order["wall_seconds"] + 5)
    pipe = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints must not get between the frames

    def write(data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(pipe, view[: 1 << 20]) :]

    try:
        write(_work(order, write))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    os.close(pipe)
    os._exit(0)  # no finalizers: they may hang, and everything is said


def _work(order: dict[str, Any], write: Any) -> bytes:
    stdin = FileIO(0, closefd=False)  # unbuffered: what is left in the pipe is the parent's sign to stop
    head = read_exactly(stdin, HEAD)
    if head[:1] not in (BYTES, JSON):
        raise SystemExit(2)
    payload = unpack_value(head[:1], read_exactly(stdin, int.from_bytes(head[1:], "big")))
    module, _, name = order["function"].partition(":")
    function = getattr(import_module(module), name)
    try:
        return pack_value(function(payload, Channel(write, stdin.fileno())))
    except MemoryError:
        raise
    except BaseException as error:
        from optimizer.contained.crossing import error_out
        from optimizer.errors import JieduiError

        if isinstance(error, JieduiError):
            return pack(ERROR, to_json(error_out(error)))
        return pack(ERROR, to_json({"exception": type(error).__name__}))
