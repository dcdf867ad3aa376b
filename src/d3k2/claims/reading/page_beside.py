"""What a page shows beside the article, and what its metadata say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from d3k2.claims.reading.limits import limits
from d3k2.claims.reading.page_pieces import Piece

MOST_NODES = 5000
"""Parts of the metadata looked at."""
LONGEST = 200
"""Characters of one thing that the metadata say."""


def address_told(taken: Mapping[str, Any]) -> str | None:
    """Return where a page says it lives, if it is an address of the web."""
    for url in (taken["canonical"], _meta(taken, "og:url")):
        if url.lower().startswith(("http://", "https://")):
            try:
                if urlsplit(url.strip()).netloc:
                    return str(url.strip())
            except ValueError:
                continue
    return None


def title_told(taken: Mapping[str, Any]) -> str | None:
    """Return the title in the head of a page."""
    told = " ".join((_meta(taken, "og:title") or taken["title"]).split())
    return told or None


def beside(taken: Mapping[str, Any], rest: Sequence[Piece], words: Mapping[str, Any]) -> str:
    """Return what stands beside the article, in lines: what is shown, then what metadata say."""
    shown = [" ".join(f"{p.text}".split()) for p in rest if p.shown]
    lines = [*shown, *_metadata(taken, words["metadata"])]
    return "\n".join(dict.fromkeys(line for line in lines if line))[
        : limits()["article"]["page_characters"]
    ]


def _meta(taken: Mapping[str, Any], name: str) -> str:
    return next((content.strip() for key, content in taken["meta"] if key == name), "")


def _metadata(taken: Mapping[str, Any], names: Mapping[str, Any]) -> Iterator[str]:
    for key, content in taken["meta"]:
        if key in names["meta"] and content.strip():
            yield _line(names["meta"][key], content)
    for text in taken["json_ld"]:
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        yield from _json_ld(data, names)


def _json_ld(data: object, names: Mapping[str, Any]) -> Iterator[str]:
    waiting: list[object] = [data]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node[:MOST_NODES])
        elif isinstance(node, dict):
            for key, value in node.items():
                if key in names["json_ld"]:
                    yield from (_line(key, who) for who in _named(value, names["parts"]))
                elif isinstance(value, dict | list):
                    waiting.append(value)


def _named(value: object, parts: Sequence[str]) -> Iterator[str]:
    """Return what a value says of a person, a date, a price."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str | int | float):
            yield str(one)
        elif isinstance(one, dict):
            told = [str(one[p]) for p in parts if isinstance(one.get(p), str | int | float)]
            if told:
                yield ", ".join(told)


def _line(name: str, said: str) -> str:
    return f"{name}: {' '.join(said.split())[:LONGEST]}"
