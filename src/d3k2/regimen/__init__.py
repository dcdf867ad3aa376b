"""What is taken, how much, and when?"""

from d3k2.regimen.describing import describe, describe_regimen
from d3k2.regimen.doses import (
    Dose,
    doses_between,
    is_intermittent,
    vitamin_d_per_day,
)
from d3k2.regimen.items import read_item
from d3k2.regimen.labels import Label, inspect_label, read_label
from d3k2.regimen.reading import read_regimen
from d3k2.regimen.regimen import (
    VITAMIN_D,
    VITAMIN_K2,
    Ingredient,
    Item,
    Moment,
    Regimen,
    Salt,
    Schedule,
    Substance,
)

__all__ = [
    "VITAMIN_D",
    "VITAMIN_K2",
    "Dose",
    "Ingredient",
    "Item",
    "Label",
    "Moment",
    "Regimen",
    "Salt",
    "Schedule",
    "Substance",
    "describe",
    "describe_regimen",
    "doses_between",
    "inspect_label",
    "is_intermittent",
    "read_item",
    "read_label",
    "read_regimen",
    "vitamin_d_per_day",
]
