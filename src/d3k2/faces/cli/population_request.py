"""What ``population`` is asked for: options that make sense together, or a refusal."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from d3k2.faces.cli.simulation_request import (
    LARGEST_SEED,
    NOW,
    called,
    days_asked,
    distinct,
    texts_compared,
    variable,
    within,
)
from d3k2.units import InputRefused

if TYPE_CHECKING:
    from d3k2.population import Plan
    from d3k2.regimen import Regimen

MOST_WORKERS = 512
MOST_CHUNK = 1_000_000
_NAME = re.compile(r"\s*(?P<name>[^=]{1,40}?)\s*=\s*(?P<text>.+)", re.DOTALL)
"""A regimen with a name of its own: ``weekly=D3 14000 IU every 7 days``."""


def people_asked(text: str) -> int:
    """Return how many people, written as ``1000``, ``1,000,000`` or ``1e6``.

    Raises
    ------
    InputRefused
        It is no whole number, or not one that can be computed.
    """
    from d3k2.population import MOST

    try:
        number = float(text.replace(",", "").replace("_", ""))
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number.is_integer()):
        raise InputRefused(
            "This is no whole number.",
            field="--n",
            given=text,
            accepted=f"a whole number from 1 to {MOST} people",
        )
    within("--n", int(number), 1, MOST, "people")
    return int(number)


def plan_asked(
    n: str,
    population: str,
    regimens: dict[str, Regimen],
    days: int,
    every: int,
    names: Sequence[str] | None,
    seed: int,
    *,
    beyond_evidence: bool,
) -> Plan:
    """Return what is to be computed.

    Raises
    ------
    InputRefused
        A number lies outside of what can be computed, the population cannot be read, a variable
        is unknown, or a regimen goes beyond what was ever studied.
    """
    from d3k2.population import LONGEST, MANY_VARIABLES, Plan, check_studied, read_population

    people = people_asked(n)
    days_asked(days, every, 0, LONGEST)
    within("--seed", seed, 0, LARGEST_SEED, "")
    variables = _variables(names) if names else MANY_VARIABLES
    described = read_population(population)
    plan = Plan(
        described=described,
        name=population,
        n=people,
        regimens=tuple(regimens.items()),
        days=days,
        every=every,
        variables=variables,
        seed=seed,
    )
    if not beyond_evidence:
        for name, regimen in regimens.items():
            check_studied(regimen, plan.start, days, name)
    return plan


def work_asked(workers: int | None, chunk: int) -> tuple[int, int]:
    """Return how many workers compute, and how many cells one is handed at once."""
    from d3k2.physiology import cores
    from d3k2.population import CELL

    if workers is not None:
        within("--workers", workers, 1, MOST_WORKERS, "workers")
    within("--chunk", chunk, 1, MOST_CHUNK, "people")
    return workers or cores(), -(-chunk // CELL)


def regimens_compared(regimen: str | None, compare: Sequence[str] | None) -> dict[str, Regimen]:
    """Return what is compared, by a name or by its text.

    Raises
    ------
    InputRefused
        When a text cannot be read, or two are the same.
    """
    from d3k2.regimen import Regimen

    texts = texts_compared(regimen, compare)
    if not texts:
        return {"nothing": Regimen()}
    return distinct((option, *_regimen(text, option)) for option, text in texts)


def _regimen(text: str, option: str) -> tuple[str, Regimen]:
    from d3k2.regimen import read_regimen

    named = _NAME.fullmatch(text)
    name, said = (named["name"], named["text"]) if named else (called(text), text)
    if said.strip().casefold() == NOW:
        raise InputRefused(
            "A population takes nothing that could go on.",
            field=option,
            given=said.strip(),
            accepted='a regimen such as "D3 2000 IU daily", or "nothing"',
        )
    return name, read_regimen(said, option)


def _variables(names: Sequence[str]) -> tuple[str, ...]:
    from d3k2.physiology import outputs, outputs_for
    from d3k2.population import everyone

    wanted = {variable(name) for name in names}
    shown = outputs_for(everyone())
    for name in sorted(wanted - set(shown)):
        raise InputRefused(
            "This cannot be shown of a population: no score is known that it could start from.",
            field="--variable",
            given=name,
            accepted=", ".join(shown),
        )
    return tuple(name for name in outputs() if name in wanted)
