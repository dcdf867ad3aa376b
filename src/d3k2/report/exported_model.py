"""The model as a file for other programs: the typical person, or the middle of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from d3k2.evidence import QuantityFact, Statement, load
from d3k2.person import Person
from d3k2.physiology import (
    BODY,
    Exported,
    Model,
    calcium_uptake,
    course,
    declines,
    exported,
    model,
    nominal,
    outputs,
    outputs_for,
    outputs_of,
    passed,
    settled,
    typical_person,
    with_upstream,
)
from d3k2.population import (
    beyond,
    check_studied,
    condition,
    declined,
    limits,
    middle,
    research_only,
)
from d3k2.regimen import Regimen, describe_regimen
from d3k2.report.screened_regimens import cautions_over, slips_in, stops_over
from d3k2.units import InputRefused
from d3k2.wording import phrase

_FIRST_DAY = date(2001, 1, 1)
"""Day 0 where nothing names a date: nobody's calendar."""

_SPREAD = "simulate.boluses"
"""That many large doses are spread evenly holds for a simulation; here each is an event."""

_TEACHING = (
    "Warfarin is for teaching, in a generic adult and never a person: no dose is adjusted from "
    "this. Nothing of it is taken until warfarin_dose is set. How strongly MK-7 works against it "
    "is disputed: try both ends of hepatic_potency_mk7, {low:g} and {high:g}."
)


@dataclass(frozen=True, slots=True)
class ExportedModel:
    """A model as a file, with the stop signs and the warnings over what is taken in it."""

    model: Exported
    stops: tuple[Statement, ...] = ()
    cautions: tuple[Statement, ...] = ()


def typical_model(
    regimen: Regimen | None,
    blocks: Sequence[str],
    days: int,
    *,
    beyond_evidence: bool = False,
) -> ExportedModel:
    """Return the model of the typical person, at rest without supplements until day 0.

    Parameters
    ----------
    regimen : Regimen, optional
        What is taken from day 0 on, which is the first date that it names.
    blocks : sequence of str
        The blocks of the model; those upstream come with them. Without any, the body.
    days : int
        For how long doses are given.
    beyond_evidence : bool
        Whether doses larger than any given in a trial may be taken.

    Raises
    ------
    InputRefused
        When the regimen goes beyond what was ever studied.
    """
    taken = regimen or Regimen()
    start = min((i.schedule.start for i in taken.items if i.schedule.start), default=_FIRST_DAY)
    of = with_upstream(blocks or BODY)
    typical = typical_person()
    shown = outputs_of(of)
    notes = [
        f"The typical person of the model: of the reference size, {typical['age'][0]:g} years old, "
        f"25(OH)D {nominal()['calcidiol_reference']:g} nmol/L all year without supplements, at "
        "rest until day 0.",
        *_about_doses(taken, start, days, "--regimen", beyond_evidence=beyond_evidence),
        *_about_outputs(of, shown),
    ]
    doses = course(taken, start, start + timedelta(days=days))
    states = settled(of, typical, start)
    return ExportedModel(exported(of, typical, states, doses, shown=shown, notes=notes))


def person_model(
    person: Person,
    regimen: Regimen | None,
    blocks: Sequence[str],
    days: int,
    *,
    beyond_evidence: bool = False,
) -> ExportedModel:
    """Return the model of the middle of those who could be a person, from the day of the record.

    Parameters
    ----------
    person : Person
        As read by `d3k2.person.read_person`.
    regimen : Regimen, optional
        What is taken from that day on; without it, what the person takes goes on.
    blocks : sequence of str
        The blocks of the model; those upstream come with them. Without any, all that show
        something of this person.
    days : int
        For how long doses are given.
    beyond_evidence : bool
        Whether doses larger than any given in a trial may be taken.

    Raises
    ------
    InputRefused
        When the model does not cover the person, shows nothing of a block, or the regimen goes
        beyond what was ever studied.
    """
    given = "takes" if regimen is None else "--regimen"
    taken = (person.takes or Regimen()).on(person.date) if regimen is None else regimen
    doses_said = _about_doses(taken, person.date, days, given, beyond_evidence=beyond_evidence)
    of, shown = _covered(person, blocks)
    posterior = condition(person, variables=shown)
    one = middle(posterior)
    stops = stops_over(person, [taken])
    stopped = {stop.id for stop in stops}
    cautions = (
        *(s for s in cautions_over(person, [taken]) if s.id not in stopped),
        *slips_in([taken], person.date, days),
    )
    said = limits(person, {"regimen": taken}, days, shown, posterior)
    notes = [
        *(f"STOP: {stop.sentence.clinician}" for stop in stops),
        *(f"Caution: {s.sentence.clinician}" for s in cautions),
        f"Health data: one person on {person.date}. Every constant is the median of "
        f"{posterior.people.n} virtual people who could be this person; none of them is all of it. "
        "Levels that are the person's own beyond the constants (PTH, calcitriol, calcium, "
        "phosphate, urine calcium, change of bone density) are those of the typical one.",
        *doses_said,
        *(s.sentence.clinician for s in said if s.id != _SPREAD),
    ]
    doses = course(taken, person.date, person.date + timedelta(days=days), calcium_uptake(person))
    made = exported(of, one.draws, one.states_of(of.states), doses, shown=shown, notes=notes)
    return ExportedModel(made, stops, cautions)


def _covered(person: Person, blocks: Sequence[str]) -> tuple[Model, tuple[str, ...]]:
    """Return the blocks that may stand for a person, and their outputs."""
    reasons = declines(person)
    if reasons:
        raise InputRefused(
            declined(reasons).sentence.clinician, accepted="no PERSON, for the typical person"
        )
    known = outputs_for(person)
    showing = [b for b in BODY if set(outputs_of(model(b))) & set(known)]
    for block in blocks:
        if block not in showing:
            raise InputRefused(
                "The model can show nothing of this block in this person.",
                field="--block",
                given=block,
                accepted=", ".join(showing),
            )
    of = with_upstream(blocks or showing)
    return of, tuple(name for name in outputs_of(of) if name in known)


def _about_doses(
    taken: Regimen, start: date, days: int, given: str, *, beyond_evidence: bool
) -> list[str]:
    if not beyond_evidence:
        check_studied(taken, start, days, given)
    if not taken.items:
        return ["Nothing is taken."]
    said = [
        f"Taken from day 0 on, for {days} days: {describe_regimen(taken)}.",
        phrase("simulate.averaged").clinician,
        "A single dose on day 0 stands in the states, later ones are events.",
    ]
    if any(beyond(taken, start, days)):
        said.append(phrase("simulate.beyond").clinician)
    if any(item.contains("k2") for item in taken.items):
        said.append(phrase("simulate.k2_form").clinician)
    return said


def _about_outputs(of: Model, shown: Sequence[str]) -> list[str]:
    research = [name for name in shown if name in outputs() and not passed(name)]
    said = []
    if "vitamin_d" in of.blocks:
        said.append(phrase("simulate.calcidiol").clinician)
    if research:
        said.append(research_only(research).clinician)
    if "mineral_bone" in of.blocks:
        said.append(phrase("simulate.ceiling").clinician)
    if "warfarin" in of.blocks:
        disputed = load().facts["warfarin-model-hepatic-potency-mk7"]
        if isinstance(disputed, QuantityFact):
            said.append(_TEACHING.format(low=disputed.low, high=disputed.high))
    return said
