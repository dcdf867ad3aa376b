"""The refusal of arguments that make no sense together."""

from __future__ import annotations

import typer


class Misused(typer.BadParameter):
    """Arguments that make no sense together; it names the one to look at."""

    def __init__(self, message: str, option: str, context: typer.Context) -> None:
        super().__init__(message, ctx=context, param_hint=option)
        self.option_name = option

    def format_message(self) -> str:
        """Say what is wrong after the name of what it is about."""
        return f"{self.option_name}: {self.message}"
