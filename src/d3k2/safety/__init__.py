"""What must not be done, or only with a clinician?"""

from d3k2.safety.faults import rule_faults
from d3k2.safety.grounds import (
    fact_of,
    firm,
    references_of,
    rule_of,
    sources_of_ground,
    words_of,
    written_ground,
)
from d3k2.safety.holding import Guess, Holding, holds
from d3k2.safety.outcome import Allowed, certainty_of, level_of, strictest
from d3k2.safety.rule import (
    NUTRIENTS,
    Action,
    Amount,
    Effect,
    LabBound,
    Nutrient,
    Rule,
    Severity,
    When,
)
from d3k2.safety.rulebook import Reading, read, reading, rule, rules
from d3k2.safety.screening import (
    Limit,
    Preference,
    Screening,
    Separation,
    Undecided,
    screen,
)
from d3k2.safety.table import table

__all__ = [
    "NUTRIENTS",
    "Action",
    "Allowed",
    "Amount",
    "Effect",
    "Guess",
    "Holding",
    "LabBound",
    "Limit",
    "Nutrient",
    "Preference",
    "Reading",
    "Rule",
    "Screening",
    "Separation",
    "Severity",
    "Undecided",
    "When",
    "certainty_of",
    "fact_of",
    "firm",
    "holds",
    "level_of",
    "read",
    "reading",
    "references_of",
    "rule",
    "rule_faults",
    "rule_of",
    "rules",
    "screen",
    "sources_of_ground",
    "strictest",
    "table",
    "words_of",
    "written_ground",
]
