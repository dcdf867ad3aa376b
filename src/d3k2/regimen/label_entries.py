"""One line of a supplement label: a nutrient, its form, its amount, its percentage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from d3k2.regimen.amounts import Part, agree, ingredient
from d3k2.regimen.daily_values import expected_percentages, fitting
from d3k2.regimen.naming import Name, SaltForm, match_name, match_salt
from d3k2.regimen.regimen import Ingredient
from d3k2.regimen.source import Source
from d3k2.regimen.tokens import Amount, Specified, Token, amount_at, specified_at
from d3k2.units import calcium_fraction, read_quantity

EXPECTED = (
    "a line such as: Vitamin D3 (as cholecalciferol) 25 mcg (1,000 IU) 125% DV; "
    "Vitamin K2 (as MK-7) 100 mcg; Calcium (as calcium citrate) 400 mg"
)
SHORTEST_NAME = 3
"""Letters. Shorter names ("D", "Ca") stand in other words of a label; one like "K2" does not."""

_GAP = re.compile(r"[\s:.,|*†‡-]*")
_PERCENT = re.compile(
    r"\s*(?P<n>\d[\d,]*(?:\.\d+)?)\s*%\s*(?P<mark>dv|daily\s+value|nrv|ri\b|vnr)?\**"
)
_PROVIDING = re.compile(
    r"\s*[,(\[]?\s*(?:provid(?:ing|es)|suppl(?:ying|ies)|yielding|containing|contains|equivalent\s+to|equals?|=)\s*"
)
_ELEMENT = re.compile(r"\s*(?:of\s+)?(?:elemental\s*)?(?:calcium)?(?:\s*\([^()]*\))?\s*[)\]]?")
_FROM_SALT = re.compile(r"[(\[]\s*(?:as|from)?\s*")
_OF = re.compile(r"\s*(?:of\s+)?")
_CLOSING = re.compile(r"\s*[)\]]")
_OTHER_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the label, per serving."""

    part: Part
    ingredient: Ingredient
    end: int
    note: str | None = None


def entries(source: Source, start: int, end: int) -> Iterator[Entry]:
    """Read every line of a label that names vitamin D, vitamin K or calcium.

    Other nutrients are passed over. A line that is not understood is refused, never dropped.
    """
    at = start
    while at < end:
        found = None if _inside_word(source, at) else match_name(source.plain, at)
        if found is None or _too_short(source.plain[at : found[1]]):
            closing = _OTHER_BRACKET.match(source.plain, at)
            at = closing.end() if closing else at + 1
            continue
        name, stop = found
        if not name.narrower and name.substance is None:
            at = stop
            continue
        entry = _entry(source, Token(at, stop, name), name, end)
        yield entry
        at = entry.end


def _too_short(name: str) -> bool:
    numbered = name[1:2].isdigit()
    return len(name) < SHORTEST_NAME and not numbered


def _inside_word(source: Source, at: int) -> bool:
    return at > 0 and (source.plain[at - 1].isalnum() or source.plain[at - 1] in "-(")


def _entry(source: Source, token: Token, name: Name, end: int) -> Entry:
    titled = Part(token.start, token.end).named(name, token, source)
    part, salt_weight, at = _formed(titled, source)
    part, at = _measured(part, token, source, at, end)
    held = _elemental_said(source, at)
    if held is not None:
        salt_weight, at = part.amount, held[1]
        part = replace(part, amount=held[0], elemental=True, end=at)
    percent = _PERCENT.match(source.plain, _skip(_GAP, source, at))
    at = percent.end() if percent else at
    part = replace(part, end=at)
    if name.salt is not None and held is None:
        part = _element_or_salt(part, name.salt, percent, source)
    made = ingredient(part, source)
    if salt_weight is not None and part.salt is not None:
        _check_salt(part, part.salt, salt_weight, made.amount, source)
    return Entry(part, made, at, _check_percent(made, percent, part, source))


def _formed(part: Part, source: Source) -> tuple[Part, Amount | None, int]:
    """Read what stands between name and amount: forms, the weight of a salt, other brackets."""
    at, salt_weight = part.end, None
    while True:
        at = _skip(_GAP, source, at)
        said = specified_at(source, at)
        weighed = _salt_weight(source, at)
        if weighed is not None:
            salt, salt_weight, at = weighed
            part = replace(part, salt=salt, elemental=True)
        elif said is not None and isinstance(said.means, Specified):
            part, at = part.specified(said.means, said, source), said.end
        elif (other := _OTHER_BRACKET.match(source.plain, at)) and not _names(
            source, at, other.end()
        ):
            at = other.end()
        else:
            return part, salt_weight, at


def _measured(part: Part, token: Token, source: Source, at: int, end: int) -> tuple[Part, int]:
    """Read the amount, the same amount in another unit, and a form said after them."""
    amount = amount_at(source, at)
    if amount is None or amount.end > end or not isinstance(amount.means, Amount):
        raise source.refuse(
            token.start, min(at + 12, end), "the amount is expected here.", EXPECTED
        )
    part, at = part.measured(amount.means, amount, source), amount.end
    also = amount_at(source, _skip(_GAP, source, at))
    if also is not None and isinstance(also.means, Amount) and also.means.in_brackets:
        part, at = part.measured(also.means, also, source), also.end
    said = specified_at(source, _skip(_GAP, source, at))
    if said is not None and said.end <= end and isinstance(said.means, Specified):
        part, at = part.specified(said.means, said, source), said.end
    return part, at


def _skip(pattern: re.Pattern[str], source: Source, at: int) -> int:
    match = pattern.match(source.plain, at)
    return match.end() if match else at


def _names(source: Source, start: int, end: int) -> bool:
    """Whether something that counts is named inside these brackets."""
    inside = range(start + 1, end)
    return any(
        not source.plain[i - 1].isalnum()
        and (found := match_name(source.plain, i))
        and found[0].narrower
        for i in inside
    )


def _salt_weight(source: Source, at: int) -> tuple[SaltForm, Amount, int] | None:
    """Find "(from 1250 mg calcium carbonate)" or "(as calcium carbonate 1250 mg)"."""
    opening = _FROM_SALT.match(source.plain, at)
    if opening is None:
        return None
    amount = amount_at(source, opening.end())
    salt = match_salt(
        source.plain,
        _skip(_OF, source, amount.end) if amount else opening.end(),
    )
    if salt is None:
        return None
    amount = amount or amount_at(source, _skip(_GAP, source, salt[1]))
    stop = max(salt[1], amount.end) if amount else 0
    closing = _CLOSING.match(source.plain, stop)
    if amount is None or closing is None or not isinstance(amount.means, Amount):
        return None
    return salt[0], amount.means, closing.end()


def _elemental_said(source: Source, at: int) -> tuple[Amount, int] | None:
    """Find "(providing 500 mg elemental calcium)"."""
    opening = _PROVIDING.match(source.plain, at)
    if opening is None:
        return None
    amount = amount_at(source, opening.end())
    if amount is None or not isinstance(amount.means, Amount):
        return None
    return replace(amount.means, in_brackets=False), _skip(_ELEMENT, source, amount.end)


def _element_or_salt(
    part: Part, salt: SaltForm, percent: re.Match[str] | None, source: Source
) -> Part:
    """Let the percentage decide whether a salt's line gives the salt or the element."""
    if part.elemental or part.as_salt:
        return part
    if percent is not None and part.amount is not None and len(salt.forms) > 0:
        amount = read_quantity(str(part.amount), "calcium_amount")
        said, mark = _read_percent(percent)
        as_element = fitting("calcium", amount, said, mark)
        as_salt = [
            f for f in salt.forms if fitting("calcium", amount * calcium_fraction(f), said, mark)
        ]
        if as_element and not as_salt:
            return replace(part, elemental=True)
        if as_salt and not as_element:
            exact = replace(salt, forms=(as_salt[0],))
            return replace(part, salt=exact, as_salt=True)
    raise source.refuse(
        part.start,
        part.end,
        f"is this the weight of the {salt.name}, or of the calcium in it?",
        f"Calcium (as {salt.name}) 500 mg, or {salt.name} 1250 mg (providing 500 mg of calcium)",
    )


def _check_salt(
    part: Part, salt: SaltForm, weight: Amount, elemental: float, source: Source
) -> None:
    whole = read_quantity(str(weight), "calcium_amount")
    if salt.forms and not any(agree(whole * calcium_fraction(f), elemental) for f in salt.forms):
        raise source.refuse(
            part.start,
            part.end,
            f"{whole:g} mg of {salt.name} does not hold {elemental:g} mg of calcium.",
            f"about {whole * calcium_fraction(salt.forms[0]):.0f} mg",
        )


def _read_percent(percent: re.Match[str]) -> tuple[float, str]:
    mark = percent["mark"] or ""
    kind = "% DV" if mark.startswith("d") else "% NRV" if mark else "%"
    return float(percent["n"].replace(",", "")), kind


def _check_percent(
    made: Ingredient, percent: re.Match[str] | None, part: Part, source: Source
) -> str | None:
    """Hold the percentage against the amount; say when the label is an old one."""
    if percent is None or made.substance == "calcifediol":
        return None
    said, mark = _read_percent(percent)
    found = fitting(made.substance, made.amount, said, mark)
    if found is None:
        raise source.refuse(
            part.start,
            part.end,
            f"the amount and {said:g} % do not fit each other.",
            expected_percentages(made.substance, made.amount),
        )
    if found.key == "fda_2016":
        return None
    return f"The label's percentages follow the {found.title}."
