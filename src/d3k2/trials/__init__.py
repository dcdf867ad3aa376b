"""What do published trials say together, and would the model have foreseen them?"""

from d3k2.trials.pool_rows import Estimate, LeftOut, one_estimate, standard_error
from d3k2.trials.pool_selection import Asked, PoolSet, Selection, poolable, select
from d3k2.trials.pooling import FEW, Heterogeneity, Pooled, PoolingUnavailable, pool, without_each
from d3k2.trials.reproduction import Reproduction, reproduce, reproductions

__all__ = [
    "FEW",
    "Asked",
    "Estimate",
    "Heterogeneity",
    "LeftOut",
    "PoolSet",
    "Pooled",
    "PoolingUnavailable",
    "Reproduction",
    "Selection",
    "one_estimate",
    "pool",
    "poolable",
    "reproduce",
    "reproductions",
    "select",
    "standard_error",
    "without_each",
]
