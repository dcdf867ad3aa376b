"""The text a regimen is read from, and refusals that say where in it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from d3k2.units import InputRefused

_SAME = str.maketrans(
    {
        "\N{GREEK SMALL LETTER MU}": "\N{MICRO SIGN}",
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{THIN SPACE}": " ",
        "\N{EN DASH}": "-",
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{MULTIPLICATION SIGN}": "x",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{SUBSCRIPT ONE}": "1",
        "\N{SUBSCRIPT TWO}": "2",
        "\N{SUBSCRIPT THREE}": "3",
        "\N{REGISTERED SIGN}": " ",
        "\N{TRADE MARK SIGN}": " ",
        "\n": " ",
        "\r": " ",
        "\t": " ",
    }
)

LONGEST = 4000
"""Characters. A label is long; anything longer is not a regimen."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text and where it stands in the input. Positions in `plain` are positions in `text`."""

    text: str
    field: str
    plain: str = dataclasses.field(init=False)
    """One case, one hyphen, one micro sign, one kind of space: for matching only."""

    def __post_init__(self) -> None:
        plain = self.text.translate(_SAME)
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
        object.__setattr__(self, "plain", lower)

    def refuse(self, start: int, end: int, message: str, accepted: str) -> InputRefused:
        """Make the refusal of one piece of the text; characters are counted from 1."""
        piece = self.text[start:end].strip()
        return InputRefused(
            f"At character {start + 1}: {message}",
            field=self.field,
            given=piece or self.text.strip()[:80] or "(nothing)",
            accepted=accepted,
        )

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Leave out blanks at both ends."""
        while start < end and self.plain[start].isspace():
            start += 1
        while end > start and self.plain[end - 1].isspace():
            end -= 1
        return start, end
