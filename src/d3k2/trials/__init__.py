"""What do published trials say together, and would the model have foreseen them?"""

from d3k2.trials.arm import Arm, Skipped, arms
from d3k2.trials.pool_rows import Estimate, LeftOut, one_estimate, standard_error
from d3k2.trials.pool_selection import Asked, PoolSet, Selection, poolable, select
from d3k2.trials.pooling import FEW, Heterogeneity, Pooled, PoolingUnavailable, pool, without_each
from d3k2.trials.prediction import Prediction, predict
from d3k2.trials.reproduction import Reproduction, reproduce, reproductions
from d3k2.trials.rules import Rule, rules_for
from d3k2.trials.scores import Score
from d3k2.trials.validation import Comparison, Validation, validate

__all__ = [
    "FEW",
    "Arm",
    "Asked",
    "Comparison",
    "Estimate",
    "Heterogeneity",
    "LeftOut",
    "PoolSet",
    "Pooled",
    "PoolingUnavailable",
    "Prediction",
    "Reproduction",
    "Rule",
    "Score",
    "Selection",
    "Skipped",
    "Validation",
    "arms",
    "one_estimate",
    "pool",
    "poolable",
    "predict",
    "reproduce",
    "reproductions",
    "rules_for",
    "select",
    "standard_error",
    "validate",
    "without_each",
]
