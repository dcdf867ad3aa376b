"""The version of the software; the data carry their own."""

__version__ = "0.1.0"
