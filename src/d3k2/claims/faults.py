"""Every fault of the tables of claims at once: dead ids, numbers nobody printed, no firm ground."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from d3k2.claims.claim import Verdict
from d3k2.claims.effect_row import effect_rows
from d3k2.claims.judging import ground
from d3k2.claims.phrase import named_in, phrase
from d3k2.claims.tables import table
from d3k2.claims.tenet import Tenet, tenets
from d3k2.evidence import Fault, fault_at, load
from d3k2.language import concept, number_faults
from d3k2.safety import fact_of, firm, rule_of, words_of
from d3k2.units import terms

NEEDS_GROUND: frozenset[Verdict] = frozenset(
    {"supported", "overstated", "contradicted", "contested"}
)


def claim_faults() -> list[Fault]:
    """Return every fault of the tenets, the effects and the word lists."""
    found = [fault_at(t.at, f"{t.id}: {what}") for t in tenets() for what in _tenet(t)]
    ids = Counter(t.id for t in tenets()) + Counter(r.id for r in effect_rows())
    found += [fault_at(t.at, f"{t.id}: another row has this id") for t in tenets() if ids[t.id] > 1]
    for row in effect_rows():
        what = (
            *_dead_facts(row.facts),
            *_dead_concepts((*(i for each in row.of for i in each), *row.on, *row.among)),
            *_dead_names((*row.when, *row.but_not)),
            *_sayings(row.facts, row.because, row.right),
        )
        found += [fault_at(row.at, f"{row.id}: {each}") for each in what]
    found += [Fault("claims/outcomes.toml", 1, w) for w in _outcomes()]
    return sorted(set(found))


def _tenet(tenet: Tenet) -> Iterator[str]:
    yield from _dead_facts(tenet.facts)
    named = (i for each in (*tenet.names, *tenet.about) for i in each)
    yield from _dead_concepts((*named, *tenet.unless))
    listed = (*tenet.any, *tenet.but_not, *(p for each in tenet.also for p in each))
    yield from _dead_names(listed)
    yield from _sayings(tenet.facts, tenet.because, tenet.right)
    if tenet.number is not None and tenet.number.of is not None and tenet.number.of not in terms():
        yield f"there is no term {tenet.number.of}"
    rulings = [tenet.plain, tenet.hedged, tenet.strong, tenet.denied, tenet.doubted]
    verdicts = {r.verdict for r in rulings if r is not None}
    if verdicts & NEEDS_GROUND and not tenet.facts:
        yield "it stands on nothing"
    if "contradicted" in verdicts and not any(firm(ground(i), load()) for i in tenet.facts):
        yield "it contradicts, and nothing it stands on was read in its source"
    if tenet.danger and tenet.plain.verdict == "supported":
        yield "it is dangerous and supported"


def _dead_facts(ids: Iterable[str]) -> Iterator[str]:
    for identifier in ids:
        on = ground(identifier)
        if fact_of(on, load()) is None and rule_of(on) is None:
            yield f"there is no {identifier}"
        elif not firm(on, load()):
            yield f"{identifier} was not read in its source"


def _dead_concepts(ids: Iterable[str]) -> Iterator[str]:
    yield from (f"there is no concept {i}" for i in ids if concept(i) is None)


def _dead_names(phrases: Iterable[str]) -> Iterator[str]:
    """Concepts in phrases that nobody can name; a phrase that cannot be read fails here too."""
    for written in phrases:
        phrase(written)
        for name in named_in(written):
            if concept(name) is None:
                yield f"there is no concept {name}"


def _sayings(facts: Iterable[str], because: str | None, right: str | None) -> Iterator[str]:
    said = words_of(map(ground, facts), load())
    for text in (because, right):
        yield from number_faults(text or "", said)


def _outcomes() -> Iterator[str]:
    known = table("outcomes")
    yield from _dead_concepts(i for key in known if key != "turned" for i in known[key])
    for identifier in sorted(set(known["bad"]) & set(known["good"])):
        yield f"{identifier} is both good and bad"
