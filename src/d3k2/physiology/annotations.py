"""What an exported model says of itself: names with units, meanings, facts, papers, limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from d3k2._version import __version__
from d3k2.evidence import load
from d3k2.physiology.equations import Equation
from d3k2.physiology.model import Model
from d3k2.physiology.parameters import parameter_facts
from d3k2.physiology.trajectory import MODEL_VERSION
from d3k2.units import terms
from d3k2.wording import phrase

LICENCE = "Apache-2.0"
TITLE = "d3k2: vitamin D, vitamin K, calcium and bone"

_DERIVED_FROM = {"vitamin_d": "ocampo-pelland-2016", "mineral_bone": "peterson-riggs-2010"}
"""The published models that blocks go back to, as sources of the evidence."""

_ABOUT = (
    f"Model {MODEL_VERSION}, d3k2 {__version__}, licence {LICENCE}.",
    "Time is in days. The unit of a number stands in its name, 1 where it has none. There are no "
    "unit definitions beside that of time: constants published per hour stay per hour.",
    "Constants may be changed: all that follows from them is a rule. The states on day 0, and the "
    "values that changes are counted from, belong to the constants as they are here and stay.",
)


def about(of: Model, notes: Sequence[str]) -> str:
    """Return what has to stand beside a model wherever it goes.

    Parameters
    ----------
    of : Model
        The blocks.
    notes : sequence of str
        Sentences about whom and what it stands for.
    """
    data = f"Blocks: {', '.join(of.blocks)}. Data version {load().data_version}."
    return " ".join(dict.fromkeys([phrase("notice.what").clinician, *notes, *_ABOUT, data]))


def annotated(of: Model, equations: Iterable[Equation]) -> tuple[str, ...]:
    """Return names, meanings and papers of constants, states and outputs as Antimony."""
    facts = parameter_facts(*of.blocks)
    return tuple(
        line
        for equation in equations
        for line in _of_one(equation.name, *_said(equation), facts.get(equation.name))
    )


def annotated_model(of: Model, words: str) -> tuple[str, ...]:
    """Return notes, papers and the unit of time of the whole model as Antimony."""
    papers = _pubmed(_DERIVED_FROM[block] for block in of.blocks if block in _DERIVED_FROM)
    return (
        f"  model notes ```{words.replace('`', '')}```",
        *([f"  model origin {papers}"] if papers else []),
        "  unit time_unit = 86400 second",
    )


def _said(equation: Equation) -> tuple[str, str]:
    """Return meaning and unit: of the text, or of the register of names for an output."""
    if equation.meaning or equation.kind != "rule":
        return equation.meaning, equation.unit
    known = terms().get(equation.name)
    return ("", "") if known is None else (known.meaning, known.unit)


def _of_one(name: str, meaning: str, unit: str, fact: str | None) -> Iterator[str]:
    if not meaning:
        return
    yield f'  {name} is "{name} ({unit})"'
    origin = "" if fact is None else f" Fact {fact}."
    yield f'  {name} notes "{_quoted(f"{meaning}, {unit}.{origin}")}"'
    if fact is not None:
        papers = _pubmed([s.id for s in load().facts[fact].sources])
        if papers:
            yield f"  {name} description {papers}"


def _pubmed(sources: Iterable[str]) -> str:
    """Return the papers among sources whose identifier is known, as identifiers.org names them."""
    known = [load().sources[source].pmid for source in sources]
    return ", ".join(f'"https://identifiers.org/pubmed:{pmid}"' for pmid in known if pmid)


def _quoted(text: str) -> str:
    return text.replace('"', "'")
