"""What awaits a reviewer, and what did they decide?"""

from d3k2.desk.collecting import in_version, reviewable, reviewable_record, reviewables
from d3k2.desk.conditions import condition, effect_in_words
from d3k2.desk.content import Part, Reviewable
from d3k2.desk.queue import AWAITING, Entry, counted, entry, packet, queue

__all__ = [
    "AWAITING",
    "Entry",
    "Part",
    "Reviewable",
    "condition",
    "counted",
    "effect_in_words",
    "entry",
    "in_version",
    "packet",
    "queue",
    "reviewable",
    "reviewable_record",
    "reviewables",
]
