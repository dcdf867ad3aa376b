"""How is it said to a clinician, and how to a patient?"""

from d3k2.wording.sentence import AUDIENCES, Audience, Sentence, phrase, phrases, placeholders

__all__ = ["AUDIENCES", "Audience", "Sentence", "phrase", "phrases", "placeholders"]
