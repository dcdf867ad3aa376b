"""What a screening means for the plan: which effects fired, and on what they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import tomli

from d3k2.evidence import Ground, Statement
from d3k2.person import Person
from d3k2.regimen import Regimen
from d3k2.safety import Effect, Nutrient, Rule, Screening, rule

IMPLIED_VKA = ("mechanical-heart-valve", "antiphospholipid-syndrome")
"""Conditions almost always treated with a vitamin K antagonist."""


@dataclass(frozen=True, slots=True)
class Fired:
    """An effect that fired, with its rule and what it says."""

    rule: Rule
    effect: Effect
    statement: Statement


def fired(screening: Screening) -> tuple[Fired, ...]:
    """Every effect that fired and was said, in the order of the statements."""
    found = []
    for statement in screening.statements:
        parts = statement.id.split(".")
        if parts[0] != "rule" or parts[-1] == "disagreement":
            continue
        source = rule(parts[1])
        same = [e for e in source.effects if e.on == parts[2]]
        found.append(Fired(source, same[int(parts[3]) - 1 if len(parts) > 3 else 0], statement))
    return tuple(found)


def about(screening: Screening, nutrient: Nutrient) -> tuple[Statement, ...]:
    """The statements of rules about one nutrient."""
    return tuple(f.statement for f in fired(screening) if f.effect.on == nutrient)


def grounds(screening: Screening, nutrient: Nutrient) -> tuple[Ground, ...]:
    """What the gravest statement about a nutrient stands on."""
    said = about(screening, nutrient)
    return said[0].stands_on if said else ()


def recommended(screening: Screening, nutrient: Nutrient) -> bool:
    """Whether a rule says that enough of a nutrient matters in this person."""
    return any(f.effect.on == nutrient and f.effect.action == "recommend" for f in fired(screening))


def must_not_be_stopped(screening: Screening, nutrient: Nutrient) -> bool:
    """Whether leaving a nutrient out would harm, and nothing graver than that speaks against it."""
    overruling = set(overruling_rules())
    overruled = any(
        f.rule.id in overruling and f.effect.on == nutrient and f.statement.level == "stop"
        for f in fired(screening)
    )
    return nutrient in screening.do_not_stop and not overruled


@cache
def overruling_rules() -> tuple[str, ...]:
    """The rules whose stop weighs more than the harm of leaving out."""
    text = resources.files("d3k2.plan").joinpath("overruling.toml").read_text("utf-8")
    return tuple(tomli.loads(text)["rules"])


def asks_first(screening: Screening, nutrient: Nutrient) -> bool:
    """Whether a rule wants a clinician before any of a nutrient is started, because it may harm."""
    return any(
        f.effect.on == nutrient and f.effect.action == "ask" and f.effect.harm == "excess"
        for f in fired(screening)
    )


def stop_concerns(screening: Screening, person: Person, regimen: Regimen) -> bool:
    """Whether a stop is about something the person takes, eats or asks for."""
    groups: dict[str, tuple[str, ...]] = {
        "d3": ("d3", "d2", "calcifediol"),
        "k2": ("mk7", "mk4", "k2"),
        "calcium": ("calcium",),
    }
    for stop in screening.stops:
        taken = regimen.contains(*groups.get(stop.about, ()))  # type: ignore[arg-type]
        eaten = any(g.id.startswith("diet.foods") for g in stop.stands_on)
        if taken or eaten or stop.about in person.wants:
            return True
    return False


def implies_vka(person: Person) -> bool:
    """Whether a vitamin K antagonist is taken, or probably is."""
    named = person.uses("vitamin-k-antagonist", "anticoagulant-unnamed")
    return named or person.has(*IMPLIED_VKA)
