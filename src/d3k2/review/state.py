"""Which named person decided about which exact version; until then it is submitted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Literal

ReviewState = Literal["submitted", "under review", "approved", "rejected"]


def fingerprint(record: Mapping[str, object]) -> str:
    """Return the content hash a decision is bound to.

    Any edit changes it, and so returns the record to ``submitted``.

    Parameters
    ----------
    record : mapping
        The record as plain data. Where it stands in a file (``at``) is not content.
    """
    content = {key: value for key, value in record.items() if key != "at"}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
