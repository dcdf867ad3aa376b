"""``d3k2 simulate``: what will the body of this person do?"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.given_person import For, read_given
from d3k2.faces.cli.misused import Misused
from d3k2.faces.cli.simulation_request import (
    FEWEST,
    MOST,
    MOST_HOURLY,
    days_asked,
    named_by_option,
    people_asked,
    regimens_asked,
    variables_asked,
)
from d3k2.units import InputRefused

if TYPE_CHECKING:
    from d3k2.population import Lesson, Simulation
    from d3k2.report import SimulateDocument

PEOPLE = 1000
EVERY = 7
EVERY_IN_A_LESSON = 1

EXAMPLES = """\b
Examples:
  d3k2 simulate examples/runner.toml
  d3k2 simulate examples/runner.toml --regimen "D3 800 IU daily" --compare now
  d3k2 simulate - --variable calcidiol --out curves.csv < person.toml
  d3k2 simulate --education --regimen "MK-7 45 µg daily\""""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options that say what to compute; None where nothing was said."""

    regimen: str | None
    compare: list[str] | None
    days: int | None
    every: int | None
    variable: list[str] | None
    hourly_days: int | None
    people: int | None
    seed: int | None
    beyond_evidence: bool
    audience: For


def simulate_command(
    context: typer.Context,
    person: Annotated[
        str | None,
        typer.Argument(
            metavar="PERSON",
            help="A person in TOML or JSON; '-' reads from stdin.",
            show_default=False,
        ),
    ] = None,
    regimen: Annotated[
        str | None,
        typer.Option("--regimen", metavar="TEXT", help="Supplements in place of those taken."),
    ] = None,
    compare: Annotated[
        list[str] | None,
        typer.Option(
            "--compare",
            metavar="TEXT",
            help="Another regimen; once for each. 'now' is what is taken.",
        ),
    ] = None,
    days: Annotated[
        int | None,
        typer.Option("--days", metavar="N", help="For how long; 728, with --education 56."),
    ] = None,
    every: Annotated[
        int | None,
        typer.Option("--every", metavar="N", help="Days between points; 7, with --education 1."),
    ] = None,
    variable: Annotated[
        list[str] | None,
        typer.Option("--variable", metavar="NAME", help="Only this one; once for each."),
    ] = None,
    hourly_days: Annotated[
        int | None,
        typer.Option(
            "--hourly-days",
            metavar="N",
            help=f"Days at the end that are followed by the hour, up to {MOST_HOURLY}; slow.",
        ),
    ] = None,
    people: Annotated[
        int | None,
        typer.Option(
            "--people",
            metavar="N",
            help=f"Virtual people, {FEWEST} to {MOST:,}; without it {PEOPLE:,}.",
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", help="Draw other virtual people."),
    ] = None,
    audience: Annotated[For, typer.Option("--for", help="Who reads the answer.")] = For.clinician,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Also write FILE.nc, .csv, .json or .html; what stands there is replaced.",
        ),
    ] = None,
    *,
    beyond_evidence: Annotated[
        bool,
        typer.Option("--beyond-evidence", help="Simulate doses beyond any given in a trial, too."),
    ] = False,
    education: Annotated[
        bool,
        typer.Option("--education", help="Show the INR of a generic adult on warfarin."),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole answer as JSON.")
    ] = False,
) -> int:
    """What will the body of this person do?

    Without --regimen and --compare: what the person takes goes on, beside nothing. Medicines stay
    as they are. Every variable has a range, and what is research is marked. Nothing is proposed
    here: that is what d3k2 assess is for.

    Ends with 0, also when the model does not cover the person: then it says why and shows no
    curve. A stop sign about a regimen is shown first and does not change that.
    """
    from d3k2.faces.cli.simulation_file import as_json as written
    from d3k2.faces.cli.simulation_file import check_file, write_file

    wanted = Wanted(
        regimen,
        compare,
        days,
        every,
        variable,
        hourly_days,
        people,
        seed,
        beyond_evidence,
        audience,
    )
    _check_subject(wanted, person, context, education=education)
    if out is not None:
        check_file(out, person or "-", context)
    answer, document = _lesson(wanted) if person is None else _simulation(wanted, person)
    if out is not None:
        write_file(out, answer, document)
    if as_json:
        sys.stdout.write(written(document))
    else:
        from d3k2.faces.cli.simulated import show

        show(document)
    return ExitCode.ANSWERED


def _check_subject(
    wanted: Wanted, person: str | None, context: typer.Context, *, education: bool
) -> None:
    """Refuse to be asked about nobody, or about a person and a generic adult at once."""
    if not education:
        if person is None:
            raise Misused("Name a person, or ask for --education.", "PERSON", context)
        return
    if person is not None:
        said = "--education is about a generic adult and never about a person."
        raise Misused(said, "PERSON", context)
    for name in ("compare", "variable", "hourly_days", "people", "seed"):
        if getattr(wanted, name) is not None:
            option = f"--{name.replace('_', '-')}"
            raise Misused("This means nothing with --education.", option, context)


def _simulation(wanted: Wanted, person: str) -> tuple[Simulation, SimulateDocument]:
    from d3k2.faces.cli.terminal import working
    from d3k2.faces.cli.warned import warned
    from d3k2.population import DAYS, LONGEST, SEED, simulate
    from d3k2.report import simulate_document

    days = DAYS if wanted.days is None else wanted.days
    every = min(EVERY, max(days, 1)) if wanted.every is None else wanted.every
    hourly = wanted.hourly_days or 0
    people = PEOPLE if wanted.people is None else wanted.people
    seed = SEED if wanted.seed is None else wanted.seed
    days_asked(days, every, hourly, LONGEST)
    people_asked(people, seed)
    given = read_given(person)
    variables = variables_asked(wanted.variable, given)
    regimens = regimens_asked(wanted.regimen, wanted.compare, given)
    with (
        warned(given, regimens.values()),
        working("Matching virtual people to this person and following them"),
    ):
        try:
            answer = simulate(
                given,
                regimens,
                days=days,
                every=every,
                variables=variables,
                hourly_days=hourly,
                people=people,
                seed=seed,
                beyond_evidence=wanted.beyond_evidence,
            )
        except InputRefused as refusal:
            named_by_option(refusal, list(regimens), wanted.regimen)
            raise
        return answer, simulate_document(answer, wanted.audience.value, seed)


def _lesson(wanted: Wanted) -> tuple[Lesson, SimulateDocument]:
    from d3k2.population import LESSON_DAYS, LONGEST_LESSON, teach
    from d3k2.regimen import read_regimen
    from d3k2.report import lesson_document

    days = LESSON_DAYS if wanted.days is None else wanted.days
    every = EVERY_IN_A_LESSON if wanted.every is None else wanted.every
    days_asked(days, every, 0, LONGEST_LESSON)
    added = None if wanted.regimen is None else read_regimen(wanted.regimen, "--regimen")
    try:
        answer = teach(added, days=days, every=every, beyond_evidence=wanted.beyond_evidence)
    except InputRefused as refusal:
        refusal.field = "--regimen"
        raise
    return answer, lesson_document(answer, wanted.audience.value)
