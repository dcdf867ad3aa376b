"""A refusal beside which a stop sign over what is taken must not be lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from d3k2.units import InputRefused

if TYPE_CHECKING:
    from d3k2.evidence import Statement
    from d3k2.person import Person
    from d3k2.regimen import Regimen

TAKES = "takes"
ALL_THE_SAME = "--beyond-evidence, to simulate what is taken all the same, labelled"


class Warned(InputRefused):
    """A refusal with the stop signs over what the person takes, or would take."""

    def __init__(self, refusal: InputRefused, stops: tuple[Statement, ...]) -> None:
        super().__init__(
            refusal.message,
            field=refusal.field,
            given=refusal.given,
            accepted=refusal.accepted,
            source=refusal.source,
            urgent=refusal.urgent,
        )
        self.stops = stops


@contextmanager
def warned(person: Person, regimens: Iterable[Regimen]) -> Iterator[None]:
    """Let no refusal about a person pass without the stop signs over these regimens.

    A refusal of what is taken proposes no other dose: which one is for a clinician to say.
    """
    try:
        yield
    except InputRefused as refusal:
        from d3k2.report import stops_over

        if refusal.field == TAKES:
            refusal.accepted = ALL_THE_SAME
        raise Warned(refusal, stops_over(person, regimens)) from None
