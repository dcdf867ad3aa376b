"""Whether the ledger is as it was written: every decision, in order, each linked to the last."""

from __future__ import annotations

from collections.abc import Sequence

from d3k2.review.decision import FIRST, Decision, seal_of
from d3k2.review.progress import Progress


def head(decisions: Sequence[Decision]) -> str:
    """Return the hash of the newest decision: whoever keeps it can tell a cut or another end."""
    return decisions[-1].hash if decisions else FIRST


def breaks(decisions: Sequence[Decision], kept_head: str | None = None) -> tuple[str, ...]:
    """Return everything that shows the ledger was tampered with, in sentences.

    A chain cannot show that its end was cut off, or that all of it was written anew; only a head
    that was kept elsewhere can.

    Parameters
    ----------
    decisions : sequence of Decision
        As they stand in the ledger, by number.
    kept_head : str, optional
        The hash of some newest decision of earlier.
    """
    found: list[str] = []
    last: Decision | None = None
    followed: dict[str, int] = {}
    taken = Progress()
    for decision in decisions:
        number = decision.number
        if seal_of(decision) != decision.hash:
            found.append(f"Decision {number} was altered: its content does not give its hash.")
        found += _out_of_place(decision, last, followed)
        if (why := taken.objection(decision)) is not None:
            found.append(f"Decision {number} cannot stand where it stands. {why}")
        taken.take(decision)
        followed.setdefault(decision.previous, number)
        last = decision
    if kept_head is not None and kept_head not in {FIRST, *(d.hash for d in decisions)}:
        found.append(
            "No decision has the hash that was kept: the end of the ledger was cut off, or the "
            "ledger was written anew."
        )
    return tuple(found)


def _out_of_place(decision: Decision, last: Decision | None, followed: dict[str, int]) -> list[str]:
    """Say how a decision does not follow the one before it."""
    number, expected = decision.number, 1 if last is None else last.number + 1
    if number > expected:
        gone = (
            f"Decision {expected} is"
            if number == expected + 1
            else (f"Decisions {expected} to {number - 1} are")
        )
        return [f"{gone} missing."]
    if number < expected:
        return [f"Decision {number} stands out of its order."]
    if decision.previous == (FIRST if last is None else last.hash):
        return []
    if decision.previous in followed:
        first = followed[decision.previous]
        return [f"Decisions {first} and {number} follow the same one: the chain forks."]
    before = "the beginning" if last is None else f"decision {last.number}"
    return [f"Decision {number} does not follow {before}, which was replaced or had another one."]
