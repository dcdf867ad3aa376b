"""The text of a supplement label, read as what one serving holds and how it is taken."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from d3k2.regimen.amounts import check_per_day
from d3k2.regimen.label_entries import EXPECTED, Entry, entries
from d3k2.regimen.phrases import match_phrase
from d3k2.regimen.regimen import Item, Schedule
from d3k2.regimen.schedules import Timing, schedule
from d3k2.regimen.source import LONGEST, Source
from d3k2.regimen.tokens import Bound, Count, Token, bound_at, count_at
from d3k2.regimen.vocabulary import (
    HOW_OFTEN,
    NOUN,
    WORD,
    Divided,
    Often,
    Unclear,
    When,
    number,
)

_LABEL = re.compile(r"serving\s+size")
_SIZE = re.compile(
    rf"serving\s+size\s*:?\s*(?:about\s+|approx\.?\s+)?(?P<n>\d{{1,3}}(?:\.\d+)?|{WORD}|½|1/2|half(?:\s+an?)?)"
    rf"\s*(?:\(\s*\d+\s*\)\s*)?(?:[a-z-]+\s+){{0,3}}?(?P<noun>{NOUN})(?![a-z])"
)
_USE = re.compile(
    r"(?<![a-z])(?:i\s+take|takes?|taken|directions?|suggested\s+use|recommended\s+use|dosage|usage)(?![a-z])\s*:?"
)
_REST = re.compile(
    r"(?<![a-z])(?:other\s+ingredients|ingredients\s*:|directions?|suggested\s+use|recommended\s+use|dosage\s*:|usage\s*:"
    r"|i\s+take|takes?|taken|warnings?|caution|keep\s+out|store\s+in|allergen|does\s+not\s+contain|free\s+of"
    r"|(?:percent|%)\s+daily\s+values?\s+(?:\(dv\)\s+)?are|daily\s+value\s+(?:\(dv\)\s+)?not)"
)
_NOT_USE = re.compile(
    r"other\s+ingredients|ingredients\s*:|warnings?|caution|keep\s+out|store\s+in|allergen|do\s+not"
)
_HINT = re.compile(
    r"\b(?:weekly|monthly|twice|every|times|once|a\s+day|per\s+day)\b|(?<!% )\bdaily\b(?!\s+value)"
)
_BEFORE = re.compile(r"\b(?:weekly|monthly|twice|every\s+\w+|\w+\s+times)\b")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says, and what a reader of it should know."""

    item: Item
    notes: tuple[str, ...]
    """Such as: its percentages follow the daily values used until 2016."""


def read_label(text: str, source_field: str = "takes") -> Item:
    """Read the text of a supplement label; one serving a day unless it says otherwise.

    Raises
    ------
    InputRefused
        When the serving, an amount or a percentage is missing or contradicts another.
    """
    return inspect_label(text, source_field).item


def inspect_label(text: str, source_field: str = "takes") -> Label:
    """Read a label together with notes about it."""
    source = Source(text, source_field)
    if len(text) > LONGEST:
        raise source.refuse(0, 80, f"this is longer than {LONGEST} characters.", EXPECTED)
    return _label(source, *source.trim(0, len(text)))


def is_label(source: Source, start: int, end: int) -> bool:
    """Whether this part of a text is the text of a label."""
    return _LABEL.search(source.plain, start, end) is not None


def read_label_at(source: Source, start: int, end: int) -> Item:
    """Read the label that stands between two positions of a longer text."""
    return _label(source, start, end).item


def _label(source: Source, start: int, end: int) -> Label:
    size = _SIZE.search(source.plain, start, end)
    if size is None:
        raise source.refuse(start, end, "the serving size is missing.", "Serving size 2 capsules")
    said = size["n"]
    per_serving = 0.5 if said.startswith(("½", "1/2", "half")) else number(said)
    if per_serving <= 0:
        raise source.refuse(
            size.start(), size.end(), "none is not a serving.", "Serving size 2 capsules"
        )
    rest = _REST.search(source.plain, size.end(), end)
    stop = rest.start() if rest else end
    found = list(entries(source, size.end(), stop)) or list(entries(source, start, size.start()))
    if not found:
        raise source.refuse(
            start,
            end,
            "no vitamin D, vitamin K or calcium stands after the serving size.",
            EXPECTED,
        )
    _once_each(found, source)
    unread = _BEFORE.search(source.plain, start, min(size.start(), found[0].part.start))
    if unread:
        raise source.refuse(
            unread.start(),
            unread.end(),
            "how it is taken belongs at the end of a label.",
            HOW_OFTEN,
        )
    when, units = _use(source, max(size.end(), found[-1].end), end, size, per_serving)
    ingredients = tuple(
        replace(e.ingredient, amount=e.ingredient.amount / per_serving) for e in found
    )
    item = Item(ingredients, when, units, source.text[start:end])
    for entry, each in zip(found, ingredients, strict=True):
        check_per_day(each.substance, item.daily(each.substance), entry.part, source)
    return Label(item, tuple(dict.fromkeys(e.note for e in found if e.note)))


def _once_each(found: list[Entry], source: Source) -> None:
    seen = set()
    for entry in found:
        if entry.ingredient.substance in seen:
            raise source.refuse(
                entry.part.start, entry.part.end, "this stands twice on the label.", EXPECTED
            )
        seen.add(entry.ingredient.substance)


def _use(
    source: Source, start: int, end: int, size: re.Match[str], per_serving: float
) -> tuple[Schedule, float]:
    """Read how it is taken, from the words after the amounts."""
    begins = _USE.search(source.plain, start, end)
    if begins is None:
        if _HINT.search(source.plain, start, end):
            begins_at = start
        else:
            return Schedule(), per_serving
    else:
        begins_at = begins.end()
    over = _NOT_USE.search(source.plain, begins_at, end)
    stop = over.start() if over else end
    timing, counts = _said(source, begins_at, stop)
    often = [p for p, _ in timing if isinstance(p, Often)]
    daily = [p for p, _ in timing if isinstance(p, When) and (p.daily or p.moment)]
    if len(often) > 1 or len(counts) > 1 or not (often or daily):
        raise source.refuse(
            begins_at,
            stop,
            "how it is taken is not clear.",
            f"at the end: taken daily; {HOW_OFTEN}",
        )
    units = per_serving
    if counts:
        units = _counted(counts[0], size, per_serving, source)
    return schedule(Timing(tuple(timing), None), source), units


def _said(
    source: Source, start: int, end: int
) -> tuple[list[tuple[Often | When | Bound, Token]], list[tuple[Count, Token]]]:
    """Pick the phrases of a schedule out of a sentence on a label."""
    timing: list[tuple[Often | When | Bound, Token]] = []
    counts: list[tuple[Count, Token]] = []
    at = start
    while at < end:
        if at > 0 and source.plain[at - 1].isalnum():
            at += 1
            continue
        count, bound = count_at(source.plain, at), bound_at(source, at, end)
        phrase = match_phrase(source.plain, at)
        if count is not None and isinstance(count.means, Count) and count.end <= end:
            counts.append((count.means, count))
            at = count.end
        elif bound is not None and isinstance(bound.means, Bound):
            timing.append((bound.means, bound))
            at = bound.end
        elif phrase is not None and phrase[1] <= end:
            means, stop = phrase
            if isinstance(means, Unclear | Divided):
                raise source.refuse(at, stop, "how often is it taken?", HOW_OFTEN)
            timing.append((means, Token(at, stop, means)))
            at = stop
        else:
            at += 1
    return timing, counts


def _counted(
    said: tuple[Count, Token], size: re.Match[str], per_serving: float, source: Source
) -> float:
    count, token = said
    if count.units <= 0:
        raise source.refuse(token.start, token.end, "none is not a dose.", "1 capsule")
    if count.noun.startswith("serving"):
        return count.units * per_serving
    if count.noun and count.noun[:3] != size["noun"][:3]:
        raise source.refuse(
            token.start,
            token.end,
            f"the serving is in {size['noun']}, this is not.",
            f"so many {size['noun']}, or so many servings",
        )
    return count.units
