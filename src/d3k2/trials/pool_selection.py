"""Which rows are pooled: one a trial, the same kind of number, the same comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from d3k2.evidence import (
    NUTRIENTS,
    RATIOS,
    Evidence,
    Measure,
    Nutrient,
    PoolOutcome,
    TrialFigure,
    TrialRow,
    load,
)
from d3k2.trials.pool_rows import Estimate, LeftOut, NoEstimate, label, of_figure, one_estimate

Standing = Literal["current", "doubtful", "retracted"]

NOT_TRIALS = {
    "meta-analysis": "a pool itself: its trials would be counted twice",
    "review": "a review",
    "cohort": "a cohort: what people took was not allocated at random",
    "guideline": "a guideline",
    "reference": "no trial",
    "label": "no trial",
    "mechanism": "no trial of this",
}
RANDOM = ("rct", "random")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to pool, and what to leave out of the main figure."""

    nutrient: Nutrient | None = None
    population: str | None = None
    """Words that must stand in the description of the people."""
    without_doubtful: bool = False
    with_memory: bool = False
    together: bool = False
    """Whether risk, odds and hazard ratios are pooled as if they were one."""


@dataclass(frozen=True, slots=True)
class PoolSet:
    """Estimates of the same comparison in the same measure, one a trial."""

    nutrient: Nutrient
    measures: tuple[Measure, ...]
    estimates: tuple[Estimate, ...]
    standing: dict[str, Standing] = field(hash=False)
    """Of each study."""

    def of(self, *standings: Standing) -> list[Estimate]:
        """Return the estimates whose study stands so."""
        return [e for e in self.estimates if self.standing[e.study] in standings]


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything found of an outcome: what can be pooled, and what cannot and why."""

    outcome: PoolOutcome
    sets: tuple[PoolSet, ...]
    left_out: tuple[LeftOut, ...]


def select(outcome: PoolOutcome, asked: Asked, evidence: Evidence | None = None) -> Selection:
    """Find the estimates of an outcome in the trial tables and among the figures of trials."""
    known = load() if evidence is None else evidence
    kept: list[Estimate] = []
    left: list[LeftOut] = []
    for record in _records(outcome, known):
        try:
            estimate = _estimate(record, outcome, known)
            _wanted(estimate, outcome, asked)
        except NoEstimate as none:
            left.append(_left(record, none.reason))
            continue
        kept.append(estimate)
    kept, again = _one_a_trial(kept, asked, known)
    used = {e.study: e.id for e in kept}
    left = [_said_of_the_same(one, used) for one in [*left, *again]]
    return Selection(outcome, tuple(_sets(kept, asked, known)), tuple(left))


def poolable(evidence: Evidence | None = None) -> dict[str, int]:
    """Return, of each outcome, how many trials its largest pool holds, retracted ones apart."""
    known = load() if evidence is None else evidence
    found = {}
    for outcome in known.outcomes.values():
        sets = select(outcome, Asked(), known).sets
        found[outcome.id] = max((len(s.of("current", "doubtful")) for s in sets), default=0)
    return found


def _records(outcome: PoolOutcome, known: Evidence) -> Iterator[TrialFigure | TrialRow]:
    """Yield figures of single trials first: they were entered to be pooled."""
    yield from (figure for figure in known.figures if figure.outcome == outcome.id)
    yield from (trial for trial in known.trials if trial.outcome in outcome.as_written)


def _estimate(record: TrialFigure | TrialRow, outcome: PoolOutcome, known: Evidence) -> Estimate:
    if isinstance(record, TrialFigure):
        return of_figure(record)
    source = known.sources[record.source]
    if source.type in NOT_TRIALS:
        raise NoEstimate(NOT_TRIALS[source.type])
    design = record.cells.get("design", "").casefold()
    if not any(word in design for word in RANDOM):
        raise NoEstimate("its design is not given as randomised")
    return one_estimate(record, outcome.unit)


def _wanted(estimate: Estimate, outcome: PoolOutcome, asked: Asked) -> None:
    if estimate.read == "memory" and not asked.with_memory:
        raise NoEstimate("read from memory: pooled only with --with-memory")
    if asked.nutrient is not None and estimate.nutrient != asked.nutrient:
        raise NoEstimate(f"not asked for: {estimate.nutrient}")
    words = (asked.population or "").casefold().split()
    if not all(word in estimate.population.casefold() for word in words):
        raise NoEstimate(f"other people: {estimate.population or 'not said who'}")
    low, high = outcome.weeks_from, outcome.weeks_to
    if low is not None and high is not None and not low <= (estimate.weeks or 0) <= high:
        when = "no time given" if estimate.weeks is None else f"{estimate.weeks:g} weeks"
        raise NoEstimate(f"another time: {when}")


def _one_a_trial(
    found: Iterable[Estimate], asked: Asked, known: Evidence
) -> tuple[list[Estimate], list[LeftOut]]:
    """Keep the first estimate of the same people in one set; tables print the whole trial first."""
    people = {s: same.id for same in known.same_people.values() for s in same.studies}
    first: dict[tuple[str, str, str], Estimate] = {}
    again = []
    for estimate in found:
        measure = "ratio" if asked.together and estimate.measure in RATIOS else estimate.measure
        key = (people.get(estimate.study, estimate.study), estimate.nutrient, measure)
        if key in first:
            again.append(
                LeftOut(
                    id=estimate.id,
                    study=estimate.study,
                    label=estimate.label,
                    said=_said(estimate),
                    reason="the same people are pooled already",
                    see=first[key].id,
                )
            )
        else:
            first[key] = estimate
    return list(first.values()), again


def _sets(found: list[Estimate], asked: Asked, known: Evidence) -> Iterator[PoolSet]:
    """Group by what was compared and by measure: the largest group first."""
    groups: dict[tuple[Nutrient, tuple[Measure, ...]], list[Estimate]] = {}
    for estimate in found:
        together = asked.together and estimate.measure in RATIOS
        measures = RATIOS if together else (estimate.measure,)
        groups.setdefault((estimate.nutrient, measures), []).append(estimate)
    order = sorted(groups, key=lambda k: (-len(groups[k]), NUTRIENTS.index(k[0]), k[1]))
    for nutrient, measures in order:
        members = sorted(groups[nutrient, measures], key=lambda e: (e.label[-4:], e.label))
        standing = {e.study: standing_of(e, known) for e in members}
        used = tuple(m for m in RATIOS if any(e.measure == m for e in members)) or measures
        yield PoolSet(nutrient, used, tuple(members), standing)


def standing_of(estimate: Estimate, known: Evidence) -> Standing:
    """Say whether a study was retracted, is doubted, or neither as far as is known."""
    sources = {estimate.source, *(t.source for t in known.trials if t.study == estimate.study)}
    trials = [known.sources[s] for s in sources if known.sources[s].type not in NOT_TRIALS]
    if any(source.status == "retracted" for source in trials):
        return "retracted"
    return "doubtful" if estimate.study in known.doubts else "current"


def _left(record: TrialFigure | TrialRow, reason: str) -> LeftOut:
    if isinstance(record, TrialFigure):
        said = f"{record.arm} against {record.comparator}"
        return LeftOut(record.id, record.study, record.label, said, reason)
    said = f"{record.arm}: {record.outcome}".removeprefix(": ")
    return LeftOut(record.id, record.study, label(record), said, reason)


def _said(estimate: Estimate) -> str:
    return f"{estimate.arm}: {estimate.measure}"


def _said_of_the_same(one: LeftOut, used: dict[str, str]) -> LeftOut:
    """Say of a further row of a pooled trial where the trial is pooled."""
    return one if one.see is not None else replace(one, see=used.get(one.study))
