"""A whole regimen, read from one text: items separated by semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from d3k2.regimen.items import read_item_at
from d3k2.regimen.labels import is_label, read_label_at
from d3k2.regimen.regimen import Regimen
from d3k2.regimen.source import LONGEST, Source
from d3k2.regimen.tokens import EXPECTED

_NOTHING = re.compile(r"(?:takes?\s+)?(?:nothing|none|no supplements?|no|nil|-)\.?")


def read_regimen(text: str, source_field: str = "takes") -> Regimen:
    """Read everything taken: items separated by ``;``, or ``nothing``.

    An item may be the text of a supplement label (it says "Serving size").

    Parameters
    ----------
    text : str
        ``D3 2000 IU daily; MK-7 100 µg daily with dinner``
    source_field : str
        Where the text stands in the input, for refusals: ``--regimen``, ``takes[0]``.

    Raises
    ------
    InputRefused
        With the position in the text and what was expected there.
    """
    source = Source(text, source_field)
    if len(text) > LONGEST:
        raise source.refuse(0, 80, f"this is longer than {LONGEST} characters.", EXPECTED)
    start, end = source.trim(0, len(text))
    if _NOTHING.fullmatch(source.plain, start, end):
        return Regimen()
    if start == end:
        raise source.refuse(0, 0, "there is no text.", f'{EXPECTED}; or "nothing"')
    return Regimen(
        tuple(
            read_label_at(source, first, last)
            if is_label(source, first, last)
            else read_item_at(source, first, last)
            for first, last in _pieces(source, start, end)
        )
    )


def _pieces(source: Source, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part the text at its semicolons; one at the end is no new item."""
    at = start
    while at < end:
        stop = source.plain.find(";", at, end)
        stop = end if stop < 0 else stop
        yield source.trim(at, stop)
        at = stop + 1
        if source.trim(at, end) == (end, end):
            return
