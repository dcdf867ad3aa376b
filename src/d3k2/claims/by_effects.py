"""A clause held against what is known of effects: the right direction, the right strength?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from d3k2.claims.bounds import names_number
from d3k2.claims.claim import Slot, Verdict
from d3k2.claims.clause import SUBSTANCES, Clause, listed
from d3k2.claims.direction import Pointed, pointed
from d3k2.claims.effect_row import EffectRow, effect_rows
from d3k2.claims.judgement import Judgement
from d3k2.claims.phrases import Phrases, phrases
from d3k2.claims.tables import table
from d3k2.evidence import load
from d3k2.language import concept

LACKS = frozenset({"vitamin-d-deficiency", "vitamin-k-deficiency", "calcium-deficiency"})
OTHERS = frozenset({"medicine", "food", "nutrient"})
NOT_IN_PEOPLE = ("animal", "cells")
SOFT = frozenset({"hedged", "association"})
FIRM_GRADES = frozenset({"high", "moderate"})


@dataclass(frozen=True, slots=True)
class Said:
    """An effect as a clause puts it."""

    direction: str
    """``benefit``, ``harm``, ``raises``, ``lowers`` or ``no difference``."""
    firmness: str
    """``plain``, ``strong``, ``hedged``, ``report``, ``association``, ``doubted``."""
    of: str
    """The direction that is told, or denied."""


def by_effects(clause: Clause) -> Iterator[Judgement]:
    """Yield a judgement for each outcome that the clause says something about."""
    if _of_its_lack(clause) or _of_something_else(clause):
        return
    for one in pointed(clause):
        row = _row(clause, one)
        if row is None:
            continue
        said = _said(clause, one)
        verdict, slot = _verdict(row, said, clause)
        yield Judgement(
            verdict=verdict,
            slot=slot,
            reason=_reason(row, slot),
            right=row.right or _text(row),
            facts=row.facts,
            row=row.id,
            weight=row.weight,
            matter=f"effect on {one.outcome}",
            general=True,
            covers=frozenset({one.outcome}),
        )


def _of_its_lack(clause: Clause) -> bool:
    """Whether the clause speaks of a lack of the nutrient, not of taking it."""
    if clause.own & LACKS:
        return True
    return _lacks().stand_in(clause.words.line)


@cache
def _lacks() -> Phrases:
    """Phrases that say that a nutrient is lacking."""
    words = table("direction")["lack"]
    return phrases(
        [
            written
            for nutrient in ("<vitamin-d>", "<vitamin-k>", "<calcium>", "<calcidiol>")
            for written in (
                *(f"{word} {nutrient}" for word in words["phrases"]),
                *(f"{nutrient} {word}" for word in words["behind"]),
            )
        ]
    )


def _of_something_else(clause: Clause) -> bool:
    """Whether it names no nutrient, and something else that may act: a medicine, a food."""
    if clause.own & SUBSTANCES:
        return False
    return any(m.concept.kind in OTHERS for m in clause.mentions)


def _row(clause: Clause, one: Pointed) -> EffectRow | None:
    """The most specific row that speaks of this clause; None where nothing fits."""
    outcome = _kinds(one.outcome)
    named = clause.subject
    fitting = [
        row
        for row in effect_rows()
        if outcome & set(row.on)
        and all(any(i in named for i in each) for each in row.of)
        and (len(row.of) == 1 or any(i in clause.own for each in row.of for i in each))
        and (not row.among or any(i in clause.around for i in row.among))
        and (not row.when or phrases(row.when).stand_in(clause.words.line))
        and not phrases(row.but_not).stand_in(clause.sentence)
        and (row.number is None or names_number(clause, row.number))
    ]
    return max(
        fitting,
        key=lambda row: (row.weight, one.outcome in row.on, _nearness(row, named)),
        default=None,
    )


def _nearness(row: EffectRow, named: frozenset[str]) -> int:
    """How narrow the forms are that the row and the clause share: MK-7 before vitamin K."""
    shared = (i for each in row.of for i in each if i in named)
    return max((len(_kinds(i)) for i in shared), default=0)


def _kinds(identifier: str) -> set[str]:
    known = concept(identifier)
    return {identifier} if known is None else {known.id, *known.wider}


def _said(clause: Clause, one: Pointed) -> Said:
    direction = "no difference" if one.denied or clause.doubts else one.direction
    if clause.doubts:
        return Said(direction, "doubted", one.direction)
    if clause.says("associations"):
        return Said(direction, "association", one.direction)
    if clause.certainty == "plain" and clause.says("reports"):
        return Said(direction, "report", one.direction)
    return Said(direction, clause.certainty, one.direction)


def _verdict(row: EffectRow, said: Said, clause: Clause) -> tuple[Verdict, Slot | None]:
    """The table of ``docs/verdicts.md``."""
    if row.found == "nothing":
        return "unsupported", None
    firm = row.by == "trials" and row.grade in FIRM_GRADES
    soft = said.firmness in SOFT
    if row.found == "differs":
        return ("supported", None) if soft or said.firmness == "doubted" else ("contested", None)
    if said.direction == row.found:
        return _same_way(row, said, clause, firm=firm, soft=soft)
    if said.direction == "no difference":
        if said.of != row.found and row.found in ("benefit", "harm"):
            return "supported", None
        return _denies_what_was_found(row, said, firm=firm)
    return _says_what_was_not_found(row, firm=firm, soft=soft)


def _same_way(
    row: EffectRow, said: Said, clause: Clause, *, firm: bool, soft: bool
) -> tuple[Verdict, Slot | None]:
    if row.found == "no difference":
        return "supported", None
    if row.by == "trials":
        if row.some is not None and not soft:
            return "overstated", "population"
        if firm or soft or said.firmness == "report":
            return "supported", None
        return "overstated", "certainty"
    if row.by == "cohorts":
        if said.firmness == "association":
            return "supported", None
        return "overstated", "causal"
    tells = any(listed("study", of).stand_in(clause.words.line) for of in NOT_IN_PEOPLE)
    if tells or (soft and row.by == "mechanism"):
        return "supported", None
    return "overstated", "outcome"


def _denies_what_was_found(
    row: EffectRow, said: Said, *, firm: bool
) -> tuple[Verdict, Slot | None]:
    if not firm or row.some is not None:
        if said.firmness == "doubted" or row.by != "trials":
            return "supported", None
        return "overstated", "certainty"
    if said.firmness in ("hedged", "doubted"):
        return "overstated", "certainty"
    return "contradicted", "direction"


def _says_what_was_not_found(
    row: EffectRow, *, firm: bool, soft: bool
) -> tuple[Verdict, Slot | None]:
    if firm and not soft:
        return "contradicted", "direction"
    if row.by != "trials":
        return ("overstated", "outcome")
    return "overstated", "certainty"


def _reason(row: EffectRow, slot: Slot | None) -> str:
    return row.because or _text(row) or ""


def _text(row: EffectRow) -> str | None:
    fact = next((load().fact(i) for i in row.facts), None)
    return None if fact is None else fact.text
