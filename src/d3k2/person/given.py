"""The shape of a record as people write it, before units are read and names recognised."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

SCHEMA_ID = "d3k2/person/1"
REQUIRED = ("age", "sex", "weight")


def _day(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip(), re.ASCII):
        return dt.date.fromisoformat(value.strip())
    return value


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


Day = Annotated[dt.date, BeforeValidator(_day), Field(examples=["2026-11-20"])]
Year = Annotated[int, Field(examples=[2024])]
Number = Annotated[float, Field(allow_inf_nan=False)]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Given(BaseModel):
    """Closed to keys nobody defined, and strict about types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class GivenLab(Given):
    """One laboratory value with its unit and date."""

    what: Text = Field(description="Name of the value", examples=["25(OH)D"])
    value: Text = Field(description="Number and unit", examples=["65 ng/mL"])
    date: Day | None = Field(None, description="Day of the blood or urine sample")
    assay: Text | None = Field(None, examples=["LC-MS/MS"])
    confirmed: bool = Field(False, description="Repeated, or checked with the laboratory")


class GivenConcept(Given):
    """A condition, symptom or allergy by name or by code."""

    name: Text | None = Field(None, examples=["sarcoidosis"])
    code: Text | None = Field(None, examples=["64859006"])
    system: Text | None = Field(
        None, description="snomed, icd10, icd10cm, atc, rxnorm or loinc", examples=["snomed"]
    )


class GivenMedicine(GivenConcept):
    """A medicine by name or by code, with its dose."""

    name: Text | None = Field(None, examples=["alendronate"])
    dose: Text | None = Field(None, examples=["70 mg"])
    per: Text | None = Field(None, examples=["week"])
    moment: Annotated[
        Literal["morning", "midday", "evening", "bedtime"] | None, BeforeValidator(_lower)
    ] = None


Concepts = list[Text | GivenConcept]
Takes = Annotated[list[Text], Field(examples=[["D3 2000 IU daily with dinner"]])]


class GivenTScores(Given):
    """DXA T-scores."""

    lumbar: Number | None = Field(None, examples=[-1.4])
    femoral_neck: Number | None = Field(None, examples=[-1.2])
    total_hip: Number | None = Field(None, examples=[-1.2])
    date: Day | None = None


class GivenFracture(Given):
    """A fracture."""

    site: Text = Field(examples=["hip"])
    year: Year | None = None
    fragility: bool | None = Field(
        None, description="After a fall from standing height or less, or without a fall"
    )


class GivenVisit(Given):
    """An earlier dated state; its laboratory values are of its day unless they say otherwise."""

    date: Day
    takes: Takes | None = None
    labs: list[GivenLab] | None = None


class GivenFood(Given):
    """A food eaten."""

    food: Text = Field(examples=["gouda"])
    portions_per_week: Number = Field(examples=[5])


class GivenDiet(Given):
    """What is eaten that matters here."""

    calcium: Text | None = Field(None, examples=["700 mg/day"])
    level: Annotated[Literal["low", "usual", "high"] | None, BeforeValidator(_lower)] = None
    foods: list[GivenFood] | None = None
    pattern: (
        list[
            Annotated[
                Literal["vegan", "vegetarian", "ketogenic", "dairy-free"], BeforeValidator(_lower)
            ]
        ]
        | None
    ) = None


class GivenSun(Given):
    """What decides how much vitamin D the skin makes."""

    latitude: Number | None = Field(None, examples=[40.7])
    skin: Annotated[Literal["I", "II", "III", "IV", "V", "VI"] | None, BeforeValidator(_upper)] = (
        Field(None, description="Fitzpatrick type")
    )
    habit: Annotated[Literal["little", "usual", "much"] | None, BeforeValidator(_lower)] = None


class GivenPerson(Given):
    """A person as written. Absent conditions or medicines mean not asked; [] means none."""

    date: Day | None = Field(None, description="Today for the answer")
    age: Number | None = Field(None, description="Years", examples=[52])
    sex: Annotated[Literal["female", "male"] | None, BeforeValidator(_lower)] = None
    weight: Text | None = Field(None, examples=["58 kg"])
    height: Text | None = Field(None, examples=["168 cm"])
    country: Text | None = Field(None, description="ISO 3166 alpha-2", examples=["US"])
    pregnant: bool | None = None
    lactating: bool | None = None
    postmenopausal_since: Year | None = None
    conditions: Concepts | None = Field(None, examples=[["osteopenia"]])
    medicines: list[Text | GivenMedicine] | None = Field(
        None, examples=[["levothyroxine 75 µg in the morning"]]
    )
    takes: Takes | None = Field(None, description="Supplements, in the regimen language")
    wants: list[Text] | None = Field(None, examples=[["K2"]])
    labs: list[GivenLab] | None = None
    t_scores: GivenTScores | None = Field(
        None, examples=[{"lumbar": -1.4, "femoral_neck": -1.2, "date": "2026-08-20"}]
    )
    fractures: list[Text | GivenFracture] | None = Field(
        None, examples=[[{"site": "hip", "year": 2024, "fragility": True}]]
    )
    falls_last_year: int | None = Field(None, examples=[0])
    symptoms: Concepts | None = Field(None, examples=[["thirst"]])
    allergies: Concepts | None = Field(None, examples=[["soy"]])
    care: Annotated[Literal["home", "care home", "hospital"] | None, BeforeValidator(_lower)] = None
    absorption: Annotated[
        Literal["normal", "reduced", "gastric bypass", "sleeve", "cystic fibrosis", "cholestasis"]
        | None,
        BeforeValidator(_lower),
    ] = None
    visits: list[GivenVisit] | None = None
    diet: GivenDiet | None = None
    sun: GivenSun | None = None
    genotype: dict[Text, Text] | None = Field(None, examples=[{"CYP24A1": "normal"}])


def person_schema() -> dict[str, Any]:
    """Return the JSON Schema of a person's record as it is written."""
    schema = GivenPerson.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$id"] = SCHEMA_ID
    schema["title"] = "Person"
    schema["required"] = list(REQUIRED)
    plain: dict[str, Any] = _without_titles(schema)
    return plain


def _without_titles(node: Any, *, named: bool = False) -> Any:
    """Drop the titles that only repeat a field's name."""
    if isinstance(node, dict):
        return {
            key: _without_titles(value, named=key in ("properties", "$defs"))
            for key, value in node.items()
            if named or key != "title" or value == "Person"
        }
    if isinstance(node, list):
        return [_without_titles(value) for value in node]
    return node
