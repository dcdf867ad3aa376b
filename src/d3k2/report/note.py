"""A note for the chart: plain text that a clinician can copy."""

from __future__ import annotations

from d3k2.report.documents import AssessDocument


def chart_note(document: AssessDocument) -> str:
    """Put the assessment into a dozen lines: stops, plan, prediction, follow-up, basis."""
    plan = document.plan
    lines = [f"D3/K2/calcium assessment, {document.date} (d3k2 {document.software_version})."]
    lines += [f"STOP: {stop.text}" for stop in document.stops]
    if document.not_screened:
        lines.append("Not screened: " + " ".join(document.not_screened))
    for name, nutrient in (("D3", plan.d3), ("K2", plan.k2), ("Calcium", plan.calcium)):
        said = nutrient.statements[-1].text if nutrient.statements else ""
        lines.append(f"{name} ({nutrient.allowed}, {nutrient.action.replace('_', ' ')}): {said}")
    lines += [f"Predicted 25(OH)D, {row}" for row in _predicted(document)]
    lines += [f"Follow-up: {m.what}, {m.when}." for m in document.monitoring]
    lines.append(
        f"Basis: data {document.data_version}, model {document.model_version or 'declined'}."
    )
    lines.append(document.notice)
    return "\n".join(lines)


def _predicted(document: AssessDocument) -> list[str]:
    said = []
    for curve in document.trajectories:
        if curve.variable != "calcidiol":
            continue
        at = min(range(len(curve.time_days)), key=lambda i: abs(curve.time_days[i] - 365))
        said.append(
            f"{curve.label}: {curve.median[at]:.0f} nmol/L "
            f"(90 % band {curve.p5[at]:.0f}-{curve.p95[at]:.0f}) at one year."
        )
    return said
