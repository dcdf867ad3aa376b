"""A table whose rows are added and never changed, and the SQL that both engines understand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Column:
    """One column; what is not required may be empty."""

    name: str
    holds: Literal["integer", "text"] = "text"
    required: bool = True
    unique: bool = False

    @property
    def sql(self) -> str:
        """How it is declared."""
        marks = (" NOT NULL" if self.required else "") + (" UNIQUE" if self.unique else "")
        return f'"{self.name}" {self.holds.upper()}{marks}'


@dataclass(frozen=True, slots=True)
class Table:
    """A name and its columns. The first column, an integer, numbers the rows.

    Names are written in the code, never given: they are not escaped.
    """

    name: str
    columns: tuple[Column, ...]

    @property
    def created(self) -> str:
        """The statement that makes the table."""
        first, *others = self.columns
        declared = [f'"{first.name}" INTEGER PRIMARY KEY', *(c.sql for c in others)]
        return f'CREATE TABLE "{self.name}" ({", ".join(declared)})'

    def selected(self, equal: Iterable[str], mark: str) -> str:
        """The statement that reads rows in their order, where the named columns equal values."""
        where = " AND ".join(f'"{name}" = {mark}' for name in equal)
        return (
            f'SELECT {self._names} FROM "{self.name}"'
            + (f" WHERE {where}" if where else "")
            + f' ORDER BY "{self.columns[0].name}"'
        )

    def inserted(self, mark: str) -> str:
        """The statement that adds one row."""
        marks = ", ".join([mark] * len(self.columns))
        return f'INSERT INTO "{self.name}" ({self._names}) VALUES ({marks})'

    @property
    def _names(self) -> str:
        return ", ".join(f'"{column.name}"' for column in self.columns)
