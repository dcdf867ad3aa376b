"""What a recognised medicine or condition is called."""

from __future__ import annotations

from d3k2.person import vocabulary


def concept_name(concept: str | None, groups: tuple[str, ...] = ()) -> str:
    """The name of a concept; of its first group, where only a class was recognised."""
    for known in (vocabulary("medicines"), vocabulary("conditions")):
        if concept is not None and concept in known.entries:
            return known.entries[concept].name
    return (concept or next(iter(groups), "")).replace("-", " ")
