"""What does the body do with what is taken?"""

from d3k2.physiology.course import Course, Dose, course, daily_average, nmol
from d3k2.physiology.draws import Draws, FloatArray, people
from d3k2.physiology.engine import Run, run
from d3k2.physiology.failure import SolverFailed
from d3k2.physiology.model import STATES, antimony_text, sbml
from d3k2.physiology.modifiers import (
    absorption,
    conversion,
    fat_ratio,
    obesity_absorption,
    season_peak,
    season_share,
    size,
)
from d3k2.physiology.parameters import nominal, parameter_facts, quantity
from d3k2.physiology.scope import declines, reason, reasons
from d3k2.physiology.season import seasonal_state, yearly_low
from d3k2.physiology.steady import (
    NOTHING,
    Daily,
    invert,
    steady_calcidiol,
    steady_state,
    total_calcidiol,
)
from d3k2.physiology.trajectory import MODEL_VERSION, Trajectory, model_facts

__all__ = [
    "MODEL_VERSION",
    "NOTHING",
    "STATES",
    "Course",
    "Daily",
    "Dose",
    "Draws",
    "FloatArray",
    "Run",
    "SolverFailed",
    "Trajectory",
    "absorption",
    "antimony_text",
    "conversion",
    "course",
    "daily_average",
    "declines",
    "fat_ratio",
    "invert",
    "model_facts",
    "nmol",
    "nominal",
    "obesity_absorption",
    "parameter_facts",
    "people",
    "quantity",
    "reason",
    "reasons",
    "run",
    "sbml",
    "season_peak",
    "season_share",
    "seasonal_state",
    "size",
    "steady_calcidiol",
    "steady_state",
    "total_calcidiol",
    "yearly_low",
]
