"""What does all this mean for this one person?"""

from d3k2.plan.assess import assess
from d3k2.plan.assessment import (
    Assessment,
    CalciumDose,
    CalciumPlan,
    Curve,
    D3Plan,
    DayEntry,
    FoodSwap,
    K2Plan,
    Missing,
    Monitor,
    Option,
    Plan,
    PosteriorSummary,
    Variable,
    Withheld,
)

__all__ = [
    "Assessment",
    "CalciumDose",
    "CalciumPlan",
    "Curve",
    "D3Plan",
    "DayEntry",
    "FoodSwap",
    "K2Plan",
    "Missing",
    "Monitor",
    "Option",
    "Plan",
    "PosteriorSummary",
    "Variable",
    "Withheld",
    "assess",
]
