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
from d3k2.report.schemas import schemas

__all__ = [
    "AssessDocument",
    "ErrorDocument",
    "SourceDocument",
    "StatementDocument",
    "TrajectoryDocument",
    "assess_document",
    "assess_html",
    "error_document",
    "schemas",
]
