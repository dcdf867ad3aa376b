"""The stub of the registries, for every test of citations."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest


def _load() -> ModuleType:
    name = "stub_registries"
    if name not in sys.modules:
        spec = spec_from_file_location(name, Path(__file__).with_name("stub.py"))
        assert spec is not None and spec.loader is not None
        module = module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def stub() -> ModuleType:
    return _load()
