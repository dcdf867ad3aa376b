"""``d3k2 export``: the model as a file that other programs run."""

from __future__ import annotations

import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.given_person import read_given
from d3k2.faces.cli.misused import Misused
from d3k2.faces.cli.streams import printable

if TYPE_CHECKING:
    from d3k2.physiology import Exported
    from d3k2.report import ExportedModel

DAYS, LONGEST = 728, 3652

EXAMPLES = """\b
Examples:
  d3k2 export --sbml model.xml
  d3k2 export --regimen "D3 1000 IU daily; MK-7 90 µg daily" --omex model.omex
  d3k2 export examples/runner.toml --block vitamin_d --antimony runner.ant"""

HEALTH_DATA = "Health data: the file holds what is known of this person as numbers."


class Block(StrEnum):
    """A part of the model."""

    vitamin_d = "vitamin_d"
    mineral_bone = "mineral_bone"
    vitamin_k = "vitamin_k"
    artery = "artery"
    warfarin = "warfarin"


def export_command(
    context: typer.Context,
    person: Annotated[
        str | None,
        typer.Argument(
            metavar="PERSON",
            help="A person in TOML or JSON; '-' reads from stdin. Without: the typical person.",
        ),
    ] = None,
    regimen: Annotated[
        str | None,
        typer.Option(
            "--regimen",
            metavar="TEXT",
            help="Supplements from day 0 on; without it those PERSON takes.",
        ),
    ] = None,
    block: Annotated[
        list[Block] | None,
        typer.Option(
            "--block",
            metavar="NAME",
            help=f"Only {', '.join(Block)}, with what it follows; again for each.",
        ),
    ] = None,
    days: Annotated[
        int,
        typer.Option(
            "--days", metavar="N", min=1, max=LONGEST, help="For how long doses are given."
        ),
    ] = DAYS,
    sbml: Annotated[
        Path | None, typer.Option("--sbml", metavar="FILE", help="Write SBML Level 3 Version 2.")
    ] = None,
    omex: Annotated[
        Path | None,
        typer.Option(
            "--omex",
            metavar="FILE",
            help="Write a COMBINE archive: SBML, and SED-ML that runs it.",
        ),
    ] = None,
    antimony: Annotated[
        Path | None,
        typer.Option("--antimony", metavar="FILE", help="Write the text that the SBML is made of."),
    ] = None,
    *,
    beyond_evidence: Annotated[
        bool,
        typer.Option("--beyond-evidence", help="Also doses larger than any given in a trial."),
    ] = False,
) -> int:
    """Write the model as a file that COPASI and other programs run.

    Of the typical person, or of the middle of the virtual people who could be PERSON: such a file
    is a health record. At least one of --sbml, --omex and --antimony is needed; what stands there
    is replaced. The file says what it is and what it is not; docs/export.md says more.

    Ends with 0, or with 4 when a stop concerns something that PERSON would take.
    """
    targets = {"--sbml": sbml, "--omex": omex, "--antimony": antimony}
    wanted = {option: path for option, path in targets.items() if path is not None}
    if not wanted:
        raise Misused("Say where to write the model.", "--sbml, --omex or --antimony", context)
    if len({path.absolute() for path in wanted.values()}) < len(wanted):
        raise Misused("Two files of one name.", next(iter(wanted)), context)
    blocks = tuple(dict.fromkeys(b.value for b in block or ()))
    if person is not None and Block.warfarin in blocks:
        said = "Warfarin is for teaching, about nobody: leave out PERSON, or this block."
        raise Misused(said, "--block", context)
    from d3k2.faces.cli.report_file import check_target, write_whole
    from d3k2.faces.cli.terminal import working

    for option, path in wanted.items():
        check_target(path, person or "-", option)
    with working("Writing the model"):
        made = _made(person, regimen, blocks, days, beyond_evidence=beyond_evidence)
        contents = {option: _content(option, made.model) for option in wanted}
    for option, path in wanted.items():
        write_whole(path, partial(_write, contents[option]), option)
    for sign, found in (("STOP", made.stops), ("CAUTION", made.cautions)):
        for statement in found:
            sys.stderr.write(printable(f"{sign}: {statement.sentence.clinician}\n"))
    if person is not None:
        sys.stderr.write(f"{HEALTH_DATA}\n")
    named = ", ".join(str(path) for path in wanted.values())
    told = f"{named}: {', '.join(made.model.of.blocks)}; {days} days.\n"
    sys.stdout.write(printable(told))
    return ExitCode.STOP if made.stops else ExitCode.ANSWERED


def _made(
    person: str | None,
    regimen: str | None,
    blocks: tuple[str, ...],
    days: int,
    *,
    beyond_evidence: bool,
) -> ExportedModel:
    from d3k2.faces.cli.warned import warned
    from d3k2.regimen import Regimen, read_regimen
    from d3k2.report import person_model, typical_model

    taken = None if regimen is None else read_regimen(regimen, "--regimen")
    if person is None:
        return typical_model(taken, blocks, days, beyond_evidence=beyond_evidence)
    given = read_given(person)
    with warned(given, [taken if taken is not None else given.takes or Regimen()]):
        return person_model(given, taken, blocks, days, beyond_evidence=beyond_evidence)


def _write(content: bytes, part: Path) -> None:
    part.write_bytes(content)


def _content(option: str, model: Exported) -> bytes:
    from d3k2.physiology import archive

    if option == "--omex":
        return archive(model)
    return (model.sbml if option == "--sbml" else model.antimony).encode()
