"""The person as understood: recognised names, and every number with its unit beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from d3k2.person import Lab, Person
from d3k2.report.document import Document
from d3k2.units import term


class QuantityDocument(Document):
    """A number and its unit."""

    value: float
    unit: str


class NameDocument(Document):
    """A condition or medicine as written, and what it was recognised as."""

    text: str
    concept: str | None
    groups: list[str]
    match: Literal["exact", "probable", "none"]
    field: str


class LabDocument(Document):
    """A laboratory value in the canonical unit of its term."""

    what: str
    value: float
    unit: str
    date: str
    assay: str | None
    confirmed: bool
    computed: bool


class TScoresDocument(Document):
    """DXA T-scores, which have no unit."""

    lumbar: float | None
    femoral_neck: float | None
    total_hip: float | None
    date: str | None


class FractureDocument(Document):
    """A fracture; fragility when it followed a fall from standing height or less."""

    site: str
    year: int | None
    fragility: bool | None


class FoodDocument(Document):
    """A food eaten, by its id in the food table."""

    food: str
    portions_per_week: float


class DietDocument(Document):
    """What is eaten that matters here."""

    calcium_mg_per_day: float | None
    level: str | None
    foods: list[FoodDocument]
    pattern: list[str]


class SunDocument(Document):
    """What decides how much vitamin D the skin makes."""

    latitude: float | None
    skin: str | None
    habit: str | None


class VisitDocument(Document):
    """An earlier dated state."""

    date: str
    takes: str | None
    labs: list[LabDocument]


class PersonDocument(Document):
    """Who the answer is for. Null means that it was not asked, an empty list that there is none."""

    date: str
    age: float
    sex: Literal["female", "male"]
    weight: QuantityDocument
    height: QuantityDocument | None
    country: str | None
    pregnant: bool | None
    lactating: bool | None
    postmenopausal_since: int | None
    conditions: list[NameDocument] | None
    medicines: list[NameDocument] | None
    takes: str | None
    wants: list[str]
    labs: list[LabDocument]
    t_scores: TScoresDocument | None
    fractures: list[FractureDocument] | None
    falls_last_year: int | None
    symptoms: list[str] | None
    allergies: list[str] | None
    care: str | None
    absorption: str | None
    diet: DietDocument
    sun: SunDocument
    genotype: dict[str, str]
    visits: list[VisitDocument]


SAME = (
    "country",
    "pregnant",
    "lactating",
    "postmenopausal_since",
    "wants",
    "falls_last_year",
    "symptoms",
    "allergies",
    "care",
    "absorption",
    "sun",
    "genotype",
    "t_scores",
    "fractures",
)
"""Fields shown as they are in the record."""

NAME = ("text", "concept", "groups", "match", "field")


def person_document(person: Person) -> PersonDocument:
    """Show a person in canonical units, with nothing added."""
    content = person.model_dump(mode="json", include={*SAME, "conditions", "medicines", "diet"})
    diet = content.pop("diet")
    diet["calcium_mg_per_day"] = diet.pop("calcium")
    names = {
        field: None if found is None else [{key: one[key] for key in NAME} for one in found]
        for field, found in ((f, content.pop(f)) for f in ("conditions", "medicines"))
    }
    return PersonDocument.model_validate(
        {
            **content,
            **names,
            "date": person.date.isoformat(),
            "age": person.age,
            "sex": person.sex,
            "weight": _quantity(person.weight, "weight"),
            "height": None if person.height is None else _quantity(person.height, "height"),
            "takes": None if person.takes is None else str(person.takes),
            "labs": _labs(person.labs),
            "diet": diet,
            "visits": [
                VisitDocument(
                    date=visit.date.isoformat(),
                    takes=None if visit.takes is None else str(visit.takes),
                    labs=_labs(visit.labs),
                )
                for visit in person.visits
            ],
        }
    )


def _quantity(value: float, name: str) -> QuantityDocument:
    return QuantityDocument(value=value, unit=term(name).unit)


def _labs(labs: Sequence[Lab]) -> list[LabDocument]:
    return [
        LabDocument(
            what=lab.what,
            value=lab.value,
            unit=term(lab.what).unit,
            date=lab.date.isoformat(),
            assay=lab.assay,
            confirmed=lab.confirmed,
            computed=lab.computed,
        )
        for lab in labs
    ]
