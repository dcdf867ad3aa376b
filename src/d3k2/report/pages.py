"""Pages that load nothing and run nothing, made from the templates of this room."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined


def render(name: str, **values: object) -> str:
    """Fill a template; what people wrote is escaped."""
    return _environment().get_template(name).render(**values)


def template(name: str) -> str:
    """Return a template, or a style, as it stands."""
    return resources.files("d3k2.report").joinpath("templates", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
