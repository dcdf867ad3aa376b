"""The error when the equations cannot be solved."""

from __future__ import annotations


class SolverFailed(RuntimeError):  # noqa: N818 - it names what happened
    """The equations could not be solved for a person; nothing is returned for anyone.

    Parameters
    ----------
    person : int
        Position of the person in the draws.
    day : float
        The day from which the solver did not come on.
    reason : str
        What the solver said.
    """

    def __init__(self, person: int, day: float, reason: str) -> None:
        super().__init__(f"person {person} could not be simulated from day {day:g} on: {reason}")
        self.person = person
        self.day = day
        self.reason = reason

    def __reduce__(self) -> tuple[type[SolverFailed], tuple[int, float, str]]:
        """Travel between processes whole."""
        return SolverFailed, (self.person, self.day, self.reason)
