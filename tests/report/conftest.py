"""Every case in ``tests/persons``, assessed once for the whole folder."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest


def _load() -> ModuleType:
    spec = spec_from_file_location("report_regenerate", Path(__file__).with_name("regenerate.py"))
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


REGENERATE = _load()


@pytest.fixture(scope="session")
def kept() -> ModuleType:
    """The script that writes goldens and schemas: its cases and its documents."""
    return REGENERATE


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``name`` is about every case; for ``audience``, about both."""
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", REGENERATE.names())
    if "kept_name" in metafunc.fixturenames:
        metafunc.parametrize("kept_name", REGENERATE.KEPT)
    if "audience" in metafunc.fixturenames:
        metafunc.parametrize("audience", REGENERATE.AUDIENCES)
