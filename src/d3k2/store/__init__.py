"""Where are records kept?"""

from d3k2.store.place import DATABASE, open_store
from d3k2.store.store import Store
from d3k2.store.table import Column, Table

__all__ = [
    "DATABASE",
    "Column",
    "Store",
    "Table",
    "open_store",
]
