"""One product and its schedule, read from one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from d3k2.regimen.amounts import Part, check_per_day, ingredient
from d3k2.regimen.naming import Name
from d3k2.regimen.regimen import Item
from d3k2.regimen.schedules import Timing, schedule
from d3k2.regimen.source import LONGEST, Source
from d3k2.regimen.tokens import (
    EXPECTED,
    Amount,
    Bound,
    Count,
    Specified,
    Token,
    tokens,
)
from d3k2.regimen.vocabulary import POURED, Divided, Often, Unclear, When

CALCIUM = Name(("calcium",), "calcium")
ONE_OR_TWO = '"+" between the parts of one product, ";" between products'


@dataclass(slots=True)
class Reading:
    """What has been understood of an item so far."""

    parts: list[Part] = field(default_factory=list)
    joined: bool = True
    """Whether the next name or amount belongs to a new part."""
    count: tuple[Count, Token] | None = None
    each: bool = False
    in_total: bool = False
    divided: tuple[Divided, Token] | None = None
    timing: list[tuple[Often | When | Bound, Token]] = field(default_factory=list)


def read_item(text: str, source_field: str = "takes") -> Item:
    """Read one product with its schedule: ``D3 2000 IU daily with dinner``.

    Raises
    ------
    InputRefused
        With the position in the text and what was expected there.
    """
    source = Source(text, source_field)
    if len(text) > LONGEST:
        raise source.refuse(0, 80, f"this is longer than {LONGEST} characters.", EXPECTED)
    return read_item_at(source, *source.trim(0, len(text)))


def read_item_at(source: Source, start: int, end: int) -> Item:
    """Read the item that stands between two positions of a longer text."""
    if start >= end:
        raise source.refuse(start, end, "something is expected here.", EXPECTED)
    read = Reading()
    found = list(tokens(source, start, end))
    for i, token in enumerate(found):
        _take(read, token, found[i + 1 :], source)
    if not read.parts:
        raise source.refuse(start, end, "the name of the substance is missing.", EXPECTED)
    return _item(read, source, start, end)


def _take(read: Reading, token: Token, rest: Sequence[Token], source: Source) -> None:
    means = token.means
    if isinstance(means, Unclear):
        raise source.refuse(token.start, token.end, f"{means.why}.", means.accepted)
    if isinstance(means, Often | When | Bound):
        read.timing.append((means, token))
    elif isinstance(means, Divided):
        _once(read.divided is None, token, source)
        read.divided = (means, token)
    elif isinstance(means, Count):
        _once(read.count is None, token, source)
        read.count = (means, token)
    elif means == "each":
        read.each = True
    elif means == "in total":
        read.in_total = True
    elif means == "plus":
        follows = rest[0].means if rest else None
        if isinstance(follows, Name | Amount) or follows == "noise":
            _close(read, token, source)
    elif means != "noise":
        _add(read, token, source)


def _add(read: Reading, token: Token, source: Source) -> None:
    """Add a name, an amount or a mark to the part it belongs to."""
    means = token.means
    if read.joined:
        read.parts.append(Part(token.start, token.end))
        read.joined = False
    part = read.parts[-1]
    if isinstance(means, Name):
        if part.name is not None and part.amount is not None and means.narrower:
            raise source.refuse(token.start, token.end, "this is a second substance.", ONE_OR_TWO)
        part = part.named(means, token, source)
    elif isinstance(means, Amount):
        _not_the_form(part, means, token, source)
        part = part.measured(means, token, source)
    elif isinstance(means, Specified):
        part = part.specified(means, token, source)
    elif means == "as salt":
        part = replace(part, as_salt=True, end=token.end)
    else:
        said_calcium = "calcium" in source.plain[token.start : token.end]
        if part.name is None and said_calcium:
            part = replace(part, name=CALCIUM)
        part = replace(part, elemental=True, end=token.end)
    read.parts[-1] = part


def _not_the_form(part: Part, amount: Amount, token: Token, source: Source) -> None:
    """Ask whether the 3 of "vitamin D 3 400 IU" belongs to the name or to the amount."""
    digit, blank, rest = amount.number.partition(" ")
    if part.name is not None and len(part.name.narrower) > 1 and blank and digit in ("2", "3"):
        written = source.text[part.start : part.end]
        raise source.refuse(
            part.start,
            token.end,
            "does the first digit belong to the name or to the amount?",
            f"{written}{digit} {rest} {amount.unit}, or {written} {digit}{rest} {amount.unit}",
        )


def _close(read: Reading, token: Token, source: Source) -> None:
    part = read.parts[-1] if read.parts else None
    if part is None or part.name is None or part.amount is None:
        raise source.refuse(
            token.start, token.end, "a substance with its amount is expected before this.", EXPECTED
        )
    if read.timing:
        raise source.refuse(
            token.start, token.end, "a product with another schedule begins here.", ONE_OR_TWO
        )
    read.joined = True


def _once(first: bool, token: Token, source: Source) -> None:
    if not first:
        raise source.refuse(token.start, token.end, "this is said twice.", EXPECTED)


def _item(read: Reading, source: Source, start: int, end: int) -> Item:
    units = _units(read, source)
    share = units if read.in_total else 1.0
    timing = Timing(tuple(read.timing), read.divided)
    when = schedule(timing, source)
    if read.divided is not None:
        share *= read.divided[0].doses
    ingredients = []
    for part in read.parts:
        whole = ingredient(part, source)
        ingredients.append(replace(whole, amount=whole.amount / share))
    item = Item(tuple(ingredients), when, units, source.text[start:end])
    for part, each in zip(read.parts, item.ingredients, strict=True):
        check_per_day(each.substance, item.daily(each.substance), part, source)
    return item


def _units(read: Reading, source: Source) -> float:
    if read.count is None:
        return 1.0
    count, token = read.count
    if count.units <= 0:
        raise source.refuse(token.start, token.end, "none is not a dose.", EXPECTED)
    asked = POURED.match(count.noun) and count.units > 1
    if asked and not read.each and not read.in_total:
        raise source.refuse(
            token.start,
            token.end,
            f"is the amount in each, or in all {count.units:g}?",
            f'"per {count.noun.rstrip("s")}" or "in total" after the amount',
        )
    return count.units
