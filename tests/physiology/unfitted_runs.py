"""A small virtual trial for a published row: what the model gives in its place.

Two people of the reference size are followed, a man and a woman, typical in whatever the trial
does not say; what counts is their average by the share of women.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np

from d3k2.person import Person
from d3k2.physiology import (
    NOTHING,
    Course,
    Draws,
    FloatArray,
    Take,
    Uptake,
    calcium_mmol,
    calcium_uptake,
    changes_from_here,
    course,
    invert,
    model_for,
    nominal,
    people,
    quantity,
    run,
    seasonal_state,
    settled,
    total_calcidiol,
)
from d3k2.population.untreated import distribution
from d3k2.regimen import Regimen, read_regimen

Said = Mapping[str, Any]

ANY_DAY = date(2025, 10, 1)  # without a season the day does not matter
WEEK, YEAR, HOURS = 7, 365, 24
NEVER = -100.0  # years since a menopause that does not come
MANY, SEED = 500, 1
SPREADS = {
    "bioavailability_d3": "virtual-people-spread-absorption",
    "conversion_max": "virtual-people-spread-conversion",
    "other_clearance": "virtual-people-spread-other-loss",
    "calcidiol_clearance": "virtual-people-spread-clearance",
    "fat_volume": "virtual-people-spread-fat-volume",
}
MEASURED = ("virtual-people-residual-cv", "virtual-people-assay-cv")
PERSONAL = {"age", "female", "calcidiol", "food_calcium", "years_since_menopause", "dark_skin"}


def predicted(study: Said, row: Said) -> float:
    """What the model gives for a row, in the unit of the model or in per cent."""
    how, who = row["as"], who_of(study, row)
    if how.startswith("diets"):
        return _between_diets(who, row["intakes"], how)
    if "in hours" in how:
        return _within_hours(who, row)
    if how == "share of intake":
        return _followed(who, study, row, "nothing", WEEK)[0]
    if how == "persons %":
        here, there = (
            _followed(w, study, row, "nothing", row["at"] * WEEK)[1]
            for w in (who, {**who, **row["other"]})
        )
        return 100 * (here / there - 1)
    weeks = row.get("weeks", row.get("at"))
    days = row.get("over", weeks) * WEEK
    before, after = _followed(who, study, row, row.get("takes", "nothing"), days)
    if how == "level":
        return after
    if how == "change %":
        return 100 * (after / before - 1)
    if how.startswith("change"):
        return float((after - before) * weeks * WEEK / days)
    untouched = {key: value for key, value in row.items() if key != "urine"}
    first, last = _followed(who, study, untouched, row.get("control", "nothing"), days)
    if how == "ratio":
        return after / last
    if how == "effect %":
        return 100 * (after / before - last / first)
    if how == "more people above":
        return _share_above(row, after) - _share_above(row, last)
    return (after - before) - (last - first)


def who_of(study: Said, row: Said) -> dict[str, Any]:
    """Who took part, as far as it is said."""
    return {**study["who"], **row.get("who", {})}


def urine_on_calcium(age: float, salt: str) -> tuple[float, float]:
    """Urine calcium of a woman, mg/day, before and after four weeks of 1,000 mg with meals."""
    row = {"output": "urine_calcium"}
    takes = f"calcium {salt} 500 mg twice daily with meals"
    before, after = _followed({"age": age, "female": 1}, {}, row, takes, 4 * WEEK)
    return before / calcium_mmol(1.0), after / calcium_mmol(1.0)


def band(study: Said, row: Said) -> tuple[float, float]:
    """The 5th and 95th percentile of measured 25(OH)D among single people who start there."""
    who, season = who_of(study, row), study.get("season")
    random = np.random.default_rng(SEED)
    one = _typical(who).take(np.zeros(MANY, dtype=np.intp))
    own = {
        constant: np.exp(quantity(fact) * random.standard_normal(MANY))
        for constant, fact in SPREADS.items()
    }
    # One trait of a person: whoever converts well converts well by both ways.
    own["conversion_clearance"] = own["conversion_max"]
    varied = one.with_values(
        **{constant: one[constant] * factor for constant, factor in own.items()}
    )
    draws, start = _at_level(varied, who, season), season or ANY_DAY
    days = row.get("weeks", row.get("at")) * WEEK
    states = settled(model_for("calcidiol"), draws, start, seasonal=season is not None)
    planned = course(read_regimen(row.get("takes", "nothing")), start, start + timedelta(days=days))
    level = run(draws, planned, [float(days)], states).calcidiol[:, 0]
    measured = level * np.exp(
        sum(quantity(fact) / 100 * random.standard_normal(MANY) for fact in MEASURED)
    )
    if row["as"] == "effect %":
        measured = 100 * (measured / who["calcidiol"] - 1)
    elif row["as"] != "level":
        measured = measured - who["calcidiol"]
    low, high = np.percentile(measured, [5, 95])
    return float(low), float(high)


def _followed(who: Said, study: Said, row: Said, takes: str, days: float) -> tuple[float, float]:
    """The output before and after a course; absorbed calcium as % of what is eaten."""
    season = study.get("season")
    start = season or ANY_DAY
    eaten = row["output"] == "absorbed_calcium"
    name: str = "calcium_taken_up" if eaten else row["output"]
    of = model_for(name)
    draws = _draws(who, season)
    if season:
        earlier, lived = start - timedelta(days=YEAR), draws.aged(-1.0)
        states = settled(of, lived, earlier, seasonal=True)
        nothing = course(Regimen(), earlier, start)
        states = run(lived, nothing, [], states, variables=(name,), of=of).end
    else:
        states = settled(of, draws, start)
    draws = changes_from_here(of, draws, states)
    if "urine" in row:
        draws = draws.with_values(urine_calcium_factor=quantity(row["urine"]))
    planned = course(read_regimen(takes), start, start + timedelta(days=days), _uptake())
    first = days - row.get("mean_of", 0)
    times = np.unique([0.0, *np.arange(first, days, 5.0), float(days)])
    found = run(draws, planned, times, states, variables=(name,), of=of)[name]
    if eaten:
        found = 100 * found / draws["food_calcium"][:, None]
    shown = _average(found, who)
    return float(shown[0]), float(shown[times >= first].mean())


def _between_diets(who: Said, intakes: list[float], how: str) -> float:
    """What differs between two diets that people are long used to, per mmol."""
    names = ("absorbed_calcium", "urine_calcium")
    of = model_for(*names)
    shown = []
    for intake in intakes:
        draws = _draws({**who, "food_calcium": intake}, None)
        day = course(Regimen(), ANY_DAY, ANY_DAY + timedelta(days=1))
        found = run(draws, day, [0.0], settled(of, draws, ANY_DAY), variables=names, of=of)
        shown.append([_average(found[name], who)[0] for name in names])
    absorbed, urine = np.array(shown).T
    if how == "diets: slope of balance":
        eaten = calcium_mmol(intakes[1] - intakes[0])
        return float(np.diff(absorbed - urine)[0] / eaten)
    slope = float(np.diff(urine)[0] / np.diff(absorbed)[0])
    return slope if how == "diets: slope of urine" else float(urine[0] - slope * absorbed[0])


def _within_hours(who: Said, row: Said) -> float:
    """The greatest change within hours of a single load of calcium without food."""
    name = row["output"]
    of = model_for(name)
    draws = _draws(who, None)
    load = Take(0.0, calcium=calcium_mmol(row["load"]))
    alone = Course(ANY_DAY, 1.0, usual_days=((0.0, (load,)),), hourly_from=0.0)
    times = np.linspace(0.0, row["hours"] / HOURS, 4 * row["hours"] + 1)
    found = run(draws, alone, times, settled(of, draws, ANY_DAY), variables=(name,), of=of)
    level = _average(found[name], who)
    most = level.min() if row["as"].startswith("lowest") else level.max()
    change = float(most - level[0])
    return 100 * change / float(level[0]) if row["as"].endswith("%") else change


def _share_above(row: Said, mean: float) -> float:
    """Per cent of people above a bound, when they scatter around a mean as the facts say."""
    if "spread" in row:
        return 100 * (1 - NormalDist(mean, quantity(row["spread"])).cdf(row["bound"]))
    above = math.log(row["bound"] / mean)
    return 100 * (1 - NormalDist(0.0, quantity(row["log_spread"])).cdf(above))


def _average(found: FloatArray, who: Said) -> FloatArray:
    man, woman = found
    average: FloatArray = (1 - who["female"]) * man + who["female"] * woman
    return average


def _draws(who: Said, season: date | None) -> Draws:
    """A man and a woman at the level that the trial started from."""
    return _at_level(_typical(who), who, season)


def _typical(who: Said) -> Draws:
    """A man and a woman; what is not said is that of people of their age."""
    age = who["age"]
    menopause = who.get("years_since_menopause", age - quantity("virtual-people-menopause-age"))
    eaten = [who.get("food_calcium", _eaten(sex, age)) for sex in ("men", "women")]
    given = {
        name: quantity(value) if isinstance(value, str) else value
        for name, value in who.items()
        if name not in PERSONAL
    }
    typical = {
        "age": age,
        "years_since_menopause": [NEVER, menopause],
        "egfr": _kidney(age),
        "food_calcium": [calcium_mmol(mg) for mg in eaten],
    }
    return people(2, **{**typical, **given})


def _at_level(draws: Draws, who: Said, season: date | None) -> Draws:
    level = who.get("calcidiol", distribution(_age_group(who["age"])).mean)
    if season is None:
        return invert(draws, level)
    share = quantity("vitamin-d-model-season-share")
    if who.get("dark_skin"):
        share *= quantity("vitamin-d-model-season-dark-skin")
    return _in_season(draws, level, season, share)


def _in_season(draws: Draws, level: float, day: date, share: float) -> Draws:
    """People whose level on a day is given: the mean of the year behind it is looked for."""
    peak = nominal()["season_peak"]
    mean = np.full(draws.n, level)
    for _ in range(5):
        swinging = invert(draws, mean)
        swing = share * swinging["basal_input"]
        swinging = swinging.with_values(season_amplitude=swing, season_peak=peak)
        mean = mean + level - total_calcidiol(seasonal_state(swinging, NOTHING, day))
    return swinging


def _eaten(sex: str, age: float) -> float:
    group = "71" if age > 70 else "51-70" if age > 50 else "31-50" if age > 30 else "19-30"
    return quantity(f"virtual-people-calcium-intake-{sex}-{group}")


def _age_group(age: float) -> str:
    return "age_60" if age >= 60 else "age_40_59" if age >= 40 else "age_20_39"


def _kidney(age: float) -> float:
    older = age - quantity("virtual-people-egfr-age")
    return quantity("virtual-people-egfr") - quantity("virtual-people-egfr-slope") * older


@cache
def _uptake() -> Uptake:
    """How much of a salt counts in somebody without illnesses or medicines."""
    healthy = Person(date=ANY_DAY, age=60.0, sex="female", weight=75.0, takes=Regimen())
    return calcium_uptake(healthy)
