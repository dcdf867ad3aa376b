"""The faults of what may be pooled: dead ids, numbers that cannot be, pools without ground."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from d3k2.evidence.faults import Fault, fault_at
from d3k2.evidence.pools import RATIOS, PublishedPool, TrialFigure, read_figures
from d3k2.evidence.records import FIRM, READINGS, Read

if TYPE_CHECKING:
    from d3k2.evidence.collect import Evidence
    from d3k2.evidence.trials import TrialRow


def pool_faults(evidence: Evidence, trials: Iterable[TrialRow]) -> Iterator[Fault]:
    """Yield every fault of the pools of a tree of data, whose trial tables hold these rows."""
    figures, wrong = read_figures(evidence.root)
    yield from wrong
    for figure in figures:
        for what in _figure(figure, evidence):
            yield fault_at(figure.at, f"{figure.id}: {what}")
    known = {figure.id: figure for figure in figures}
    for pool in evidence.published.values():
        for what in _published(pool, known, evidence):
            yield fault_at(pool.at, f"{pool.id}: {what}")
    studies = {trial.study for trial in trials} | {f.study for f in figures}
    yield from _studies(evidence, studies)
    yield from _outcomes(evidence)


def _figure(figure: TrialFigure, evidence: Evidence) -> Iterator[str]:
    yield from _source(figure.source, figure.read, evidence)
    outcome = evidence.outcomes.get(figure.outcome)
    if outcome is None:
        yield f"no outcome {figure.outcome} in pools/outcomes.toml"
    elif (outcome.scale == "ratio") != (figure.measure in RATIOS):
        yield f"a {figure.measure} is no {outcome.scale}"
    elif figure.unit != outcome.unit:
        yield f"unit is {figure.unit!r}, not {outcome.unit!r}"
    for events, n in ((figure.events, figure.n), (figure.events_control, figure.n_control)):
        if events is not None and n is not None and not 0 <= events <= n:
            yield f"{events:g} events in {n:g} people"
    if figure.p is not None and not 0 < figure.p < 1:
        yield f"p {figure.p:g} is no probability"
    for spread in (figure.spread, figure.spread_control):
        if spread is not None and spread <= 0:
            yield f"spread {spread:g} is not positive"
        if spread is not None and not figure.spread_kind:
            yield "a spread without its kind: SD or SE"
    yield from _interval(figure.estimate, figure.low, figure.high, figure.measure)


def _published(
    pool: PublishedPool, figures: dict[str, TrialFigure], evidence: Evidence
) -> Iterator[str]:
    yield from _source(pool.source, pool.read, evidence)
    yield from _interval(pool.value, pool.low, pool.high, pool.measure)
    for part in pool.parts:
        for what in _interval(part.value, part.low, part.high, pool.measure):
            yield f"{part.name}: {what}"
    for member in pool.members:
        if member not in figures:
            yield f"no figure {member} in pools/figures.csv"
        elif figures[member].read == "memory":
            yield f"{member} is from memory: nothing is made again from what was not seen"
    ways = sum(map(bool, (pool.members, pool.parts, pool.unseen)))
    if pool.unseen is None and ways != 1:
        yield "either members, or parts, or unseen"
    if pool.unseen is not None and pool.parts:
        yield "parts and unseen: can it be made again or not?"
    if pool.members and pool.unseen is None and pool.trials not in (None, len(pool.members)):
        yield f"{pool.trials} trials, but {len(pool.members)} members"
    if (pool.members or pool.parts) and pool.read not in FIRM:
        yield f"read as {pool.read!r}: only what was seen is made again"


def _interval(
    value: float | None, low: float | None, high: float | None, measure: str
) -> Iterator[str]:
    given = [v for v in (value, low, high) if v is not None]
    if measure in RATIOS and any(v <= 0 for v in given):
        yield f"a {measure} is positive"
    if (low is None) != (high is None):
        yield "an interval has two ends"
    if value is not None and low is not None and high is not None and not low <= value <= high:
        yield f"{value:g} is outside {low:g}..{high:g}"


def _source(identifier: str, read: Read, evidence: Evidence) -> Iterator[str]:
    source = evidence.sources.get(identifier)
    if source is None:
        if identifier not in evidence.declared["source"]:
            yield f"no source {identifier}"
    elif READINGS.index(read) < READINGS.index(source.read):
        yield f"read as {read!r}, but {identifier} only as {source.read!r}"


def _studies(evidence: Evidence, studies: set[str]) -> Iterator[Fault]:
    for same in evidence.same_people.values():
        for study in _unknown(same.studies, studies):
            yield fault_at(same.at, f"{same.id}: no study {study}")
    for doubt in evidence.doubts.values():
        for study in _unknown([doubt.id], studies):
            yield fault_at(doubt.at, f"no study {study}")
        if doubt.source is not None:
            for what in _source(doubt.source, doubt.read, evidence):
                yield fault_at(doubt.at, f"{doubt.id}: {what}")


def _unknown(named: Iterable[str], studies: set[str]) -> list[str]:
    return [study for study in named if study not in studies]


def _outcomes(evidence: Evidence) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for outcome in evidence.outcomes.values():
        if (outcome.scale == "difference") != (outcome.unit is not None):
            yield fault_at(outcome.at, f"{outcome.id}: a difference has a unit, a ratio has none")
        for written in outcome.as_written:
            if written in owner:
                what = f"{outcome.id}: {written!r} means {owner[written]} already"
                yield fault_at(outcome.at, what)
            owner.setdefault(written, outcome.id)
