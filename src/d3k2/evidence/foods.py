"""What foods contain, per 100 g. An empty value is unknown; a zero is a zero its source printed."""

from __future__ import annotations

from pathlib import Path

from d3k2.evidence.csvtable import Row, number, read_rows
from d3k2.evidence.faults import Fault
from d3k2.evidence.records import Record

NUMBERS = {
    "portion_g": "portion",
    "calcium_mg_100g": "calcium",
    "vitamin_d_ug_100g": "vitamin_d",
    "vitamin_k1_ug_100g": "k1",
    "mk4_ug_100g": "mk4",
    "mk5_9_ug_100g": "mk5_9",
    "k2_total_ug_100g": "k2_total",
    "mk7_ug_100g": "mk7",
    "mk8_ug_100g": "mk8",
    "mk9_ug_100g": "mk9",
    "mk9_4h_ug_100g": "mk9_4h",
    "fat_g_100g": "fat",
    "d25oh_ug_100g": "calcifediol",
}
"""Column of the table -> field of `Food`."""

TEXTS = (
    "name", "group", "portion_name", "d_form", "calcium_note", "source_k", "source_ca_d", "note",
)  # fmt: skip
NEEDED = ("id", "aliases", "mark", "mark_exceptions", "source_ids", *TEXTS, *NUMBERS)


class Food(Record):
    """One food, its contents per 100 g of the edible part (drinks: per 100 g)."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    group: str
    portion_name: str
    portion: float | None
    """g; a usual portion, our choice."""
    calcium: float | None
    """mg."""
    vitamin_d: float | None
    """µg, all forms by weight."""
    d_form: str
    k1: float | None
    """µg, as are all forms of vitamin K."""
    mk4: float | None
    mk5_9: float | None
    """MK-5 to MK-9 together: never added to `mk7`, `mk8` or `mk9`."""
    k2_total: float | None
    """All menaquinones, where a source gives only the total: never added to the forms."""
    mk7: float | None
    mk8: float | None
    mk9: float | None
    mk9_4h: float | None
    """Tetrahydro-MK-9 of propionic cheeses, another compound than MK-9."""
    fat: float | None
    calcifediol: float | None
    """25(OH)D3, already inside `vitamin_d`."""
    calcium_note: str
    source_k: str
    source_ca_d: str
    source_ids: tuple[str, ...]
    mark: str
    """How the row's numbers are known, except for those in `exceptions`."""
    exceptions: dict[str, str]
    note: str
    at: str = ""

    @property
    def calcium_per_portion(self) -> float | None:
        """Calcium in a usual portion, mg; None where either number is unknown."""
        return self.per_portion(self.calcium)

    def per_portion(self, per_100g: float | None) -> float | None:
        """Return what a usual portion holds of something given per 100 g."""
        if per_100g is None or self.portion is None:
            return None
        return per_100g * self.portion / 100


def read_foods(path: Path, name: str) -> tuple[tuple[Food, ...], list[Fault]]:
    """Read the food table with its faults; columns beyond the known ones are ignored."""
    rows, faults = read_rows(path, name, NEEDED)
    seen: dict[str, int] = {}
    foods = []
    for row in rows:
        before = len(faults)
        food = _food(row, faults)
        if food.id in seen:
            what = f"{food.id} is already defined in {name}:{seen[food.id]}"
            faults.append(Fault(name, row.line, what))
        if len(faults) == before:
            seen[food.id] = row.line
            foods.append(food)
    return tuple(foods), faults


def _food(row: Row, faults: list[Fault]) -> Food:
    for column in ("id", "name", "group"):
        if not row.cells[column]:
            faults.append(Fault(row.file, row.line, f"{column} is empty"))
    numbers = {field: number(row, column, faults) for column, field in NUMBERS.items()}
    faults += [
        Fault(row.file, row.line, f"{field} is negative: {value:g}")
        for field, value in numbers.items()
        if value is not None and value < 0
    ]
    return Food.model_validate(
        {
            **{column: row.cells[column] for column in TEXTS},
            **numbers,
            "id": row.cells["id"],
            "aliases": tuple(_split(row.cells["aliases"])),
            "source_ids": tuple(_split(row.cells["source_ids"])),
            "mark": row.cells["mark"],
            "exceptions": dict(_marks(row.cells["mark_exceptions"])),
            "at": row.at,
        }
    )


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _marks(cell: str) -> list[tuple[str, str]]:
    pairs = (part.partition("=") for part in _split(cell))
    return [(column.strip(), mark.strip()) for column, _, mark in pairs]
