"""Linear algebra on one thread: the last digits do not depend on how many cores there are.

Matrices of one question are small; a second thread would save a millisecond on an idle machine, and
costs many times that where others work too.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

# Two that set and restore the same number across each other would leave it wrong.
_LOCK = threading.Lock()


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold the linear algebra of this process to one thread; one holder at a time."""
    with _LOCK, _pools().limit(limits=1, user_api="blas"):
        yield


@cache
def _pools() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController  # part of an extra

    return ThreadpoolController()
