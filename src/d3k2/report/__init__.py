"""How is it shown?"""

from d3k2.report.as_document import assess_document
from d3k2.report.as_html import assess_html
from d3k2.report.documents import (
    AssessDocument,
    ErrorDocument,
    SourceDocument,
    StatementDocument,
    TrajectoryDocument,
)
from d3k2.report.errors import error_document
from d3k2.report.labels import action_label, allowed_label, label
from d3k2.report.note import chart_note
from d3k2.report.prediction import looked_back, nearest
from d3k2.report.schemas import schemas

__all__ = [
    "AssessDocument",
    "ErrorDocument",
    "SourceDocument",
    "StatementDocument",
    "TrajectoryDocument",
    "action_label",
    "allowed_label",
    "assess_document",
    "assess_html",
    "chart_note",
    "error_document",
    "label",
    "looked_back",
    "nearest",
    "schemas",
]
