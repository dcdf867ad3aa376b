"""Who took part, from the cells of a trial table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import NormalDist

from d3k2.trials.cells import CannotSimulate, choice, first, limits, within

_NUMBER = r"(\d+(?:\.\d+)?)"
_AT_LEAST = re.compile(rf"(?:>=|>|≥|of |over |aged )\s*{_NUMBER}\s*(?:y\b|and over|years|,|$)")
_MEMORY = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Level:
    """25(OH)D at the start, nmol/L: what the table says of it."""

    mean: float | None = None
    sd: float | None = None
    above: float | None = None
    below: float | None = None
    """People were let in between these bounds."""
    share_below: tuple[float, float] | None = None
    """A share of people, and the level below which they were."""

    def spread_over(self, usual: NormalDist) -> Level:
        """Return a mean and a standard deviation, where needed from those of a population."""
        sd = self.sd if self.sd is not None else usual.stdev
        if self.mean is not None:
            return Level(self.mean, sd)
        if self.share_below is not None:
            share, bound = self.share_below
            return Level(bound - NormalDist().inv_cdf(share) * sd, sd)
        if self.above is None and self.below is None:
            return Level(usual.mean, sd)
        return _truncated(usual, self.above or 0.0, self.below)

    @property
    def known(self) -> bool:
        """Whether a mean was given."""
        return self.mean is not None


@dataclass(frozen=True, slots=True)
class Participants:
    """The people of an arm, as far as it is said.

    Attributes
    ----------
    n : float or None
        How many were measured.
    age : float
        Years, mean.
    female : float
        Share of women.
    weight, bmi : float or None
        Means, kg and kg/m².
    latitude : float or None
        Degrees, negative in the south.
    skin : str
        Skin type of the group, or empty.
    egfr : float or None
        Kidney function, mL/min/1.73 m², where a group is named for it.
    start_level : Level
        25(OH)D at the start.
    assumed : tuple of str
        What the table does not say and was assumed.
    """

    n: float | None
    age: float
    female: float
    weight: float | None = None
    bmi: float | None = None
    latitude: float | None = None
    skin: str = ""
    egfr: float | None = None
    start_level: Level = field(default_factory=Level)
    assumed: tuple[str, ...] = ()


def participants(cells: Mapping[str, str], arms: int) -> Participants:
    """Return who took part in an arm.

    Parameters
    ----------
    cells : mapping
        A row of the table.
    arms : int
        How many arms share a total that is given for the whole trial.

    Raises
    ------
    CannotSimulate
        When the people lie outside the range of the model.
    """
    who = cells.get("population", "")
    told = f"{who} {cells.get('arm', '')}"
    why = first("outside", told, "why")
    assumed: list[str] = []
    if why is not None:
        if cells.get("variable") not in (first("outside", told, "bare", ()) or ()):
            raise CannotSimulate(str(why))
        assumed.append(f"the bare model, although {why}")
    age = _age(cells, who, assumed)
    if age < limits("age_mean")[0]:
        raise CannotSimulate("people under 18 lie outside the model")
    within(age, "age_mean")
    female = _female(cells, who, assumed)
    weight, bmi = _body(cells, told)
    skin = first("skin", f"{who} {cells.get('country_latitude', '')}", "skin") or ""
    return Participants(
        n=people(cells.get("n", ""), arms),
        age=age,
        female=female,
        weight=weight,
        bmi=bmi,
        latitude=latitude(cells.get("country_latitude", "")),
        skin=str(skin),
        egfr=first("kidney", told, "egfr"),
        start_level=start_level(cells),
        assumed=tuple(assumed),
    )


def people(said: str, arms: int) -> float | None:
    """Return how many people were in one arm: ``305 total`` is shared by the arms."""
    completed = re.search(rf"{_NUMBER} (?:completed|analysed)", said)
    number = re.search(_NUMBER, said.replace("~", ""))
    if number is None:
        return None
    count = within(float((completed or number)[1]), "n")
    return count / arms if "total" in said or "entered" in said else count


def latitude(said: str) -> float | None:
    """Return degrees of latitude; the middle where a range is given."""
    match = re.search(rf"{_NUMBER}(?:-{_NUMBER})?\s*([NS])\b", said)
    if match is None:
        return None
    low = float(match[1])
    middle = within((low + float(match[2])) / 2 if match[2] else low, "country_latitude")
    return -middle if match[3] == "S" else middle


def start_level(cells: Mapping[str, str]) -> Level:
    """Return what a row says of 25(OH)D at the start."""
    said = _MEMORY.sub("", cells.get("baseline_25ohd_nmol_l", "")).strip()
    sd = _float(cells.get("baseline_sd", "")) or None
    own = cells.get("variable") == "calcidiol"
    if own and (mean := _float(cells.get("baseline_mean", ""))) is not None:
        return Level(_level(mean), sd)
    if (mean := _float(said)) is not None:
        return Level(_level(mean), sd if own else None)
    if match := re.fullmatch(rf"{_NUMBER}% <{_NUMBER}", said):
        share = float(match[1]) / 100
        if not 0 < share < 1:
            raise CannotSimulate(f"{said!r} does not say how people were spread")
        return Level(share_below=(share, _level(float(match[2]))))
    if match := re.fullmatch(rf"<=?\s*{_NUMBER}", said):
        return Level(below=_level(float(match[1])))
    if match := re.fullmatch(rf"{_NUMBER}-{_NUMBER}", said):
        low, high = sorted(float(end) for end in match.groups())
        return Level(above=low, below=_level(high))
    return Level()


def _level(value: float) -> float:
    return within(value, "baseline_25ohd_nmol_l")


def start_month(cells: Mapping[str, str]) -> int | None:
    """Return the month in which people started: from a column, or from a word for the season."""
    said = _float(cells.get("start_month", ""))
    if said is not None:
        return int(within(said, "start_month"))
    month = first("start", cells.get("population", ""), "month")
    if month is None:
        return None
    degrees = latitude(cells.get("country_latitude", ""))
    south = degrees is not None and degrees < 0
    return (int(month) + 5) % 12 + 1 if south else int(month)


def first_day(month: int | None) -> date:
    """Return the day on which an arm starts; without a season any day will do."""
    return date(2025, month or 10, 15)


def _age(cells: Mapping[str, str], who: str, assumed: list[str]) -> float:
    said = _float(_MEMORY.sub("", cells.get("age_mean", "")))
    if said is not None:
        return said
    if match := re.search(rf"{_NUMBER}-{_NUMBER}\s*y", who):
        age = (float(match[1]) + float(match[2])) / 2
    elif match := _AT_LEAST.search(who):
        age = float(match[1]) + choice("years_above_a_bound")
    else:
        age = float(first("age", who, "years"))
    assumed.append(f"age {age:g}")
    return age


def _female(cells: Mapping[str, str], who: str, assumed: list[str]) -> float:
    said = _float(_MEMORY.sub("", cells.get("female_pct", "")))
    if said is not None:
        return within(said, "female_pct") / 100
    share = first("female", who, "share")
    if share is not None:
        return float(share)
    assumed.append("as many women as men")
    return 0.5


def _body(cells: Mapping[str, str], who: str) -> tuple[float | None, float | None]:
    said = _MEMORY.sub("", cells.get("weight_or_bmi", "")).strip()
    if match := re.search(rf"BMI\s*~?\s*{_NUMBER}", said):
        return None, within(float(match[1]), "weight_or_bmi")
    if match := re.fullmatch(rf"~?{_NUMBER}\s*(?:kg)?", said):
        value = within(float(match[1]), "weight_or_bmi")
        return (value, None) if value > choice("heaviest_bmi") or "kg" in said else (None, value)
    bmi = first("body", f"{who} {said}", "bmi")
    return None, None if bmi is None else float(bmi)


def _truncated(usual: NormalDist, above: float, below: float | None) -> Level:
    """Return the mean and standard deviation of a normal distribution between two bounds."""
    steps = 400
    top = usual.mean + 4 * usual.stdev if below is None else below
    width = (top - above) / steps
    points = [above + (i + 0.5) * width for i in range(steps)]
    weights = [usual.pdf(p) for p in points]
    total = sum(weights)
    mean = sum(p * w for p, w in zip(points, weights, strict=True)) / total
    variance = sum((p - mean) ** 2 * w for p, w in zip(points, weights, strict=True)) / total
    return Level(mean, variance**0.5)


def _float(said: str) -> float | None:
    try:
        return float(said.strip().removeprefix("~"))
    except ValueError:
        return None
