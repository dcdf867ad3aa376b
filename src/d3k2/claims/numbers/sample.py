"""The number of people of a study, beside the words for its size and the percentages of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from d3k2.claims.findings import NumberFinding, NumberVerdict
from d3k2.claims.numbers.figures import figure
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.tables import spelled, table, words
from d3k2.units import show_number

_N = re.compile(r"(?<![^\W_])n\s?=\s?(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?![\d.]\d)", re.IGNORECASE)
_LISTED = r"\d{1,3}(?:,\d{3})+|\d+"
_FEW_WORDS = r"(?:\s[^\W\d][\w-]*){0,3}?"
_PEOPLE_SAID = re.compile(
    r"\b(?:of|in|with|on|from|among|enrolled|recruited|included|including|involving|studied|followed|"
    rf"tested|just|only|part:)\s(?P<n>{_LISTED})(?![.,]\d|\s?%|-){_FEW_WORDS}\s(?P<who>[^\W\d_]+)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?P<percent>\d+(?:[.·]\d+)?)\s?(?:%|percent\b|per cent\b)\sof\s(?:the\s|all\s|these\s|its\s)?"
    rf"(?P<n>{_LISTED})(?![.,]?\d)\s(?:[^\W\d_][\w-]*\s)??(?P<who>[^\W\d_]+)",
    re.IGNORECASE,
)
_NEAR = 70
"""Characters between a word for the size and the number of people."""
_BEFORE = 18
"""Characters before a percentage in which "about" may stand."""


def samples(reading: Reading) -> Iterator[NumberFinding]:
    """Hold words such as "large" against the number of people, and percentages against it.

    A percentage of whole people must be a whole number of them (the idea of the GRIM test: Brown
    and Heathers, Social Psychological and Personality Science 2017).
    """
    yield from _size_words(reading)
    for match in _SHARE.finditer(reading.text):
        if words("people").fullmatch(match["who"]):
            yield from _possible_share(reading, match)


def _size_words(reading: Reading) -> Iterator[NumberFinding]:
    numbers = [*_people(reading.text)]
    if not numbers:
        return
    most = max(numbers, key=lambda each: figure(each["n"]).value)
    count = figure(most["n"]).value
    for row in table("power_words")["size"]:
        said = _pattern(tuple(row["words"])).search(reading.text)
        if said is None or max(most.start("n") - said.end(), said.start() - most.end()) > _NEAR:
            continue
        if "unless" in row and _pattern(tuple(row["unless"])).search(reading.text):
            continue
        if count < row.get("below", 0) or count > row.get("above", count):
            start, end = min(said.start(), most.start("n")), max(said.end(), most.end("n"))
            reason = f'"{said[0]}" is said of {show_number(count, 0)} people. {row["reason"]}'
            yield reading.find(start, end, "sample", "doubtful", reason)


def _people(text: str) -> Iterator[re.Match[str]]:
    yield from _N.finditer(text)
    for match in _PEOPLE_SAID.finditer(text):
        if words("people").fullmatch(match["who"]):
            yield match


def _possible_share(reading: Reading, match: re.Match[str]) -> Iterator[NumberFinding]:
    said, count = figure(match["percent"]), figure(match["n"]).value
    if not 0 < count <= table("thresholds")["sample"]["grim_most"] or said.value > 100:
        return
    nearest = 100 * round(said.value * count / 100) / count
    if abs(nearest - said.value) <= 2 * said.half:
        return
    before = reading.text[max(0, match.start() - _BEFORE) : match.start()]
    if words("nearly").search(before):
        return
    verdict: NumberVerdict = "wrong" if "." in match["percent"] else "doubtful"
    reason = (
        f"{match['percent']} % of {match['n']} is {show_number(said.value * count / 100)}: "
        f"no number of people; the nearest is {show_number(nearest)} %."
    )
    yield reading.find(match.start(), match.end(), "sample", verdict, reason)


@cache
def _pattern(listed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(spelled(listed), re.IGNORECASE)
