"""Estimates with their intervals and p-values, as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from d3k2.claims.numbers.figures import PRINTED, Figure, figure
from d3k2.claims.numbers.tables import spelled, table

Scale = Literal["ratio", "difference", "change"]
Operator = Literal["=", "<", ">"]
_P = re.compile(
    r"(?<![^\W_])(?P<p>p)(?:\s*-?\s*values?)?(?P<of>[\s_-]*(?:for|of)?\s*[^\W\d_]*(?:\s[^\W\d_]*)?)?\s*"
    r"(?P<operator>=|<|>|≤|≥|<=|>=|\bof\b|\bwas\b|\bis\b)\s*(?P<value>\d*[.·]\d+|\d+)(?!\s?%)(?![\d:])",
    re.IGNORECASE,
)
_DECIMAL = r"\d*[.·]\d+"
_NEAR = 40
"""Characters between an interval and its p-value."""


@dataclass(frozen=True, slots=True)
class PrintedP:
    """A p-value: ``p < 0.001``."""

    operator: Operator
    value: Figure
    start: int
    end: int
    text: str
    of_effect: bool
    """Whether it is the test of an effect: not one for trend or heterogeneity."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate with its interval.

    Attributes
    ----------
    scale
        ``change`` where no measure is named, only words such as "by" or "difference in".
    level : float
        Of the interval, in percent.
    confidence : bool
        Whether it is a confidence interval: no p-value belongs to a credible one.
    percent : bool
        Whether the estimate is printed in percent.
    """

    scale: Scale
    name: str
    value: Figure
    low: Figure
    high: Figure
    level: float
    confidence: bool
    percent: bool
    start: int
    end: int
    p: PrintedP | None


def estimates(text: str) -> tuple[Estimate, ...]:
    """Find every estimate of a sentence that stands beside its interval."""
    found = sorted(_found(text), key=lambda e: (e.start, -e.end))
    kept: list[Estimate] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def p_values(text: str) -> tuple[PrintedP, ...]:
    """Find every printed p-value of a sentence."""
    return tuple(_p(text, match) for match in _P.finditer(text) if _is_p(match))


def _is_p(match: re.Match[str]) -> bool:
    """The words between p and its sign are those of a test; a unit or a name is none."""
    between = match["of"].strip(" -_").lower()
    words = table("estimates")["p_value"]["of_something_else"]
    if match["operator"].lower() in ("of", "was", "is"):
        return "value" in match[0].lower() and not between
    return not between or any(word.lower() in between for word in words)


def _p(text: str, match: re.Match[str]) -> PrintedP:
    operator: Operator = "="
    if match["operator"] in ("<", "≤", "<="):
        operator = "<"
    elif match["operator"] in (">", "≥", ">="):
        operator = ">"
    after = text[match.end() : match.end() + _NEAR // 2]
    words = table("estimates")["p_value"]["of_something_else"]
    other = match["of"].strip(" -_") or re.match(
        rf"\s*(?:for|of)\s+(?:\w+\s)?{spelled(words)}", after, re.IGNORECASE
    )
    return PrintedP(
        operator, figure(match["value"]), match.start(), match.end(), match[0], not other
    )


def _found(text: str) -> Iterator[Estimate]:
    ps = p_values(text)
    for scale, pattern in _patterns():
        for match in pattern.finditer(text):
            yield _estimate(text, match, scale, ps)


def _estimate(text: str, match: re.Match[str], scale: Scale, ps: tuple[PrintedP, ...]) -> Estimate:
    end = match.end()
    near = [p for p in ps if 0 <= p.start - end <= _NEAR and _nothing(text[end : p.start])]
    return Estimate(
        scale=scale,
        name=" ".join((match["name"] or match.groupdict().get("long") or "").split()),
        value=figure(match["value"]),
        low=figure(match["low"]),
        high=figure(match["high"]),
        level=float(match["level"] or 95),
        confidence=match["other"] is None,
        percent="%" in (match["unit"] or ""),
        start=match.start(),
        end=end,
        p=near[0] if near else None,
    )


def _nothing(between: str) -> bool:
    """Whether only marks and a few words stand between an interval and its p-value."""
    return re.fullmatch(r"[^\d()]*[)\]]?[^\d()]*[(\[]?[^\d()]*", between) is not None


@cache
def _patterns() -> tuple[tuple[Scale, re.Pattern[str]], ...]:
    rows = table("estimates")
    interval = "|".join(re.escape(w) for w in rows["interval"]["words"])
    other = "|".join(re.escape(w) for w in rows["interval"]["other"])
    level = r"(?:(?P<level>\d\d(?:\.\d)?)\s?%\s?)"
    named = rf"{level}?(?:(?:{interval})\b\.?|(?P<other>{other})\b)"
    span = (
        rf"\s*(?:of|from|was|is|:|=|,|;)?\s*[(\[]?\s*(?P<low>{PRINTED})(?!\d|[.,·]\d)\s?%?\s*"
        rf"(?:,|;|-|–|—|−|\bto\b|\band\b|\bthrough\b)\s*(?P<high>{PRINTED})(?![\d.·]*\d)"
        r"(?!\s?(?:years?|months?|weeks?|days?|hours?|times|IU|people|women|men)\b)"
    )
    unit = r"(?P<unit>\s?(?:%|percent|[a-zA-Zµμ]{1,5}/[a-zA-Z]{1,4}|nmol|SD|mg|g|cm2|points?)?)"
    value = rf"(?P<value>{PRINTED})(?!\d|[.,·]\d){unit}"
    same = r"(?:\s*\([A-Za-z]{1,5}\)|\s*\[[A-Za-z]{1,5}\])?"
    link = rf"{same}\s*(?:(?:was|were|is|of|=|:|,|at)\s*)*[(\[]?\s*"
    opened = r"\s*[,;:(\[]+\s*"
    plain = rf"(?:\s*[(\[]\s*|\s*[,;:]\s*(?=[-−]?{_DECIMAL}\D{{1,4}}{_DECIMAL}))"
    patterns: list[tuple[Scale, re.Pattern[str]]] = []
    for scale in ("ratio", "difference"):
        capitals = "|".join(rows[scale]["capitals"])
        said = spelled(rows[scale]["words"])
        short = rf"(?P<name>(?<![^\W_])(?:{capitals})(?![^\W_]))"
        name = short if scale == "difference" else rf"(?:{short}|(?P<long>(?i:{said})))"
        sure = rf"(?:{opened}{named}|{plain})"
        patterns.append((scale, re.compile(rf"{name}{link}{value}{sure}{span}")))
    long = spelled(rows["difference"]["words"])
    patterns.append(
        ("difference", re.compile(rf"(?P<name>(?i:{long})){link}{value}{opened}{named}{span}"))
    )
    change = spelled(rows["change"]["words"])
    of_what = r"(?:\s(?:the|a|in|of|was|is)\b)*(?:\s(?!to\b|from\b)[^\W\d][\w()-]*){0,4}?[\s:=]*"
    loose = rf"(?P<name>(?i:{change})){of_what}"
    patterns.append(("change", re.compile(rf"{loose}{value}\s*[,(\[]\s*(?:{named}){span}")))
    bare = r"(?P<name>)(?<![\w.,])"
    patterns.append(("change", re.compile(rf"{bare}{value}\s*[(\[]\s*(?:{named}){span}")))
    return tuple(patterns)
