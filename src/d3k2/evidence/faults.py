"""A fault in the data: a value with its place, so that all of them can be shown at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong, and in which line of which file."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def fault_at(at: str, what: str) -> Fault:
    """Return the fault of a record from its ``file:line``."""
    file, _, line = at.rpartition(":")
    return Fault(file, int(line), what)


class EvidenceFaulty(Exception):  # noqa: N818 - it names the state of the data
    """The data cannot be used; every fault is listed.

    Parameters
    ----------
    faults : iterable of Fault
        All faults that were found.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        listed = "\n".join(str(fault) for fault in self.faults)
        super().__init__(f"{len(self.faults)} fault(s) in the data:\n{listed}")
