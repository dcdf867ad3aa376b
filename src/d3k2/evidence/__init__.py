"""What is known, who says so, and how sure?"""

from d3k2.evidence.cite import STYLES, Style, as_csl, cite, sources_of
from d3k2.evidence.collect import Evidence, collect, data_root
from d3k2.evidence.faults import EvidenceFaulty, Fault, fault_at
from d3k2.evidence.foods import Food
from d3k2.evidence.ground import converted, fact, given, rule, simulated, statement
from d3k2.evidence.load import find, food, foods, load
from d3k2.evidence.populations import Applies, applies_to
from d3k2.evidence.positions import Applied, positions
from d3k2.evidence.records import (
    FIRM,
    GRADES,
    READINGS,
    About,
    Authority,
    EffectFact,
    Erratum,
    Fact,
    Grade,
    Ground,
    Level,
    Population,
    PositionFact,
    QuantityFact,
    Read,
    Record,
    Reference,
    ResultFact,
    Source,
    Statement,
    Topic,
)
from d3k2.evidence.search import Hit, search
from d3k2.evidence.trials import TrialRow
from d3k2.evidence.validate import faults, reference_faults

__all__ = [
    "FIRM",
    "GRADES",
    "READINGS",
    "STYLES",
    "About",
    "Applied",
    "Applies",
    "Authority",
    "EffectFact",
    "Erratum",
    "Evidence",
    "EvidenceFaulty",
    "Fact",
    "Fault",
    "Food",
    "Grade",
    "Ground",
    "Hit",
    "Level",
    "Population",
    "PositionFact",
    "QuantityFact",
    "Read",
    "Record",
    "Reference",
    "ResultFact",
    "Source",
    "Statement",
    "Style",
    "Topic",
    "TrialRow",
    "applies_to",
    "as_csl",
    "cite",
    "collect",
    "converted",
    "data_root",
    "fact",
    "fault_at",
    "faults",
    "find",
    "food",
    "foods",
    "given",
    "load",
    "positions",
    "reference_faults",
    "rule",
    "search",
    "simulated",
    "sources_of",
    "statement",
]
