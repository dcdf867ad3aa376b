"""One record on a terminal: what it says, where it was read, how, and whether it was reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from d3k2.desk import condition, effect_in_words, reviewable_record
from d3k2.evidence import (
    Authority,
    EffectFact,
    Food,
    PositionFact,
    QuantityFact,
    Record,
    Reference,
    Source,
    Topic,
    cite,
)
from d3k2.evidence import load as known
from d3k2.faces.cli.review_ledger import ledger_of
from d3k2.faces.cli.terminal import Terminal
from d3k2.safety import Rule
from d3k2.units import InputRefused

Rows = list[tuple[str, str]]
INDENT = (0, 0, 0, 2)
SUBMITTED = "submitted, pending human review"
SAID_ABOVE = ("id", "kind", "text", "title", "question", "at", "sources")
PER_100_G = {"fat": "g", "calcium": "mg"}
"""Units of a food's contents; everything else is in µg."""


def show_hits(records: Sequence[Record]) -> None:
    """Print each record as its id and the sentence it holds."""
    out = Terminal()
    for record in records:
        out.put(_title(record))
        out.put(Padding(Text(_sentence(record)), INDENT))
    found = "Nothing holds all of these words." if not records else f"{len(records)} found."
    out.put(Text(found, style="dim"))


def show(record: Record) -> None:
    """Print a record with all that is known of it."""
    out = Terminal()
    out.put(_title(record))
    if _sentence(record):
        out.put(Padding(Text(_sentence(record)), INDENT))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    for name, text in _rows(record):
        grid.add_row(Text(name, style="dim"), Text(text, overflow="fold"))
    out.line()
    out.put(Padding(grid, INDENT))


def _title(record: Record) -> Text:
    kind = getattr(record, "kind", None) or type(record).__name__.lower()
    if isinstance(record, Source):
        kind = f"source, {record.type}"
    elif isinstance(record, Authority):
        kind = "authority" + (f", {record.kind}" if record.kind else "")
    status = getattr(record, "status", "")
    marked = f", {status}" if status not in ("", "current", "in force") else ""
    return Text.assemble((str(getattr(record, "id", "")), "bold"), (f"  {kind}{marked}", "dim"))


def _sentence(record: Record) -> str:
    if isinstance(record, Source):
        return cite(record)
    for field in ("text", "title", "question", "name", "printed"):
        if said := getattr(record, field, None):
            return str(said)
    return ""


def _rows(record: Record) -> Rows:
    if isinstance(record, Rule):
        return _rule(record)
    rows = _source(record) if isinstance(record, Source) else _own(record)
    rows += [("source", _reference(r)) for r in getattr(record, "sources", ())]
    if getattr(record, "sources", ()):
        rows.append(("review", _review(record)))
    if at := getattr(record, "at", ""):
        rows.append(("stands in", at))
    return rows


def _own(record: Record) -> Rows:
    if isinstance(record, PositionFact):
        authority = known().authorities[record.authority]
        rows = [
            ("authority", f"{authority.name} ({record.authority})"),
            ("topic", f"{record.topic}: {known().topics[record.topic].question}"),
            ("year", f"{record.year}, {record.status}"),
            ("says", _says(record)),
            ("for whom", record.population.text),
        ]
        shown = (*_numbers(record), "authority", "topic", "year", "status", "direction", "strength")
        return rows + _plain(record, but=(*shown, "population"))
    if isinstance(record, Authority | Topic):
        return _who_or_what(record)
    if isinstance(record, Food):
        return _food(record)
    if isinstance(record, QuantityFact | EffectFact):
        return [("value", _amount(record)), *_plain(record, but=_numbers(record))]
    return _plain(record)


def _who_or_what(record: Authority | Topic) -> Rows:
    taken = [
        fact.id
        for fact in known().facts.values()
        if isinstance(fact, PositionFact) and record.id in (fact.authority, fact.topic)
    ]
    rows = _plain(record, but=("name",) if isinstance(record, Authority) else ())
    return [*rows, ("positions", ", ".join(taken) or "none")]


def _food(food: Food) -> Rows:
    rows: Rows = []
    for name, value in _plain(food, but=("name",)):
        is_number = isinstance(getattr(food, name.replace(" ", "_")), float)
        if name == "portion":
            rows.append((name, f"{value} g"))
        elif is_number:
            rows.append((name, f"{value} {PER_100_G.get(name, 'µg')}/100 g"))
        else:
            rows.append((name, value))
    return rows


def _numbers(record: Record) -> tuple[str, ...]:
    return tuple(n for n in ("value", "low", "high", "unit") if n in type(record).model_fields)


def _says(position: PositionFact) -> str:
    parts = (position.direction, _amount(position), position.strength)
    return ", ".join(part for part in parts if part)


def _amount(fact: PositionFact | QuantityFact | EffectFact) -> str:
    unit = "" if fact.unit in (None, "1") else f" {fact.unit}"
    value = "" if fact.value is None else f"{fact.value:,g}{unit}"
    if fact.low is None and fact.high is None:
        return value
    low = "" if fact.low is None else f"{fact.low:,g}"
    high = "" if fact.high is None else f"{fact.high:,g}"
    span = f"{low} to {high}" if low and high else f"from {low}" if low else f"up to {high}"
    return f"{value} ({span})" if value else f"{span}{unit}"


def _source(source: Source) -> Rows:
    rows = _plain(source, but=("type", "year", "authors", "venue", "pmid", "doi"))
    facts = [f.id for f in known().facts.values() if any(r.id == source.id for r in f.sources)]
    results = sum(any(r.id == source.id for r in f.sources) for f in known().results.values())
    if facts:
        rows.append(("carries", ", ".join(facts)))
    if results:
        rows.append(("results", f"{results} rows of the trial tables"))
    return rows


def _rule(rule: Rule) -> Rows:
    rows = [("fires on", condition(rule.when))]
    for effect in rule.effects:
        rows.append(("effect", effect_in_words(effect)))
        rows.append(("", f"To a clinician: {effect.clinician}"))
        rows.append(("", f"To a patient: {effect.patient}"))
    rows.append(("mechanism", rule.mechanism))
    if rule.disagreement:
        rows.append(("differs", rule.disagreement))
    rows += [("source", _reference(r)) for r in rule.sources]
    return [*rows, ("review", _review(rule)), ("stands in", rule.at)]


def _review(record: Record) -> str:
    """Say what was decided about the record as it is; what cannot be read clears nothing."""
    found = reviewable_record(record)
    if found is None:
        return SUBMITTED
    try:
        register = ledger_of(None).read()
    except InputRefused as refusal:
        return f"{SUBMITTED} (the ledger cannot be read: {refusal.message})"
    state, decided = register.state(found.item), register.decided(found.item)
    if state == "submitted" or decided is None:
        return SUBMITTED
    by = ", ".join(part for part in (decided.name, decided.competence) if part)
    interests = f"; interests: {decided.interests}" if decided.interests else ""
    return f"{state} {decided.date} by {by}{interests}"


def _reference(reference: Reference) -> str:
    source = known().sources[reference.id]
    return f"{reference.id}: {reference.where} (read: {reference.read})\n{cite(source)}"


def _plain(record: Record, but: Iterable[str] = ()) -> Rows:
    left_out = {*SAID_ABOVE, *but}
    content = record.model_dump(mode="json", exclude_none=True, exclude=left_out)
    return [
        (key.replace("_", " "), _listed(value))
        for key, value in content.items()
        if value not in ("", [], {})
    ]


def _listed(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{k}: {_listed(v)}" for k, v in value.items() if v not in ("", [], {}))
    if isinstance(value, list):
        return ", ".join(_listed(entry) for entry in value)
    return str(value)
