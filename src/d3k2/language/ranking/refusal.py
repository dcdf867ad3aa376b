"""Why there is no ranking by meaning."""

from __future__ import annotations


class MeaningRefused(Exception):  # noqa: N818 - the model or index is refused, nothing failed
    """The model or its index is not there, or is not the one that was checked.

    Parameters
    ----------
    message : str
        What is missing or wrong, in one sentence that says what to do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
