"""What is a quantity, and what is it called?"""

from d3k2.units.calendar import DAYS_A_YEAR, HOURS_A_DAY
from d3k2.units.molar_mass import calcium_fraction, molar_masses
from d3k2.units.number import NUMBER, other_reading, read_number
from d3k2.units.quantity import InputRefused, Quantity
from d3k2.units.reading import convert, parse_quantity, read_quantity
from d3k2.units.showing import both_units, show, show_number
from d3k2.units.spelling import spell_unit
from d3k2.units.term import Term, term, term_by_loinc, terms

__all__ = [
    "DAYS_A_YEAR",
    "HOURS_A_DAY",
    "NUMBER",
    "InputRefused",
    "Quantity",
    "Term",
    "both_units",
    "calcium_fraction",
    "convert",
    "molar_masses",
    "other_reading",
    "parse_quantity",
    "read_number",
    "read_quantity",
    "show",
    "show_number",
    "spell_unit",
    "term",
    "term_by_loinc",
    "terms",
]
