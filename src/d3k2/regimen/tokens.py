"""A regimen's text, cut into the pieces that mean something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from d3k2.regimen.calendar_dates import ACCEPTED, match_date
from d3k2.regimen.naming import Name, SaltForm, match_name, match_salt
from d3k2.regimen.phrases import match_phrase
from d3k2.regimen.source import Source
from d3k2.regimen.vocabulary import NOUN, WORD, Phrase, number
from d3k2.units import NUMBER, spell_unit

AMOUNT_UNITS = frozenset({"IU", "kIU", "ng", "µg", "mg", "g", "mmol", "mEq"})
"""Units an amount can stand in; whether they fit the substance is decided later."""

EXPECTED = (
    "a substance, its amount with a unit, and when it is taken: D3 2000 IU daily with dinner; "
    "MK-7 100 µg daily; calcium citrate 500 mg twice daily"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, not yet converted."""

    number: str
    unit: str
    in_brackets: bool = False

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"


@dataclass(frozen=True, slots=True)
class Count:
    """So many capsules, tablets or drops."""

    units: float
    noun: str


@dataclass(frozen=True, slots=True)
class Specified:
    """A form said after a name: "(as MK-7)", "as calcium citrate"."""

    names: tuple[Name, ...]
    salt: SaltForm | None


@dataclass(frozen=True, slots=True)
class Bound:
    """A date with the word before it."""

    side: Literal["from", "until", "on"]
    first: date
    last: date


Mark = Literal["plus", "as salt", "elemental", "each", "in total", "noise"]


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the text and what it means."""

    start: int
    end: int
    means: Name | Amount | Count | Specified | Bound | Phrase | Mark


_NOISE = r"of|the|takes?|taking|taken|supplements?|orally|by\s+mouth|po|with\s+water|regularly"
_ELEMENT = r"(?:as\s+|of\s+)?element(?:al|ary)(?:\s+calcium)?"
_MARKS: tuple[tuple[re.Pattern[str], Mark], ...] = (
    (re.compile(r"\+|&|/|(?:and|plus|with)\b"), "plus"),
    (re.compile(r"\(?\s*as\s+(?:the\s+)?salt\s*\)?(?![a-z])|\(\s*salt\s*\)"), "as salt"),
    (re.compile(rf"(?:\(\s*)?{_ELEMENT}(?:\s*\))?(?![a-z])"), "elemental"),
    (re.compile(rf"(?:each|apiece|(?:per|/)\s*(?:{NOUN}))(?![a-z])"), "each"),
    (re.compile(r"\(?\s*(?:in\s+total|altogether|total)\s*\)?(?![a-z])"), "in total"),
    (re.compile(rf"(?:{_NOISE}|{NOUN})(?![a-z])|[,.:]"), "noise"),
)
_COUNT = re.compile(
    rf"(?P<n>\d{{1,3}}(?:\.\d+)?|{WORD}|an?|half(?:\s+(?:of\s+)?an?)?|½|1/2)\s*(?:x\s*)?(?P<noun>{NOUN})(?![a-z])"
    rf"|(?P<x>\d{{1,2}}|{WORD})\s*x\s*(?=\d)|(?P<at>\d{{1,3}}(?:\.\d+)?|{WORD})\s+at\s+a\s+time(?![a-z])"
)
_UNIT = re.compile(r"\s*-?\s*(?P<unit>[a-zµ][a-zµ.]*(?:\s+[a-z]+)?)", re.IGNORECASE)
_BOUND = re.compile(
    r"(?P<from>since|from|starting(?:\s+(?:on|from|in))?|started(?:\s+(?:on|in))?|start|as\s+of|beginning)\s+"
    r"|(?P<until>until|till|through|up\s+to|to|ending(?:\s+(?:on|in))?)\s+|(?P<on>on|in)\s+"
)
_DATE_EXPECTED = re.compile(_BOUND.pattern + r"(?=\d)|(?:since|from|until|till)\b")
_BRACKET = re.compile(r"[(\[]\s*(?:=\s*)?(?:as|from|equivalent\s+to)?\s*")
_SPEC = re.compile(r"(?:as|from)\s+")
_NEXT_FORM = re.compile(r"\s*(?:[,(\[]|(?:[)\]]\s*)?from\s)\s*")
_EQUAL = re.compile(r"[(\[]\s*=?\s*|=\s*")
_UNITS_TAKEN = re.compile(rf"\s*-?\s*(?:{NOUN})(?![a-z])")
_CLOSING = re.compile(r"\s*[)\]]")
_ALL_CLOSING = re.compile(r"(?:\s*[)\]])+")


def tokens(source: Source, start: int, end: int) -> Iterator[Token]:
    """Cut a part of the text into tokens.

    Raises
    ------
    InputRefused
        At the first piece that means nothing here.
    """
    at = start
    while at < end:
        if source.plain[at].isspace():
            at += 1
            continue
        found = [t for t in _candidates(source, at, end) if t.end <= end]
        if not found:
            raise _not_understood(source, at, end)
        best = max(found, key=lambda token: token.end)
        yield best
        at = best.end


def _candidates(source: Source, at: int, end: int) -> Iterator[Token]:
    plain = source.plain
    named = match_name(plain, at)
    if named:
        yield Token(at, named[1], named[0])
    phrase = match_phrase(plain, at)
    if phrase:
        yield Token(at, phrase[1], phrase[0])
    for token in (
        bound_at(source, at, end),
        count_at(plain, at),
        amount_at(source, at),
        specified_at(source, at),
    ):
        if token:
            yield token
    for pattern, mark in _MARKS:
        match = pattern.match(plain, at)
        if match:
            yield Token(at, match.end(), mark)


def amount_at(source: Source, at: int) -> Token | None:
    """Find a number with a unit of amount at this position, alone or in brackets."""
    opening = _EQUAL.match(source.plain, at)
    begin = opening.end() if opening else at
    digits = NUMBER.match(source.plain, begin)
    if digits is None:
        return None
    unit = _UNIT.match(source.plain, digits.end())
    if unit is None:
        return None
    written = source.text[unit.start("unit") : unit.end("unit")]
    for length in sorted(
        {len(written), len(written.split()[0]), len(written.split()[0].rstrip("."))}, reverse=True
    ):
        spelling = spell_unit(written[:length])
        if spelling in AMOUNT_UNITS:
            stop = unit.start("unit") + length
            _one_number(source, begin, digits.end(), stop)
            amount = Amount(source.text[begin : digits.end()], str(spelling), opening is not None)
            if opening is None or opening[0].startswith("="):
                return Token(at, stop, amount)
            closing = _CLOSING.match(source.plain, stop)
            return Token(at, closing.end(), amount) if closing else None
    return None


def _one_number(source: Source, begin: int, stop: int, end: int) -> None:
    """Ask whether "2 500 mg tablets" is 2500 mg, or 2 tablets of 500 mg."""
    written = source.plain[begin:stop]
    if " " in written and _UNITS_TAKEN.match(source.plain, end):
        units, _, amount = written.partition(" ")
        raise source.refuse(
            begin,
            end,
            "is this one number or two?",
            f"{written.replace(' ', '')} for one, or {units} x {amount.replace(' ', '')} for two",
        )


def count_at(plain: str, at: int) -> Token | None:
    """Find a number of capsules, tablets or drops at this position."""
    match = _COUNT.match(plain, at)
    if match is None:
        return None
    if match["x"] or match["at"]:
        return Token(at, match.end(), Count(number(match["x"] or match["at"]), ""))
    said = match["n"]
    if said.startswith("half") or said in ("½", "1/2"):
        units = 0.5
    else:
        units = 1.0 if said in ("a", "an") else number(said)
    return Token(at, match.end(), Count(units, match["noun"]))


def bound_at(source: Source, at: int, end: int) -> Token | None:
    """Find a date with the word before it at this position."""
    word = _BOUND.match(source.plain, at)
    if word is None:
        return None
    try:
        found = match_date(source.plain, word.end())
    except ValueError as wrong:
        raise source.refuse(at, end, f"{wrong}.", ACCEPTED) from None
    if found is None:
        return None
    first, last, stop = found
    side: Literal["from", "until", "on"] = (
        "from" if word["from"] else "until" if word["until"] else "on"
    )
    return Token(at, stop, Bound(side, first, last))


def specified_at(source: Source, at: int) -> Token | None:
    """Find "(as MK-7)", "(MK-7)", "as calcium citrate", "(as menaquinone-7 [MK-7])"."""
    plain = source.plain
    opening = _BRACKET.match(plain, at) or _SPEC.match(plain, at)
    if opening is None:
        return None
    here, names, salt = opening.end(), [], None
    bracketed = opening[0][0] in "(["
    while True:
        by_salt, by_name = match_salt(plain, here), match_name(plain, here)
        if by_salt and (by_name is None or by_salt[1] >= by_name[1]):
            salt, here = _mixed(salt, by_salt[0]), by_salt[1]
        elif by_name:
            names += [] if by_name[0].origin else [by_name[0]]
            here = by_name[1]
        else:
            return None
        gap = _NEXT_FORM.match(plain, here) if bracketed else None
        if gap is None:
            break
        here = gap.end()
    if bracketed:
        closing = _ALL_CLOSING.match(plain, here)
        if closing is None:
            return None
        here = closing.end()
    return Token(at, here, Specified(tuple(names), salt))


def _mixed(one: SaltForm | None, other: SaltForm) -> SaltForm:
    """Two salts in one product are neither."""
    if one is None or one.salt == other.salt:
        return other
    return replace(other, salt="other", forms=())


def _not_understood(source: Source, at: int, end: int) -> Exception:
    rest = source.plain[at:end]
    word = re.match(r"\S+", rest)
    stop = at + (word.end() if word else 1)
    piece = source.text[at:stop].rstrip(",;")
    digits = NUMBER.match(rest)
    if re.match(r"-\s*\d", rest):
        return source.refuse(at, stop, "an amount cannot be negative.", EXPECTED)
    if re.match(r"[<>~≤≥≈]", rest):
        return source.refuse(at, stop, "a limit or an estimate is not an amount.", EXPECTED)
    if digits and re.match(r"\s*(?:-|to\s)\s*\d", rest[digits.end() :]):
        return source.refuse(at, stop, "a range is not an amount: give one number.", EXPECTED)
    if re.match(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", rest) or _DATE_EXPECTED.match(rest):
        return source.refuse(at, end, "this is not a date that can be read.", ACCEPTED)
    if digits:
        return source.refuse(
            at, stop, f"the number {digits[0].strip()} has no unit that is known here.", EXPECTED
        )
    return source.refuse(at, stop, f'"{piece}" is not understood.', EXPECTED)
