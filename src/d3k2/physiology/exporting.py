"""The model of one person as a text that other programs run as it is: Antimony, and so SBML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from d3k2.physiology.annotations import TITLE, about, annotated, annotated_model
from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.course import Course
from d3k2.physiology.draws import Draws, people
from d3k2.physiology.equations import Equation
from d3k2.physiology.exported_course import ExportedCourse
from d3k2.physiology.model import BLOCKS, Model, blocks_for, model, sbml
from d3k2.physiology.outputs import outputs
from d3k2.physiology.parameters import nominal
from d3k2.physiology.season import day_of_year
from d3k2.physiology.segments import inflows, swallow
from d3k2.physiology.settled import changes_from_here
from d3k2.physiology.steady import invert
from d3k2.physiology.values import all_values

_TEACHING = ("inr",)
"""What the model of warfarin shows; it is no output for any person."""

_NOTHING = 1e-100
"""What is left of a dose long gone; solvers cannot start from numbers that small."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A model that runs by itself.

    Attributes
    ----------
    of : Model
        Its blocks.
    antimony : str
        All of it as Antimony.
    about : str
        What has to be said of it wherever it goes.
    shown : tuple of str
        The outputs that are worth looking at.
    days : float
        For how long its doses are given.
    """

    of: Model
    antimony: str
    about: str
    shown: tuple[str, ...]
    days: float

    @property
    def sbml(self) -> str:
        """The same as SBML Level 3 Version 2."""
        # Antimony writes the day as 8.64e4 s, which COPASI would not show as a day.
        return sbml(self.antimony).replace(
            'scale="4" multiplier="8.64"', 'scale="0" multiplier="86400"'
        )


def exported(
    of: Model,
    draws: Draws,
    states: FloatArray,
    course: Course,
    *,
    shown: Sequence[str] | None = None,
    notes: Sequence[str] = (),
) -> Exported:
    """Return one person and a course of doses as a model that runs by itself.

    Daily doses are inputs; changes of them and single doses are events; a single dose on day 0
    stands in the states. Rules stay rules, so that a changed constant reaches what follows from it.

    Parameters
    ----------
    of : Model
        The blocks.
    draws : Draws
        One person.
    states : array
        Where they stand on day 0, before anything is swallowed, shape (1, states).
    course : Course
        What they take.
    shown : sequence of str, optional
        The outputs worth looking at; without it all that the blocks have.
    notes : sequence of str
        Sentences about whom and what the file stands for.
    """
    start_day = float(day_of_year(course.start))
    values = all_values(of, changes_from_here(of, draws, states), start_day)
    doses = ExportedCourse(of, draws, course)
    first = _after_a_dose_on_day_0(of, draws, states, course, values)[0]
    given = {
        **{name: float(values[name][0]) for name in of.constants},
        **{name: _quiet(level) for name, level in zip(of.states, first, strict=True)},
        **doses.inputs,
    }
    if not np.isfinite(list(given.values())).all():
        raise ValueError("a constant or a state of this person is not a number")
    equations = (*_with_values(of, given, without=doses.loads), *doses.loads)
    left_out = [f"Left out, because no block here has it: {name}." for name in doses.left_out]
    words = about(of, [*notes, *left_out])
    lines = [
        "model d3k2",
        *_section("What is set", equations, "value"),
        *_section("What follows", equations, "rule"),
        *_section("What changes", equations, "rate"),
        *(["", "  // Changes of doses, and single doses", *doses.events] if doses.events else []),
        *["", "  // Names with units, meanings, facts and papers"],
        *annotated(of, [e for e in equations if e.kind != "rate"]),
        *annotated_model(of, words),
        "end",
        f'd3k2 is "{TITLE}"',
        "",
    ]
    return Exported(of, "\n".join(lines), words, tuple(shown or outputs_of(of)), course.days)


def typical_person() -> Draws:
    """Return the typical person, held at the 25(OH)D that minerals and bone are anchored at."""
    return invert(people(), nominal()["calcidiol_reference"])


def with_upstream(blocks: Iterable[str]) -> Model:
    """Return blocks, with those that move what they take from elsewhere, as one model."""
    chosen = {*blocks}
    return model(*blocks_for(*(model(block).states[0] for block in BLOCKS if block in chosen)))


def outputs_of(of: Model) -> tuple[str, ...]:
    """Return the outputs that some blocks have."""
    rules = {e.name for e in of.rules}
    return tuple(name for name in (*_TEACHING, *outputs()) if name in rules)


def _after_a_dose_on_day_0(
    of: Model,
    draws: Draws,
    states: FloatArray,
    course: Course,
    values: Mapping[str, FloatArray],
) -> FloatArray:
    take = course.swallowed().get(0.0)
    if take is None:
        return states
    return swallow(of, states, values, inflows(of, draws, take.dose, (take,)), 0.0)


def _with_values(
    of: Model, given: Mapping[str, float], *, without: Iterable[Equation]
) -> tuple[Equation, ...]:
    """Return the equations of a model with its values, but those that are told otherwise."""
    replaced = {e.name for e in without}
    return tuple(
        replace(e, expression=repr(given.get(e.name, of.written[e.name])))
        if e.kind == "value"
        else e
        for e in of.equations
        if e.name not in replaced
    )


def _section(title: str, equations: Iterable[Equation], kind: str) -> list[str]:
    return ["", f"  // {title}", *(e.antimony for e in equations if e.kind == kind)]


def _quiet(level: float) -> float:
    return 0.0 if abs(level) < _NOTHING else float(level)
