"""The phrases of a schedule: how often, when in the day, with what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from d3k2.regimen.naming import table
from d3k2.regimen.vocabulary import (
    COUNT,
    HOW_OFTEN,
    MEALS,
    MOMENTS,
    PERIOD,
    Divided,
    Often,
    Phrase,
    Unclear,
    When,
    WithFood,
    number,
    period,
    times,
)

Reader = Callable[[re.Match[str]], Phrase]

_TIMES = rf"(?P<t>once|twice|thrice|(?:{COUNT})\s*(?:times|x))"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?s?"
_ADVERB = "|".join(table("phrases")["periods"])
_ORDINAL = "|".join(table("phrases")["every"])
_SINGLE = r"(?:as )?(?:a |one )?(?:single|one-off|one-time|one) dose"


def match_phrase(plain: str, at: int) -> tuple[Phrase, int] | None:
    """Find the longest phrase of a schedule that begins at this position, and where it ends."""

    def all_found() -> Iterator[tuple[re.Match[str], Reader]]:
        for pattern, reader in _phrases():
            match = pattern.match(plain, at)
            if match:
                yield match, reader

    best = max(all_found(), key=lambda each: each[0].end(), default=None)
    if best is None:
        return None
    match, reader = best
    return reader(match), match.end()


def _times_in(match: re.Match[str]) -> Phrase:
    return Often(times(match["t"]), period(match["p"]), counted=True)


def _times_adverb(match: re.Match[str]) -> Phrase:
    return Often(times(match["t"]), _adverb_days(match["p"]), counted=True)


def _times_every(match: re.Match[str]) -> Phrase:
    days = _so_many(match["n"]) * period(match["p"])
    if not days:
        return Unclear("a period of nothing is no period", HOW_OFTEN)
    return Often(times(match["t"]), days, counted=True)


def _every(match: re.Match[str]) -> Phrase:
    days = _so_many(match["n"]) * period(match["p"])
    return Often(1, days) if days else Unclear("a period of nothing is no period", HOW_OFTEN)


def _so_many(text: str) -> float:
    ordinals = table("phrases")["every"]
    return float(ordinals.get(text, 0)) or number(text)


def _adverb_days(adverb: str) -> float:
    return period(table("phrases")["periods"][adverb])


def _hours(match: re.Match[str]) -> Phrase:
    hours = number(match["n"])
    if hours and 24 % hours == 0:
        return Often(24 / hours, 1, counted=True)
    return Unclear("these hours do not divide a day", "every 6, 8, 12 or 24 hours")


def _days_of_week(match: re.Match[str]) -> Phrase:
    days = number(match["n"])
    if not 0 < days <= 7:
        return Unclear("a week has seven days", HOW_OFTEN)
    return Often(days, 7, counted=True)


def _weekdays(match: re.Match[str]) -> Phrase:
    days = set(re.findall(r"mon|tue|wed|thu|fri|sat|sun", match[0]))
    return Often(len(days), 7, counted=True)


def _meal(match: re.Match[str]) -> Phrase:
    food: WithFood = "empty stomach" if match["how"] == "before" else "meal"
    return When(MEALS[re.sub(r"\s+", " ", match["meal"])], food)


def _moment(match: re.Match[str]) -> Phrase:
    return When(MOMENTS[match["w"]], daily=bool(re.match("every|each", match[0])))


_COUNTED: tuple[tuple[str, Reader], ...] = (
    (rf"{_TIMES}\s*(?:a|per|each|every|in a|/)\s*{PERIOD}", _times_in),
    (rf"{_TIMES}[\s-]*(?P<p>{_ADVERB})", _times_adverb),
    (rf"{_TIMES} every (?P<n>{COUNT})[\s-]+{PERIOD}", _times_every),
    (rf"{_TIMES}\s*/\s*d", lambda m: Often(times(m["t"]), 1, counted=True)),
    (rf"(?:a|per|each|every|/)\s*{PERIOD}", lambda m: Often(1, period(m["p"]))),
    (r"/\s*(?:d|24\s*h)", lambda _: Often(1, 1)),
    (rf"(?P<p>{_ADVERB})", lambda m: Often(1, _adverb_days(m["p"]))),
    (r"(?:on )?alternate days", lambda _: Often(1, 2)),
    (rf"every (?P<n>{_ORDINAL}|{COUNT})[\s-]+{PERIOD}", _every),
    (rf"every (?P<n>{COUNT})\s*(?:hours?|h)", _hours),
    (rf"(?:on )?(?P<n>{COUNT}) days (?:a|per|each|out of the|in the) week", _days_of_week),
    (rf"(?:on |every |each )?{_WEEKDAY}(?:(?:\s*[,&]\s*| and ){_WEEKDAY})*", _weekdays),
    (rf"once only|once|{_SINGLE}|one-off", lambda _: Often(1, 1, once=True)),
    (rf"in (?P<n>{COUNT}) (?:equal |divided |split )*doses", lambda m: _divided(m["n"])),
    (rf"(?:(?P<how>with|at|after|during|before) )?(?:the |my )?(?P<meal>{'|'.join(MEALS)})", _meal),
    (rf"(?:in the |at |around |before )?(?P<w>{'|'.join(MOMENTS)})s?(?: time)?", _moment),
    (r"(?:every|each) (?P<w>morning|afternoon|evening|night)", _moment),
    (r"nightly", lambda _: When("bedtime", daily=True)),
    (r"(?:with|after|during) (?:each|every) meal", lambda _: When(food="meal", each_meal=True)),
)


def _divided(count: str) -> Phrase:
    return Divided(int(number(count)))


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    rows = table("phrases")
    known = list(_COUNTED)
    for prescribed, takes in rows["per_day"].items():
        known.append((re.escape(prescribed), _always(Often(takes, 1, counted=True))))
    for row in rows["food"]:
        known += [(pattern, _always(When(food=row["food"]))) for pattern in row["patterns"]]
    for row in rows["unclear"]:
        refused = Unclear(row["why"], row["accepted"])
        known += [(pattern, _always(refused)) for pattern in row["patterns"]]
    return tuple((_pattern(pattern), reader) for pattern, reader in known)


def _pattern(words: str) -> re.Pattern[str]:
    """Let any blanks stand where one is written, and end at the end of a word."""
    loose = words.replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(rf"(?:{loose})(?![0-9a-z])")


def _always(phrase: Phrase) -> Reader:
    return lambda _: phrase
