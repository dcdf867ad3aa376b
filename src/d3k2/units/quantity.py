"""A number with its unit, and the error a person sees when what they wrote cannot be used."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a unit, as written by a person or a source.

    Inside the rooms numbers are plain floats in the canonical unit of their term;
    a `Quantity` lives at the door and in facts.
    """

    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.value:g} {self.unit}"


class InputRefused(ValueError):  # noqa: N818 - it is the input that is refused, not us that failed
    """What was given cannot be used; the sentence is for the person who gave it.

    Parameters
    ----------
    message : str
        What is wrong, in one sentence.
    field : str, optional
        Where it stands in the input: ``labs[0].value``, ``--regimen``, ``age``.
    given : str, optional
        What was written there.
    accepted : str, optional
        What would be accepted instead.
    source : str, optional
        The file or option it came from.
    urgent : tuple of str, optional
        Keys of urgent advice (see `d3k2.wording`) that must be shown with the error.
    """

    def __init__(
        self,
        message: str,
        *,
        field: str | None = None,
        given: str | None = None,
        accepted: str | None = None,
        source: str | None = None,
        urgent: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.given = given
        self.accepted = accepted
        self.source = source
        self.urgent = urgent

    def at(self, field: str, source: str | None = None) -> InputRefused:
        """Place the same refusal one level further out in the input."""
        inner = self.field
        if not inner:
            place = field
        elif inner.startswith("["):
            place = f"{field}{inner}"
        else:
            place = f"{field}.{inner}"
        return InputRefused(
            self.message,
            field=place,
            given=self.given,
            accepted=self.accepted,
            source=source or self.source,
            urgent=self.urgent,
        )

    def __str__(self) -> str:
        place = " ".join(part for part in (self.source, self.field) if part)
        lines = [f"{place}: {self.message}" if place else self.message]
        if self.given is not None:
            lines.append(f"  given:    {self.given}")
        if self.accepted is not None:
            lines.append(f"  accepted: {self.accepted}")
        return "\n".join(lines)
