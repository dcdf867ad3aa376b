"""What ``simulate`` is asked for: options that make sense together, or a refusal that says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from d3k2.faces.cli.warned import TAKES
from d3k2.units import InputRefused

if TYPE_CHECKING:
    from d3k2.person import Person
    from d3k2.regimen import Regimen

FEWEST, MOST = 20, 20_000
"""Virtual people: below, one in twenty is nobody; above, `d3k2 population` is the tool."""

MOST_HOURLY = 28
"""Days followed by the hour: every one of them costs as much as years of daily means."""

MOST_COMPARED = 6
"""Regimens that can be told apart in one chart."""

LARGEST_SEED = 2**63 - 1

NOW = "now"
"""What ``--compare`` takes for what the person takes."""


def days_asked(days: int, every: int, hourly: int, longest: int) -> None:
    """Refuse a span of time that cannot be followed, or points that do not lie in it."""
    within("--days", days, 1, longest, "days")
    within("--every", every, 1, days, f"days, no more than --days ({days})")
    within("--hourly-days", hourly, 0, min(days, MOST_HOURLY), "days, no more than --days")


def people_asked(people: int, seed: int) -> None:
    """Refuse a number of people, or a seed, that cannot be drawn from."""
    within("--people", people, FEWEST, MOST, "virtual people")
    within("--seed", seed, 0, LARGEST_SEED, "")


def variables_asked(names: Sequence[str] | None, person: Person) -> tuple[str, ...] | None:
    """Return the variables asked for, in the order in which they are shown.

    Raises
    ------
    InputRefused
        When one is no variable of the model, or cannot be shown of this person.
    """
    if not names:
        return None
    from d3k2.physiology import left_out, outputs, outputs_for, reason

    wanted = {variable(name) for name in names}
    for name in wanted:
        if name not in outputs_for(person):
            why = [
                reason(key).clinician for key, hidden in left_out(person).items() if name in hidden
            ]
            raise InputRefused(
                "This cannot be shown of this person: "
                f"{', '.join(why) or 'no score is known that it could start from'}.",
                field="--variable",
                given=name,
                accepted=", ".join(outputs_for(person)),
            )
    return tuple(name for name in outputs() if name in wanted)


def regimens_asked(
    regimen: str | None, compare: Sequence[str] | None, person: Person
) -> dict[str, Regimen]:
    """Return what is compared: by its text, or what is taken beside nothing.

    Raises
    ------
    InputRefused
        When a text cannot be read, or two mean the same.
    """
    from d3k2.regimen import Regimen

    texts = texts_compared(regimen, compare)
    if not texts:
        now = _taken(person)
        return {NOW: now, "nothing": Regimen()} if now.items else {"nothing": Regimen()}
    named = ((option, called(text), _regimen(text, option, person)) for option, text in texts)
    return {NOW if n.casefold() == NOW else n: read for n, read in distinct(named).items()}


def texts_compared(regimen: str | None, compare: Sequence[str] | None) -> list[tuple[str, str]]:
    """Return each regimen with the option in which it was given.

    Raises
    ------
    InputRefused
        When there are too many of them.
    """
    texts = [("--compare", text) for text in compare or ()]
    if regimen is not None:
        texts.insert(0, ("--regimen", regimen))
    if len(texts) > MOST_COMPARED:
        raise InputRefused(
            "So many regimens cannot be told apart.",
            field="--compare",
            given=f"{len(texts)} regimens",
            accepted=f"at most {MOST_COMPARED}, --regimen included",
        )
    return texts


def distinct(named: Iterable[tuple[str, str, Regimen]]) -> dict[str, Regimen]:
    """Return regimens by name, of option, name and regimen.

    Raises
    ------
    InputRefused
        When two mean the same, or are called the same.
    """
    from d3k2.regimen import describe_regimen

    found: dict[str, Regimen] = {}
    meant: set[str] = set()
    for option, name, read in named:
        same = describe_regimen(read)
        if same in meant or name in found:
            raise InputRefused(
                "This is one of the other regimens over again.",
                field=option,
                given=name,
                accepted="regimens that differ, each with a name of its own",
            )
        meant.add(same)
        found[name] = read
    return found


def named_by_option(refusal: InputRefused, regimens: Sequence[str], regimen: str | None) -> None:
    """Let a refusal that names a regimen name the option in which it was given."""
    if refusal.field not in regimens:
        return
    if refusal.field == NOW:
        refusal.field = TAKES
    else:
        first = None if regimen is None else called(regimen)
        refusal.field = "--regimen" if refusal.field == first else "--compare"


def called(text: str) -> str:
    """Call a regimen by its text, without what only parts items."""
    return " ".join(text.split()).rstrip("; ")


def _regimen(text: str, option: str, person: Person) -> Regimen:
    from d3k2.regimen import read_regimen

    if text.strip().casefold() != NOW:
        return read_regimen(text, option)
    if person.takes is None:
        raise InputRefused(
            "The record does not say what this person takes.",
            field=option,
            given=text.strip(),
            accepted='a regimen such as "D3 2000 IU daily", or "nothing"',
        )
    return _taken(person)


def _taken(person: Person) -> Regimen:
    from d3k2.regimen import Regimen

    return (person.takes or Regimen()).on(person.date)


def variable(name: str) -> str:
    """Return a variable of the model by its name or an alias of it."""
    from d3k2.physiology import outputs
    from d3k2.units import term

    try:
        found = term(name).name
    except InputRefused:
        found = ""
    if found in outputs():
        return found
    hint = " The INR is shown with --education alone." if found == "inr" else ""
    raise InputRefused(
        f"The model has no such variable.{hint}",
        field="--variable",
        given=name,
        accepted=", ".join(outputs()),
    )


def within(option: str, value: int, low: int, high: int, what: str) -> None:
    """Refuse a number that lies outside of what is accepted."""
    if not low <= value <= high:
        raise InputRefused(
            "This number cannot be used.",
            field=option,
            given=str(value),
            accepted=f"a whole number from {low} to {high} {what}".rstrip(),
        )
