"""From the phrases of a sentence to one schedule."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from d3k2.regimen.regimen import Moment, Schedule
from d3k2.regimen.source import Source
from d3k2.regimen.tokens import Bound, Token
from d3k2.regimen.vocabulary import HOW_OFTEN, Divided, Often, When, WithFood

DAILY = Often(1, 1)
"""What is meant when an amount has no frequency."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The phrases of a schedule, each with its place in the text."""

    phrases: tuple[tuple[Often | When | Bound, Token], ...]
    divided: tuple[Divided, Token] | None


def schedule(timing: Timing, source: Source) -> Schedule:
    """Put the phrases together.

    Raises
    ------
    InputRefused
        When two of them contradict each other.
    """
    often = _often(timing, source)
    moments = tuple(
        dict.fromkeys(w.moment for w, _ in timing.phrases if isinstance(w, When) and w.moment)
    )
    takes = _takes(often, moments, timing, source)
    start, end = _dates(often, timing, source)
    return Schedule(
        takes=float(takes),
        every_days=float(often.every_days),
        moments=moments,
        with_food=_food(timing, source),
        start=start,
        end=end,
        once=often.once,
    )


def _often(timing: Timing, source: Source) -> Often:
    found = [(p, token) for p, token in timing.phrases if isinstance(p, Often)]
    daily = [token for p, token in timing.phrases if isinstance(p, When) and p.daily]
    if len(found) > 1:
        raise _refuse(found[1][1], source, "how often is said twice.")
    if not found:
        return DAILY
    often, _ = found[0]
    if daily and (often.once or often.every_days != 1):
        raise _refuse(daily[0], source, "this says every day, and another word does not.")
    if often.takes <= 0 or not math.isfinite(often.takes):
        raise _refuse(found[0][1], source, "none is not a dose.")
    return often


def _takes(often: Often, moments: tuple[Moment, ...], timing: Timing, source: Source) -> float:
    """Count the doses of a period: said, divided, or one at each moment."""
    if timing.divided is not None:
        divided, token = timing.divided
        if often != DAILY or divided.doses < 1 or len(moments) > divided.doses:
            raise _refuse(token, source, "only the amount of a day can be divided.")
        return float(divided.doses)
    meals = [t for p, t in timing.phrases if isinstance(p, When) and p.each_meal]
    if meals and not often.counted:
        raise _refuse(meals[0], source, "how many meals a day?")
    if len(moments) < 2:
        return often.takes
    if often.once or (often.counted and often.takes != len(moments)):
        token = [t for p, t in timing.phrases if isinstance(p, When) and p.moment][-1]
        raise _refuse(token, source, "the times of day do not fit how often it is taken.")
    return float(len(moments))


def _food(timing: Timing, source: Source) -> WithFood | None:
    said = [(p.food, t) for p, t in timing.phrases if isinstance(p, When) and p.food]
    kinds = {food for food, _ in said}
    if "empty stomach" in kinds and len(kinds) > 1:
        raise _refuse(said[-1][1], source, "with food or without?")
    if "fatty meal" in kinds:
        return "fatty meal"
    return said[0][0] if said else None


def _dates(often: Often, timing: Timing, source: Source) -> tuple[date | None, date | None]:
    bounds = [(p, t) for p, t in timing.phrases if isinstance(p, Bound)]
    start = end = None
    for bound, token in bounds:
        if bound.side == "until":
            if end is not None:
                raise _refuse(token, source, "the last day is said twice.")
            end = bound.last
        else:
            if start is not None:
                raise _refuse(token, source, "the first day is said twice.")
            start = bound.first
        if start is not None and end is not None and end < start:
            raise _refuse(token, source, "the last day comes before the first.")
    if often.once:
        if end is not None:
            raise _refuse(bounds[-1][1], source, "a single dose has no last day.")
        return start, start
    return start, end


def _refuse(token: Token, source: Source, message: str) -> Exception:
    return source.refuse(token.start, token.end, message, HOW_OFTEN)
