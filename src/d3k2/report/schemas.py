"""The JSON Schemas of the machine interface, generated from its documents."""

from __future__ import annotations

from typing import Any

from d3k2.report.documents import AssessDocument, ErrorDocument


def schemas() -> dict[str, dict[str, Any]]:
    """Return each published schema by its file name."""
    return {
        "assess.schema.json": AssessDocument.model_json_schema(),
        "error.schema.json": ErrorDocument.model_json_schema(),
    }
