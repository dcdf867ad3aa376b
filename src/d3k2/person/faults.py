"""Collects everything that is wrong with a record, so that it is said all at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from d3k2.units import InputRefused


class Faults:
    """The refusals met while a record is read."""

    def __init__(self, source: str | None) -> None:
        self.source = source
        self.found: list[InputRefused] = []

    @contextmanager
    def at(self, field: str) -> Iterator[None]:
        """Note what is refused inside, at this field, and go on."""
        try:
            yield
        except InputRefused as refusal:
            self.found.append(refusal.at(field))

    def note(
        self,
        field: str,
        message: str,
        *,
        given: object = None,
        accepted: str | None = None,
        urgent: tuple[str, ...] = (),
    ) -> None:
        """Note one fault."""
        shown = None if given is None else str(given)
        self.found.append(
            InputRefused(message, field=field, given=shown, accepted=accepted, urgent=urgent)
        )

    def fields(self) -> frozenset[str]:
        """The top-level fields that something is wrong with."""
        return frozenset((f.field or "").split(".")[0].split("[")[0] for f in self.found)

    def refuse(self) -> None:
        """Raise what was noted, if anything: the urgent first, one error for all.

        Raises
        ------
        InputRefused
            At least one fault was noted. The first gives the field; the message names all.
        """
        if not self.found:
            return
        ordered = sorted(self.found, key=lambda fault: not fault.urgent)
        first = ordered[0]
        urgent = tuple(dict.fromkeys(key for fault in ordered for key in fault.urgent))
        raise InputRefused(
            _together(ordered),
            field=first.field,
            given=first.given,
            accepted=first.accepted,
            source=self.source,
            urgent=urgent,
        )


def _together(faults: list[InputRefused]) -> str:
    first, *others = faults
    if not others:
        return first.message
    lines = [f"{first.message} {len(others)} more:"]
    for fault in others:
        given = f" (given: {fault.given})" if fault.given is not None else ""
        accepted = f" Accepted: {fault.accepted}." if fault.accepted is not None else ""
        lines.append(f"  {fault.field or 'record'}: {fault.message}{given}{accepted}")
    return "\n".join(lines)
