"""The ledger: decisions are added, never changed, each after all the others."""

from __future__ import annotations

from datetime import UTC, datetime

from d3k2.review.decision import LEDGER, Action, Decision, Move, Outcome, Who, as_decision, sealed
from d3k2.review.item import Item, Version
from d3k2.review.progress import WAY, progress
from d3k2.review.register import Register, as_register
from d3k2.review.words import written
from d3k2.store import Store
from d3k2.units import InputRefused

READER = "a reader"
"""Who reports, when no name is given."""

WEAK = (
    "This stands on something that was read second-hand or from memory, so nobody can approve it."
)
BROKEN = "The ledger fails its check, so nothing is added to it."


class Ledger:
    """The decisions of named people about versions of items."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self) -> Register:
        """Return all decisions; a ledger that does not exist yet has none."""
        return as_register(tuple(as_decision(row) for row in self._store.read(LEDGER)))

    def decide(self, item: Item, move: Move, by: Who, why: str, at: datetime) -> Decision:
        """Add the decision of a person about the version of today.

        Parameters
        ----------
        item : Item
            What is decided about.
        move : str
            ``submit``, ``start``, ``approve`` or ``reject``.
        by : Who
            Name; for ``approve`` and ``reject`` also competence and interests.
        why : str
            The reason.
        at : datetime
            When it was decided, with its time zone.

        Raises
        ------
        InputRefused
            Something that must be said is not, or this cannot follow what was decided before, or
            the item stands on something nobody read in its source and cannot be approved.
        """
        if move == "approve" and not item.firm:
            raise InputRefused(
                WEAK, field="ID", given=item.id, accepted="reading the source itself first"
            )
        must_all = move in ("approve", "reject")
        person = Who(
            written(by.name, "name", "--by"),
            _said(by.competence, "competence", must=must_all),
            _said(by.interests, "interests", must=must_all),
        )
        return self._add(item.version, move, person, written(why, "why", "--why"), at)

    def report(self, item: Item, text: str, at: datetime, by: str = READER) -> Decision:
        """Add a fault that somebody saw in an item; its number is that of the report.

        Raises
        ------
        InputRefused
            The text, or the name, cannot be used.
        """
        person = Who(written(by, "name", "--by"))
        return self._add(item.version, "report", person, written(text, "why", "TEXT"), at)

    def answer(
        self, number: int, outcome: Outcome, by: Who, why: str, at: datetime, item: Item | None
    ) -> Decision:
        """Add the answer to a report.

        Parameters
        ----------
        number : int
            The number of the report.
        outcome : str
            ``corrected`` or ``no change``.
        by : Who
            Name of who answers.
        why : str
            The reason, for the reader.
        at : datetime
            When it was answered, with its time zone.
        item : Item, optional
            The item as it reads now; None when it is no longer there.

        Raises
        ------
        InputRefused
            There is no such report, or it was answered, or something that must be said is not.
        """
        made = self.read().report(number).made
        content = made.content if item is None else item.hash
        person = Who(
            written(by.name, "name", "--by"),
            _said(by.competence, "competence"),
            _said(by.interests, "interests"),
        )
        version = (made.kind, made.item, content)
        said = written(why, "why", "--why")
        return self._add(version, "answer-report", person, said, at, (number, outcome))

    def _add(
        self,
        version: Version,
        action: Action,
        by: Who,
        why: str,
        at: datetime,
        answers: tuple[int, Outcome] | None = None,
    ) -> Decision:
        kind, identifier, content = version
        report, outcome = answers or (None, None)
        with self._store.appending(LEDGER) as table:
            before = as_register(tuple(as_decision(row) for row in table.rows()))
            if before.breaks:
                raise InputRefused(
                    BROKEN, field="--database", accepted="what 'd3k2 review verify' finds mended"
                )
            decision = sealed(
                number=len(before.decisions) + 1,
                item=identifier,
                kind=kind,
                content=content,
                action=action,
                name=by.name,
                competence=by.competence,
                interests=by.interests,
                made=_moment(at),
                why=why,
                report=report,
                outcome=outcome,
                previous=before.head,
            )
            objection = progress(before.decisions).objection(decision)
            if objection is not None:
                raise InputRefused(objection, field="ID", given=identifier, accepted=WAY)
            table.add(decision.row)
        return decision


def _said(text: str | None, what: str, *, must: bool = False) -> str | None:
    if text is None and not must:
        return None
    return written(text or "", what, f"--{what}")


def _moment(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a decision is made at a time with its time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
