"""All the records of the room, read from their files, with the faults of shape met on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, cast

from pydantic import Field, TypeAdapter, ValidationError

from d3k2.evidence.faults import EvidenceFaulty, Fault
from d3k2.evidence.food_facts import food_facts
from d3k2.evidence.foods import Food, read_foods
from d3k2.evidence.pools import (
    Doubt,
    PoolOutcome,
    PublishedPool,
    SamePeople,
    TrialFigure,
    read_figures,
)
from d3k2.evidence.records import (
    Authority,
    EffectFact,
    Erratum,
    Fact,
    FindingFact,
    PositionFact,
    QuantityFact,
    ResultFact,
    Source,
    Topic,
)
from d3k2.evidence.tables import Entry, read_tables
from d3k2.evidence.trials import TrialRow, as_facts, read_trials
from d3k2.evidence.units import UnitGroup
from d3k2.evidence.version import content_hash, data_files

WrittenFact = Annotated[
    QuantityFact | EffectFact | FindingFact | PositionFact, Field(discriminator="kind")
]
KINDS = ("quantity", "effect", "finding", "position")


@dataclass(frozen=True, eq=False)
class Evidence:
    """What is known, who says so and how sure: every record by its id."""

    root: Path
    sources: Mapping[str, Source]
    facts: Mapping[str, WrittenFact]
    """Facts that were written one by one; trial results are in `results`."""
    authorities: Mapping[str, Authority]
    topics: Mapping[str, Topic]
    errata: Mapping[str, Erratum]
    units: Mapping[str, UnitGroup]
    outcomes: Mapping[str, PoolOutcome]
    """Outcomes that can be pooled."""
    same_people: Mapping[str, SamePeople]
    doubts: Mapping[str, Doubt]
    """By the study that is doubted; retracted ones are told by the status of their source."""
    published: Mapping[str, PublishedPool]
    declared: Mapping[str, frozenset[str]] = field(repr=False)
    """Per kind of record, every id that has a header, also where its table is broken."""

    @cached_property
    def data_version(self) -> str:
        """The first 12 digits of one hash over everything d3k2 knows; printed on every report."""
        return content_hash(data_files(self.root.parent))[:12]

    @cached_property
    def foods(self) -> Mapping[str, Food]:
        """The food table, read when first asked for."""
        rows, faults = read_foods(self.root / "foods.csv", "foods.csv")
        _refuse(faults)
        return MappingProxyType({row.id: row for row in rows})

    @cached_property
    def trials(self) -> tuple[TrialRow, ...]:
        """The rows of the trial tables, read when first asked for."""
        rows, faults = read_trials(self.root)
        _refuse(faults)
        return rows

    @cached_property
    def figures(self) -> tuple[TrialFigure, ...]:
        """The figures of single trials that pools are made of, read when first asked for."""
        rows, faults = read_figures(self.root)
        _refuse(faults)
        return rows

    @cached_property
    def results(self) -> Mapping[str, ResultFact]:
        """The rows of the trial tables as facts; built when first asked for."""
        return MappingProxyType({fact.id: fact for fact in as_facts(self.trials)})

    @cached_property
    def contents(self) -> Mapping[str, QuantityFact]:
        """What foods contain, as facts; built when first asked for."""
        found = food_facts(self.foods.values(), self.sources)
        return MappingProxyType({fact.id: fact for fact in found})

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The units facts may be written in."""
        return frozenset(s for group in self.units.values() for s in group.spellings)

    def fact(self, identifier: str) -> Fact | None:
        """Return a fact by its id, one of a table included; None when there is none."""
        if identifier.startswith("result-"):
            return self.results.get(identifier)
        if identifier.startswith("food-"):
            return self.contents.get(identifier)
        return self.facts.get(identifier)


def data_root() -> Path:
    """Return the folder of the data that d3k2 ships."""
    return Path(str(resources.files("d3k2.evidence")))


def collect(root: Path) -> tuple[Evidence, list[Fault]]:
    """Read the records under a folder, together with every fault in how they are written."""
    faults: list[Fault] = []
    declared: dict[str, frozenset[str]] = {}

    def records(kind: str, shape: Any, *paths: Path) -> Mapping[str, Any]:
        entries, ids = _entries(root, paths, faults)
        declared[kind] = frozenset(ids)
        found = _validated(entries, shape, faults)
        return MappingProxyType({record.id: record for record in found})

    evidence = Evidence(
        root=root,
        sources=records("source", Source, *sorted((root / "sources").glob("*.toml"))),
        facts=records("fact", WrittenFact, *sorted((root / "facts").glob("*.toml"))),
        authorities=records("authority", Authority, root / "authorities.toml"),
        topics=records("topic", Topic, root / "topics.toml"),
        errata=records("erratum", Erratum, root / "errata.toml"),
        units=records("unit", UnitGroup, root / "units.toml"),
        outcomes=records("outcome", PoolOutcome, root / "pools" / "outcomes.toml"),
        same_people=records("same people", SamePeople, root / "pools" / "same_people.toml"),
        doubts=records("doubt", Doubt, root / "pools" / "doubtful.toml"),
        published=records("published pool", PublishedPool, root / "pools" / "published.toml"),
        declared=declared,
    )
    return evidence, faults


def _entries(
    root: Path, paths: Sequence[Path], faults: list[Fault]
) -> tuple[list[Entry], dict[str, str]]:
    """Read the entries of several files; an id that stands twice is a fault and is read once."""
    entries: list[Entry] = []
    ids: dict[str, str] = {}
    for path in paths:
        if not path.is_file():
            continue
        name = path.relative_to(root).as_posix()
        table = read_tables(path, name)
        faults += table.faults
        for entry in table.entries:
            if entry.id in ids:
                what = f"{entry.id} is already defined in {ids[entry.id]}"
                faults.append(Fault(entry.file, entry.line, what))
            else:
                ids[entry.id] = entry.at
                entries.append(entry)
        for identifier in table.ids:
            ids.setdefault(identifier, name)
    return entries, ids


def _validated(entries: list[Entry], shape: Any, faults: list[Fault]) -> list[Any]:
    """Validate all entries at once; only when one is wrong, one by one to say which and where."""
    adapter: TypeAdapter[Any] = TypeAdapter(shape)
    rows = [_frozen({**e.data, "id": e.id, "at": e.at}) for e in entries]
    for entry in entries:
        faults += [
            Fault(entry.file, entry.line_of(key), f"{entry.id}: unknown key {key}")
            for key in ("id", "at")
            if key in entry.data
        ]
    try:
        return cast("list[Any]", _every(shape).validate_python(rows, strict=True))
    except ValidationError:
        good = []
        for entry, row in zip(entries, rows, strict=True):
            try:
                good.append(adapter.validate_python(row, strict=True))
            except ValidationError as error:
                faults += _shape_faults(entry, error)
        return good


def _every(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(list[shape])


def _frozen(value: Any) -> Any:
    """Turn lists into tuples, which is what strict validation accepts."""
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value


def _shape_faults(entry: Entry, error: ValidationError) -> Iterator[Fault]:
    """One sentence for each thing pydantic found, without its vocabulary of classes."""
    for found in error.errors(include_url=False):
        keys = [str(part) for part in found["loc"] if part not in KINDS]
        place = ".".join(keys)
        match found["type"]:
            case "extra_forbidden":
                what = f"unknown key {place}"
            case "missing":
                what = f"{place} is missing"
            case "union_tag_not_found":
                what, keys = f"kind is missing: {' or '.join(KINDS)}", []
            case "union_tag_invalid":
                what = f"kind is {entry.data.get('kind')!r}, not {' or '.join(KINDS)}"
                keys = ["kind"]
            case "too_short":
                what = f"{place} is empty"
            case _:
                rule = f"{found['msg'][:1].lower()}{found['msg'][1:]}"
                what = f"{place}: {rule}, not {found['input']!r}"
        line = entry.line_of(*reversed(keys)) if keys else entry.line
        yield Fault(entry.file, line, f"{entry.id}: {what}")


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise EvidenceFaulty(sorted(faults))
