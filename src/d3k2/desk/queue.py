"""What awaits a reviewer: every item with its state, reported ones and risky ones first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from d3k2.desk.collecting import reviewables
from d3k2.desk.content import Reviewable
from d3k2.review import Decision, ItemKind, Register, Report, ReviewState

AWAITING: tuple[ReviewState, ...] = ("submitted", "under review")
PACKET: tuple[ItemKind, ...] = ("rule", "answer")
"""What is said to people; the facts behind it are on the packet as its sources."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as it stands at the desk."""

    reviewable: Reviewable
    state: ReviewState
    decided: Decision | None
    """The newest decision about the version of today."""
    reports: tuple[Report, ...]
    """Those that wait for an answer, about whatever version."""


def entry(found: Reviewable, register: Register) -> Entry:
    """Return one item as the ledger knows it."""
    item = found.item
    reports = register.open_reports(item)
    return Entry(found, register.state(item), register.decided(item), reports)


def queue(
    register: Register,
    kinds: Collection[ItemKind] | None = None,
    states: Collection[ReviewState] = AWAITING,
) -> tuple[Entry, ...]:
    """Return the items of these kinds and states: reported ones first, then by risk."""
    found = _by_risk(register, kinds, states)
    return tuple(sorted(found, key=lambda one: not one.reports))


def packet(register: Register, most: int = 30) -> tuple[Entry, ...]:
    """Return the riskiest rules and answers that wait for a decision."""
    return _by_risk(register, PACKET, AWAITING)[:most]


def counted(entries: Iterable[Entry]) -> dict[ReviewState, int]:
    """Return how many items are in each state."""
    counts: dict[ReviewState, int] = {
        "submitted": 0,
        "under review": 0,
        "approved": 0,
        "rejected": 0,
    }
    for one in entries:
        counts[one.state] += 1
    return counts


def _by_risk(
    register: Register, kinds: Collection[ItemKind] | None, states: Collection[ReviewState]
) -> tuple[Entry, ...]:
    found = [r for r in reviewables().values() if kinds is None or r.item.kind in kinds]
    return tuple(one for r in found if (one := entry(r, register)).state in states)
