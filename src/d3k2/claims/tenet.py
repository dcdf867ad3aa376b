"""What the evidence says on a claim that articles make: a row of ``tenets/*.toml``."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from d3k2.claims.bounds import Bounds
from d3k2.claims.claim import Slot, Verdict
from d3k2.claims.tables import rows
from d3k2.evidence import Record


class Ruling(Record):
    """A verdict, and which slot fails."""

    verdict: Verdict
    slot: Slot | None = None
    because: str | None = None
    """In plain words; left out, what the tenet says."""


class Tenet(Record):
    """A claim that articles make, in the ways they put it, and what is known about it.

    Attributes
    ----------
    says : str
        The claim, in one sentence.
    about : tuple of tuple of str
        Of each list one concept, or a kind of it, is named in the claim, in the sentence before or
        in the headings. The first list must be met by the claim itself or what stands around it.
    names : tuple of tuple of str
        The same, but in the claim itself.
    unless : tuple of str
        Concepts that the claim must not name.
    any : tuple of str
        Phrases, one of which the claim holds: how it is said.
    also : tuple of tuple of str
        Further lists of phrases; one of each must stand in the claim as well.
    but_not : tuple of str
        Phrases that make it another claim.
    number : Bounds, optional
        A number it must name.
    plain, hedged, strong, denied, doubted : Ruling, optional
        The verdict on the claim as it is put. Without ``hedged`` or ``strong``, ``plain`` counts;
        without ``denied``, its denial is no claim of this row; without ``doubted``, a doubt counts
        as a denial.
    facts : tuple of str
        What is held: ids of facts, and of rules as ``rule:ID``.
    because : str
        What is known, in plain words: the reason shown.
    right : str or None
        A sentence that would be right. Left out, the text of the first fact.
    """

    id: str
    says: str
    about: tuple[tuple[str, ...], ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    any: tuple[str, ...] = Field(min_length=1)
    also: tuple[tuple[str, ...], ...] = ()
    but_not: tuple[str, ...] = ()
    number: Bounds | None = None
    plain: Ruling
    hedged: Ruling | None = None
    strong: Ruling | None = None
    denied: Ruling | None = None
    doubted: Ruling | None = None
    facts: tuple[str, ...] = ()
    because: str
    right: str | None = None
    matter: str = ""
    """Rows on one matter rule each other out: the narrower stands."""
    danger: bool = False
    """Whether believing it could hurt."""
    at: str = ""


@cache
def tenets() -> tuple[Tenet, ...]:
    """Return every tenet, in the order of the files."""
    return tuple(
        Tenet.model_validate({"id": key, "at": at, **_as_tuples(row)})
        for key, row, at in rows("tenets")
    )


def _as_tuples(row: dict[str, object]) -> dict[str, object]:
    """Lists become tuples; a ruling may be written as its verdict alone."""
    read: dict[str, object] = {}
    for key, value in row.items():
        if key in ("plain", "hedged", "strong", "denied", "doubted") and isinstance(value, str):
            verdict, _, slot = value.partition(":")
            read[key] = {"verdict": verdict, **({"slot": slot.strip()} if slot else {})}
        else:
            read[key] = value
    return read
