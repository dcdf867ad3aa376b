"""What every part of the machine interface has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict


def _open(schema: JsonDict) -> None:
    """A reader must bear keys that come later, so the published schema allows them."""
    schema.pop("additionalProperties", None)


class Document(BaseModel):
    """Frozen, and built with its own keys only.

    A name that Python keeps for itself ends in ``_`` here and not in the document.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_"),
        populate_by_name=True,
        json_schema_extra=_open,
    )
