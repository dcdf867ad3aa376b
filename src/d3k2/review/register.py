"""What the ledger says when it is read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from d3k2.review.chain import breaks, head
from d3k2.review.decision import Decision
from d3k2.review.item import Item, Version
from d3k2.review.progress import Report, progress, state_after
from d3k2.review.state import ReviewState
from d3k2.units import InputRefused


@dataclass(frozen=True, slots=True)
class Register:
    """The ledger as it was read once.

    Nothing counts as reviewed in a ledger that fails its check: every version is submitted.
    """

    decisions: tuple[Decision, ...]
    breaks: tuple[str, ...]
    moves: Mapping[Version, Decision]
    reports: tuple[Report, ...]

    @property
    def head(self) -> str:
        """The hash of the newest decision."""
        return head(self.decisions)

    def decided(self, item: Item) -> Decision | None:
        """Return the newest move of the item's version of today; None when there is none.

        An approval of what cannot be approved counts for nothing, however it got there.
        """
        newest = None if self.breaks else self.moves.get(item.version)
        blessed = newest is not None and newest.action == "approve" and not item.firm
        return None if blessed else newest

    def state(self, item: Item) -> ReviewState:
        """Return how far the version of today has come."""
        decided = self.decided(item)
        return "submitted" if decided is None else state_after(decided)

    def history(self, identifier: str | None = None) -> tuple[Decision, ...]:
        """Return the decisions about every version of an item; without one, all."""
        return tuple(d for d in self.decisions if identifier in (None, d.item))

    def open_reports(self, item: Item | None = None) -> tuple[Report, ...]:
        """Return the reports that wait for an answer: of this item, or all."""
        return tuple(r for r in self.reports if r.answered is None and _about(r, item))

    @property
    def corrections(self) -> tuple[Report, ...]:
        """The reports that led to a change, in the order of their answers."""
        found = [(r.answered.number, r) for r in self.reports if r.answered and r.corrected]
        return tuple(report for _, report in sorted(found, key=lambda pair: pair[0]))

    def report(self, number: int) -> Report:
        """Return the report of this number.

        Raises
        ------
        InputRefused
            There is none.
        """
        for report in self.reports:
            if report.number == number:
                return report
        waiting = ", ".join(str(r.number) for r in self.open_reports())
        raise InputRefused(
            "There is no report of this number.",
            field="NUMBER",
            given=str(number),
            accepted=f"the number of a report that waits: {waiting or 'none does'}",
        )


def as_register(decisions: tuple[Decision, ...]) -> Register:
    """Return what decisions amount to, with all that is wrong with them."""
    taken = progress(decisions)
    return Register(decisions, breaks(decisions), taken.moves, tuple(taken.reports.values()))


def _about(report: Report, item: Item | None) -> bool:
    return item is None or (report.made.kind, report.made.item) == (item.kind, item.id)
