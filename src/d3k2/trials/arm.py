"""An arm of a published trial, as a virtual trial needs it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from d3k2.evidence import TrialRow
from d3k2.physiology import blocks_for, outputs
from d3k2.regimen import Regimen
from d3k2.trials.cells import CannotSimulate, choice, within
from d3k2.trials.doses import given
from d3k2.trials.participants import Participants, first_day, participants, start_month
from d3k2.units import DAYS_A_YEAR, spell_unit, term

Measure = Literal["level", "change", "change %", "effect", "effect %"]
"""What the number is: a level at the end, a change within the arm, or one against the control."""

_TWO_SIDED_95 = 1.96
_PERCENT = ("%", "% change", "% difference", "% vs placebo", "% vs control", "% per year")
_FROM_START = ("bmd_lumbar", "bmd_femoral_neck")
"""Variables that are a change in per cent by themselves."""
_AGAINST_CONTROL = re.compile(r"(?:vs|versus|against) (?:placebo|control)", re.I)
_WEEKS_A_YEAR = DAYS_A_YEAR / 7
_TOLD_DIFFERENCE = re.compile(r"\bdifference (-?\d+(?:\.\d+)?)")
_PEAK = "_peak"
_D_MOVES = ("vitamin_d", "mineral_bone")


@dataclass(frozen=True, slots=True)
class Arm:
    """One number of one arm, and what a virtual trial needs to give the same number.

    Attributes
    ----------
    id : str
        The study and a count of its rows.
    study, label : str
        The trial, and its arm.
    at : str
        Where the row stands, ``file:line``.
    use : str
        ``calibrate``, ``validate``, ``evidence`` or empty.
    read : str
        How the row was read.
    who : Participants
        Who took part.
    takes, control : Regimen
        What they took, and what the others took.
    start : datetime.date or None
        When they started, where a season is known.
    weeks : float
        From the start to the measurement.
    adherence : float
        Share of the doses that was taken.
    variable : str
        The simulated quantity.
    measure : str
        What the number is.
    observed : float
        In the canonical unit of the variable, or per cent.
    error : float or None
        Its standard error, where the table lets it be known.
    sd : float or None
        Standard deviation between people, where it was printed.
    assumed : tuple of str
        What the table does not say.
    assay : str
        How it was measured, as far as it is said.
    highest : bool
        Whether the highest level until then is meant, not the last.
    """

    id: str
    study: str
    label: str
    at: str
    use: str
    read: str
    who: Participants
    takes: Regimen
    control: Regimen
    start: date | None
    weeks: float
    adherence: float
    variable: str
    measure: Measure
    observed: float
    error: float | None
    sd: float | None
    assumed: tuple[str, ...]
    assay: str = ""
    highest: bool = False

    @property
    def days(self) -> float:
        """Days from the start to the measurement."""
        return self.weeks * 7

    @property
    def begins(self) -> date:
        """The first day; any will do where no season is known."""
        return self.start or first_day(None)

    @property
    def unit(self) -> str:
        """Unit of the number."""
        if self.in_percent or self.variable in _FROM_START:
            return "%"
        return term(self.variable).unit

    @property
    def in_percent(self) -> bool:
        """Whether the number is in per cent of a level."""
        return self.measure.endswith("%")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that no virtual trial stands for, and why."""

    study: str
    label: str
    at: str
    variable: str
    why: str


def arms(
    rows: Iterable[TrialRow], among: Iterable[TrialRow] | None = None
) -> tuple[tuple[Arm, ...], tuple[Skipped, ...]]:
    """Return the rows that can be simulated as arms, and the others with the reason.

    Rows that name no variable of the model are neither.

    Parameters
    ----------
    rows : iterable of TrialRow
        What is wanted.
    among : iterable of TrialRow, optional
        The whole table, where only some of its rows are wanted: people who are counted for a
        trial as a whole are shared by all its arms.
    """
    rows = tuple(rows)
    labels: dict[str, set[str]] = defaultdict(set)
    for row in rows if among is None else among:
        labels[row.study].add(row.arm)
    found: list[Arm] = []
    skipped: list[Skipped] = []
    every = [each for row in rows for each in (row, *_difference(row))]
    for row in every:
        if row.variable is None:
            continue
        try:
            found.append(_arm(row, len(labels[row.study])))
        except CannotSimulate as reason:
            skipped.append(Skipped(row.study, row.arm, row.at, row.variable, str(reason)))
    return tuple(found), tuple(skipped)


def _difference(row: TrialRow) -> Iterator[TrialRow]:
    """Yield the difference from the control that a row of changes carries beside them."""
    told = _TOLD_DIFFERENCE.search(row.cells.get("comparator_effect", ""))
    if row.kind == "change" and told and _interval(row.cells.get("comparator_ci", "")):
        cells = {**row.cells, "comparator_effect": told[1]}
        changed = {"id": f"{row.id}-difference", "kind": "effect", "cells": cells}
        yield row.model_copy(update=changed)


def _arm(row: TrialRow, count: int) -> Arm:
    named, cells = row.variable or "", row.cells
    variable = named.removesuffix(_PEAK)
    if variable not in outputs():
        raise CannotSimulate(f"the model has no {named}")
    if "meta-analysis" in cells.get("design", ""):
        raise CannotSimulate("what several trials say together is no arm")
    weeks = row.duration_weeks or (choice("weeks_to_a_peak") if variable != named else None)
    if not weeks or weeks <= 0:
        raise CannotSimulate("how long it lasted is not given as one number of weeks")
    within(weeks, "duration_weeks")
    month = start_month(cells)
    who = participants(cells, count)
    blocks = blocks_for(variable)
    taken = given(
        cells,
        first_day(month),
        vitamin_d=any(b in blocks for b in _D_MOVES),
        calcium="mineral_bone" in blocks,
    )
    number = _number(row, weeks)
    return Arm(
        id=row.id,
        study=row.study,
        label=row.arm,
        at=row.at,
        use=row.use,
        read=row.read,
        who=who,
        takes=taken.takes,
        control=taken.control,
        start=None if month is None else first_day(month),
        weeks=weeks,
        adherence=_adherence(row),
        variable=variable,
        measure=number.measure,
        observed=number.value,
        error=_error(number, who.n),
        sd=number.sd,
        assumed=(*who.assumed, *taken.assumed, *_level_assumed(who, blocks)),
        assay=cells.get("assay", ""),
        highest=variable != named,
    )


def _level_assumed(who: Participants, blocks: tuple[str, ...]) -> Iterator[str]:
    if "vitamin_d" in blocks and not who.start_level.known:
        yield "25(OH)D at the start as in the population"


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    measure: Measure
    sd: float | None
    interval: tuple[float, float] | None


def _number(row: TrialRow, weeks: float) -> _Number:
    factor, percent = _factor(row)
    if row.unit == "% per year":
        factor *= weeks / _WEEKS_A_YEAR
    relative = percent and row.variable not in _FROM_START
    if row.kind == "final" and row.final_mean is not None:
        if relative:
            raise CannotSimulate("a level in per cent has no scale")
        return _Number(row.final_mean * factor, "level", _times(row.final_sd, factor), None)
    interval = _pair(row.change_ci_low, row.change_ci_high)
    value, sd, kind = row.change_mean, row.change_sd, "change"
    if row.kind == "effect":
        value, sd, kind = _leading(row.cells.get("comparator_effect", "")), None, "effect"
        interval = _interval(row.cells.get("comparator_ci", ""))
    elif _AGAINST_CONTROL.search(row.outcome):
        kind = "effect"
    if value is None:
        raise CannotSimulate("the row carries no number of its kind")
    measure: Measure = (
        ("change %" if relative else "change")
        if kind == "change"
        else ("effect %" if relative else "effect")
    )
    scaled = interval and (interval[0] * factor, interval[1] * factor)
    return _Number(value * factor, measure, _times(sd, factor), scaled)


def _factor(row: TrialRow) -> tuple[float, bool]:
    """Return what makes the unit canonical, and whether it is per cent."""
    if row.unit in _PERCENT:
        return 1.0, True
    spelled = spell_unit(row.unit) if row.unit else None
    accepted = term((row.variable or "").removesuffix(_PEAK)).accepts
    if spelled is None or spelled not in accepted:
        known = ", ".join([*accepted, "%"])
        raise CannotSimulate(f"the unit {row.unit!r} is not one of {known}")
    return accepted[spelled], False


def _error(number: _Number, n: float | None) -> float | None:
    if number.interval is not None:
        return abs(number.interval[1] - number.interval[0]) / (2 * _TWO_SIDED_95)
    if number.sd is not None and n:
        return number.sd / math.sqrt(n)
    return None


def _adherence(row: TrialRow) -> float:
    said = row.number("adherence_pct")
    return 1.0 if said is None else within(said, "adherence_pct") / 100


def _leading(text: str) -> float | None:
    match = re.match(r"[-+]?\d+(?:\.\d+)?", text.strip())
    return None if match is None else float(match[0])


def _interval(text: str) -> tuple[float, float] | None:
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)(?:\s*to\s*|\s*-\s*)(-?\d+(?:\.\d+)?)", text.strip())
    return None if match is None else (float(match[1]), float(match[2]))


def _pair(low: float | None, high: float | None) -> tuple[float, float] | None:
    return None if low is None or high is None else (low, high)


def _times(value: float | None, factor: float) -> float | None:
    """Return a standard deviation in another unit; none where it cannot be one."""
    return value * factor if value and value > 0 else None
