"""One decision of one named person about one version, linked to the decision before it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, astuple, dataclass
from typing import Literal, get_args

from d3k2.review.item import Version
from d3k2.store import Column, Table

Move = Literal["submit", "start", "approve", "reject"]
MOVES: tuple[Move, ...] = get_args(Move)
Action = Literal["submit", "start", "approve", "reject", "report", "answer-report"]
Outcome = Literal["corrected", "no change"]

FIRST = "0" * 64
"""What stands for the decision before the first."""

LEDGER = Table(
    "review_decision",
    (
        Column("number", "integer"),
        Column("item"),
        Column("kind"),
        Column("content"),
        Column("action"),
        Column("name"),
        Column("competence", required=False),
        Column("interests", required=False),
        Column("made"),
        Column("why"),
        Column("report", "integer", required=False),
        Column("outcome", required=False),
        Column("previous", unique=True),
        Column("hash", unique=True),
    ),
)
"""A decision is a row, its fields in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Who:
    """A person as a decision names them; competence and interests in their own words."""

    name: str
    competence: str | None = None
    interests: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of the ledger, as it was read: a damaged one is for `breaks` to find."""

    number: int
    item: str
    kind: str
    content: str
    """The hash of the item's content that was decided about."""
    action: str
    name: str
    competence: str | None
    interests: str | None
    made: str
    """When, in UTC: ``2026-11-20T10:15:00Z``."""
    why: str
    """The reason; of a report, what is at fault."""
    report: int | None
    """The number of the report that is answered."""
    outcome: str | None
    previous: str
    """The hash of the decision before."""
    hash: str

    @property
    def version(self) -> Version:
        """The version of the item that was decided about."""
        return self.kind, self.item, self.content

    @property
    def date(self) -> str:
        """The day of the decision."""
        return self.made[:10]

    @property
    def row(self) -> tuple[object, ...]:
        """The decision as the table holds it."""
        return astuple(self)


def sealed(**content: object) -> Decision:
    """Return a decision with the hash over all of its other fields."""
    return Decision(**content, hash=seal(content))  # type: ignore[arg-type]


def seal_of(decision: Decision) -> str:
    """Return the hash that a decision with this content must carry."""
    content = asdict(decision)
    del content["hash"]
    return seal(content)


def seal(content: dict[str, object]) -> str:
    """Return SHA-256 over the content as JSON: keys sorted, no blanks, UTF-8."""
    text = json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=repr
    )
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def as_decision(row: tuple[object, ...]) -> Decision:
    """Return a row of the table as a decision, whatever was put into it."""
    return Decision(*(_cell(c, value) for c, value in zip(LEDGER.columns, row, strict=True)))  # type: ignore[arg-type]


def _cell(column: Column, value: object) -> object:
    if value is None and not column.required:
        return None
    if column.holds == "integer":
        return value if isinstance(value, int) else 0
    return value if isinstance(value, str) else repr(value)
