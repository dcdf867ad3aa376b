"""Virtual trials as the document of the machine interface."""

from __future__ import annotations

from d3k2._version import __version__
from d3k2.evidence import load
from d3k2.physiology import MODEL_VERSION, passed
from d3k2.report.validation_documents import (
    ArmDocument,
    BesideDocument,
    ComparisonDocument,
    ScoreDocument,
    SkippedDocument,
    ValidationDocument,
)
from d3k2.trials import Prediction, Score, Validation, rules_for
from d3k2.units import term

NOTICE = (
    "Calculated from published models and from rows of trial tables that wait for human review. "
    "It says how well the model foresees groups of people, and nothing about one person. Not a "
    "prescription."
)

METHODS = [
    "Each arm is followed in 200 virtual people of its age, share of women, weight, skin, latitude "
    "and starting level; what a row does not say is that of the population, and named as assumed.",
    "The 90 % interval of the mean of an arm holds the chance of a trial of this size, what "
    "studies and arms differ by, what is not known of the constants, and the starting level where "
    "it is not given. The effect of the study that is predicted is zero.",
    "Rows marked calibrate are predicted by the fit without their study; rows marked validate "
    "never entered a fit. Outputs without a fit of their own carry a spread between studies that "
    "is a choice.",
    "Width is the mean half-width of the intervals over the standard deviation of the errors: wide "
    "intervals cover easily.",
]

_DIGITS = 4
_NOTHING = 1e-9
"""What rounding leaves of nothing."""


def validation_document(found: Validation, source: str) -> ValidationDocument:
    """Word virtual trials.

    Parameters
    ----------
    found : Validation
        What was predicted.
    source : str
        What the rows are called: a file, a study, or the shipped tables.
    """
    return ValidationDocument(
        schema_="d3k2/validation/1",
        software_version=__version__,
        data_version=load().data_version,
        model_version=MODEL_VERSION,
        date=None,
        audience="clinician",
        notice=NOTICE,
        source=source,
        arms=[_arm(prediction) for prediction in found.predictions],
        skipped=[
            SkippedDocument(
                study=s.study, arm=s.label, at=s.at, variable=s.variable or None, why=s.why
            )
            for s in found.skipped
        ],
        faults=[str(fault) for fault in found.faults],
        comparisons=[
            ComparisonDocument(
                use=c.use,
                variable=c.variable,
                unit=c.unit,
                model=_score(c.whole),
                beside=[BesideDocument(rule=_score(r), model=_score(m)) for r, m in c.beside],
            )
            for c in found.comparisons
        ],
        methods=METHODS,
    )


def variable_name(variable: str) -> str:
    """Return what an output is called in a table."""
    known = term(variable)
    return known.aliases[0] if known.aliases else variable.replace("_", " ")


def _rules(prediction: Prediction) -> dict[str, float]:
    arm = prediction.arm
    said = {rule.name: rule.says(prediction) for rule in rules_for(arm.variable, arm.unit)}
    return {name: _rounded(value) for name, value in said.items() if value is not None}


def _arm(prediction: Prediction) -> ArmDocument:
    arm = prediction.arm
    return ArmDocument(
        id=arm.id,
        study=arm.study,
        arm=arm.label,
        at=arm.at,
        use=arm.use,
        read=arm.read,
        variable=arm.variable,
        measure=arm.measure,
        unit=arm.unit,
        weeks=arm.weeks,
        people=arm.who.n and _rounded(arm.who.n),
        takes=str(arm.takes),
        control=str(arm.control) if arm.measure.startswith("effect") else None,
        start=None if prediction.start is None else _rounded(prediction.start),
        observed=_rounded(arm.observed),
        observed_standard_error=arm.error and _rounded(arm.error),
        predicted=_rounded(prediction.mean),
        low=_rounded(prediction.low),
        high=_rounded(prediction.high),
        inside=prediction.inside,
        left_out=prediction.left_out,
        passed=passed(arm.variable),
        rules=_rules(prediction),
        assumed=list(arm.assumed),
    )


def _score(found: Score) -> ScoreDocument:
    return ScoreDocument(
        name=found.name,
        rows=found.rows,
        mean_absolute_error=_rounded(found.error),
        bias=_rounded(found.bias),
        coverage=None if found.coverage is None else _rounded(found.coverage),
        width=None if found.width is None else _rounded(found.width),
    )


def _rounded(value: float) -> float:
    return 0.0 if abs(value) < _NOTHING else float(f"{value:.{_DIGITS}g}")
