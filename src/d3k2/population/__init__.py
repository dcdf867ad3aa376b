"""Who could this person be, given what is known of them?"""

from d3k2.population.cohort import Cohort, cohort
from d3k2.population.condition import condition
from d3k2.population.covariates import SKINS, Covariates
from d3k2.population.diet import calcium_from_food
from d3k2.population.distributions import number
from d3k2.population.following import follow
from d3k2.population.forecast import forecast
from d3k2.population.many import (
    CELL,
    MANY_VARIABLES,
    MOST,
    SHARES,
    Bands,
    Described,
    Engine,
    Exceeded,
    OnDask,
    Plan,
    Processes,
    Ran,
    Reached,
    Stopped,
    Summary,
    check_folder,
    everyone,
    finished_cells,
    manifest,
    read_population,
    run_many,
    saved,
    shipped,
)
from d3k2.population.measured import analytes, variable_of
from d3k2.population.middle import Middle, middle
from d3k2.population.misfit import Fits
from d3k2.population.next_measurement import NextMeasurement, next_measurement
from d3k2.population.people import People
from d3k2.population.posterior import Posterior, Predicted
from d3k2.population.reach import probability_above, reach
from d3k2.population.sample import SEED, NobodyMatches, sample
from d3k2.population.simulation import DAYS, LONGEST, Simulation, simulate
from d3k2.population.simulation_limits import (
    course_limits,
    declined,
    limits,
    research_only,
)
from d3k2.population.studied import beyond, check_studied
from d3k2.population.teaching import LESSON_DAYS, LONGEST_LESSON, Lesson, teach
from d3k2.population.untreated import Untreated, untreated

__all__ = [
    "CELL",
    "DAYS",
    "LESSON_DAYS",
    "LONGEST",
    "LONGEST_LESSON",
    "MANY_VARIABLES",
    "MOST",
    "SEED",
    "SHARES",
    "SKINS",
    "Bands",
    "Cohort",
    "Covariates",
    "Described",
    "Engine",
    "Exceeded",
    "Fits",
    "Lesson",
    "Middle",
    "NextMeasurement",
    "NobodyMatches",
    "OnDask",
    "People",
    "Plan",
    "Posterior",
    "Predicted",
    "Processes",
    "Ran",
    "Reached",
    "Simulation",
    "Stopped",
    "Summary",
    "Untreated",
    "analytes",
    "beyond",
    "calcium_from_food",
    "check_folder",
    "check_studied",
    "cohort",
    "condition",
    "course_limits",
    "declined",
    "everyone",
    "finished_cells",
    "follow",
    "forecast",
    "limits",
    "manifest",
    "middle",
    "next_measurement",
    "number",
    "probability_above",
    "reach",
    "read_population",
    "research_only",
    "run_many",
    "sample",
    "saved",
    "shipped",
    "simulate",
    "teach",
    "untreated",
    "variable_of",
]
