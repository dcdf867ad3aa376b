"""The record of who is asking. ``None`` means not asked; an empty list means there is none."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

from d3k2.person.same_day import newest_day, worst
from d3k2.regimen import Moment, Regimen


class Record(BaseModel):
    """Frozen, and closed to keys nobody defined."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Match = Literal["exact", "probable", "none"]
"""How a written name was recognised. A probable match raises cautions but clears nothing."""


class Condition(Record):
    """A diagnosis or state of the person."""

    text: str
    concept: str | None
    """Id in ``conditions.toml``."""
    groups: tuple[str, ...] = ()
    """Wider concepts it belongs to (``granulomatous-disease``)."""
    match: Match
    field: str = ""
    """Where it was written: ``conditions[0]``, or ``t_scores`` when it follows from those."""


class Medicine(Record):
    """A medicine taken, as written and as recognised."""

    text: str
    concept: str | None
    """Id in ``medicines.toml``."""
    groups: tuple[str, ...] = ()
    """Classes it belongs to (``vitamin-k-antagonist``, ``thiazide``)."""
    match: Match
    dose: str | None = None
    moment: Moment | None = None
    field: str = ""
    """Where it was written: ``medicines[0]``."""


class Lab(Record):
    """One laboratory value in the canonical unit of its term."""

    what: str
    """Term in ``units/names.toml``."""
    value: float
    date: dt.date
    assay: str | None = None
    confirmed: bool = False
    computed: bool = False
    """True when d3k2 derived it (eGFR from creatinine, calcium corrected for albumin)."""


class TScores(Record):
    """DXA T-scores and their date."""

    lumbar: float | None = None
    femoral_neck: float | None = None
    total_hip: float | None = None
    date: dt.date | None = None


class Fracture(Record):
    """A fracture; fragility when it followed a fall from standing height or less."""

    site: str
    year: int | None = None
    fragility: bool | None = None


class Food(Record):
    """A food eaten, by its id in the food table."""

    food: str
    portions_per_week: float


class Diet(Record):
    """What is eaten that matters here."""

    calcium: float | None = None
    """mg/day, from food, when stated."""
    level: Literal["low", "usual", "high"] | None = None
    foods: tuple[Food, ...] = ()
    pattern: tuple[Literal["vegan", "vegetarian", "ketogenic", "dairy-free"], ...] = ()


class Sun(Record):
    """What decides how much vitamin D the skin makes."""

    latitude: float | None = None
    skin: Literal["I", "II", "III", "IV", "V", "VI"] | None = None
    habit: Literal["little", "usual", "much"] | None = None


class Visit(Record):
    """An earlier dated state."""

    date: dt.date
    takes: Regimen | None = None
    labs: tuple[Lab, ...] = ()


class Person(Record):
    """One person on one day, in canonical units. Built by `read_person`, never by hand.

    Attributes
    ----------
    date : datetime.date
        "Today" for the answer.
    age, weight, height : float
        years, kg, cm.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    date: dt.date
    age: float
    sex: Literal["female", "male"]
    weight: float
    height: float | None = None
    country: str | None = None
    pregnant: bool | None = None
    lactating: bool | None = None
    postmenopausal_since: int | None = None
    conditions: tuple[Condition, ...] | None = None
    medicines: tuple[Medicine, ...] | None = None
    takes: Regimen | None = None
    wants: tuple[Literal["k2", "d3", "calcium"], ...] = ()
    labs: tuple[Lab, ...] = ()
    """Those of the record in its order, then those of earlier visits, then computed ones."""
    t_scores: TScores | None = None
    fractures: tuple[Fracture, ...] | None = None
    falls_last_year: int | None = None
    symptoms: tuple[str, ...] | None = None
    """Ids in ``symptoms.toml`` where recognised, else the words given."""
    allergies: tuple[str, ...] | None = None
    """Ids in ``allergies.toml`` where recognised, else the words given."""
    care: Literal["home", "care home", "hospital"] | None = None
    absorption: (
        Literal["normal", "reduced", "gastric bypass", "sleeve", "cystic fibrosis", "cholestasis"]
        | None
    ) = None
    visits: tuple[Visit, ...] = ()
    diet: Diet = Diet()
    sun: Sun = Sun()
    genotype: dict[str, str] = {}

    @property
    def bmi(self) -> float | None:
        """Body mass index, kg/m2."""
        return None if self.height is None else self.weight / (self.height / 100) ** 2

    def latest(self, what: str) -> Lab | None:
        """The newest value of a laboratory term, whatever its age; the worse of one day's."""
        return worst(newest_day(self.labs, what))

    def has(self, *concepts: str) -> bool:
        """Whether any condition is, or probably is, one of these concepts or groups."""
        return any(
            c.concept in concepts or set(c.groups) & set(concepts) for c in self.conditions or ()
        )

    def uses(self, *concepts: str) -> bool:
        """Whether any medicine is, or probably is, one of these concepts or classes."""
        return any(
            m.concept in concepts or set(m.groups) & set(concepts) for m in self.medicines or ()
        )
