"""Every fault in the data at once: what single records cannot see, and what breaks between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from d3k2.evidence.collect import Evidence, WrittenFact, collect, data_root
from d3k2.evidence.faults import Fault, fault_at
from d3k2.evidence.foods import read_foods
from d3k2.evidence.pool_faults import pool_faults
from d3k2.evidence.records import (
    READINGS,
    EffectFact,
    FindingFact,
    PositionFact,
    QuantityFact,
    Reference,
    Source,
)
from d3k2.evidence.trials import TrialRow, read_trials
from d3k2.evidence.vocabulary import population_faults, read_vocabulary

_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FOOD = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_RATIOS = ("RR", "HR", "OR", "IRR")

_IDENTIFIERS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("pmid", re.compile(r"[1-9]\d{0,7}"), "a PMID has up to eight digits"),
    ("doi", re.compile(r"10\.\d{4,9}/\S+"), "a DOI begins 10.NNNN/"),
    ("url", re.compile(r"https?://\S+\.\S+"), "an address begins http"),
)
_PMC = re.compile(r"/pmc/articles/(?!PMC[1-9]\d*(/|$))", re.IGNORECASE)


def faults(root: Path | None = None) -> list[Fault]:
    """Return every fault of the data, sorted by file and line; an empty list means none.

    Parameters
    ----------
    root : Path, optional
        The folder of the data; the shipped one when left out. The vocabularies of conditions and
        medicines are read from the person room beside it.
    """
    root = root or data_root()
    evidence, found = collect(root)
    found += cross_check(evidence)
    vocabulary, unread = read_vocabulary(root.parent / "person")
    found += unread
    for fact in evidence.facts.values():
        if isinstance(fact, PositionFact):
            found += population_faults(fact, vocabulary)
    found += _table_faults(evidence)
    return sorted(set(found))


def cross_check(evidence: Evidence) -> list[Fault]:
    """Return the faults between records: dead ids, contradictions, numbers that cannot be."""
    checks = (
        _ids(evidence),
        _sources(evidence),
        chain.from_iterable(_fact(fact, evidence) for fact in evidence.facts.values()),
        _errata(evidence),
    )
    return list(chain.from_iterable(checks))


def reference_faults(
    references: Iterable[Reference], at: str, evidence: Evidence
) -> Iterator[Fault]:
    """Yield the faults of a record's references: dead ids, no place, read better than possible.

    Parameters
    ----------
    references : iterable of Reference
        What a fact, or a rule of another room, stands on.
    at : str
        ``file:line`` of that record.
    evidence : Evidence
        Where the sources are looked up.
    """
    for reference in references:
        source = evidence.sources.get(reference.id)
        if source is None:
            if reference.id not in evidence.declared["source"]:
                yield fault_at(at, f"no source {reference.id}")
            continue
        if not reference.where.strip():
            yield fault_at(at, f"where in {reference.id}? `where` is empty")
        if READINGS.index(reference.read) < READINGS.index(source.read):
            what = f"read as {reference.read!r}, but {reference.id} only as {source.read!r}"
            yield fault_at(at, what)


def _ids(evidence: Evidence) -> Iterator[Fault]:
    kinds: tuple[Mapping[str, object], ...] = (
        evidence.sources, evidence.facts, evidence.authorities, evidence.topics, evidence.errata
    )  # fmt: skip
    for kind in kinds:
        for identifier, record in kind.items():
            if not _KEBAB.fullmatch(identifier):
                what = f"{identifier}: an id is lower case, digits and hyphens"
                yield fault_at(getattr(record, "at", ""), what)


def _sources(evidence: Evidence) -> Iterator[Fault]:
    seen: dict[tuple[str, str], str] = {}
    for source in evidence.sources.values():
        yield from _identifiers(source)
        for key in ("pmid", "doi"):
            value = (getattr(source, key) or "").lower()
            if value and (key, value) in seen:
                yield fault_at(source.at, f"{source.id}: {key} {value} is also {seen[key, value]}")
            elif value:
                seen[key, value] = source.id
        if source.superseded_by:
            yield from _successor(source.superseded_by, source.id, source.at,
                                  evidence.declared["source"])  # fmt: skip
        elif source.status == "superseded" and not source.note:
            yield fault_at(source.at, f"{source.id}: superseded, by what? superseded_by or note")
        if not source.title.strip():
            yield fault_at(source.at, f"{source.id}: title is empty")


def _identifiers(source: Source) -> Iterator[Fault]:
    for key, pattern, rule in _IDENTIFIERS:
        value = getattr(source, key)
        if value is not None and not pattern.fullmatch(value):
            yield fault_at(source.at, f"{source.id}: {key} {value!r}: {rule}")
    if source.url and _PMC.search(source.url):
        yield fault_at(source.at, f"{source.id}: url {source.url!r}: a PMC id is PMC and digits")


def _successor(later: str, own: str, at: str, known: Iterable[str]) -> Iterator[Fault]:
    if later == own:
        yield fault_at(at, f"{own}: superseded by itself")
    elif later not in known:
        yield fault_at(at, f"{own}: superseded_by {later} does not exist")


def _fact(fact: WrittenFact, evidence: Evidence) -> Iterator[Fault]:
    for fault in reference_faults(fact.sources, fact.at, evidence):
        yield Fault(fault.file, fault.line, f"{fact.id}: {fault.what}")

    def wrong(what: str) -> Fault:
        return fault_at(fact.at, f"{fact.id}: {what}")

    if not fact.text.strip():
        yield wrong("text is empty")
    if not isinstance(fact, FindingFact):
        yield from _number(fact, evidence, wrong)
    if isinstance(fact, PositionFact):
        yield from _position(fact, evidence, wrong)
    if isinstance(fact, EffectFact):
        yield from _effect(fact, wrong)
    used = [evidence.sources[r.id] for r in fact.sources if r.id in evidence.sources]
    retracted = [source.id for source in used if source.status == "retracted"]
    if retracted and fact.grade != "none" and not fact.note:
        yield wrong(f"{', '.join(retracted)} is retracted: grade none, or a note that says why not")


def _number(
    fact: QuantityFact | EffectFact | PositionFact,
    evidence: Evidence,
    wrong: Callable[[str], Fault],
) -> Iterator[Fault]:
    yield from _interval(fact, wrong)
    spellings = evidence.spellings
    if fact.unit is not None and spellings and fact.unit not in spellings:
        yield wrong(f"unit {fact.unit!r} is not in units.toml")


def _interval(
    fact: QuantityFact | EffectFact | PositionFact, wrong: Callable[[str], Fault]
) -> Iterator[Fault]:
    low, high, value = fact.low, fact.high, fact.value
    if low is not None and high is not None and low > high:
        yield wrong(f"low {low:g} is above high {high:g}")
    elif value is not None and (
        (low is not None and value < low) or (high is not None and value > high)
    ):
        yield wrong(f"value {value:g} is outside {_between(low, high)}")
    if (value is not None or low is not None or high is not None) and fact.unit is None:
        yield wrong("a number without a unit")


def _between(low: float | None, high: float | None) -> str:
    return f"{'' if low is None else f'{low:g}'}..{'' if high is None else f'{high:g}'}"


def _position(
    fact: PositionFact, evidence: Evidence, wrong: Callable[[str], Fault]
) -> Iterator[Fault]:
    for kind, identifier in (("authority", fact.authority), ("topic", fact.topic)):
        if identifier not in evidence.declared[kind]:
            yield wrong(f"no {kind} {identifier}")
    topic = evidence.topics.get(fact.topic)
    if topic and topic.units and fact.unit is not None and fact.unit not in topic.units:
        yield wrong(
            f"unit {fact.unit!r}: positions on {topic.id} are in {' or '.join(topic.units)}"
        )
    if fact.superseded_by:
        yield from _successor(fact.superseded_by, fact.id, fact.at, evidence.declared["fact"])
    if fact.status == "superseded" and not (fact.superseded_by or fact.note):
        yield wrong("superseded, by what? superseded_by or note")
    if fact.status == "in force":
        used = [evidence.sources[r.id] for r in fact.sources if r.id in evidence.sources]
        gone = {s.status for s in used}
        if fact.superseded_by:
            yield wrong("in force, yet superseded_by is given")
        elif used and gone <= {"superseded", "draft", "retracted"} and not fact.note:
            yield wrong(f"in force, but every source of it is {' or '.join(sorted(gone))}")


def _effect(fact: EffectFact, wrong: Callable[[str], Fault]) -> Iterator[Fault]:
    """Check a ratio: positive, and called an effect only when its interval excludes none."""
    if fact.measure.upper() not in _RATIOS:
        return
    if any(number is not None and number <= 0 for number in (fact.value, fact.low, fact.high)):
        yield wrong(f"{fact.measure} is not positive")
    if fact.low is None or fact.high is None:
        return
    crosses = fact.low < 1 < fact.high
    if crosses and fact.direction in ("benefit", "harm") and not fact.note:
        yield wrong(f"called a {fact.direction}, but {fact.low:g}..{fact.high:g} includes 1")


def _errata(evidence: Evidence) -> Iterator[Fault]:
    for erratum in evidence.errata.values():
        if erratum.source and erratum.source not in evidence.declared["source"]:
            yield fault_at(erratum.at, f"{erratum.id}: no source {erratum.source}")
        if erratum.printed == erratum.should_be:
            yield fault_at(erratum.at, f"{erratum.id}: printed and should_be are the same")


def _table_faults(evidence: Evidence) -> Iterator[Fault]:
    """Faults of the CSV tables, which are read only when asked for."""
    foods, wrong = read_foods(evidence.root / "foods.csv", "foods.csv")
    yield from wrong
    for food in foods:
        if not _FOOD.fullmatch(food.id):
            yield fault_at(food.at, f"{food.id}: an id is lower case, digits and hyphens")
    trials, wrong = read_trials(evidence.root)
    yield from wrong
    misprinted = {e.source for e in evidence.errata.values() if e.source and e.kind == "interval"}
    for trial in trials:
        yield from _trial(trial, evidence, misprinted)
    yield from pool_faults(evidence, trials)


def _trial(trial: TrialRow, evidence: Evidence, misprinted: set[str]) -> Iterator[Fault]:
    reference = Reference(id=trial.source, where="the row", read=trial.read)
    yield from reference_faults([reference], trial.at, evidence)
    low, high, value = trial.change_ci_low, trial.change_ci_high, trial.change_mean
    if low is not None and high is not None and low > high:
        yield fault_at(trial.at, f"change_ci_low {low:g} is above change_ci_high {high:g}")
    elif (
        value is not None
        and ((low is not None and value < low) or (high is not None and value > high))
        and trial.source not in misprinted
    ):
        what = f"change_mean {value:g} is outside {_between(low, high)}: an erratum would say why"
        yield fault_at(trial.at, what)
