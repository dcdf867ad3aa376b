"""What the safety rules say of the regimens that are compared: shown before any curve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from d3k2.evidence import Statement, given, state
from d3k2.person import Person
from d3k2.regimen import (
    VITAMIN_D,
    VITAMIN_K2,
    Item,
    Regimen,
    Substance,
    describe_regimen,
    doses_between,
    is_intermittent,
)
from d3k2.safety import Nutrient, Screening, rule, screen
from d3k2.wording import AUDIENCES, Sentence, phrase

_SUBSTANCES: Mapping[str, tuple[Substance, ...]] = {
    "d3": VITAMIN_D,
    "k2": VITAMIN_K2,
    "calcium": ("calcium",),
}


def stops_over(person: Person, regimens: Iterable[Regimen]) -> tuple[Statement, ...]:
    """Return the stop signs about what any of the regimens contains, or about what is eaten."""
    found = [
        (stop, regimen)
        for regimen in regimens
        for stop in screen(person, regimen).stops
        if _concerns(stop, regimen)
    ]
    return _told(found, screen(person))


def cautions_over(person: Person, regimens: Iterable[Regimen]) -> tuple[Statement, ...]:
    """Return the warnings about what the regimens contain, and about what they must not change.

    What must not be left out or changed is warned of where a regimen does so; anything else where
    a regimen contains it. What could not be screened counts where anything is taken.
    """
    compared = list(regimens)
    now = screen(person)
    taken = (person.takes or Regimen()).on(person.date)
    changed = {n for n in now.do_not_stop for r in compared if _amounts(n, r) != _amounts(n, taken)}
    kept = set(now.do_not_stop) - changed
    found = [
        (s, taken) for s in now.statements if s.about in changed and s.level in ("stop", "caution")
    ]
    for regimen in compared:
        found += [
            (s, regimen)
            for s in _cautions(screen(person, regimen))
            if s.about not in kept and regimen.items and _concerns(s, regimen)
        ]
    return _told(found, now)


def slips_in(regimens: Iterable[Regimen], start: date, days: int) -> tuple[Statement, ...]:
    """Name what may have been written by mistake, because it does not act as it reads.

    That is what is not taken in any of the days that are followed, and what stands in a regimen
    more than once and is counted each time.
    """
    end = start + timedelta(days=days)
    compared = list(regimens)
    idle = [i for regimen in compared for i in regimen.items if not _taken(i, start, end)]
    twice = [item for regimen in compared for item in _repeated(regimen)]
    return tuple(
        state(
            f"simulate.{key}",
            given("regimen"),
            level="caution",
            about="outcome",
            certainty="none",
            regimen="; ".join(dict.fromkeys(_read(item) for item in items)),
        )
        for key, items in (("not_taken", idle), ("twice", twice))
        if items
    )


def _repeated(regimen: Regimen) -> list[Item]:
    texts = [_read(item) for item in regimen.items]
    return [item for item, text in zip(regimen.items, texts, strict=True) if texts.count(text) > 1]


def _read(item: Item) -> str:
    return describe_regimen(Regimen((item,)))


def _cautions(screening: Screening) -> Iterable[Statement]:
    return (s for s in screening.statements if s.level == "caution")


def _concerns(said: Statement, regimen: Regimen) -> bool:
    """Whether it is about what a regimen holds, about food, which stays, or about the person."""
    about = _SUBSTANCES.get(said.about)
    return about is None or regimen.contains(*about) or _about_food(said)


def _about_food(said: Statement) -> bool:
    found = [rule(ground.id) for ground in said.stands_on if ground.kind == "rule"]
    return any(part.food for one in found for part in one.uses())


def _amounts(nutrient: Nutrient, regimen: Regimen) -> list[tuple[float, bool]]:
    """How much of each form is taken a day, and whether any is."""
    forms = _SUBSTANCES[nutrient]
    return [(round(regimen.daily(form), 3), regimen.contains(form)) for form in forms]


def _taken(item: Item, start: date, end: date) -> bool:
    if item.schedule.once or is_intermittent(item):
        return bool(doses_between(Regimen((item,)), start, end))
    first, last = item.schedule.start or start, item.schedule.end or end
    return first <= end and last >= start


def _told(found: Iterable[tuple[Statement, Regimen]], now: Screening) -> tuple[Statement, ...]:
    """Return each statement once; what only a regimen brings about names what it is about.

    The sentences of the rules speak of what is taken, and this may be taken by nobody.
    """
    real = {s.id for s in now.statements}
    first: dict[str, Statement] = {}
    over: dict[str, dict[str, None]] = {}
    for said, regimen in found:
        first.setdefault(said.id, said)
        over.setdefault(said.id, {})[_part(said, regimen)] = None
    return tuple(
        said if key in real else _would(said, "” or “".join(over[key]))
        for key, said in first.items()
    )


def _part(said: Statement, regimen: Regimen) -> str:
    forms = _SUBSTANCES.get(said.about, ())
    items = tuple(item for item in regimen.items if not forms or item.contains(*forms))
    return describe_regimen(Regimen(items))


def _would(said: Statement, regimen: str) -> Statement:
    worded = {
        audience: phrase("simulate.would", regimen=regimen, text=said.sentence.to(audience)).to(
            audience
        )
        for audience in AUDIENCES
    }
    return said.model_copy(update={"sentence": Sentence(**worded)})
