"""Percentages against what they are percentages of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from d3k2.claims.findings import NumberFinding, NumberVerdict
from d3k2.claims.numbers.figures import PRINTED, Figure, figure
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.tables import table, words
from d3k2.units import show_number

_WHOLE = r"\d{1,3}(?:,\d{3})+|\d+"
_PERCENT = r"(?P<percent>\d+(?:[.·]\d+)?)\s?(?:%|percent\b|per\scent\b)"
_UNIT = r"\s?[^\W\d_%][\w/µμ]*|\s?%"
_ROUGHLY = r"about|around|approximately|almost|nearly|roughly|~"
_VERBOSE = re.IGNORECASE | re.VERBOSE
_PART = re.compile(
    rf"""(?<![\w.,/])(?P<part>{_WHOLE})
    (?:\s?/\s?|\s(?:out\s)?(?:of|in)(?:\sthe|\sall)?\s)
    (?P<whole>{_WHOLE})(?![\d/]|[.,]\d)
    (?:\s(?:the\s|all\s|those\s)?[^\W\d][\w-]*){{0,4}}?
    \s?[(\[,]\s?(?:or\s)?(?P<about>{_ROUGHLY})?\s?{_PERCENT}
    \s?(?=[)\];,.])(?!\s?[;,]?\s?(?:CI|confidence|interval))""",
    _VERBOSE,
)
_CHANGE = re.compile(
    rf"""\bfrom\s(?:about\s|around\s|an?\s(?:mean|average)\sof\s)?(?P<one>{PRINTED})(?P<unit>{_UNIT})?
    \s?to\s(?:about\s|around\s)?(?P<other>{PRINTED})(?P<same>{_UNIT})?\s?[,(–—;-]+\s?
    (?:or\s|i\.e\.,?\s|an?\s|by\s|which\sis\s|meaning\s|that\sis,?\s|equal\sto\s|(?:{_ROUGHLY})\s)*
    {_PERCENT}(?P<points>\s(?:percentage\s)?points?)?\s(?:[^\W\d_]+\s){{0,2}}?(?P<word>[^\W\d_]+)""",
    _VERBOSE,
)
_TIMES = re.compile(
    rf"""\b(?P<how>doubled|halved|tripled|trebled|quadrupled)\b
    (?:\s[^\W\d_]+){{0,3}}?,?\s\(?from\s(?:about\s|around\s)?
    (?P<one>{PRINTED})(?:{_UNIT})?\s?to\s(?:about\s|around\s)?(?P<other>{PRINTED})""",
    _VERBOSE,
)
_FOLDS = {"doubled": 2.0, "halved": 0.5, "tripled": 3.0, "trebled": 3.0, "quadrupled": 4.0}
_HUNDREDS = r"(?<![\d.,])(?P<percent>\d{3,5}(?:[.·]\d+)?)\s?(?:%|percent\b|per\scent\b)"
_MORE = re.compile(
    rf"{_HUNDREDS}\s?(?P<of>of\s(?:the\s|all\s)?)?(?P<word>[^\W\d_]+)(?!['’\w])",
    re.IGNORECASE,
)
_BY = re.compile(rf"\b(?P<word>[^\W\d_]+)\s(?:[^\W\d_]+\s){{0,5}}?by\s{_HUNDREDS}", re.IGNORECASE)


def percentages(reading: Reading) -> Iterator[NumberFinding]:
    """Hold percentages against the numbers beside them.

    Parts of a whole ("12 of 120 (10 %)"), changes between two values, words such as "doubled", and
    what is above 100 % and cannot be.
    """
    for match in _PART.finditer(reading.text):
        yield from _part(reading, match)
    for match in _CHANGE.finditer(reading.text):
        yield from _change(reading, match)
    for match in _TIMES.finditer(reading.text):
        yield from _times(reading, match)
    yield from _above_all(reading)


def _part(reading: Reading, match: re.Match[str]) -> Iterator[NumberFinding]:
    part, whole = figure(match["part"]).value, figure(match["whole"]).value
    said = figure(match["percent"])
    if not 0 < part <= whole:
        return
    computed = 100 * part / whole
    known = table("thresholds")["percentage"]
    allowed = max(2 * said.half, known["points"])
    if match["about"]:
        allowed += known["share"] * computed
    if whole <= known["spoken_most"]:
        allowed = max(allowed, known["spoken"] * computed)
    text = f"{match['part']} of {match['whole']} is {show_number(computed)} %"
    holds = abs(said.value - computed) <= allowed
    yield reading.find(
        match.start(),
        match.end(),
        "percentage",
        "holds" if holds else "wrong",
        f"{text}." if holds else f"{text}, not {said.value:g} %.",
    )


def _change(reading: Reading, match: re.Match[str]) -> Iterator[NumberFinding]:
    one, other = figure(match["one"]), figure(match["other"])
    said, word = figure(match["percent"]), match["word"]
    falls = words("fell").fullmatch(word) is not None
    rises = words("rose").fullmatch(word) is not None
    if one.value <= 0 or other.value < 0 or falls == rises or _other_way(one, other, falls=falls):
        return
    if not _one_unit(match) or _dates(one, other):
        return
    points = abs(other.value - one.value)
    share = 100 * points / one.value
    in_percent = "%" in (match["unit"] or "") + (match["same"] or "")
    changed = f"From {match['one']} to {match['other']} is a change of"
    start, end = match.span()
    if match["points"]:
        near = _near(said.value, points)
        reason = f"{changed} {show_number(points)} percentage points."
        yield reading.find(start, end, "percentage", "holds" if near else "wrong", reason)
        return
    of_points = f", {show_number(points)} percentage points" if in_percent else ""
    reason = f"{changed} {show_number(share)} %{of_points}."
    if _near(said.value, share) or _rounded_away(
        one.half, other.half, one.value, said.value, share
    ):
        yield reading.find(start, end, "percentage", "holds", reason)
    elif in_percent and _near(said.value, points):
        reason += " What is printed as percent are the percentage points."
        yield reading.find(start, end, "percentage", "doubtful", reason)
    else:
        of_another = re.compile(r"\s(?:in|of)\b").match(reading.text, end)
        verdict: NumberVerdict = "doubtful" if of_another else "wrong"
        yield reading.find(start, end, "percentage", verdict, reason)


def _other_way(one: Figure, other: Figure, *, falls: bool) -> bool:
    """Whether a change goes the other way than the word says: the word is of something else."""
    return (other.value < one.value) != falls


def _dates(one: Figure, other: Figure) -> bool:
    """Whether "from 2010 to 2020" are years."""
    return all(each.value.is_integer() and 1900 <= each.value <= 2100 for each in (one, other))


def _one_unit(match: re.Match[str]) -> bool:
    """Whether both ends of a change stand in one unit: only one is written, or one for both."""
    first, second = ((match[key] or "").strip().lower() for key in ("unit", "same"))
    if re.match(r"year|month|week|day|hour", first or second):
        return False
    return not first or not second or first == second


def _near(said: float, computed: float) -> bool:
    allowed = table("thresholds")["percentage"]
    return abs(said - computed) <= max(float(allowed["points"]), float(allowed["share"]) * computed)


def _rounded_away(half: float, other: float, base: float, said: float, share: float) -> bool:
    """Whether the rounding of both ends explains the difference."""
    return abs(said - share) <= 100 * (half + other) * (1 + share / 100) / base


def _times(reading: Reading, match: re.Match[str]) -> Iterator[NumberFinding]:
    ends = figure(match["one"]), figure(match["other"])
    one, other = (each.value for each in ends)
    if one <= 0 or other <= 0 or _dates(*ends):
        return
    said, computed = _FOLDS[match["how"].lower()], other / one
    allowed = 1 + table("thresholds")["percentage"]["times"]
    reason = f"From {match['one']} to {match['other']} is {show_number(computed)} times as much."
    holds = 1 / allowed <= computed / said <= allowed
    verdict: NumberVerdict = "holds" if holds else "wrong"
    yield reading.find(match.start(), match.end(), "percentage", verdict, reason)


def _above_all(reading: Reading) -> Iterator[NumberFinding]:
    most = table("thresholds")["percentage"]["most"]
    for match in _MORE.finditer(reading.text):
        value = figure(match["percent"]).value
        of_people = match["of"] and words("people").fullmatch(match["word"])
        if value > most and of_people:
            reason = f"{value:g} % of {match['word']} is more than all of them."
            yield reading.find(match.start(), match.end(), "percentage", "wrong", reason)
        elif value > most and words("fell").fullmatch(match["word"]):
            reason = f"Nothing falls by {value:g} %: at 100 % nothing is left."
            yield reading.find(match.start(), match.end(), "percentage", "wrong", reason)
    for match in _BY.finditer(reading.text):
        value = figure(match["percent"]).value
        rises = words("rose").search(match[0])
        if value > most and not rises and words("fell_by").fullmatch(match["word"]):
            reason = f"Nothing falls by {value:g} %: at 100 % nothing is left."
            yield reading.find(match.start(), match.end(), "percentage", "wrong", reason)
