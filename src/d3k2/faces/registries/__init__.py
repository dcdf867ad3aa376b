"""How d3k2 looks up papers in Crossref and PubMed: only when it is told to."""

from __future__ import annotations

from d3k2.claims import Registry
from d3k2.units import InputRefused

NOT_INSTALLED = (
    "Looking papers up needs {what}, which is not installed: pip install 'd3k2[online]'."
)


def online_registry() -> Registry:
    """Return the registries, as the environment names them; nothing is sent before they are asked.

    Raises
    ------
    InputRefused
        When an address in the environment is none, or when the extra ``online`` is not installed.
    """
    from d3k2.faces.registries.places import places

    at = places()
    try:
        from d3k2.faces.registries.online import OnlineRegistry
    except ModuleNotFoundError as missing:
        raise InputRefused(
            NOT_INSTALLED.format(what=missing.name or "an extra"), field="--online"
        ) from missing
    return OnlineRegistry(at)


__all__ = ["online_registry"]
