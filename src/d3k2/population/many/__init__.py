"""How do many people, of whom each is somebody else, fare under several regimens?"""

from d3k2.population.many.folder import check_folder
from d3k2.population.many.ledger import finished_cells
from d3k2.population.many.manifest import manifest
from d3k2.population.many.on_dask import OnDask
from d3k2.population.many.plan import CELL, MANY_VARIABLES, MOST, Plan, everyone
from d3k2.population.many.processes import Processes
from d3k2.population.many.read_population import Described, read_population, shipped
from d3k2.population.many.run import Ran, Stopped, run_many, saved
from d3k2.population.many.summary import SHARES, Bands, Exceeded, Reached, Summary
from d3k2.population.many.work import Engine

__all__ = [
    "CELL",
    "MANY_VARIABLES",
    "MOST",
    "SHARES",
    "Bands",
    "Described",
    "Engine",
    "Exceeded",
    "OnDask",
    "Plan",
    "Processes",
    "Ran",
    "Reached",
    "Stopped",
    "Summary",
    "check_folder",
    "everyone",
    "finished_cells",
    "manifest",
    "read_population",
    "run_many",
    "saved",
    "shipped",
]
