"""Virtual trials as one self-contained page that loads nothing and runs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from d3k2.report.as_validation import variable_name
from d3k2.report.labels import label
from d3k2.report.pages import render, template
from d3k2.report.validation_chart import validation_chart
from d3k2.report.validation_documents import (
    ArmDocument,
    ComparisonDocument,
    SkippedDocument,
    ValidationDocument,
)

USES = {
    "calibrate": "Rows marked for fitting: those that were fitted, predicted without their study",
    "validate": "Trials that never entered a fit",
    "evidence": "Rows that are neither fitted nor counted",
    "": "Rows of no stated use",
}
"""What stands over the rows of each use."""


@dataclass(frozen=True, slots=True)
class DrawnComparison:
    """Rows of one output with their drawing."""

    id: str
    name: str
    scores: ComparisonDocument
    chart: str
    arms: list[ArmDocument]


def validation_html(document: ValidationDocument) -> str:
    """Render virtual trials as a page: how near they came, then every arm, then what was left."""
    say = partial(label, audience=document.audience)
    heading = f"Virtual trials: {document.source}"
    groups = {
        use: [
            _drawn(document, found, place)
            for place, found in enumerate(document.comparisons)
            if found.use == use
        ]
        for use in dict.fromkeys(c.use for c in document.comparisons)
    }
    return render(
        "validation.html",
        d=document,
        style=template("report.css") + template("validation.css"),
        say=say,
        size="validation",
        heading=heading,
        title=heading,
        who=None,
        groups=groups,
        uses=USES,
        skipped=skipped_by_reason(document.skipped),
        references=lambda _: [],
        pedigree=(
            f"d3k2 {document.software_version}, data {document.data_version}, "
            f"model {document.model_version}"
        ),
    )


def skipped_by_reason(rows: list[SkippedDocument]) -> dict[str, list[SkippedDocument]]:
    """Return skipped rows by their reason, the commonest first."""
    found: dict[str, list[SkippedDocument]] = {}
    for row in rows:
        found.setdefault(row.why, []).append(row)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def comparison_name(found: ComparisonDocument) -> str:
    """Return what a group of rows is called."""
    return f"{variable_name(found.variable)}, {found.unit}"


def arms_of(document: ValidationDocument, found: ComparisonDocument) -> list[ArmDocument]:
    """Return the rows of a group."""
    return [
        arm
        for arm in document.arms
        if (arm.use, arm.variable, arm.unit) == (found.use, found.variable, found.unit)
    ]


def _drawn(document: ValidationDocument, found: ComparisonDocument, place: int) -> DrawnComparison:
    name = comparison_name(found)
    arms = arms_of(document, found)
    return DrawnComparison(
        id=f"group-{place}",
        name=name,
        scores=found,
        chart=validation_chart(arms, f"Published and predicted: {name}", f"chart-{place}"),
        arms=arms,
    )
