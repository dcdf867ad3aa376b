"""From a name and an amount to an ingredient in canonical units."""

from __future__ import annotations

from dataclasses import dataclass, replace

from d3k2.regimen.naming import Form, Name, SaltForm, factor, form
from d3k2.regimen.regimen import Ingredient, Substance
from d3k2.regimen.source import Source
from d3k2.regimen.tokens import EXPECTED, Amount, Specified, Token
from d3k2.units import InputRefused, calcium_fraction, read_quantity


@dataclass(frozen=True, slots=True)
class Part:
    """One ingredient while it is being read."""

    start: int
    end: int
    name: Name | None = None
    amount: Amount | None = None
    also: Amount | None = None
    """The same amount in another unit, in brackets."""
    salt: SaltForm | None = None
    as_salt: bool = False
    """Whether the amount is marked as the weight of the salt."""
    elemental: bool = False
    """Whether the amount can only be the element."""

    def named(self, name: Name, token: Token, source: Source) -> Part:
        """Add a name, or narrow the one that is there."""
        if not name.narrower:
            raise source.refuse(token.start, token.end, f"{name.why_not}.", name.accepted)
        if self.name is not None:
            name = narrow(self.name, name, token, source)
        return replace(self, name=name, salt=name.salt or self.salt, end=token.end)

    def measured(self, amount: Amount, token: Token, source: Source) -> Part:
        """Add an amount, or the same amount in brackets."""
        if self.amount is None:
            return replace(self, amount=amount, end=token.end)
        if amount.in_brackets and self.also is None:
            return replace(self, also=amount, end=token.end)
        raise source.refuse(token.start, token.end, "this is a second amount.", EXPECTED)

    def specified(self, said: Specified, token: Token, source: Source) -> Part:
        """Add the form said after the name."""
        part = self
        for name in said.names:
            part = part.named(name, token, source)
        if said.salt is not None:
            if part.name is None or part.name.substance != "calcium":
                raise source.refuse(
                    token.start, token.end, "only calcium comes as a salt.", EXPECTED
                )
            part = replace(part, salt=said.salt, elemental=True)
        return replace(part, end=token.end)


def narrow(open_name: Name, said: Name, token: Token, source: Source) -> Name:
    """Let the more exact of two names for the same thing stand."""
    if said.substance in open_name.narrower or set(said.narrower) <= set(open_name.narrower):
        return replace(said, salt=said.salt or open_name.salt)
    if set(open_name.narrower) <= set(said.narrower):
        return open_name
    raise source.refuse(
        token.start,
        token.end,
        "this is a second substance.",
        '"+" between the parts of one product, ";" between products',
    )


def ingredient(part: Part, source: Source) -> Ingredient:
    """Convert one part into an ingredient per unit taken.

    Raises
    ------
    InputRefused
        When the name or the amount is missing, does not fit, or could mean two things.
    """
    if part.name is None:
        raise source.refuse(part.start, part.end, "the name of the substance is missing.", EXPECTED)
    if part.name.substance is None:
        raise source.refuse(part.start, part.end, f"{part.name.why_not}.", part.name.accepted)
    known = form(part.name.substance)
    if part.amount is None:
        raise source.refuse(
            part.start, part.end, f"the amount of {known.canonical} is missing.", EXPECTED
        )
    amount = _canonical(part.amount, known, part, source)
    if part.also is not None and not agree(_canonical(part.also, known, part, source), amount):
        raise source.refuse(
            part.start,
            part.end,
            f"{part.amount} and {part.also} are not the same amount.",
            EXPECTED,
        )
    if known.substance != "calcium":
        if part.as_salt or part.elemental:
            raise source.refuse(part.start, part.end, "only calcium comes as a salt.", EXPECTED)
        return Ingredient(known.substance, amount)
    salt = None if part.salt is None else part.salt.salt
    return Ingredient("calcium", _elemental(amount, part, source), salt)


def agree(one: float, other: float) -> bool:
    """Whether two printed amounts are the same but for rounding."""
    return abs(one - other) <= factor("label_rounding") * max(one, other)


def check_per_day(substance: Substance, per_day: float, part: Part, source: Source) -> None:
    """Refuse what nobody takes: a typing error in the amount or the schedule."""
    known = form(substance)
    if per_day > known.highest_per_day:
        unit = "mg" if substance == "calcium" else "µg"
        raise source.refuse(
            part.start,
            part.end,
            f"{per_day:,.4g} {unit} of {known.canonical} a day is not possible.",
            f"up to {known.highest_per_day:,g} {unit} a day",
        )


def _canonical(amount: Amount, known: Form, part: Part, source: Source) -> float:
    try:
        return read_quantity(str(amount), known.amount)
    except InputRefused as refused:
        raise source.refuse(
            part.start,
            part.end,
            f"{known.canonical} {amount}: {refused.message}",
            refused.accepted or EXPECTED,
        ) from None


def _elemental(amount: float, part: Part, source: Source) -> float:
    salt = part.salt
    if part.as_salt:
        if salt is None:
            raise source.refuse(
                part.start, part.end, "which salt is it?", "calcium carbonate 1250 mg (as salt)"
            )
        if len(salt.forms) != 1:
            raise source.refuse(
                part.start,
                part.end,
                f"the calcium in {amount:g} mg of {salt.name} depends on its form.",
                _forms(salt, amount),
            )
        return round(amount * calcium_fraction(salt.forms[0]), 1)
    if salt is not None and not part.elemental and amount in salt.tablet_weights:
        held = amount * calcium_fraction(salt.forms[0])
        raise source.refuse(
            part.start,
            part.end,
            f"{amount:g} mg may be the weight of the {salt.name} (about {held:.0f} mg of calcium) "
            "or of the calcium in it.",
            f"{salt.name} {amount:g} mg (as salt), or {salt.name} {amount:g} mg (elemental)",
        )
    return amount


def _forms(salt: SaltForm, amount: float) -> str:
    said = [
        f"{each.replace('_', ' ')} ({amount * calcium_fraction(each):.0f} mg of calcium)"
        for each in salt.forms
    ]
    return "the form: " + " or ".join(said) if said else "the elemental calcium from the label"
