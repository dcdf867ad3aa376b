"""The shape of a safety rule as it stands in ``rules/*.toml``: when it fires, and what follows."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from d3k2.evidence import Record, Reference

Nutrient = Literal["d3", "k2", "calcium"]
NUTRIENTS: tuple[Nutrient, ...] = ("d3", "k2", "calcium")

Action = Literal[
    "ok",
    "note",
    "recommend",
    "count",
    "prefer",
    "split",
    "separate",
    "monitor",
    "limit",
    "ask",
    "stop",
]
"""What follows for one nutrient. ``ask`` needs a clinician first, ``stop`` forbids."""

Severity = Literal[0, 1, 2, 3, 4]
"""4 block and urgent; 3 clinician before start; 2 adjust; 1 note; 0 no problem known."""


class Amount(Record):
    """A dose condition: a group of substances above, or from, an amount.

    ``of`` is ``d`` (D3, D2 and calcifediol as µg of vitamin D), ``k2``, ``mk4``, ``mk7``, ``k1``,
    ``calcium`` (mg from supplements) or ``calcium-total`` (mg from food and supplements).
    """

    of: Literal["d", "calcifediol", "k2", "mk4", "mk7", "k1", "calcium", "calcium-total"]
    per: Literal["day", "dose", "recent dose"] = "day"
    """``dose`` is the largest single dose in use, ``recent dose`` one that is over."""
    above: float | None = None
    """Strictly more than this."""
    at_least: float | None = None


class LabBound(Record):
    """A laboratory condition on the newest value, in the canonical unit of the term.

    Of several values of the newest day any may meet it, and it holds on a value of any age: an
    old one may block. So it has no place under ``none``, where it would clear.
    """

    what: str
    below: float | None = None
    at_least: float | None = None
    above: float | None = None


class When(Record):
    """A condition on a person and a regimen.

    Every key given must hold; a list holds by any of its entries. Medicines, conditions, symptoms
    and allergies are ids or groups of the person's vocabularies.
    """

    medicine: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    symptom: tuple[str, ...] = ()
    symptoms_from: int = 1
    """How many different entries of ``symptom`` the person must have."""
    allergy: tuple[str, ...] = ()
    absorption: tuple[str, ...] = ()
    diet: tuple[str, ...] = ()
    care: tuple[str, ...] = ()
    food: tuple[str, ...] = ()
    lab: LabBound | None = None
    takes: tuple[str, ...] = ()
    """Substances or groups (``d``, ``k2``, ``calcium``, ``calcium carbonate``) being taken now."""
    steady: tuple[str, ...] = ()
    """Substances or groups taken regularly and unchanged for long enough to count as settled."""
    recent: tuple[str, ...] = ()
    """Substances or groups the person takes, but not for long enough to count as settled."""
    product: tuple[str, ...] = ()
    """One product holds *all* of these substances or groups."""
    wants: tuple[str, ...] = ()
    stopped: tuple[Nutrient, ...] = ()
    """Another rule has stopped this nutrient."""
    amount: Amount | None = None
    age_from: float | None = None
    age_below: float | None = None
    country: tuple[str, ...] = ()
    """Where the person lives, by ISO 3166 alpha-2 code."""
    sex: Literal["female", "male"] | None = None
    pregnant: bool | None = None
    lactating: bool | None = None
    bmi_from: float | None = None
    bmi_below: float | None = None
    falls_from: int | None = None
    all: tuple[When, ...] = ()
    any: tuple[When, ...] = ()
    none: tuple[When, ...] = ()

    def parts(self) -> tuple[When, ...]:
        """The condition itself and every one inside it."""
        inner = (*self.all, *self.any, *self.none)
        return (self, *(part for child in inner for part in child.parts()))


class Effect(Record):
    """What a fired rule does to one nutrient."""

    on: Nutrient
    action: Action
    severity: Severity
    harm: Literal["excess", "omission"] = "excess"
    when: When | None = None
    """A further condition for this effect alone (already taken, eGFR below 30 ...)."""
    hours: float | None = None
    """For ``separate``: hours the nutrient keeps from the medicine, on both sides."""
    hours_after: float | None = None
    """For ``separate``: hours from the medicine to the nutrient, where the two sides differ."""
    hours_before: float | None = None
    """For ``separate``: hours from the nutrient to the medicine, where the two sides differ."""
    prefer: str | None = None
    """For ``prefer``: the form or way preferred (``citrate``, ``with a meal``)."""
    at_most: float | None = None
    """For ``limit``: µg/day of vitamin D or K2, mg/day of calcium (``limit_of`` says of what)."""
    limit_of: Literal["supplement", "total", "dose"] | None = None
    clinician: str
    patient: str


class Rule(Record):
    """One rule: a trigger, its effects per nutrient, and what it stands on."""

    id: str
    title: str
    rows: tuple[int, ...] = Field(min_length=1)
    """Its numbers in the register of rules (``docs/safety-rules.md``)."""
    when: When
    mechanism: str
    sources: tuple[Reference, ...] = Field(min_length=1)
    effects: tuple[Effect, ...] = Field(min_length=1)
    disagreement: str | None = None
    """Where sources differ, in one plain sentence."""
    at: str = ""

    def uses(self) -> tuple[When, ...]:
        """Every condition written anywhere in the rule."""
        roots = (self.when, *(e.when for e in self.effects if e.when is not None))
        return tuple(part for root in roots for part in root.parts())


When.model_rebuild()
