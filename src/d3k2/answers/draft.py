"""An answer before it is dressed for a reader: what it says, and what it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from d3k2.answers.reply import Finding, Section
from d3k2.evidence import Statement
from d3k2.wording import Sentence


@dataclass(frozen=True, slots=True)
class Draft:
    """What one way of answering has to say to a question."""

    id: str
    """``computed:`` and what was computed from what."""
    title: Sentence
    bottom_line: Statement
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()
    holds: bool = True
    """Whether anything is held on what was asked; if not, it says so and nothing more."""
    related: tuple[str, ...] = ()
    """Reviewed answers to read on."""
