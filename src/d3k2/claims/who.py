"""Of whom a clause speaks: age, sex, state. What it does not say is an adult."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from d3k2.claims.clause import Clause
from d3k2.claims.phrases import phrases
from d3k2.claims.tables import table
from d3k2.evidence import Population

_FIRST_MONTHS = r"first (?:six|6|few) months|newborn|bab(?:y|ies)\b|0\s*(?:-|–|to)\s*6 months"
_AGE = r"(?:the age of\s+)?(\d{1,2})\b(?!\s*(?:ng|nmol|µg|mcg|iu|mg))"
_AGES = (
    (rf"\b(?:over|above|older than|past|after|from|aged?|≥|>)\s+{_AGE}", "from"),
    (r"\b(\d{1,2})\s*(?:years?\s*(?:and|or)\s*(?:older|over|above)|\+|and (?:older|over))", "from"),
    (rf"\b(?:under|below|younger than|up to|until|to)\s+{_AGE}", "to"),
    (r"\b(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})\s*(?:years?|year-olds?|-year)", "both"),
    (r"\b(?:aged?|ages|between)\s+(\d{1,2})\s*(?:-|–|to|and)\s*(\d{1,2})\b", "both"),
)


@dataclass(frozen=True, slots=True)
class Who:
    """Of whom something is said.

    Attributes
    ----------
    named : bool
        Whether the clause says it; else it is an adult like most.
    """

    low: float
    high: float
    sex: Literal["female", "male"] | None = None
    pregnant: bool = False
    lactating: bool = False
    conditions: frozenset[str] = frozenset()
    named: bool = False

    @property
    def of_any_age(self) -> bool:
        """Whether no age is told: any adult."""
        people = table("people")
        return (self.low, self.high) == (people["grown"], people["oldest"])


def who(clause: Clause) -> Who:
    """Read of whom a clause speaks."""
    low, high, named = _ages(clause)
    line = clause.words.line
    female, male = (
        phrases(table("people")["sex"][which]).stand_in(line) for which in ("female", "male")
    )
    sex: Literal["female", "male"] | None = None
    if female != male:
        sex = "female" if female else "male"
    conditions = frozenset(
        m.concept.id for m in clause.mentions if m.concept.kind in ("condition", "medicine")
    )
    return Who(
        low=low,
        high=high,
        sex=sex,
        pregnant="pregnant-women" in clause.around and not named,
        lactating="breast-feeding-women" in clause.own,
        conditions=conditions,
        named=named or sex is not None,
    )


def _ages(clause: Clause) -> tuple[float, float, bool]:
    people = table("people")
    for young in people["ages"]:
        if young["concept"] in clause.own:
            return young["from"], young["to"], True
    text = clause.text.lower()
    if re.search(_FIRST_MONTHS, text):
        return 0.0, people["first_months"], True
    grown, oldest = people["grown"], people["oldest"]
    low, high, named = grown, oldest, False
    for pattern, kind in _AGES:
        for match in re.finditer(pattern, text):
            numbers = [float(g) for g in match.groups()]
            named = True
            if kind == "from":
                low = max(low, numbers[0])
            elif kind == "to":
                high = min(high, numbers[0])
            else:
                return numbers[0], numbers[1], True
    if low > high:
        return grown, oldest, False
    if not named and people["older"]["concept"] in clause.own:
        return people["older"]["from"], oldest, True
    return low, high, named


def fits(population: Population, who: Who) -> bool:
    """Whether a position was written for these people."""
    low = population.age_from if population.age_from is not None else 0.0
    high = population.age_to if population.age_to is not None else table("people")["oldest"]
    if high < who.low or low > who.high:
        return False
    if population.sex is not None and who.sex is not None and population.sex != who.sex:
        return False
    if population.conditions and not set(population.conditions) & who.conditions:
        return False
    if population.medicines and not set(population.medicines) & who.conditions:
        return False
    if population.care and "home" not in population.care:
        return False
    if population.pregnant and not who.pregnant:
        return False
    return not (population.lactating and not who.lactating)
