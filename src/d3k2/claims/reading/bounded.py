"""Work on a file from outside, done in a process of its own that ends in time and in memory.

The libraries that read pages and PDF are fast because they are machine code, and there are files
that make each of them run for minutes or take all memory. A process can be ended; a thread cannot.
It is started as a script, not through `multiprocessing`: that works from a command line, from a
thread of a server and on every platform, and imports nothing that the script does not name.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

Why = Literal["time", "memory", "crash"]
OUT_OF_MEMORY = 77
"""The exit code by which a script says that memory ran out."""
GRACE = 2
"""Seconds for starting and for handing over, beside those for the work."""


class Ended(Exception):  # noqa: N818 - the work was ended; it is not an error of ours
    """The work did not come to its end: it took too long, too much memory, or broke."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def run_bounded(
    script: Path, asked: Mapping[str, object], data: bytes, seconds: float, megabytes: int
) -> Any:
    """Run a script on a file and return what it answers.

    Parameters
    ----------
    script : Path
        Reads one line of JSON and then the file from stdin, writes JSON to stdout.
    asked : mapping
        The line of JSON. ``seconds`` and ``megabytes`` are added: the script sets them as its own
        limits where its platform has such (memory: Linux), the time is kept here as well.

    Raises
    ------
    Ended
        With the reason. Nothing that the script wrote to stderr is kept.
    """
    line = json.dumps({**asked, "seconds": seconds, "megabytes": megabytes})
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(script)],
            input=line.encode() + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds + GRACE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Ended("time") from None
    if done.returncode == OUT_OF_MEMORY:
        raise Ended("memory")
    if done.returncode in (-24, -9, 152, 137):  # ended by the limit on computing time
        raise Ended("time")
    if done.returncode != 0:
        raise Ended("crash")
    return json.loads(done.stdout)
