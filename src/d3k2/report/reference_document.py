"""A source as a reference for readers: what kind it is, and how it is cited."""

from __future__ import annotations

from d3k2.evidence import Source, cite, reference_kind
from d3k2.report.ask_documents import ReferenceDocument
from d3k2.report.labels import label
from d3k2.wording import Audience


def reference_document(source: Source, audience: Audience) -> ReferenceDocument:
    """A source with its kind in the words of the reader."""
    return ReferenceDocument(
        **source.model_dump(include=set(ReferenceDocument.model_fields)),
        called=label(f"reference.{reference_kind(source)}", audience),
        citation=cite(source),
    )
