"""Which of the listed sources a statement stands on, by their numbers in the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from d3k2.evidence import Ground, Source, fact, load
from d3k2.report.documents import GroundDocument, SourceDocument, StatementDocument
from d3k2.safety import rule

if TYPE_CHECKING:
    from d3k2.plan import Assessment


def numbers(sources: Sequence[SourceDocument]) -> dict[str, int]:
    """The number of each source in the list, by its id."""
    return {source.id: place for place, source in enumerate(sources, start=1)}


def sources(assessment: Assessment) -> list[SourceDocument]:
    """Every source behind a statement, a check or an authority's position, once."""
    grounds = [g for watched in assessment.monitoring for g in watched.stands_on]
    grounds += [fact(option.fact) for option in assessment.plan.d3.options]
    ids = dict.fromkeys([*(s.id for s in assessment.sources), *source_ids(grounds)])
    return [source_document(load().sources[i]) for i in ids]


def source_document(source: Source) -> SourceDocument:
    """A source as the machine interface shows it."""
    return SourceDocument(**source.model_dump(include=set(SourceDocument.model_fields)))


def source_ids(stands_on: Iterable[Ground | GroundDocument]) -> list[str]:
    """The ids of the sources behind facts and rules; an input or a simulation has none."""
    known = load()
    found: list[str] = []
    for ground in stands_on:
        if ground.kind == "fact":
            record = known.fact(ground.id)
            references = record.sources if record is not None else ()
        elif ground.kind == "rule":
            references = rule(ground.id).sources
        else:
            continue
        found += [reference.id for reference in references]
    return found


def cited(statement: StatementDocument, number: dict[str, int]) -> list[int]:
    """The numbers of the sources a statement stands on."""
    return sorted({number[i] for i in source_ids(statement.stands_on) if i in number})


def short(source: SourceDocument) -> str:
    """A source in a few words that still lead to it."""
    author = (source.authors or source.title).split(",")[0]
    name = author if len(author) < 40 else author[:39] + "…"
    place = f"PMID {source.pmid}" if source.pmid else f"doi {source.doi}" if source.doi else ""
    return f"{name} {source.year} {place}".strip()
