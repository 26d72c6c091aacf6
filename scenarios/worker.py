"""A worker of the pool: one piece of work after the other until its pipe is closed."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
from collections.abc import Callable
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from optimizer.planning_apart import MEMORY_BYTES

OUT_OF_MEMORY = 77
"""Exit code when memory ended: to the parent a death like any other."""


def live(pipe: Connection, function: str) -> None:
    """The worker's whole life. What libraries print goes nowhere: stdout is for data, stderr for the parent's sentences.

    Ctrl-C reaches the whole process group, but only the parent decides what it ends.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(MEMORY_BYTES)
    call = function_of(function)
    with contextlib.suppress(EOFError, OSError):
        shared = pipe.recv()
        gc.collect()
        gc.freeze()  # what all pieces of work share need not be searched for cycles again
        while True:
            number, item = pipe.recv()
            try:
                answer: Any = call(shared, item)
            except MemoryError:
                os._exit(OUT_OF_MEMORY)
            except Exception as error:
                answer = error
            pipe.send((number, answer))


def function_of(path: str) -> Callable[[Any, Any], Any]:
    """``module:function``, imported."""
    module, _, name = path.partition(":")
    found: Callable[[Any, Any], Any] = getattr(import_module(module), name)
    return found


def _limit(memory_bytes: int) -> None:
    """Bind the address space, within what the process may ask for. Windows has no such limit."""
    try:
        import resource
    except ImportError:
        return
    _, ceiling = resource.getrlimit(resource.RLIMIT_AS)
    most = memory_bytes if ceiling == resource.RLIM_INFINITY else min(memory_bytes, ceiling)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
