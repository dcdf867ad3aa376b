"""Which reviewed answer answers a question: concepts gate, the ranking orders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import tomli

from d3k2.answers.computed import ruled_concepts
from d3k2.answers.question import ROOTS, Question, is_kind_of
from d3k2.answers.ranges import lies_in_range
from d3k2.answers.reply import Confidence
from d3k2.answers.reviewed_answer import ReviewedAnswer
from d3k2.answers.spoken import speaks_of
from d3k2.language import Concept, Kind, Ranker, about, concept, link
from d3k2.wording import Audience


@dataclass(frozen=True, slots=True)
class Matched:
    """Reviewed answers near a question.

    Attributes
    ----------
    best : ReviewedAnswer, optional
        The answer; None when none is near enough, or none that is carries what was named.
    near : tuple of ReviewedAnswer
        The next ones that would do, then the nearest that would not.
    """

    best: ReviewedAnswer | None
    near: tuple[ReviewedAnswer, ...]
    confidence: Confidence


NEAR = 3
"""Other answers that are offered."""

TRIED = 4
"""Fitting answers whose words are looked at before there is none."""

WEIGHED = 25
"""Answers whose concepts are weighed; no concept lifts one from further down."""

SUBSTANCES: tuple[Kind, ...] = ("nutrient", "form", "salt")


def match(
    question: Question, answers: Iterable[ReviewedAnswer], ranker: Ranker, audience: Audience
) -> Matched:
    """Find the reviewed answer to a question, for a reader.

    An answer is barred when the question names a form, a medicine or another matter of the strict
    kinds that it does not carry: K1 is not answered by K2, nor warfarin by apixaban.
    """
    by_id = {answer.id: answer for answer in answers}
    found = ranker.rank(question.plain, len(by_id))
    top = max((one.score for one in found), default=1.0)
    scale = 1.0 if ranker.by == "meaning" else (1.0 / top if top > 0 else 1.0)
    scored = [(by_id[r.id], r.score * scale) for r in found if r.id in by_id]
    fitting = [pair for pair in scored if carries(pair[0], question)][:WEIGHED]
    fitting = [(answer, base + _bonus(question, answer)) for answer, base in fitting]
    fitting.sort(key=lambda pair: (-pair[1], pair[0].id))
    fitting = _spoken(fitting, question, audience)
    limits = _settings()[ranker.by]
    best = fitting[0] if fitting and fitting[0][1] >= limits["least"] else None
    if best is not None and best[1] < limits["sure"] and _misses(question, best[0]):
        best = None
    near = {a.id: a for a, _ in (*fitting, *scored) if best is None or a is not best[0]}
    return Matched(
        best=None if best is None else best[0],
        near=tuple(near.values())[:NEAR],
        confidence=_confidence(fitting, limits),
    )


def _spoken(
    fitting: list[tuple[ReviewedAnswer, float]], question: Question, audience: Audience
) -> list[tuple[ReviewedAnswer, float]]:
    """The fitting answers from the first on whose own words speak of what was named."""
    speaks = (
        place
        for place, (answer, _) in enumerate(fitting[:TRIED])
        if speaks_of(answer, question, audience)
    )
    return fitting[next(speaks, len(fitting)) :]


def is_near(question: Question, ranker: Ranker) -> bool:
    """Whether a question lies so near a known one in meaning that it must be about the same."""
    least: float = _settings()["meaning"]["in_scope"]
    return ranker.nearness(question.plain) >= least


def carries(answer: ReviewedAnswer, question: Question) -> bool:
    """Whether an answer carries everything of the strict kinds that the question names."""
    gate = _settings()["gate"]
    if not _same_substances(question, answer) or not lies_in_range(answer.id, question):
        return False
    kinds = gate["needs"].get(answer.theme.id, ())
    if kinds and not any(c.kind in kinds for c in question.concepts):
        return False
    if {c.id for c in question.of("people")} & {*gate["not_for"].get(answer.id, ())}:
        return False
    return all(_carried(c, answer) for c in _strict(question))


def is_about(answer: ReviewedAnswer, question: Question) -> bool:
    """Whether what a question names and rules are about stands in a way the answer is asked.

    An answer that mentions a medicine among others carries it, and is not the answer about it.
    """
    gate = _settings()["gate"]
    named = [c for c in _named(question, gate["ruled"]) if not {c.id, *c.wider} & {*gate["common"]}]
    ruled = [c for c in named if c.kind == "trial" or {c.id, *c.wider} & ruled_concepts()]
    return all(_asked(c, answer) for c in ruled)


def _asked(one: Concept, answer: ReviewedAnswer) -> bool:
    """Whether a way of asking names it, or another of a group that the answer carries whole."""
    if {one.id, *one.wider} & asked_about(answer):
        return True
    groups = set(one.wider) & set(answer.concepts)
    return any(groups & {*_wider(other)} for other in asked_about(answer))


def _wider(identifier: str) -> tuple[str, ...]:
    found = concept(identifier)
    return () if found is None else found.wider


def _strict(question: Question) -> list[Concept]:
    """What a question names that an answer must carry."""
    return _named(question, _settings()["gate"]["strict"])


def _named(question: Question, kinds: Sequence[str]) -> list[Concept]:
    """What a question names of some kinds; a supplement is no medicine here."""
    ours = {*ROOTS.values(), *_settings()["gate"]["supplements"]}
    return [c for c in question.concepts if c.kind in kinds and not ours & {*about(c.id), *c.wider}]


def asked_about(answer: ReviewedAnswer) -> frozenset[str]:
    """The concepts in the ways an answer's question is asked."""
    return _linked((answer.question, *answer.asked))


@cache
def _linked(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(m.concept.id for text in texts for m in link(text))


def _same_substances(question: Question, answer: ReviewedAnswer) -> bool:
    """Whether the forms agree in every nutrient that both speak of, and they share one."""
    asked = question.of(*SUBSTANCES)
    told = [c for c in map(concept, answer.concepts) if c is not None and c.kind in SUBSTANCES]
    families = {_family(c) for c in told}
    shared = [c for c in asked if _family(c) in families]
    foreign = [c for c in asked if _family(c) not in ROOTS.values() and not _carried(c, answer)]
    if foreign:
        return False
    if answer.about == "evidence":
        return True
    if asked and told and not shared:
        return False
    return all(_carried(c, answer) or _narrowed(c, told) for c in shared)


def _family(one: Concept) -> str:
    """The nutrient that a form or a salt belongs to; itself where it is none."""
    return next((root for root in ROOTS.values() if is_kind_of(one, root)), one.id)


def _narrowed(one: Concept, told: Iterable[Concept]) -> bool:
    """Whether a nutrient named as a whole is answered for one of its forms."""
    return one.kind == "nutrient" and any(is_kind_of(other, one.id) for other in told)


def _carried(one: Concept, answer: ReviewedAnswer) -> bool:
    """Whether the answer names the concept, or a wider one: anticoagulants carry apixaban."""
    return bool({one.id, *one.wider} & set(answer.concepts))


def _bonus(question: Question, answer: ReviewedAnswer) -> float:
    """What the concepts of a question add to the ranking of an answer, or take from it."""
    score = _settings()["score"]
    weighed = [c for c in question.concepts if c.kind in score["kinds"]]
    asked = sum(bool({c.id, *c.wider} & asked_about(answer)) for c in weighed)
    missing = sum(not _carried(c, answer) for c in weighed)
    bonus: float = score["asked"] * asked - score["missing"] * missing
    return bonus


def _misses(question: Question, answer: ReviewedAnswer) -> bool:
    """Whether an answer carries none of the outcomes and markers that a question names."""
    kinds = _settings()["gate"]["telling"]
    named = [c for c in question.concepts if c.kind in kinds]
    told = {*answer.concepts, *asked_about(answer)}
    told |= {wider for name in told for wider in _wider(name)}
    return bool(named) and not any({c.id, *c.wider} & told for c in named)


def _confidence(
    fitting: list[tuple[ReviewedAnswer, float]], limits: dict[str, float]
) -> Confidence:
    if not fitting or fitting[0][1] < limits["least"]:
        return "low"
    ahead = fitting[0][1] - (fitting[1][1] if len(fitting) > 1 else 0.0)
    sure, apart = fitting[0][1] >= limits["sure"], ahead >= limits["apart"]
    return "high" if sure and apart else "medium" if sure or apart else "low"


@cache
def _settings() -> dict[str, Any]:
    return tomli.loads(resources.files("d3k2.answers").joinpath("matching.toml").read_text("utf-8"))
