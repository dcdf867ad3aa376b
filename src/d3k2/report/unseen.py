"""Signs that a page obeys and a reader does not see: they are shown, not obeyed."""

from __future__ import annotations

import re
from collections.abc import Callable

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction of writing
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"  # no width
)
"""Those that join letters and emoji, or say where a word may break, are left to do so."""


def without_unseen(text: str, written: Callable[[str], str] | None = None) -> str:
    r"""Write out every sign that would be obeyed and not seen.

    Parameters
    ----------
    written : callable, optional
        How a sign is written; left out, by its number.

    Examples
    --------
    >>> without_unseen("dose \u202e0004")
    'dose [U+202E]0004'
    """
    write = written or _numbered
    return _UNSEEN.sub(lambda sign: write(sign[0]), text)


def _numbered(sign: str) -> str:
    return f"[U+{ord(sign):04X}]"
