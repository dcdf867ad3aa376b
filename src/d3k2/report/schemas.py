"""The JSON Schemas of the machine interface, generated from its documents."""

from __future__ import annotations

from typing import Any

from d3k2.report.ask_documents import AskDocument
from d3k2.report.check_documents import CheckDocument
from d3k2.report.document import Document
from d3k2.report.documents import AssessDocument, ErrorDocument
from d3k2.report.pool_documents import PoolDocument, PoolOutcomesDocument, PublishedPoolsDocument
from d3k2.report.population_documents import PopulationDocument
from d3k2.report.review_documents import (
    CorrectionsDocument,
    DecidedDocument,
    HistoryDocument,
    PacketDocument,
    QueueDocument,
    ReviewItemDocument,
    VerifiedDocument,
)
from d3k2.report.simulate_documents import SimulateDocument
from d3k2.report.validation_documents import ValidationDocument

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ANSWERS: dict[str, type[Document]] = {
    "ask": AskDocument,
    "assess": AssessDocument,
    "check": CheckDocument,
    "error": ErrorDocument,
    "pool": PoolDocument,
    "pool-outcomes": PoolOutcomesDocument,
    "pool-published": PublishedPoolsDocument,
    "population": PopulationDocument,
    "review-corrections": CorrectionsDocument,
    "review-decided": DecidedDocument,
    "review-history": HistoryDocument,
    "review-item": ReviewItemDocument,
    "review-packet": PacketDocument,
    "review-queue": QueueDocument,
    "review-verified": VerifiedDocument,
    "simulate": SimulateDocument,
    "validation": ValidationDocument,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return each published schema by its file name."""
    return {
        f"{name}.schema.json": {
            "$schema": DIALECT,
            "$id": f"urn:d3k2:{name}:1",
            **answer.model_json_schema(mode="serialization"),
        }
        for name, answer in ANSWERS.items()
    }
