"""``d3k2 evidence``: what is known, who says so, and where it stands."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from d3k2.faces.cli.exit_code import ExitCode
from d3k2.units import InputRefused

if TYPE_CHECKING:
    from d3k2.evidence import Record, Source

evidence_app = typer.Typer(
    help="The facts, positions and sources that every statement stands on.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Style(StrEnum):
    """How a source is cited."""

    vancouver = "vancouver"
    bibtex = "bibtex"
    csl = "csl"


AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@evidence_app.command("validate", short_help="Check all data; list every fault as file:line: what.")
def validate() -> int:
    """Check all data at once and list every fault as file:line: what.

    Evidence, safety rules, vocabularies, names, reviewed answers and the tables of claims. Ends
    with 0 when there is no fault, with 1 when there is one: the data are ours, so a fault in them
    is too.
    """
    from d3k2.answers import answer_faults
    from d3k2.claims import claim_faults
    from d3k2.evidence import EvidenceFaulty, faults, load
    from d3k2.language import language_faults
    from d3k2.person import vocabulary_faults
    from d3k2.safety import rule_faults, rules

    found = [str(fault) for fault in (*faults(), *vocabulary_faults())]
    # These are read against the evidence; where it is broken, its faults stand already.
    with suppress(EvidenceFaulty):
        more = (*rule_faults(), *language_faults(), *answer_faults(), *claim_faults())
        found += [str(fault) for fault in more]
    if found:
        count = f"{len(found)} fault{'s' if len(found) > 1 else ''}."
        sys.stdout.write("\n".join([*found, count]) + "\n")
        return ExitCode.OUR_FAULT
    known = load()
    sys.stdout.write(
        f"No faults: {len(known.sources)} sources, {len(known.facts)} facts, "
        f"{len(known.results)} trial results, {len(known.foods)} foods, {len(rules())} rules; "
        f"data version {known.data_version}.\n"
    )
    return ExitCode.ANSWERED


@evidence_app.command(
    "list",
    short_help="List facts and sources that hold the words.",
    epilog="Example: d3k2 evidence list hip fracture",
)
def list_records(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help="Words that must all occur; 'fract' will do."),
    ] = None,
    *,
    results: Annotated[
        bool, typer.Option("--results", help="Search the rows of the trial tables too.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """List facts and sources, best match first; without words, all of them."""
    from d3k2.evidence import search

    hits = search(" ".join(words or ()), results=results)
    if as_json:
        return _print_json([hit.record.model_dump(mode="json") for hit in hits])
    from d3k2.faces.cli.evidence_record import show_hits

    show_hits([hit.record for hit in hits])
    return ExitCode.ANSWERED


@evidence_app.command(
    "show",
    short_help="Show one record and where it was read.",
    epilog="Example: d3k2 evidence show d-target-iom-2011",
)
def show_record(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The id of a fact, source, rule, authority, topic or food."
        ),
    ],
    *,
    as_json: AsJson = False,
) -> int:
    """Show one record: what it says, where that was read, how, and whether it was reviewed."""
    record = _record(identifier)
    if as_json:
        return _print_json(record.model_dump(mode="json", exclude_none=True))
    from d3k2.faces.cli.evidence_record import show

    show(record)
    return ExitCode.ANSWERED


@evidence_app.command(
    "positions",
    short_help="Show what every authority says on a topic.",
    epilog="Example: d3k2 evidence positions d-target --for examples/runner.toml",
)
def show_positions(
    topic: Annotated[
        str, typer.Argument(metavar="TOPIC", help="Such as d-target, k2-bone or calcium-intake.")
    ],
    person: Annotated[
        Path | None,
        typer.Option("--for", metavar="PERSON", help="Say what applies to this person."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> int:
    """Show what every authority says on a topic, side by side; superseded ones last, and marked."""
    from d3k2.evidence import positions
    from d3k2.person import read_person

    found = positions(topic, None if person is None else read_person(person))
    if as_json:
        return _print_json(
            [
                {
                    **applied.position.model_dump(mode="json"),
                    "applies": applied.applies,
                    "why": applied.why,
                }
                for applied in found
            ]
        )
    from d3k2.faces.cli.evidence_positions import show

    show(topic, found, for_person=person is not None)
    return ExitCode.ANSWERED


@evidence_app.command(
    "cite",
    short_help="Cite a source, or the sources of a fact or rule.",
    epilog="Example: d3k2 evidence cite ross-2011 --style bibtex",
)
def cite_record(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a source, or of what stands on sources.")
    ],
    style: Annotated[Style, typer.Option(help="Citation style.")] = Style.vancouver,
) -> int:
    """Cite a source, or all sources of a fact or rule. What is not known is left out."""
    from d3k2.evidence import as_csl, cite

    cited = _sources(identifier)
    if style is Style.csl:
        return _print_json([as_csl(source) for source in cited])
    sys.stdout.write("\n".join(cite(source, style.value) for source in cited) + "\n")
    return ExitCode.ANSWERED


def _record(identifier: str) -> Record:
    """Find a rule, or any record of the evidence, by its id."""
    from d3k2.evidence import find
    from d3k2.safety import rules

    rule = next((r for r in rules() if r.id == identifier), None)
    return find(identifier) if rule is None else rule


def _sources(identifier: str) -> list[Source]:
    from d3k2.evidence import Source, load

    record = _record(identifier)
    if isinstance(record, Source):
        return [record]
    references = getattr(record, "sources", ())
    if not references:
        raise InputRefused(
            "This record has no source of its own, so there is nothing to cite.",
            field="id",
            given=identifier,
            accepted="the id of a source, fact or rule, as 'd3k2 evidence list' prints it",
        )
    known = load().sources
    return [known[i] for i in dict.fromkeys(reference.id for reference in references)]


def _print_json(content: object) -> ExitCode:
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
    return ExitCode.ANSWERED
