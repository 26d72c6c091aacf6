"""A small pool of worker processes that survives the death of any of them: no piece of work is lost.

Workers are fresh interpreters (spawn) of our own program. Each holds one piece of work at a time; when a worker dies, what
it held is given to another one, at most ``TRIES`` times, then it counts as failed. Results come back in the order of
the work.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection, wait
from typing import Any

TRIES = 3
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Dead:
    """A piece of work whose worker died ``tries`` times."""

    tries: int


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    held: int | None = None


def run_all(
    function: str,
    shared: Any,
    work: Sequence[Any],
    *,
    processes: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Any]:
    """``module:function(shared, item)`` for every item, in worker processes; results in order, :class:`Dead` for lost ones.

    ``shared`` goes to each worker once. An exception that the function raises is raised here, after the workers ended.
    ``progress(done, total)`` is called after each result. With one process the work is done here, without any worker.
    """
    count = min(len(work), processes or min(4, os.cpu_count() or 1))
    if count <= 1:
        call = _function(function)
        return [_told(call(shared, item), progress, number, len(work)) for number, item in enumerate(work, start=1)]
    return _many(function, shared, work, count, progress)


def _told(result: Any, progress: Callable[[int, int], None] | None, done: int, total: int) -> Any:
    if progress is not None:
        progress(done, total)
    return result


def _many(
    function: str, shared: Any, work: Sequence[Any], count: int, progress: Callable[[int, int], None] | None
) -> list[Any]:
    results: list[Any] = [None] * len(work)
    tries = [0] * len(work)
    waiting = deque(range(len(work)))
    done = 0
    workers = [_start(function, shared) for _ in range(count)]
    try:
        while done < len(work):
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
                _told(None, progress, done, len(work))
    finally:
        for worker in workers:
            _stop(worker)
    return results


def _ready(workers: Sequence[_Worker]) -> Iterator[tuple[int, int, Any]]:
    """(worker, piece of work, (number, result)) for everyone who has something to say; None: it died."""
    busy = {worker.pipe: position for position, worker in enumerate(workers) if worker.held is not None}
    for pipe in wait(list(busy), timeout=1.0):
        position = busy[pipe]  # type: ignore[index]
        held = workers[position].held
        assert held is not None
        try:
            yield position, held, workers[position].pipe.recv()
        except (EOFError, OSError):
            yield position, held, None


def _start(function: str, shared: Any) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, function), daemon=True)
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


def _work(pipe: Connection, function: str) -> None:
    """The worker's whole life: until the pipe is closed. What libraries print goes nowhere: stdout is for data."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    call = _function(function)
    try:
        shared = pipe.recv()
        while True:
            number, item = pipe.recv()
            try:
                answer: Any = call(shared, item)
            except Exception as error:
                answer = error
            pipe.send((number, answer))
    except (EOFError, OSError):
        return


def _function(path: str) -> Callable[[Any, Any], Any]:
    module, _, name = path.partition(":")
    found: Callable[[Any, Any], Any] = getattr(import_module(module), name)
    return found
