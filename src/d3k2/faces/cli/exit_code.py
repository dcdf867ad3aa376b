"""With which code the program ends."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended.

    The last two are what a shell reports of any program that was interrupted, or whose reader
    went away.
    """

    ANSWERED = 0
    OUR_FAULT = 1
    USAGE = 2
    INPUT_REFUSED = 3
    STOP = 4
    DOES_NOT_HOLD = 5
    INTERRUPTED = 130
    NOBODY_READS = 141
