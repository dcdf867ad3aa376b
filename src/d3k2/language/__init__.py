"""How do people write about it?"""

from d3k2.language.amounts import WrittenAmount, amounts
from d3k2.language.concept import Concept, Kind, Mention
from d3k2.language.english import is_english
from d3k2.language.faults import language_faults
from d3k2.language.folding import Token, fold_word, folded, tokens
from d3k2.language.linking import about, concept, concepts, link, trial_sources
from d3k2.language.printed import entity_faults, number_faults
from d3k2.language.ranking import (
    Encoder,
    Known,
    MeaningRefused,
    Ranked,
    Ranker,
    Words,
    fuse,
    index_of,
    one_thread,
    ranker,
    save_index,
    sentence_model,
)
from d3k2.language.reading import ReadingLevel, reading_level
from d3k2.language.same_amount import ends, same_amount
from d3k2.language.sentences import Span, sentences

__all__ = [
    "Concept",
    "Encoder",
    "Kind",
    "Known",
    "MeaningRefused",
    "Mention",
    "Ranked",
    "Ranker",
    "ReadingLevel",
    "Span",
    "Token",
    "Words",
    "WrittenAmount",
    "about",
    "amounts",
    "concept",
    "concepts",
    "ends",
    "entity_faults",
    "fold_word",
    "folded",
    "fuse",
    "index_of",
    "is_english",
    "language_faults",
    "link",
    "number_faults",
    "one_thread",
    "ranker",
    "reading_level",
    "same_amount",
    "save_index",
    "sentence_model",
    "sentences",
    "tokens",
    "trial_sources",
]
