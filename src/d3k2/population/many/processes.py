"""Batches computed by processes on this machine; one that dies is replaced, and loses nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from d3k2.population.many.work import MOST_TRIES, Batch, Done, EngineFailed, computed

_SPAWN = multiprocessing.get_context("spawn")
_GRACE = 2.0
"""Seconds in which a process may end by itself when it is told to."""


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection
    batch: Batch | None = None


@dataclass(frozen=True, slots=True)
class Processes:
    """An engine of several processes.

    Attributes
    ----------
    count : int
        How many.
    """

    count: int

    def compute(self, batches: Sequence[Batch]) -> Generator[Done, None, None]:
        """Yield what becomes of each batch, in any order.

        Raises
        ------
        EngineFailed
            Processes died again and again over one batch.
        """
        waiting = deque(batches)
        tries = dict.fromkeys((b.cells[0] for b in batches), 0)
        workers = [_started() for _ in range(min(self.count, len(waiting)))]
        try:
            for worker in workers:
                _hand(worker, waiting, tries)
            while busy := {w.connection: place for place, w in enumerate(workers) if w.batch}:
                for ready in wait(list(busy)):
                    place = busy[ready]  # type: ignore[index]
                    worker = workers[place]
                    try:
                        done = worker.connection.recv()
                    except (EOFError, OSError):
                        workers[place] = _replaced(worker, waiting)
                        _hand(workers[place], waiting, tries)
                    else:
                        _hand(worker, waiting, tries)
                        yield done
        finally:
            _ended(workers)


def _hand(worker: _Worker, waiting: deque[Batch], tries: dict[int, int]) -> None:
    """Give a worker the next batch, if there is one."""
    worker.batch = waiting.popleft() if waiting else None
    if worker.batch is None:
        return
    tries[worker.batch.cells[0]] += 1
    if tries[worker.batch.cells[0]] > MOST_TRIES:
        raise EngineFailed(f"A worker process died {MOST_TRIES} times over the same people.")
    # One that is dead already is found out by its connection.
    with suppress(OSError):
        worker.connection.send(worker.batch)


def _replaced(dead: _Worker, waiting: deque[Batch]) -> _Worker:
    """Put what a dead worker had back, and start another."""
    if dead.batch is not None:
        waiting.appendleft(dead.batch)
    _ended([dead])
    return _started()


def _started() -> _Worker:
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_work, args=(theirs,), daemon=True)
    try:
        process.start()
    except OSError as error:
        raise EngineFailed(f"No process can be started: {error.strerror}.") from None
    theirs.close()
    return _Worker(process, ours)


def _ended(workers: Sequence[_Worker]) -> None:
    """Let no process outlive this one."""
    for worker in workers:
        worker.connection.close()
        worker.process.terminate()
    for worker in workers:
        worker.process.join(_GRACE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.process.close()


def _work(connection: Connection) -> None:
    """Compute what comes in until nobody asks any more."""
    # An interrupt from the keyboard reaches the whole group; what it means, the first one says.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            connection.send(computed(connection.recv()))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
