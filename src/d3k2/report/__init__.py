"""How is it shown?"""

from d3k2.report.as_document import assess_document
from d3k2.report.as_html import assess_html
from d3k2.report.as_population import population_document
from d3k2.report.as_simulation import lesson_document, simulate_document
from d3k2.report.documents import (
    AssessDocument,
    ErrorDocument,
    SourceDocument,
    StatementDocument,
    TrajectoryDocument,
)
from d3k2.report.errors import error_document
from d3k2.report.exported_model import ExportedModel, person_model, typical_model
from d3k2.report.labels import action_label, allowed_label, label
from d3k2.report.moments import Moment, moments
from d3k2.report.note import chart_note
from d3k2.report.population_documents import PopulationDocument
from d3k2.report.population_html import people_lines, percent, population_html
from d3k2.report.prediction import looked_back, nearest
from d3k2.report.schemas import schemas
from d3k2.report.screened_regimens import stops_over
from d3k2.report.simulate_documents import Comparison, SimulateDocument
from d3k2.report.simulated_numbers import (
    Cell,
    Compared,
    cell,
    compared,
    headed,
    letters,
    met,
    met_name,
    reservations,
    warnings,
)
from d3k2.report.simulation_csv import simulate_csv
from d3k2.report.simulation_html import basis, more, simulate_html
from d3k2.report.simulation_netcdf import lesson_dataset, simulate_dataset

__all__ = [
    "AssessDocument",
    "Cell",
    "Compared",
    "Comparison",
    "ErrorDocument",
    "ExportedModel",
    "Moment",
    "PopulationDocument",
    "SimulateDocument",
    "SourceDocument",
    "StatementDocument",
    "TrajectoryDocument",
    "action_label",
    "allowed_label",
    "assess_document",
    "assess_html",
    "basis",
    "cell",
    "chart_note",
    "compared",
    "error_document",
    "headed",
    "label",
    "lesson_dataset",
    "lesson_document",
    "letters",
    "looked_back",
    "met",
    "met_name",
    "moments",
    "more",
    "nearest",
    "people_lines",
    "percent",
    "person_model",
    "population_document",
    "population_html",
    "reservations",
    "schemas",
    "simulate_csv",
    "simulate_dataset",
    "simulate_document",
    "simulate_html",
    "stops_over",
    "typical_model",
    "warnings",
]
