"""Who could this person be, given what is known of them?"""

from d3k2.population.condition import condition
from d3k2.population.forecast import forecast
from d3k2.population.misfit import Fits
from d3k2.population.people import People
from d3k2.population.posterior import Posterior, Predicted
from d3k2.population.reach import probability_above, reach
from d3k2.population.sample import SEED, sample

__all__ = [
    "SEED",
    "Fits",
    "People",
    "Posterior",
    "Predicted",
    "condition",
    "forecast",
    "probability_above",
    "reach",
    "sample",
]
