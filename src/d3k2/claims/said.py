"""What an article says on the topics that people compare: a dose, a target, the need for K2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from d3k2.claims.bounds import Bounds, factor
from d3k2.claims.claim import Claim
from d3k2.claims.phrases import phrases
from d3k2.claims.tables import table
from d3k2.claims.words import words
from d3k2.language import amounts, concept, link
from d3k2.units import show_number


@dataclass(frozen=True, slots=True)
class Said:
    """A position of an article on a topic.

    Attributes
    ----------
    position : str
        In words: ``needed``, or the number with its unit.
    low, high : float or None
        The number, in the unit of the topic; None where the position is in words.
    apart : float
        How many times one number must be the other for two positions to differ.
    """

    topic: str
    topic_name: str
    position: str
    low: float | None
    high: float | None
    apart: float
    claim: Claim

    def against(self, other: Said) -> bool:
        """Whether two positions on one topic cannot both be right."""
        if self.low is None or self.high is None or other.low is None or other.high is None:
            return self.position != other.position
        return self.low > other.high * self.apart or other.low > self.high * self.apart


def sayings(claims: Sequence[Claim]) -> tuple[Said, ...]:
    """Return what claims say on each topic, in order."""
    return tuple(said for claim in claims for said in _of_claim(claim))


def _of_claim(claim: Claim) -> Iterator[Said]:
    mentions, numbers = link(claim.text), amounts(claim.text)
    line = words(claim.text, mentions, numbers).line
    named = {i for m in mentions for i in (m.concept.id, *m.concept.wider)}
    if not any(map(_is_substance, named)):
        named |= {i for i in claim.frame.inherited if _is_substance(i)}
    for topic, row in table("topics").items():
        if not all(named & set(each) for each in row["names"]):
            continue
        if phrases(row.get("but_not", ())).stand_in(line):
            continue
        if phrases(row["any"]).stand_in(line):
            yield from _positions(topic, row, line, claim)


def _is_substance(identifier: str) -> bool:
    """Whether it is a nutrient or its level, which a sentence need not name again."""
    known = concept(identifier)
    return known is not None and (known.kind in ("nutrient", "form") or known.id == "calcidiol")


def _positions(topic: str, row: Mapping[str, Any], line: str, claim: Claim) -> Iterator[Said]:
    name, apart = row["name"], row.get("apart", 1.0)
    if "number" not in row:
        for each in row["says"]:
            if phrases(each["any"]).stand_in(line):
                yield Said(topic, name, each["position"], None, None, apart, claim)
                return
        return
    bounds = Bounds.model_validate(row["number"])
    found = [(a, factor(a.unit, bounds)) for a in amounts(claim.text)]
    values = [v * f for a, f in found if f is not None for v in (a.low, a.high)]
    if values:
        low, high = min(values), max(values)
        told = show_number(low) if low == high else f"{show_number(low)}-{show_number(high)}"
        yield Said(topic, name, f"{told} {bounds.unit}", low, high, apart, claim)
