"""How long a person's posterior and its forecasts take, and how much memory.

Run ``python benchmarks/posterior.py``: one process, one core, 1,000 virtual people, two years.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from datetime import date

from d3k2.evidence import load
from d3k2.person import Lab, Person, Visit
from d3k2.population import condition, forecast, reach
from d3k2.regimen import Ingredient, Item, Regimen, Schedule

TODAY = date(2026, 11, 20)
DAYS = 728
PEOPLE = 1000


def d3(iu: float, **schedule: object) -> Regimen:
    return Regimen((Item((Ingredient("d3", iu / 40),), Schedule(**schedule)),))  # type: ignore[arg-type]


def person(**known: object) -> Person:
    base = {"date": TODAY, "age": 52.0, "sex": "female", "weight": 58.0, "height": 168.0}
    return Person(**{**base, **known})  # type: ignore[arg-type]


def lab(value: float, day: date) -> Lab:
    return Lab(what="calcidiol", value=value, date=day)


PERSONS = {
    "nothing measured": person(takes=Regimen()),
    "one measurement": person(
        takes=d3(5000, start=date(2021, 3, 1)), labs=(lab(162, date(2026, 9, 2)),)
    ),
    "two, with a change between": person(
        takes=d3(2000, start=date(2026, 5, 10)),
        labs=(lab(80, date(2026, 11, 1)),),
        visits=(Visit(date=date(2026, 5, 1), takes=Regimen(), labs=(lab(30, date(2026, 5, 1)),)),),
    ),
    "weekly dose, one measurement": person(
        takes=d3(50_000, every_days=7, start=date(2026, 3, 1)), labs=(lab(170, date(2026, 10, 1)),)
    ),
}
REGIMENS = {"none": Regimen(), "2000 IU": d3(2000), "4000 IU": d3(4000)}
RARE = {"monthly": d3(60_000, every_days=30), "weekly": d3(14_000, every_days=7)}


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    first = seconds(load)
    cold = seconds(lambda: condition(PERSONS["nothing measured"], n=2))
    print(f"evidence loaded in {first:.2f} s, model compiled in {cold:.2f} s")
    head = ("condition, s", "3 daily, s", "monthly + weekly, s", "reach, s", "effective", "rebuilt")
    print(f"{'person':30}" + "".join(f"{h:>21}" for h in head))
    for name, who in PERSONS.items():
        began = time.perf_counter()
        posterior = condition(who, n=PEOPLE)
        conditioned = time.perf_counter() - began
        numbers = (
            conditioned,
            seconds(lambda p=posterior: forecast(p, REGIMENS, TODAY, DAYS)),  # type: ignore[misc]
            seconds(lambda p=posterior: forecast(p, RARE, TODAY, DAYS)),  # type: ignore[misc]
            seconds(lambda p=posterior: reach(p, 75.0)),  # type: ignore[misc]
            posterior.effective_sample_size,
        )
        print(f"{name:30}" + "".join(f"{x:21.2f}" for x in numbers) + f"{posterior.rebuilt:21d}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
