"""Where are records kept?"""

from d3k2.store.place import DATABASE, open_store
from d3k2.store.store import Appending, Row, Store
from d3k2.store.table import Column, Table

__all__ = [
    "DATABASE",
    "Appending",
    "Column",
    "Row",
    "Store",
    "Table",
    "open_store",
]
