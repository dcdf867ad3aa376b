"""The condition of a rule, and what it does, in words that a reviewer can follow."""

from __future__ import annotations

from collections.abc import Iterator

from d3k2.safety import Amount, Effect, LabBound, When
from d3k2.units import term

NUTRIENTS = {"d3": "D3", "k2": "K2", "calcium": "calcium"}
JOINED = {"any": " or ", "all": " and ", "none": " or "}
PER = {"day": "a day", "dose": "in one dose", "recent dose": "in a dose of lately"}
OF_LIMIT = {"total": "a day from all sources", "supplement": "a day from supplements"}


def condition(when: When) -> str:
    """Return a condition in words; parts between semicolons must all hold."""
    return "; ".join(_parts(when))


def effect_in_words(effect: Effect) -> str:
    """Return what an effect does, to which nutrient, and on what further condition."""
    said = [f"{NUTRIENTS[effect.on]}: {effect.action} (severity {effect.severity} of 4)"]
    unit = "mg" if effect.on == "calcium" else "µg"
    if effect.harm == "omission":
        said.append("leaving it out would harm")
    if effect.hours is not None:
        said.append(f"{effect.hours:g} h apart")
    if effect.hours_before is not None and effect.hours_after is not None:
        said.append(f"{effect.hours_before:g} h before or {effect.hours_after:g} h after")
    if effect.prefer:
        said.append(effect.prefer)
    if effect.at_most is not None:
        of = OF_LIMIT.get(effect.limit_of or "", "in one dose")
        said.append(f"at most {effect.at_most:,g} {unit} {of}")
    if effect.when is not None:
        said.append(f"if {condition(effect.when)}")
    return ", ".join(said)


def _parts(when: When) -> Iterator[str]:
    """Each key that was written, in the order of the fields."""
    written = when.model_dump(exclude_defaults=True)
    for key in written:
        value = getattr(when, key)
        name = key.replace("_", " ")
        if key in JOINED:
            inner = JOINED[key].join(_bracketed(condition(part)) for part in value)
            alone = len(written) == 1 and key != "none"
            yield inner if alone else ("not " if key == "none" else "") + _bracketed(inner)
        elif isinstance(value, LabBound):
            unit = term(value.what).unit
            yield f"{value.what} {_bounds(value)}" + ("" if unit == "1" else f" {unit}")
        elif isinstance(value, Amount):
            unit = "mg" if value.of.startswith("calcium") else "µg"
            yield f"{value.of} {_bounds(value)} {unit} {PER[value.per]}"
        elif isinstance(value, bool):
            yield name if value else f"not {name}"
        elif isinstance(value, tuple):
            yield f"{name} {(' with ' if key == 'product' else ' or ').join(value)}"
        else:
            yield f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}"


def _bounds(bound: LabBound | Amount) -> str:
    named = [
        (f"{words} {value:,g}")
        for key, words in (("at_least", "from"), ("above", "above"), ("below", "below"))
        if (value := getattr(bound, key, None)) is not None
    ]
    return " and ".join(named)


def _bracketed(text: str) -> str:
    """Put brackets around what holds more than one thing, unless they are there."""
    several = any(joint in text for joint in ("; ", " or ", " and ", " with "))
    return f"({text})" if several and not _wrapped(text) else text


def _wrapped(text: str) -> bool:
    """Whether the first bracket closes with the last character."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return place > 0 and place == len(text) - 1
    return False
