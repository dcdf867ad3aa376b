"""The words for conditions and medicines that a position's population may use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from d3k2.evidence.faults import Fault, fault_at
from d3k2.evidence.records import PositionFact
from d3k2.evidence.tables import Entry, read_tables

CARE = frozenset({"home", "care home", "hospital"})
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Ids and groups of the person's vocabularies."""

    conditions: frozenset[str]
    medicines: frozenset[str]


def read_vocabulary(folder: Path) -> tuple[Vocabulary, list[Fault]]:
    """Read the ids and groups of ``conditions.toml`` and ``medicines.toml``."""
    words: list[frozenset[str]] = []
    faults: list[Fault] = []
    for name in ("conditions.toml", "medicines.toml"):
        path = folder / name
        if not path.is_file():
            faults.append(Fault(f"person/{name}", 1, "this file is missing"))
            words.append(frozenset())
            continue
        table = read_tables(path, f"person/{name}")
        faults += table.faults
        words.append(table.ids | {group for entry in table.entries for group in _groups(entry)})
    return Vocabulary(*words), faults


def _groups(entry: Entry) -> list[str]:
    groups = entry.data.get("groups", [])
    return [str(group) for group in groups] if isinstance(groups, list) else []


def population_faults(fact: PositionFact, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Yield what in a population nobody could match: words that are in no vocabulary."""
    who = fact.population
    known = (
        ("conditions", who.conditions, vocabulary.conditions),
        ("without", who.without, vocabulary.conditions | vocabulary.medicines),
        ("medicines", who.medicines, vocabulary.medicines),
        ("care", who.care, CARE),
    )
    for field, words, accepted in known:
        for word in words:
            if word not in accepted:
                yield fault_at(fact.at, f"{fact.id}: population.{field}: {word!r} is not known")
    for country in who.countries:
        if not _COUNTRY.fullmatch(country):
            what = f"{fact.id}: population.countries: {country!r} is not an ISO code"
            yield fault_at(fact.at, what)
    if who.age_from is not None and who.age_to is not None and who.age_from > who.age_to:
        what = f"{fact.id}: population: age_from {who.age_from:g} is above age_to {who.age_to:g}"
        yield fault_at(fact.at, what)
