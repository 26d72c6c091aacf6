"""A small pool of worker processes that survives the death of any of them: no piece of work is lost.

Workers are forked from a server process that has imported, once, what they all need (fresh interpreters where there is no such
server). Each holds one piece of work at a time; when a worker dies, what it held is given to another one, at most ``TRIES``
times, then it counts as failed. Results come back in the order of the work. Nothing is ever worked out in the calling
process, so neither a crash nor what a library prints can reach it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from scenarios.worker import live

TRIES = 3
TICK_SECONDS = 0.2
"""How often a wish to stop is looked for."""
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
WARMED = f"{__package__}.warmed"


@dataclass(frozen=True)
class Dead:
    """A piece of work whose worker died ``tries`` times."""

    tries: int


@dataclass(frozen=True)
class Stopped:
    """A piece of work that was not finished when the user asked to stop."""


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    held: int | None = None


def warm_up() -> None:
    """Let the server begin its imports now, beside whatever the caller does until it has work."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        _context()
        with _one_thread_each():
            forkserver.ensure_running()


def run_all(
    function: str,
    shared: Any,
    work: Sequence[Any],
    *,
    processes: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> list[Any]:
    """``module:function(shared, item)`` for every item, in worker processes; results in order, :class:`Dead` for lost ones.

    ``shared`` goes to each worker once. An exception that the function raises is raised here, after the workers ended.
    ``progress(done, total)`` is called after each result. Once ``cancel()`` is true the workers end, and what they had not
    finished is :class:`Stopped`.
    """
    if not work:
        return []
    results: list[Any] = [Stopped()] * len(work)
    tries = [0] * len(work)
    waiting = deque(range(len(work)))
    done = 0
    workers = [_start(function, shared) for _ in range(min(len(work), processes or usable_cores()))]
    try:
        while done < len(work) and not (cancel is not None and cancel()):
            for position, worker in enumerate(workers):
                if worker.held is None and waiting:
                    if not _give(worker, waiting[0], work):
                        workers[position] = _replaced(worker, function, shared)
                        continue
                    tries[waiting[0]] += 1
                    worker.held = waiting.popleft()
            for position, number, answer in _ready(workers):
                if answer is None:
                    workers[position] = _replaced(workers[position], function, shared)
                    if tries[number] < TRIES:
                        waiting.append(number)
                        continue
                    results[number] = Dead(tries[number])
                elif isinstance(answer[1], BaseException):
                    raise answer[1]
                else:
                    results[number] = answer[1]
                    workers[position].held = None
                done += 1
                if progress is not None:
                    progress(done, len(work))
    finally:
        for worker in workers:
            _stop(worker)
    return results


def usable_cores(most: int = 4) -> int:
    """Workers by default: the cores that this process may use, at most ``most``."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(most, allowed))


def _ready(workers: Sequence[_Worker]) -> Iterator[tuple[int, int, Any]]:
    """(worker, piece of work, (number, result)) for everyone who has something to say; None: it died."""
    busy = {worker.pipe: position for position, worker in enumerate(workers) if worker.held is not None}
    for pipe in wait(list(busy), timeout=TICK_SECONDS):
        position = busy[pipe]  # type: ignore[index]
        held = workers[position].held
        assert held is not None
        try:
            yield position, held, workers[position].pipe.recv()
        except (EOFError, OSError):
            yield position, held, None


def _context() -> Any:
    """Where workers come from: a server that has only imported, else fresh interpreters."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([WARMED])
    return context


def _start(function: str, shared: Any) -> _Worker:
    context = _context()
    ours, theirs = context.Pipe()
    process = context.Process(target=live, args=(theirs, function), daemon=True)
    with _one_thread_each():
        process.start()
    theirs.close()
    worker = _Worker(process, ours)
    with contextlib.suppress(BrokenPipeError):  # it has died already: the first piece of work will tell
        ours.send(shared)
    return worker


@contextlib.contextmanager
def _one_thread_each() -> Iterator[None]:
    """Numerical libraries of the worker use one thread: the workers themselves are what runs side by side."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _give(worker: _Worker, number: int, work: Sequence[Any]) -> bool:
    try:
        worker.pipe.send((number, work[number]))
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _replaced(worker: _Worker, function: str, shared: Any) -> _Worker:
    _stop(worker)
    return _start(function, shared)


def _stop(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join(10)
