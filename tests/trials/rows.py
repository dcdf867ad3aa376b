"""Rows of a trial table for the tests: what is not said is empty."""

from __future__ import annotations

from d3k2.evidence import TrialRow

COLUMNS = (
    "study_id", "first_author", "year", "design", "population", "country_latitude", "n",
    "age_mean", "female_pct", "weight_or_bmi", "baseline_25ohd_nmol_l", "d_form",
    "d_dose_iu_day", "calcium_mg_day", "k_form", "k_dose_ug_day", "duration_weeks", "outcome",
    "unit", "comparator_effect", "comparator_ci", "arm", "assay", "start_month", "adherence_pct",
)  # fmt: skip


def row(**given: object) -> TrialRow:
    """A winter arm of 2,000 IU for half a year in healthy women, unless something else is said."""
    usual: dict[str, object] = {
        "study_id": "made", "population": "healthy women", "n": "50", "age_mean": "50",
        "female_pct": "100", "baseline_25ohd_nmol_l": "45", "d_form": "D3",
        "d_dose_iu_day": "2000", "duration_weeks": "26", "outcome": "25(OH)D", "unit": "nmol/L",
        "arm": "2000 IU", "variable": "calcidiol", "kind": "final", "use": "validate",
        "final_mean": 85.0, "final_sd": 20.0,
    }  # fmt: skip
    said = {**usual, **given}
    cells = {name: str(said.get(name, "")) for name in COLUMNS}
    numbers = (
        "year", "baseline_mean", "baseline_sd", "final_mean", "final_sd", "change_mean",
        "change_sd", "change_ci_low", "change_ci_high",
    )  # fmt: skip
    cells |= {name: "" if said.get(name) is None else str(said[name]) for name in numbers}
    return TrialRow(
        id=str(said.get("id", "row-made-1")),
        study=str(said["study_id"]),
        source="made",
        read="abstract",
        arm=str(said["arm"]),
        outcome=str(said["outcome"]),
        unit=str(said["unit"]),
        variable=None if said["variable"] is None else str(said["variable"]),
        kind=str(said["kind"]),
        use=str(said["use"]),
        cells=cells,
        at="made.csv:2",
        **{name: said.get(name) for name in numbers},  # type: ignore[arg-type]
    )
