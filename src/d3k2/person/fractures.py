"""Reads fractures: the site in our own terms, the year, and whether it was a fragility fracture."""

from __future__ import annotations

import re

from d3k2.person.given import GivenFracture
from d3k2.person.person import Fracture
from d3k2.person.vocabulary import plain
from d3k2.person.words import words

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def read_fracture(given: str | GivenFracture) -> Fracture:
    """Return a fracture; a site nobody has a word for keeps the words it came in.

    Examples
    --------
    >>> read_fracture("fragility fracture of the hip, 2021")
    Fracture(site='hip', year=2021, fragility=True)
    """
    if not isinstance(given, str):
        return Fracture(site=_site(given.site), year=given.year, fragility=given.fragility)
    year = _YEAR.search(given)
    fragile = True if "fragility" in plain(given).split() else None
    return Fracture(site=_site(given), year=int(year.group()) if year else None, fragility=fragile)


def _site(text: str) -> str:
    """The site whose longest name stands in the text."""
    said = f" {plain(text)} "
    named = [
        (len(name), site)
        for site, names in words()["fracture_sites"].items()
        for name in names
        if f" {name} " in said
    ]
    return max(named)[1] if named else text.strip()
