"""What in this person calls for more vitamin D than the reference intake."""

from __future__ import annotations

from dataclasses import dataclass

from d3k2.evidence import Ground, PositionFact, fact, given, load
from d3k2.plan.case import Case, international_units, table
from d3k2.safety import When, holds


@dataclass(frozen=True, slots=True)
class Indication:
    """A reason for more, and the position its dose comes from."""

    id: str
    position: str
    dose: float
    """IU/day."""
    until: float | None
    """25(OH)D with which it is met, nmol/L; None: what the reference authority calls sufficient."""
    disease: bool
    """Whether the dose treats a disease, so that a clinician decides it."""
    grounds: tuple[Ground, ...]


def indication(case: Case) -> Indication | None:
    """The first indication of ``indications.toml`` that holds, or None."""
    for name, row in table("indications.toml").items():
        held = holds(When.model_validate(row["when"]), case.person, case.regimen)
        if held.truth:
            return Indication(
                id=name,
                position=row["position"],
                dose=_dose(row["position"]),
                until=_value(row["until"]) if "until" in row else None,
                disease=row["disease"],
                grounds=(
                    *(given(field) for field in held.fields),
                    *((fact(row["until"]),) if "until" in row else ()),
                ),
            )
    return None


def kept(case: Case) -> tuple[Ground, ...] | None:
    """Why the dose taken is not lowered by a calculation; None where it may be."""
    for row in table("kept_doses.toml").values():
        held = holds(When.model_validate(row["when"]), case.person, case.regimen)
        if held.truth:
            return tuple(given(field) for field in held.fields)
    return None


def _dose(position_id: str) -> float:
    value = _value(position_id)
    return international_units(value) if _position(position_id).unit == "µg/day" else value


def _value(position_id: str) -> float:
    position = _position(position_id)
    value = position.value if position.value is not None else position.low
    if value is None:
        raise LookupError(f"{position_id} gives no number")
    return value


def _position(position_id: str) -> PositionFact:
    position = load().facts[position_id]
    if not isinstance(position, PositionFact):
        raise TypeError(f"{position_id} is not a position")
    return position
