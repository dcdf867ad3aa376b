"""Who is asking?"""

from d3k2.person.bone import (
    fragility_fracture,
    lowest_t_score,
    osteopenia,
    osteoporosis,
    untreated_osteoporosis,
)
from d3k2.person.derived import ckd_epi_2021, corrected_calcium
from d3k2.person.freshness import all_labs, fresh, stale
from d3k2.person.given import person_schema
from d3k2.person.implied import genetic_conditions
from d3k2.person.missing import missing
from d3k2.person.person import (
    Condition,
    Diet,
    Food,
    Fracture,
    Lab,
    Match,
    Medicine,
    Person,
    Sun,
    TScores,
    Visit,
)
from d3k2.person.read import read_person
from d3k2.person.same_day import conflicting_labs, newest_day
from d3k2.person.vocabulary import vocabulary
from d3k2.person.vocabulary_faults import vocabulary_faults
from d3k2.regimen import Moment

__all__ = [
    "Condition",
    "Diet",
    "Food",
    "Fracture",
    "Lab",
    "Match",
    "Medicine",
    "Moment",
    "Person",
    "Sun",
    "TScores",
    "Visit",
    "all_labs",
    "ckd_epi_2021",
    "conflicting_labs",
    "corrected_calcium",
    "fragility_fracture",
    "fresh",
    "genetic_conditions",
    "lowest_t_score",
    "missing",
    "newest_day",
    "osteopenia",
    "osteoporosis",
    "person_schema",
    "read_person",
    "stale",
    "untreated_osteoporosis",
    "vocabulary",
    "vocabulary_faults",
]
