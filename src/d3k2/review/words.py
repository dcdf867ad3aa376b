"""What may be written into the ledger: words that every engine and every terminal can carry."""

from __future__ import annotations

import unicodedata

from d3k2.units import InputRefused

MOST = {"name": 200, "competence": 500, "interests": 1_000, "why": 10_000}
"""Characters of each field. A longer reason belongs into a document of its own."""

SEVERAL_LINES = ("why",)
UNWRITABLE = ("Cc", "Cs", "Zl", "Zp")
"""Categories of Unicode that no text needs: control characters, halves, hidden line ends."""
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of the text around it, and so can show another text than is kept."""


def written(text: str, what: str, field: str) -> str:
    """Return a text as the ledger keeps it: without blanks at its ends, lines ended as here.

    Parameters
    ----------
    text : str
        As given.
    what : str
        Which part of a decision it is: a key of `MOST`.
    field : str
        What the person was asked, for refusals.

    Raises
    ------
    InputRefused
        It is empty or too long, or holds a character that is no text. What was given is not
        repeated.
    """
    kept = text.replace("\r\n", "\n").strip()
    several = what in SEVERAL_LINES
    if not kept:
        raise _refused("This must be said: a decision without it counts for nothing.", what, field)
    if len(kept) > MOST[what]:
        raise _refused(f"This is too long ({len(kept):,} characters).", what, field)
    for character in kept:
        if not (_is_text(character) or (several and character in "\n\t")):
            raise _refused("This holds a character that is no text.", what, field)
    return kept


def _is_text(character: str) -> bool:
    return unicodedata.category(character) not in UNWRITABLE and character not in TURNING


def _refused(message: str, what: str, field: str) -> InputRefused:
    shape = "text" if what in SEVERAL_LINES else "one line"
    return InputRefused(message, field=field, accepted=f"{shape} of 1 to {MOST[what]:,} characters")
