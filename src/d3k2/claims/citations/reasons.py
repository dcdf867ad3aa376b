"""The sentences that say why a citation was judged so, as `reasons.toml` holds them."""

from __future__ import annotations

from functools import cache
from importlib import resources

import tomli


def reason(part: str, which: str, **given: str) -> str:
    """Return one sentence, with what belongs into it."""
    return _table()[part][which].format(**given)


@cache
def _table() -> dict[str, dict[str, str]]:
    text = resources.files("d3k2.claims.citations").joinpath("reasons.toml").read_text("utf-8")
    return tomli.loads(text)
