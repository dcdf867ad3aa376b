"""What does the body do with what is taken?"""

from d3k2.physiology.all_cores import cores
from d3k2.physiology.archive import archive
from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.course import Course, Habit, course, habit
from d3k2.physiology.day import Day, Dose, Take, Uptake, calcium_mmol, nmol
from d3k2.physiology.draws import Draws, people
from d3k2.physiology.engine import MANY_BOLUSES, Run, model_for, run
from d3k2.physiology.exporting import (
    Exported,
    exported,
    outputs_of,
    typical_person,
    with_upstream,
)
from d3k2.physiology.failure import SolverFailed
from d3k2.physiology.kernel import by_kernel
from d3k2.physiology.model import BLOCKS, BODY, Model, blocks_for, model, sbml
from d3k2.physiology.modifiers import (
    DARK_SKIN,
    absorption,
    anticoagulated,
    calcidiol_clearance,
    calcium_absorption,
    calcium_uptake,
    conversion,
    fat_ratio,
    obesity_absorption,
    season_peak,
    season_share,
    size,
    untreated_level,
    urine_calcium,
)
from d3k2.physiology.outputs import outputs, outputs_for, passed
from d3k2.physiology.parameters import inputs, nominal, parameter_facts, quantity
from d3k2.physiology.problem import Solver
from d3k2.physiology.scope import declines, left_out, reason, reasons
from d3k2.physiology.season import seasonal_state, yearly_low
from d3k2.physiology.settled import changes_from_here, settled
from d3k2.physiology.steady import (
    NOTHING,
    STATES,
    Daily,
    invert,
    steady_calcidiol,
    steady_state,
    total_calcidiol,
)
from d3k2.physiology.trajectory import MODEL_VERSION, Trajectory, model_facts

__all__ = [
    "BLOCKS",
    "BODY",
    "DARK_SKIN",
    "MANY_BOLUSES",
    "MODEL_VERSION",
    "NOTHING",
    "STATES",
    "Course",
    "Daily",
    "Day",
    "Dose",
    "Draws",
    "Exported",
    "FloatArray",
    "Habit",
    "Model",
    "Run",
    "Solver",
    "SolverFailed",
    "Take",
    "Trajectory",
    "Uptake",
    "absorption",
    "anticoagulated",
    "archive",
    "blocks_for",
    "by_kernel",
    "calcidiol_clearance",
    "calcium_absorption",
    "calcium_mmol",
    "calcium_uptake",
    "changes_from_here",
    "conversion",
    "cores",
    "course",
    "declines",
    "exported",
    "fat_ratio",
    "habit",
    "inputs",
    "invert",
    "left_out",
    "model",
    "model_facts",
    "model_for",
    "nmol",
    "nominal",
    "obesity_absorption",
    "outputs",
    "outputs_for",
    "outputs_of",
    "parameter_facts",
    "passed",
    "people",
    "quantity",
    "reason",
    "reasons",
    "run",
    "sbml",
    "season_peak",
    "season_share",
    "seasonal_state",
    "settled",
    "size",
    "steady_calcidiol",
    "steady_state",
    "total_calcidiol",
    "typical_person",
    "untreated_level",
    "urine_calcium",
    "with_upstream",
    "yearly_low",
]
