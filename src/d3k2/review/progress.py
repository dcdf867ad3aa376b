"""How far each version has come, decision by decision, and what may follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from d3k2.review.decision import Decision
from d3k2.review.item import Version
from d3k2.review.state import ReviewState

AFTER: dict[str, tuple[ReviewState, ReviewState]] = {
    "start": ("submitted", "under review"),
    "approve": ("under review", "approved"),
    "reject": ("under review", "rejected"),
}
"""From which state to which; nothing else is a way."""

WAY = "Submitted, then Under review, then Approved or Rejected; an edit makes it Submitted again"
STATES: dict[str, ReviewState] = {
    "submit": "submitted",
    **{move: to for move, (_, to) in AFTER.items()},
}


@dataclass(frozen=True, slots=True)
class Report:
    """A fault that somebody saw, and what came of it."""

    made: Decision
    answered: Decision | None = None

    @property
    def number(self) -> int:
        """By which it is answered."""
        return self.made.number

    @property
    def corrected(self) -> bool:
        """Whether it led to a change."""
        return self.answered is not None and self.answered.outcome == "corrected"

    @property
    def changed(self) -> bool:
        """Whether the item itself reads differently since; else the change was elsewhere."""
        return self.answered is not None and self.answered.content != self.made.content


@dataclass(slots=True)
class Progress:
    """What the decisions taken so far amount to."""

    moves: dict[Version, Decision] = field(default_factory=dict)
    """The newest move of each version."""
    reports: dict[int, Report] = field(default_factory=dict)

    def take(self, decision: Decision) -> None:
        """Let a decision count."""
        if decision.action == "report":
            self.reports[decision.number] = Report(decision)
        elif decision.action == "answer-report":
            if decision.report in self.reports:
                self.reports[decision.report] = Report(self.reports[decision.report].made, decision)
        else:
            self.moves[decision.version] = decision

    def state(self, version: Version) -> ReviewState:
        """The state of a version; submitted until somebody decided about it."""
        newest = self.moves.get(version)
        return "submitted" if newest is None else state_after(newest)

    def objection(self, decision: Decision) -> str | None:
        """Say why this decision cannot follow those taken so far; None when it can."""
        version, action = decision.version, decision.action
        if action in AFTER:
            needed, _ = AFTER[action]
            state = self.state(version)
            if state != needed:
                return f"This version is {state}; only one that is {needed} can be {PAST[action]}."
            named = (decision.name, decision.competence, decision.interests)
            if action != "start" and not all(named):
                return "Who decides says their name, competence and interests."
        elif action == "submit":
            if version in self.moves:
                return f"This version is {self.state(version)} already."
        elif action == "answer-report":
            report = self.reports.get(decision.report or 0)
            if report is None:
                return "There is no report of this number."
            if report.answered is not None:
                return f"This report was answered on {report.answered.date}."
        elif action != "report":
            return f"There is no such decision as {action!r}."
        return None


PAST = {"start": "taken under review", "approve": "approved", "reject": "rejected"}


def state_after(decision: Decision) -> ReviewState:
    """Return the state that a move leaves its version in."""
    return STATES.get(decision.action, "submitted")


def progress(decisions: Iterable[Decision]) -> Progress:
    """Take all of these decisions, in their order."""
    taken = Progress()
    for decision in decisions:
        taken.take(decision)
    return taken
