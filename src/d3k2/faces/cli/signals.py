"""The end of the program when it is told to end: what it has started ends with it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class ToldToEnd(BaseException):
    """A signal to end; like an interrupt it is no fault that anything may catch on its way."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def ending_when_told() -> Iterator[None]:
    """Let a signal to end pass through what is running, so that it cleans up behind itself.

    Without, the processes on other cores would go on, with a person's numbers, after this one.
    What was told to be ignored (`nohup`) stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {s: signal.getsignal(s) for s in SIGNALS}
    ours = [s for s, handler in before.items() if handler == signal.SIG_DFL]
    for one in ours:
        signal.signal(one, _end)
    try:
        yield
    finally:
        for one in ours:
            signal.signal(one, before[one])


def _end(number: int, _: FrameType | None) -> NoReturn:
    raise ToldToEnd(number)
