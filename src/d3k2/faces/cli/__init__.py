"""The command line."""

from d3k2.faces.cli.app import run

__all__ = ["run"]
