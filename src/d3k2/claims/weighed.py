"""A passage with what each table says of it; nothing is decided yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from d3k2.claims.by_effects import by_effects
from d3k2.claims.by_facts import by_facts
from d3k2.claims.by_numbers import by_numbers
from d3k2.claims.by_positions import by_positions
from d3k2.claims.by_rules import by_rules
from d3k2.claims.by_tenets import by_tenets
from d3k2.claims.clause import Clause, clauses, whole
from d3k2.claims.findings import NumberFinding
from d3k2.claims.judgement import Judgement, settled
from d3k2.claims.passage import Passage
from d3k2.claims.worthy import long_enough, may_claim, worthy

Way = Callable[[Clause], Iterator[Judgement]]
WAYS: dict[str, Way] = {
    "tenets": by_tenets, "positions": by_positions, "rules": by_rules, "facts": by_facts,
}  # fmt: skip
"""How a clause is held against what is known, and the whole sentence too. Effects are read in
clauses alone: a direction does not reach across a "but"."""
NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage that may be a claim.

    Attributes
    ----------
    whole : Clause
        All of it as one clause.
    found : tuple of (str, Judgement)
        What the tables say of it, each with the name of the table.
    plain : bool
        Whether it is a claim by its words: a table speaks of it, or it names what it is about.
        Otherwise it leans on what stands before, or is none.
    """

    passage: Passage
    whole: Clause
    found: tuple[tuple[str, Judgement], ...]
    plain: bool

    @property
    def stands(self) -> Judgement | None:
        """What stands by the tables alone; None where none speaks of it."""
        return settled(judgement for _, judgement in self.found)

    @property
    def counted(self) -> Judgement | None:
        """What stands by arithmetic alone, such as a conversion that is wrong."""
        return settled(judgement for way, judgement in self.found if way == NUMBERS)


def weigh(passage: Passage, numbers: Sequence[NumberFinding] = ()) -> Weighed | None:
    """Hold a passage against every table; None where it is no claim.

    Parameters
    ----------
    numbers : sequence of NumberFinding
        What was found in its numbers.
    """
    everything = whole(passage)
    if not may_claim(passage, everything):
        return None
    found = tuple(_found(passage, everything, numbers))
    if not found and not long_enough(everything):
        return None
    return Weighed(passage, everything, found, plain=bool(found) or worthy(everything))


def _found(
    passage: Passage, everything: Clause, numbers: Sequence[NumberFinding]
) -> Iterator[tuple[str, Judgement]]:
    parts = clauses(passage)
    for clause in parts if len(parts) < 2 else (*parts, everything):
        for name, way in WAYS.items():
            yield from ((name, judgement) for judgement in way(clause))
    for clause in parts:
        yield from (("effects", judgement) for judgement in by_effects(clause))
    yield from ((NUMBERS, judgement) for judgement in by_numbers(passage, numbers))
