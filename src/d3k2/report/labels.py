"""The short words of every face, from the same place as its sentences."""

from __future__ import annotations

from d3k2.wording import Audience, phrase


def label(key: str, audience: Audience, **values: object) -> str:
    """Return the phrase ``report.<key>`` for an audience, filled with values."""
    return phrase(f"report.{key}", **values).to(audience)


def allowed_label(allowed: str, audience: Audience) -> str:
    """Say whether something may be taken: ``yes``, ``clinician`` or ``no``."""
    return label(f"allowed.{allowed}", audience)


def action_label(action: str, audience: Audience) -> str:
    """Say what to do with a nutrient: ``start``, ``continue``, ``do_not_stop_alone``, ..."""
    return label(f"action.{action}", audience)
