"""Who could this person be, given what is known of them?"""

from d3k2.population.condition import condition
from d3k2.population.diet import calcium_from_food
from d3k2.population.forecast import forecast
from d3k2.population.measured import analytes, variable_of
from d3k2.population.misfit import Fits
from d3k2.population.next_measurement import NextMeasurement, next_measurement
from d3k2.population.people import People
from d3k2.population.posterior import Posterior, Predicted
from d3k2.population.reach import probability_above, reach
from d3k2.population.sample import SEED, sample
from d3k2.population.simulation import DAYS, LONGEST, Simulation, simulate
from d3k2.population.simulation_limits import declined
from d3k2.population.teaching import Lesson, teach

__all__ = [
    "DAYS",
    "LONGEST",
    "SEED",
    "Fits",
    "Lesson",
    "NextMeasurement",
    "People",
    "Posterior",
    "Predicted",
    "Simulation",
    "analytes",
    "calcium_from_food",
    "condition",
    "declined",
    "forecast",
    "next_measurement",
    "probability_above",
    "reach",
    "sample",
    "simulate",
    "teach",
    "variable_of",
]
