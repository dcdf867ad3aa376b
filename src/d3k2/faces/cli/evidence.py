"""``d3k2 evidence``: what is known, who says so, and where it stands."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from d3k2.faces.cli.failures import ExitCode
from d3k2.units import InputRefused

evidence_app = typer.Typer(
    help="The facts, positions and sources that every statement stands on.", no_args_is_help=True
)


class Style(StrEnum):
    """How a source is cited."""

    vancouver = "vancouver"
    bibtex = "bibtex"
    csl = "csl"


AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@evidence_app.command("validate")
def validate() -> int:
    """Check all data at once: every fault as file:line, none hidden behind another."""
    from d3k2.evidence import faults, load
    from d3k2.safety import rule_faults, rules

    found = [*faults(), *rule_faults()]
    if found:
        sys.stdout.write("\n".join(map(str, found)) + f"\n{len(found)} faults.\n")
        return ExitCode.INPUT_REFUSED
    known = load()
    sys.stdout.write(
        f"No faults: {len(known.sources)} sources, {len(known.facts)} facts, "
        f"{len(known.results)} trial results, {len(known.foods)} foods, {len(rules())} rules; "
        f"data version {known.data_version}.\n"
    )
    return ExitCode.ANSWERED


@evidence_app.command("list")
def list_records(
    words: Annotated[list[str] | None, typer.Argument(help="Words that must all occur.")] = None,
    *,
    results: Annotated[bool, typer.Option(help="Search trial results too.")] = False,
    as_json: AsJson = False,
) -> int:
    """List facts and sources, best match first; without words, all of them."""
    from d3k2.evidence import Source, search

    hits = search(" ".join(words or ()), results=results)
    if as_json:
        _print_json([hit.record.model_dump(mode="json") for hit in hits])
        return ExitCode.ANSWERED
    rows = [
        (hit.id, hit.record.title if isinstance(hit.record, Source) else hit.record.text)
        for hit in hits
    ]
    _table(rows)
    return ExitCode.ANSWERED


@evidence_app.command("show")
def show_record(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="Any id of a statement's ground.")
    ],
    *,
    as_json: AsJson = False,
) -> int:
    """Show one fact, source, rule or food with all that is known of it."""
    from d3k2.evidence import find
    from d3k2.safety import rules

    rule = next((r for r in rules() if r.id == identifier), None)
    record = find(identifier) if rule is None else rule
    content = record.model_dump(mode="json", exclude_none=True)
    if as_json:
        _print_json(content)
        return ExitCode.ANSWERED
    _table([(key, _plain(value)) for key, value in content.items() if value not in ([], {}, "")])
    return ExitCode.ANSWERED


@evidence_app.command("positions")
def show_positions(
    topic: Annotated[str, typer.Argument(help="Such as d-target, k2-bone, calcium-intake.")],
    person: Annotated[
        Path | None,
        typer.Option("--for", metavar="PERSON", help="Say what applies to this person."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> int:
    """Show what every authority says on a topic, side by side, superseded ones marked."""
    from d3k2.evidence import positions
    from d3k2.person import read_person

    found = positions(topic, None if person is None else read_person(person))
    if as_json:
        _print_json(
            [
                {**a.position.model_dump(mode="json"), "applies": a.applies, "why": a.why}
                for a in found
            ]
        )
        return ExitCode.ANSWERED
    rows = []
    for applied in found:
        position = applied.position
        marks = [str(position.year), position.status]
        if person is not None:
            marks.append(
                {"yes": "applies", "no": "does not apply", "unknown": "may apply"}[applied.applies]
            )
        rows.append(
            (f"{applied.authority.short}\n{', '.join(marks)}", f"{position.text}\n{position.id}")
        )
    _table(rows)
    return ExitCode.ANSWERED


@evidence_app.command("cite")
def cite_source(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="A source or a fact.")],
    style: Annotated[Style, typer.Option(help="Citation style.")] = Style.vancouver,
) -> int:
    """Cite a source, or the sources of a fact. What is not known is left out."""
    from d3k2.evidence import Source, cite, find, load

    record = find(identifier)
    if isinstance(record, Source):
        cited = [record]
    elif hasattr(record, "sources"):
        cited = [load().sources[reference.id] for reference in record.sources]
    else:
        _no_source(identifier)
    sys.stdout.write("\n".join(cite(source, style.value) for source in cited) + "\n")
    return ExitCode.ANSWERED


def _no_source(identifier: str) -> NoReturn:
    raise InputRefused(
        "this is neither a source nor a fact, so there is nothing to cite",
        field="ID",
        given=identifier,
        accepted="an id that 'd3k2 evidence list' shows",
    )


def _print_json(content: object) -> None:
    import json

    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(_plain(v) for v in value)
    if isinstance(value, dict):
        return ", ".join(f"{k}: {_plain(v)}" for k, v in value.items() if v not in (None, [], {}))
    return str(value)


def _table(rows: list[tuple[str, str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    from d3k2.faces.cli.terminal import console

    grid = Table.grid(padding=(0, 2))
    grid.add_column(overflow="fold", max_width=34)
    grid.add_column(overflow="fold")
    for name, text in rows:
        grid.add_row(Text(name), Text(text))
    console().print(grid)
