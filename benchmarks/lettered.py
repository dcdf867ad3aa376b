"""Where sentences stand in a text, letters and digits alone counted.

Marks, blanks and line ends differ between a label and what was read; letters do not.
"""

from __future__ import annotations

from dataclasses import dataclass

Stretch = tuple[int, int]


@dataclass(frozen=True)
class Lettered:
    """A text by its letters and digits: what they are, and the number of each by its place."""

    plain: str
    number: dict[int, int]

    def find(self, sentence: str, start: int = 0) -> Stretch | None:
        """Where a sentence stands, from here on or else anywhere; None where it does not."""
        sought = "".join(sign.casefold() for sign in sentence if sign.isalnum())
        at = self.plain.find(sought, start)
        at = self.plain.find(sought) if at < 0 else at
        return None if at < 0 else (at, at + len(sought))

    def stretch(self, start: int, end: int) -> Stretch:
        """The letters from one place of the text to before another."""
        inside = [self.number[i] for i in range(start, end) if i in self.number]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


def lettered(text: str) -> Lettered:
    """Count the letters and digits of a text."""
    places = [place for place, sign in enumerate(text) if sign.isalnum()]
    plain = "".join(text[place].casefold() for place in places)
    return Lettered(plain, {place: n for n, place in enumerate(places)})


def shared(one: Stretch, other: Stretch) -> float:
    """How much of the shorter of two stretches they share."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    shorter = min(one[1] - one[0], other[1] - other[0])
    return both / shorter if shorter > 0 else 0.0
