"""Batches computed by the workers of a Dask scheduler: one of our own, or any by its address."""

from __future__ import annotations

import logging
import signal
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from d3k2.population.many.work import MOST_TRIES, Batch, Done, EngineFailed, computed, versions

if TYPE_CHECKING:
    from distributed import Client, Future

_LOGGERS = ("distributed", "tornado", "asyncio", "bokeh")
_PATIENCE = 10.0
"""Seconds in which somebody else's scheduler has to answer."""

_OWN_PATIENCE = 60.0
"""Seconds for one of our own: it is there, but a busy machine may keep it from answering."""

_LOOK = 1.0
"""Seconds between two looks at whether the scheduler is still there."""

_GONE = "The scheduler has gone."

_AHEAD = 2
"""Batches for each worker that are under way at once: more would only fill memory."""


@dataclass(frozen=True, slots=True)
class OnDask:
    """An engine of Dask workers.

    Attributes
    ----------
    workers : int
        How many to start; of no meaning for a scheduler that is there already.
    scheduler : str or None
        The address of one that is there; without it, one of our own that ends with the run.
    """

    workers: int
    scheduler: str | None = None

    def compute(self, batches: Sequence[Batch]) -> Generator[Done, None, None]:
        """Yield what becomes of each batch, in any order.

        Raises
        ------
        EngineFailed
            The scheduler cannot be reached, has gone, or its workers cannot do this.
        """
        try:
            with _client(self) as client:
                _check_workers(client)
                yield from _gathered(client, batches)
        except EngineFailed:
            raise
        except Exception:  # noqa: BLE001 - whatever it says, nobody schedules any more
            raise EngineFailed(_GONE) from None


@contextmanager
def _client(engine: OnDask) -> Iterator[Client]:
    import dask
    from distributed import Client, LocalCluster

    _silence()
    patience = _OWN_PATIENCE if engine.scheduler is None else _PATIENCE
    quiet = {
        "logging": dict.fromkeys(_LOGGERS, "critical"),
        "distributed.comm.timeouts.connect": f"{patience:g}s",
        "distributed.scheduler.allowed-failures": MOST_TRIES - 1,
    }
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(quiet))
        address: Any = engine.scheduler
        if address is None:
            address = stack.enter_context(
                LocalCluster(
                    n_workers=engine.workers,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL + 1,
                )
            )
        try:
            client = Client(address, timeout=patience, set_as_default=False)
        except (OSError, ValueError):
            said = f"The scheduler at {engine.scheduler} cannot be reached."
            raise EngineFailed(said) from None
        stack.enter_context(client)
        if engine.scheduler is None:
            _let_ignore_interrupts(client)
        yield client


def _let_ignore_interrupts(client: Client) -> None:
    """Leave an interrupt from the keyboard, which reaches the whole group, to this process."""
    from distributed import WorkerPlugin

    class IgnoresInterrupts(WorkerPlugin):
        def setup(self, worker: object) -> None:
            signal.signal(signal.SIGINT, signal.SIG_IGN)

    client.register_plugin(IgnoresInterrupts())


def _silence() -> None:
    """Let nothing be logged: arguments of tasks would be, and what a lost connection held."""
    for name in logging.root.manager.loggerDict:
        if name.partition(".")[0] in _LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _check_workers(client: Client) -> None:
    """Refuse workers that would not compute what this program does."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise EngineFailed("The scheduler has no workers.") from None
    theirs = client.run(versions, on_error="return")
    for found in theirs.values():
        _check_versions(found if isinstance(found, tuple) else None)


def _check_versions(found: tuple[str, ...] | None) -> None:
    if found == versions():
        return
    wanted = "d3k2 {}, data {}, model {}".format(*versions())
    if found is None:
        raise EngineFailed(f"A worker of the scheduler has no d3k2; it needs {wanted}.")
    theirs = "d3k2 {}, data {}, model {}".format(*found)
    raise EngineFailed(f"A worker of the scheduler has {theirs}; it needs {wanted}.")


def _gathered(client: Client, batches: Sequence[Batch]) -> Generator[Done, None, None]:
    waiting = deque(batches)
    under_way: set[Future[Done]] = set()
    while waiting or under_way:
        while waiting and len(under_way) < _AHEAD * max(1, len(client.nthreads())):
            under_way.add(client.submit(computed, waiting.popleft(), pure=False))
        finished = _finished(client, under_way)
        for future in finished:
            under_way.discard(future)
            done = _result(future)
            _check_versions(done.versions)
            yield done


def _finished(client: Client, under_way: set[Future[Done]]) -> set[Future[Done]]:
    from distributed import wait

    try:
        with client.as_current():
            return set(wait(under_way, timeout=_LOOK, return_when="FIRST_COMPLETED").done)
    except TimeoutError:
        if client.status != "running":
            raise EngineFailed(_GONE) from None
        return set()


def _result(future: Future[Done]) -> Done:
    from distributed.scheduler import KilledWorker

    try:
        found: Done = future.result(timeout=_OWN_PATIENCE)
        return found
    except KilledWorker:
        said = f"A worker died {MOST_TRIES} times over the same people."
        raise EngineFailed(said) from None
