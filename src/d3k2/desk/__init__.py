"""What awaits a reviewer, and what did they decide?"""

from d3k2.desk.collecting import in_version, reviewable, reviewable_record, reviewables
from d3k2.desk.conditions import condition, effect_in_words
from d3k2.desk.content import Cited, Part, Reviewable
from d3k2.desk.queue import AWAITING, Entry, counted, entry, packet, queue
from d3k2.desk.risk import Risk

__all__ = [
    "AWAITING",
    "Cited",
    "Entry",
    "Part",
    "Reviewable",
    "Risk",
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
