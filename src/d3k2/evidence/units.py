"""The units a fact may be written in: a closed list, so that a slip of the pen is found."""

from __future__ import annotations

from pydantic import Field

from d3k2.evidence.records import Record


class UnitGroup(Record):
    """Units of one use, as facts spell them."""

    id: str
    spellings: tuple[str, ...] = Field(min_length=1)
    at: str = ""
