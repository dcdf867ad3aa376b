"""What a population is: how ages, bodies and levels are spread in it, and what goes with what."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from d3k2.population.many.given_number import Kind, number

FORMAT = "d3k2/population/1"


def _kind(low: float, high: float, unit: str, term: str | None = None) -> BeforeValidator:
    return BeforeValidator(partial(number, kind=Kind(low, high, unit, term)))


Percent = Annotated[float, _kind(0, 100, "%")]
Years = Annotated[float, _kind(0, 120, "years")]
Kilograms = Annotated[float, _kind(25, 250, "kg", "weight")]
Centimetres = Annotated[float, _kind(120, 220, "cm", "height")]
CentimetresApart = Annotated[float, _kind(0, 20, "cm", "height")]
LogSpread = Annotated[float, _kind(0, 0.6, "1")]
Correlation = Annotated[float, _kind(-0.95, 0.95, "1")]
Degrees = Annotated[float, _kind(-66, 66, "degrees")]
DegreesApart = Annotated[float, _kind(0, 30, "degrees")]
Level = Annotated[float, _kind(15, 250, "nmol/L", "calcidiol")]
LevelApart = Annotated[float, _kind(0, 100, "nmol/L", "calcidiol")]
Filtration = Annotated[float, _kind(30, 150, "mL/min/1.73 m2", "egfr")]
FiltrationApart = Annotated[float, _kind(0, 40, "mL/min/1.73 m2", "egfr")]
Eaten = Annotated[float, _kind(100, 3000, "mg/day", "calcium_intake")]


class Part(BaseModel):
    """Frozen, and with its own keys only."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ages(Part):
    """Groups of age in years: their first ages, their shares in %, and where the last ends."""

    from_: tuple[Years, ...] = Field(alias="from", min_length=1, max_length=100)
    shares: tuple[Percent, ...] = Field(min_length=1, max_length=100)
    to: Years


class Weight(Part):
    """Log-normal: mean in kg, and the standard deviation of the logarithm."""

    mean: Kilograms
    spread: LogSpread


class Height(Part):
    """Normal, cm."""

    mean: Centimetres
    sd: CentimetresApart


class Correlations(Part):
    """Correlations of normal scores; 0 where nothing is said."""

    age_weight: Correlation = 0.0
    age_height: Correlation = 0.0
    weight_height: Correlation = 0.0


class Calcium(Part):
    """Calcium from food, log-normal: mean in mg/day, standard deviation of the logarithm."""

    mean: Eaten
    spread: LogSpread


class Men(Part):
    """The bodies of one sex."""

    weight: Weight
    height: Height
    correlations: Correlations = Correlations()
    food_calcium: Calcium | None = None


class Women(Men):
    """The bodies of one sex, and its share of all in %."""

    share: Percent


class Skin(Part):
    """Shares of Fitzpatrick types in %; whoever is left has a skin that is not known."""

    I: Percent = 0.0  # noqa: E741 - as Fitzpatrick counts
    II: Percent = 0.0
    III: Percent = 0.0
    IV: Percent = 0.0
    V: Percent = 0.0
    VI: Percent = 0.0


class Latitude(Part):
    """Normal, degrees, negative in the south."""

    mean: Degrees
    sd: DegreesApart = 0.0


class Calcidiol(Part):
    """25(OH)D without supplements, normal, nmol/L."""

    mean: Level
    sd: LevelApart


class Egfr(Part):
    """Normal, mL/min/1.73 m²."""

    mean: Filtration
    sd: FiltrationApart


class Sunlight(Part):
    """How much everyone is in the sun."""

    habit: Literal["little", "usual", "much"]


def _named(name: str) -> str:
    return " ".join(name.split())


class Population(Part):
    """A population of adults. What is left out is drawn as for anyone of that age and sex."""

    format: Literal["d3k2/population/1"]
    name: Annotated[str, AfterValidator(_named)] = Field(min_length=1, max_length=120)
    age: Ages
    women: Women
    men: Men
    skin: Skin = Skin()
    latitude: Latitude | None = None
    calcidiol: Calcidiol | None = None
    egfr: Egfr | None = None
    sun: Sunlight | None = None
