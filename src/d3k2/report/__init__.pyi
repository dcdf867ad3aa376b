from .annotated import Mark, Passage, Piece, passages
from .as_ask import ask_document
from .as_check import check_document
from .as_document import assess_document
from .as_html import assess_html
from .as_pool import pool_document, pool_outcomes_document, published_pools_document
from .as_population import population_document
from .as_review import (
    corrections_document,
    decided_document,
    history_document,
    ledger_lines,
    packet_document,
    queue_document,
    review_item_document,
    verified_document,
)
from .as_simulation import lesson_document, simulate_document
from .as_validation import validation_document
from .ask_documents import AnswerDocument, AskDocument, LinkedDocument
from .ask_html import ask_html
from .check_documents import (
    CheckDocument,
    CheckedArticleDocument,
    CheckedCitationDocument,
    CheckedClaimDocument,
    LeftOpenDocument,
)
from .check_html import BY_WEIGHT, SIGNS, check_html
from .claim_review import claim_review
from .documents import (
    AssessDocument,
    ErrorDocument,
    SourceDocument,
    StatementDocument,
    TrajectoryDocument,
)
from .errors import error_document
from .exported_model import ExportedModel, person_model, typical_model
from .labels import action_label, allowed_label, label
from .moments import Moment, moments
from .note import chart_note
from .packet_html import packet_html
from .packet_text import packet_text
from .pool_axis import EffectAxis, effect_axis
from .pool_documents import (
    PoolDocument,
    PooledDocument,
    PooledTrialDocument,
    PoolOutcomesDocument,
    PoolSetDocument,
    PublishedPoolsDocument,
    ReproductionDocument,
    TripleDocument,
)
from .pool_html import pool_html
from .pool_numbers import (
    PoolRow,
    heterogeneity_of,
    interval_of,
    is_ratio,
    left_one_out,
    left_out_rows,
    pool_rows,
    prediction_of,
    set_name,
    trial_name,
    trial_numbers,
)
from .population_documents import PopulationDocument
from .population_html import people_lines, percent, population_html
from .prediction import looked_back, nearest
from .references import cited
from .review_documents import (
    CorrectionsDocument,
    DecidedDocument,
    DecisionDocument,
    HistoryDocument,
    PacketDocument,
    QueuedDocument,
    QueueDocument,
    ReportDocument,
    ReviewableDocument,
    ReviewEnvelope,
    ReviewItemDocument,
    VerifiedDocument,
)
from .schemas import schemas
from .screened_regimens import stops_over
from .simulate_documents import Comparison, SimulateDocument
from .simulated_numbers import (
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
from .simulation_csv import simulate_csv
from .simulation_html import basis, more, simulate_html
from .simulation_netcdf import lesson_dataset, simulate_dataset
from .validation_documents import (
    ArmDocument,
    ComparisonDocument,
    ScoreDocument,
    SkippedDocument,
    ValidationDocument,
)
from .validation_html import (
    USES,
    arms_of,
    comparison_name,
    skipped_by_reason,
    validation_html,
)

__all__ = [
    "BY_WEIGHT",
    "SIGNS",
    "USES",
    "AnswerDocument",
    "ArmDocument",
    "AskDocument",
    "AssessDocument",
    "Cell",
    "CheckDocument",
    "CheckedArticleDocument",
    "CheckedCitationDocument",
    "CheckedClaimDocument",
    "Compared",
    "Comparison",
    "ComparisonDocument",
    "CorrectionsDocument",
    "DecidedDocument",
    "DecisionDocument",
    "EffectAxis",
    "ErrorDocument",
    "ExportedModel",
    "HistoryDocument",
    "LeftOpenDocument",
    "LinkedDocument",
    "Mark",
    "Moment",
    "PacketDocument",
    "Passage",
    "Piece",
    "PoolDocument",
    "PoolOutcomesDocument",
    "PoolRow",
    "PoolSetDocument",
    "PooledDocument",
    "PooledTrialDocument",
    "PopulationDocument",
    "PublishedPoolsDocument",
    "QueueDocument",
    "QueuedDocument",
    "ReportDocument",
    "ReproductionDocument",
    "ReviewEnvelope",
    "ReviewItemDocument",
    "ReviewableDocument",
    "ScoreDocument",
    "SimulateDocument",
    "SkippedDocument",
    "SourceDocument",
    "StatementDocument",
    "TrajectoryDocument",
    "TripleDocument",
    "ValidationDocument",
    "VerifiedDocument",
    "action_label",
    "allowed_label",
    "arms_of",
    "ask_document",
    "ask_html",
    "assess_document",
    "assess_html",
    "basis",
    "cell",
    "chart_note",
    "check_document",
    "check_html",
    "cited",
    "claim_review",
    "compared",
    "comparison_name",
    "corrections_document",
    "decided_document",
    "effect_axis",
    "error_document",
    "headed",
    "heterogeneity_of",
    "history_document",
    "interval_of",
    "is_ratio",
    "label",
    "ledger_lines",
    "left_one_out",
    "left_out_rows",
    "lesson_dataset",
    "lesson_document",
    "letters",
    "looked_back",
    "met",
    "met_name",
    "moments",
    "more",
    "nearest",
    "packet_document",
    "packet_html",
    "packet_text",
    "passages",
    "people_lines",
    "percent",
    "person_model",
    "pool_document",
    "pool_html",
    "pool_outcomes_document",
    "pool_rows",
    "population_document",
    "population_html",
    "prediction_of",
    "published_pools_document",
    "queue_document",
    "reservations",
    "review_item_document",
    "schemas",
    "set_name",
    "simulate_csv",
    "simulate_dataset",
    "simulate_document",
    "simulate_html",
    "skipped_by_reason",
    "stops_over",
    "trial_name",
    "trial_numbers",
    "typical_model",
    "validation_document",
    "validation_html",
    "verified_document",
    "warnings",
]
