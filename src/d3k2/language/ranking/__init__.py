"""Which of the known questions is nearest to this one, by meaning or by words?"""

from d3k2.language.ranking.encoder import Encoder
from d3k2.language.ranking.fusion import fuse
from d3k2.language.ranking.index import Index, index_of, read_index, save_index
from d3k2.language.ranking.meaning import SentenceModel, sentence_model
from d3k2.language.ranking.one_thread import one_thread
from d3k2.language.ranking.ranked import Known, Ranked
from d3k2.language.ranking.ranker import Ranker, ranker
from d3k2.language.ranking.refusal import MeaningRefused
from d3k2.language.ranking.words import Words

__all__ = [
    "Encoder",
    "Index",
    "Known",
    "MeaningRefused",
    "Ranked",
    "Ranker",
    "SentenceModel",
    "Words",
    "fuse",
    "index_of",
    "one_thread",
    "ranker",
    "read_index",
    "save_index",
    "sentence_model",
]
