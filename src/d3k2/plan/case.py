"""What the plan of one person is worked out from, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import tomli

from d3k2.evidence import (
    Applied,
    Ground,
    PositionFact,
    QuantityFact,
    Statement,
    load,
    positions,
)
from d3k2.person import Lab, Person, fresh
from d3k2.plan.screened import about, grounds, implies_vka
from d3k2.population import Posterior
from d3k2.regimen import Regimen, vitamin_d_per_day
from d3k2.safety import Nutrient, Screening, When, holds
from d3k2.units import term


@dataclass(frozen=True, slots=True)
class Case:
    """A person, what they take today, what was screened, and who they could be."""

    person: Person
    regimen: Regimen
    screening: Screening
    matched: Posterior | None
    """The virtual people matched to the person; None when the model declines."""

    @property
    def posterior(self) -> Posterior | None:
        """The matched people, where they do stand for the person.

        None when the model declines, and when nobody fits what was measured at the dose that was
        said: then no dose and no curve may rest on them.
        """
        return None if self.matched is None or self.matched.fits == "no" else self.matched

    @property
    def takes_d(self) -> float:
        """Vitamin D from supplements, IU/day."""
        return international_units(vitamin_d_per_day(self.regimen))

    @property
    def takes_k2(self) -> float:
        """Vitamin K2 from supplements, µg/day."""
        return self.regimen.daily("mk7", "mk4", "k2")

    @property
    def takes_calcium(self) -> float:
        """Calcium from supplements, mg/day."""
        return self.regimen.daily("calcium")

    @property
    def calcidiol(self) -> Lab | None:
        """The newest 25(OH)D that is recent enough to clear something."""
        return fresh(self.person, "calcidiol")

    @property
    def implies_vka(self) -> bool:
        """Whether a vitamin K antagonist is taken, or probably is."""
        return implies_vka(self.person)

    @property
    def may_take_vka(self) -> bool:
        """Whether a vitamin K antagonist cannot be ruled out from the medicines."""
        medicines = self.person.medicines
        unsure = medicines is None or any(m.match != "exact" for m in medicines)
        return self.implies_vka or unsure

    @property
    def k2_with_vka(self) -> bool:
        """Whether K2 is taken, or natto eaten, with a vitamin K antagonist."""
        natto = any(eaten.food == "natto" for eaten in self.person.diet.foods)
        return self.implies_vka and (bool(self.takes_k2) or natto)

    def grounds(self, nutrient: Nutrient) -> tuple[Ground, ...]:
        """What the gravest rule about a nutrient stands on."""
        return grounds(self.screening, nutrient)

    def said(self, nutrient: Nutrient) -> tuple[Statement, ...]:
        """What the rules say about a nutrient."""
        return about(self.screening, nutrient)

    def position(self, topic: str) -> PositionFact | None:
        """The position on a topic of the authority this person's plan is measured against."""
        special = special_position(topic, self.person, self.regimen)
        return special or reference_position(topic, self.person)


def international_units(micrograms: float) -> float:
    """Vitamin D in IU from µg."""
    return micrograms / term("vitamin_d_dose").accepts["IU"]


def number(fact_id: str) -> float:
    """The value of a quantity fact."""
    found = load().facts[fact_id]
    if not isinstance(found, QuantityFact):
        raise TypeError(f"{fact_id} is not a quantity")
    return found.value


@cache
def table(name: str) -> dict[str, Any]:
    """One of the plan's own TOML tables."""
    return tomli.loads(resources.files("d3k2.plan").joinpath(name).read_text("utf-8"))


def reference_authorities(topic: str, person: Person) -> tuple[str, ...]:
    """Whose position a proposal is measured against: the country's own, then the default."""
    rows = table("references.toml")["where"]
    own = [row[topic] for row in rows if person.country in row["countries"] and topic in row]
    fallback = [row[topic] for row in rows if not row["countries"]]
    return (*own, *fallback)


def reference_position(topic: str, person: Person) -> PositionFact | None:
    """The position in force of the reference authority that applies to this person.

    What surely applies goes before what may. Falls back on the default authority where the
    country's own has none for this person.
    """
    applied = [a for a in positions(topic, person) if usable(a) and a.position.value is not None]
    for authority in reference_authorities(topic, person):
        for judged in ("yes", "unknown"):
            own = [
                a.position
                for a in applied
                if a.position.authority == authority and a.applies == judged
            ]
            if own:
                return narrowest(own)
    return None


def special_position(topic: str, person: Person, regimen: Regimen) -> PositionFact | None:
    """The position that a disease's own guideline takes, where the person has that disease."""
    for row in table("references.toml")["special"]:
        position = load().facts[row["position"]]
        applies = holds(When.model_validate(row["when"]), person, regimen).truth
        if row["topic"] == topic and applies and isinstance(position, PositionFact):
            return position
    return None


def usable(applied: Applied) -> bool:
    """Whether the position is in force and somebody has seen it written."""
    return applied.position.status == "in force" and applied.position.citable


def concerns(applied: Applied) -> bool:
    """Whether the person is, or may well be, among those a position was written for.

    A position for people with a disease or a medicine is shown only to who surely has it.
    """
    population = applied.position.population
    special = population.conditions or population.medicines or population.pregnant
    return applied.applies == "yes" or (applied.applies == "unknown" and not special)


def narrowest(candidates: list[PositionFact]) -> PositionFact:
    """The position written for the narrowest population, so that pregnancy beats "adults"."""
    return max(candidates, key=lambda p: (len(_restrictions(p)), p.year, p.id))


def _restrictions(position: PositionFact) -> set[str]:
    given = position.population.model_dump(exclude_defaults=True)
    return set(given) - {"text", "countries", "age_from", "age_to"}
