"""Would the model have foreseen published trials, and what do they say together?"""

from d3k2.trials.arm import Arm, Skipped, arms
from d3k2.trials.prediction import Prediction, predict
from d3k2.trials.rules import Rule, rules_for
from d3k2.trials.scores import Score
from d3k2.trials.validation import Comparison, Validation, validate

__all__ = [
    "Arm",
    "Comparison",
    "Prediction",
    "Rule",
    "Score",
    "Skipped",
    "Validation",
    "arms",
    "predict",
    "rules_for",
    "validate",
]
