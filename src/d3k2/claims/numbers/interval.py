"""An estimate, its interval and its p-value: can they stand together?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from d3k2.claims.findings import NumberFinding, NumberVerdict
from d3k2.claims.numbers.estimates import Estimate, PrintedP, estimates, p_values
from d3k2.claims.numbers.figures import Figure
from d3k2.claims.numbers.p_value import p_of, z_from, z_of, z_span
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.tables import table, words
from d3k2.units import show_number

_NOT_SO = re.compile(
    r"\b(?:not|n't|never|nor|failed to)\s(?:[^\W\d_]+\s){0,7}significan", re.IGNORECASE
)
_NEAR = 80
"""Characters between a word of significance and its estimate."""


def intervals(reading: Reading) -> Iterator[NumberFinding]:
    """Hold every estimate of a sentence against its interval, and the interval against its p-value.

    All rounding is counted in favour of the text. What exact, adjusted or Bayesian methods may
    explain is at most doubtful.
    """
    found = estimates(reading.text)
    for one in found:
        yield from _checked(reading, one)
    for p in p_values(reading.text):
        yield from _possible(reading, p)
    if len(found) == 1:
        yield from _significance(reading, found[0])


def _checked(reading: Reading, one: Estimate) -> Iterator[NumberFinding]:
    ends = f"{show_number(one.low.value)} to {show_number(one.high.value)}"
    if one.scale == "ratio" and one.low.high < 0:
        reason = f"A ratio cannot be negative, so its interval cannot begin at {one.low.value:g}."
        yield reading.find(one.start, one.end, "interval", "wrong", reason)
        return
    if one.low.value > one.high.value:
        reason = f"The interval runs from {ends}, from the higher end to the lower."
        yield reading.find(one.start, one.end, "interval", "doubtful", reason)
        return
    if not _inside(one):
        sure = one.scale != "change" or bool(one.name)
        reason = f"The estimate {show_number(one.value.value)} lies outside its interval, {ends}."
        yield reading.find(one.start, one.end, "interval", "wrong" if sure else "doubtful", reason)
        return
    if one.scale == "change" or not one.confidence:
        return
    yield from _against_p(reading, one)
    yield from _off_centre(reading, one)


def _inside(one: Estimate) -> bool:
    """Whether an estimate can lie in its interval, its sign left out or said by words."""
    low, high = sorted((one.low, one.high), key=lambda f: f.value)
    values = [one.value]
    if one.scale != "ratio":
        values.append(Figure(-one.value.value, one.value.half))
    if one.percent:
        share = one.value.value / 100
        values += [Figure(1 - share, one.value.half / 100), Figure(1 + share, one.value.half / 100)]
    return any(v.high >= low.low and v.low <= high.high for v in values)


def _against_p(reading: Reading, one: Estimate) -> Iterator[NumberFinding]:
    if one.p is None or not one.p.of_effect or not 0 < one.p.value.value <= 1:
        return
    span = z_span(one.value, one.low, one.high, ratio=one.scale == "ratio", level=one.level)
    if span is None:
        return
    least, most = p_of(span[1]), p_of(span[0])
    exact = z_from(
        one.value.value, one.low.value, one.high.value, ratio=one.scale == "ratio", level=one.level
    )
    shown = show_number(p_of(exact))
    computed = f"An interval of {one.low.value:g} to {one.high.value:g} around {one.value.value:g}"
    verdict = _contradicts(one.p, least, most)
    if verdict is not None:
        reason = f"{computed} goes with p = {shown}, not with {one.p.text}."
        yield reading.find(one.start, one.p.end, "interval", verdict, reason)
    elif _other_side(one, one.p):
        reason = (
            f"{computed} goes with p = {shown}; {one.p.text} lies on the other side of {_cut():g}."
        )
        yield reading.find(one.start, one.p.end, "interval", "doubtful", reason)
    else:
        reason = f"{computed} goes with p = {shown}, as printed."
        yield reading.find(one.start, one.p.end, "interval", "holds", reason)


def _contradicts(p: PrintedP, least: float, most: float) -> NumberVerdict | None:
    """How far a printed p-value is from every one that the printed interval allows."""
    low = 0.0 if p.operator == "<" else max(p.value.low, 0.0)
    high = 1.0 if p.operator == ">" else p.value.high
    allowed = table("thresholds")["p_value"]
    if _far(least, high, allowed["factor"], allowed["z"]):
        return "wrong"
    if _far(low, most, allowed["factor"], allowed["z"]):
        return "wrong"
    halfway = allowed["doubtful_factor"], allowed["doubtful_z"]
    return "doubtful" if _far(least, high, *halfway) or _far(low, most, *halfway) else None


def _far(more: float, less: float, factor: float, z: float) -> bool:
    """Whether one p-value is larger than another by more than this factor and deviate."""
    if more <= less * factor:
        return False
    return less <= 0 or z_of(min(less, 1.0)) - z_of(min(more, 1.0)) > z


def _other_side(one: Estimate, p: PrintedP) -> bool:
    """Whether interval and p-value disagree on significance, at the level of the interval."""
    cut = _cut()
    if not math.isclose(one.level, 100 * (1 - cut)):
        return False
    if _clearly(one, excludes=True):
        return p.operator != "<" and p.value.low > cut
    return _clearly(one, excludes=False) and p.operator != ">" and p.value.high < cut


def _cut() -> float:
    return float(table("thresholds")["p_value"]["significance"])


def _clearly(one: Estimate, *, excludes: bool) -> bool:
    """Whether an interval excludes, or includes, no effect whatever the rounding was."""
    null = 1.0 if one.scale == "ratio" else 0.0
    if excludes:
        return one.low.low > null or one.high.high < null
    return one.low.high < null < one.high.low


def _off_centre(reading: Reading, one: Estimate) -> Iterator[NumberFinding]:
    """The estimate of a ratio stands in the middle of its interval on the log scale."""
    if one.scale == "ratio" and min(one.low.low, one.value.low) <= 0:
        return
    move = math.log if one.scale == "ratio" else float
    width = move(one.high.low) - move(one.low.high)
    if width <= 0:
        return
    low = (move(one.value.low) - move(one.low.high)) / (move(one.high.high) - move(one.low.high))
    high = (move(one.value.high) - move(one.low.low)) / (move(one.high.low) - move(one.low.low))
    allowed = table("thresholds")["interval"]["asymmetry"]
    if low > 0.5 + allowed or high < 0.5 - allowed:
        scale = " on the log scale" if one.scale == "ratio" else ""
        reason = (
            f"{one.value.value:g} is far from the middle of {one.low.value:g} to "
            f"{one.high.value:g}{scale}, where an estimate stands."
        )
        yield reading.find(one.start, one.end, "interval", "doubtful", reason)


def _possible(reading: Reading, p: PrintedP) -> Iterator[NumberFinding]:
    if p.value.value > 1:
        yield reading.find(p.start, p.end, "interval", "wrong", "A p-value is never above 1.")
    elif p.value.value == 0 and p.operator != ">":
        reason = "A p-value is never 0: what is meant is below the last digit printed."
        yield reading.find(p.start, p.end, "interval", "doubtful", reason)


def _significance(reading: Reading, one: Estimate) -> Iterator[NumberFinding]:
    """Words of significance against the only interval of a sentence."""
    if one.scale == "change" or not one.confidence:
        return
    said = list(words("significant").finditer(reading.text))
    denied = words("not_significant").search(reading.text) or _NOT_SO.search(reading.text)
    negated = words("denied").search(reading.text)
    if words("contrast").search(reading.text) or len(said) != 1:
        return
    null = "1" if one.scale == "ratio" else "0"
    ends = f"{one.low.value:g} to {one.high.value:g}"
    if denied and _clearly(one, excludes=True):
        reason = f"The interval {ends} excludes {null}: that is significant."
        yield reading.find(one.start, one.end, "interval", "doubtful", reason)
    elif (
        not denied and not negated and _of(reading, said[0], one) and _clearly(one, excludes=False)
    ):
        reason = f"The interval {ends} includes {null}: that is not significant."
        yield reading.find(one.start, one.end, "interval", "wrong", reason)


def _of(reading: Reading, said: re.Match[str], one: Estimate) -> bool:
    """Whether a word of significance is of this estimate: close before it, in one clause."""
    between = reading.text[said.end() : one.start]
    return 0 < len(between) <= _NEAR and re.search(r";|\band\b|\bp\s?[=<>]", between) is None
