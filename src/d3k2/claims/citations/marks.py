"""The marks inside a text that cite by number: ``[2, 4-6]``, ``³``, ``[^1]``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from d3k2.claims.citations.list_words import list_words

_JOIN = r"\s?[,;–—‒-]\s?"
_BRACKETED = re.compile(rf"\[\^?\s?(?P<numbers>\d{{1,3}}(?:{_JOIN}\d{{1,3}})*)\s?\]")
_FOOTNOTE = re.compile(r"\[\^(?P<name>[\w.-]{1,30})\](?!:)")
_RAISED = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]{0,2}(?:[,⁻–˒‚-][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*")
_TAGGED = re.compile(
    rf"(?:<sup>\[?|\^)(?P<numbers>\d{{1,3}}(?:{_JOIN}\d{{1,3}})*)(?:\]?</sup>|\^)", re.IGNORECASE
)
_CALLED = re.compile(
    r"[\[(]\s?(?:see\s)?(?:refs?|references?|sources?|citations?|notes?|footnotes?)\.?:?\s?"
    rf"(?:no\.?\s)?(?P<numbers>\d{{1,3}}(?:{_JOIN}\d{{1,3}})*)\s?[\])]",
    re.IGNORECASE,
)
_LENTICULAR = re.compile(r"【(?P<numbers>\d{1,3})(?:[†:][^】\n]{0,40})?】")
_AFTER_STOP = re.compile(
    r"(?<=[a-z]{3}[.,])(?P<numbers>\d{1,2}(?:[,–-]\d{1,2})*)(?=\s+[A-Z\"“(]|\s*\n|\s*\Z)"
)
_ROUND = re.compile(
    r"(?<=[^\s(]) \((?P<numbers>\d{1,2}(?:\s?[,;–-]\s?\d{1,2})*)\)"
    r"(?=[.,;:]|\s*\Z|[ \t]*\n|\s(?:and|but|or|while|whereas|which|although)\b)"
)
_WORD_BEFORE = re.compile(r"[^\W\d_]{2}\Z")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_LAST_WORD = re.compile(r"[^\s(\[]+[ \t]*\Z")
_NEXT_WORD = re.compile(r"[ \t]*(?P<word>[^\s,;:)\]]+)")
_RANGE = re.compile(r"(\d+)\s?[–—‒-]\s?(\d+)")
LONGEST_RANGE = 30
"""Entries that one range may name; a wider one is no citation."""
LOOK = 24
"""Characters looked at before and after a mark."""


@dataclass(frozen=True, slots=True)
class NumberMark:
    """Numbers that may cite; ``sure`` where the way they are written leaves little doubt."""

    start: int
    end: int
    labels: tuple[str, ...]
    sure: bool


def number_marks(text: str) -> tuple[NumberMark, ...]:
    """Find the numbers that cite something, in order and without overlap.

    Numbers in intervals and formulas, powers and units are none. A number right after a stop
    (``arteries.3``) or in round brackets before one is not sure: it counts only where the list
    has that entry. Round brackets behind a number count where others stand behind words, and where
    nothing is cited in another way.
    """
    found = sorted(_all(text), key=lambda m: (m.start, -m.end))
    kept: list[NumberMark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _all(text: str) -> Iterator[NumberMark]:
    for match in _FOOTNOTE.finditer(text):
        name = match["name"]
        label = name.lstrip("0") or "0" if name.isdigit() else name
        yield NumberMark(*match.span(), (label,), sure=True)
    for pattern, sure in (
        (_BRACKETED, True),
        (_TAGGED, True),
        (_CALLED, True),
        (_LENTICULAR, True),
        (_AFTER_STOP, False),
    ):
        for match in pattern.finditer(text):
            numbers = _expanded(match["numbers"])
            if numbers and not (pattern is _BRACKETED and _no_mark(text, match)):
                yield NumberMark(*match.span(), numbers, sure)
    yield from _round(text)
    for match in _RAISED.finditer(text):
        numbers = _expanded(match[0].translate(_DIGITS))
        if numbers and not _power(text, match):
            yield NumberMark(*match.span(), numbers, sure=True)


def _round(text: str) -> Iterator[NumberMark]:
    """Yield numbers in round brackets, behind a word or behind other brackets."""
    found = [(m, _expanded(m["numbers"])) for m in _ROUND.finditer(text)]
    behind_words = [bool(_WORD_BEFORE.search(text, 0, m.start())) for m, _ in found]
    another = any(not _no_mark(text, m) for m in _BRACKETED.finditer(text))
    everywhere = any(behind_words) and not another
    for (match, numbers), behind_word in zip(found, behind_words, strict=True):
        if numbers and (behind_word or everywhere):
            yield NumberMark(match.start() + 1, match.end(), numbers, sure=False)


def _expanded(written: str) -> tuple[str, ...]:
    """Every number that is meant; none where it cannot be a list of entries."""
    numbers: list[str] = []
    for part in re.split(r"[,;˒‚]", written):
        ends = _RANGE.fullmatch(part.strip())
        low, high = (int(ends[1]), int(ends[2])) if ends else (_number(part), _number(part))
        if not 0 < low <= high or high - low > LONGEST_RANGE:
            return ()
        numbers += [str(n) for n in range(low, high + 1)]
    return tuple(dict.fromkeys(numbers))


def _number(part: str) -> int:
    return int(part) if part.strip().isdigit() else 0


def _no_mark(text: str, match: re.Match[str]) -> bool:
    """Whether brackets belong to a formula or hold an interval."""
    start, end = match.span()
    words = list_words()
    if text[end : end + 1] == ":" and text[:start].rpartition("\n")[2].strip() == "":
        return True
    touching = text[start - 1 : start] if start else ""
    if touching.isalpha() and _last(text, start) in (
        touching.casefold(),
        f"({touching.casefold()}",
    ):
        return touching.casefold() not in ("d", "k")
    if touching in ("=", "+", "×", "*", "/", "^", "_"):
        return touching not in ("*", "_")
    before, after = _last(text, start).strip("(:,"), _NEXT_WORD.match(text, end)
    following = after["word"].casefold().rstrip(".") if after else ""
    return before in words.no_mark_before or following in words.no_mark_after


def _power(text: str, match: re.Match[str]) -> bool:
    """Whether a raised number is a power, the charge of an ion, or stands beside digits."""
    start, end = match.span()
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if not before or before.isdigit() or after in ("⁺", "⁻", "+") or before in "([{^":
        return True
    if before.isspace():
        return not text[:start].rstrip(" ")[-1:].isalnum() or after.isalnum()
    if after.isalnum():
        return True
    return _last(text, start).lstrip("(") in list_words().raised_is_power_after


def _last(text: str, at: int) -> str:
    found = _LAST_WORD.search(text, max(0, at - LOOK), at)
    return found[0].strip().casefold() if found else ""
