"""The words and limits of the build's checks, as `checks.toml` and `cautions.toml` hold them."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import tomli
from pydantic import Field

from d3k2.evidence import Record


class Caution(Record):
    """What an answer on some matters must warn of."""

    id: str
    when: tuple[str, ...]
    """Concepts of the answer that call for it."""
    about: tuple[str, ...] = ()
    """Only answers about these; empty for any."""
    says: tuple[str, ...] = Field(min_length=1)
    """Any of these words will do."""
    why: str


class PatientDoses(Record):
    """Where a dose told to a patient may come from."""

    part: str
    units: tuple[str, ...]
    topics: tuple[str, ...]


class Rulings(Record):
    """Everything the checks of an answer go by."""

    highest_grade: float
    entity_kinds: tuple[str, ...]
    changes: tuple[str, ...]
    denials: tuple[str, ...]
    patient_doses: PatientDoses
    retracted: tuple[str, ...]
    cautions: tuple[Caution, ...]


@cache
def rulings() -> Rulings:
    """What the checks go by."""
    checks = _table("checks.toml")
    doses = {key: _tuple(value) for key, value in checks["patient_doses"].items()}
    return Rulings(
        highest_grade=checks["reading"]["highest_grade"],
        entity_kinds=tuple(checks["entities"]["kinds"]),
        changes=tuple(checks["direction"]["changes"]),
        denials=tuple(checks["direction"]["denials"]),
        patient_doses=PatientDoses(**doses),
        retracted=tuple(checks["retracted"]["says"]),
        cautions=tuple(
            Caution(id=key, **{k: _tuple(v) for k, v in row.items()})
            for key, row in _table("cautions.toml").items()
        ),
    )


def _table(name: str) -> dict[str, dict[str, Any]]:
    return tomli.loads(resources.files("d3k2.answers").joinpath(name).read_text("utf-8"))


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
