"""What is held on one nutrient and one outcome: a row of ``effects/*.toml``."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from d3k2.claims.bounds import Bounds
from d3k2.claims.tables import rows
from d3k2.evidence import Grade, Record

Found = Literal["benefit", "harm", "no difference", "differs", "nothing", "raises", "lowers"]
By = Literal["trials", "cohorts", "markers", "mechanism", "animals", "nothing"]


class EffectRow(Record):
    """What is held on the effect of something on something.

    Attributes
    ----------
    of : tuple of tuple of str
        What is taken: of each list one concept, or a kind of it.
    on : tuple of str
        The outcomes, as concepts, or kinds of them.
    among : tuple of str
        Concepts of people or conditions; the row holds only where the claim names one.
    when : tuple of str
        Phrases, one of which the claim holds: "yearly", "bolus".
    but_not : tuple of str
        Phrases that make it another claim.
    number : Bounds, optional
        A number it must name.
    found : Found
        ``differs`` where trials of like weight differ, ``nothing`` where none is held.
    by : By
        The best kind of study that found it.
    some : str or None
        In whom it was found, where not in all.
    harm : str or None
        The harm that belongs beside the benefit.
    """

    id: str
    of: tuple[tuple[str, ...], ...] = Field(min_length=1)
    on: tuple[str, ...] = Field(min_length=1)
    among: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()
    number: Bounds | None = None
    found: Found
    by: By
    grade: Grade = "none"
    some: str | None = None
    harm: str | None = None
    facts: tuple[str, ...] = ()
    because: str | None = None
    """What is known, in plain words. Left out, the text of the first fact."""
    right: str | None = None
    at: str = ""

    @property
    def weight(self) -> int:
        """How specific it is."""
        narrows = (self.among, self.when, self.number)
        return 4 * len(self.of) + 2 * sum(map(bool, narrows))


@cache
def effect_rows() -> tuple[EffectRow, ...]:
    """Return every row, in the order of the files."""
    return tuple(
        EffectRow.model_validate({"id": key, "at": at, **row}) for key, row, at in rows("effects")
    )
