"""Takes an HTML page apart, in a process of its own (see `bounded`): the whole page in blocks.

Run as a script; it imports nothing of ours. From stdin: a line of JSON (the tags, the selectors
and the limits), then the page in UTF-8. To stdout: JSON with the blocks in order, each with the
number of its characters that belong to the main content; the elements around them; the metadata.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree, NodeType

OUT_OF_MEMORY = 77
FIRST_NUMBER = 0xF0000
_NUMBERS = re.compile("[\U000f0000-\U0010ffff]")
_BLANKS = re.compile(r"[\s\xa0]+")
_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RAISED = re.compile(r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*")
_POWERS = {"2": "²", "3": "³"}
_METRES = re.compile(r"(?:^|[\s/\d])[cdkm]?m\Z")
_BACK = frozenset("^↑↩⏎↵")
LONG_CELL = 400
"""Characters a cell, on average, from which a table is one of layout."""
NAMES = ("role", "itemprop", "class", "id", "data-testid")
"""What an element is called by; the first 200 characters of it."""


@dataclass(frozen=True)
class Place:
    """Where in the page a text stands: what is inherited on the way down."""

    kind: str = "paragraph"
    level: int = 0
    depth: int = 0
    label: str = ""
    item: int = 0
    url: str = ""
    element: int = 0
    raised: bool = False
    bold: bool = False
    row: bool = False
    pre: bool = False


@dataclass
class Block:
    """A block under way."""

    place: Place
    ids: list[str]
    pieces: list[str] = field(default_factory=list)
    links: list[list[Any]] = field(default_factory=list)
    numbers: list[tuple[int, int]] = field(default_factory=list)
    bold: int = 0
    length: int = 0

    def add(self, text: str) -> None:
        """Put a piece of text to its end."""
        self.pieces.append(text)
        self.length += len(text)


class TooMuch(Exception):  # noqa: N818 - the page is too much; it is not an error of ours
    """The page is deeper or longer than any article."""


class Walk:
    """One walk over the page, numbering its texts on the way."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self.asked = asked
        self.tags = {k: frozenset(v) for k, v in asked["tags"].items() if isinstance(v, list)}
        self.headings: dict[str, int] = asked["tags"]["headings"]
        self.blocks: list[Block] = []
        self.open: Block | None = None
        self.ids: list[str] = []
        self.elements: list[tuple[int, str, str, bool]] = [(-1, "body", "", False)]
        self.texts = 0
        self.items = 0

    def run(self, root: Any) -> None:
        """Walk without recursion: a page may nest as deep as it likes."""
        stack: list[tuple[Any, Place, int]] = [(root, Place(), 0)]
        nodes = 0
        while stack:
            node, place, depth = stack.pop()
            if node is None:
                self._leave(place)
                continue
            nodes += 1
            if nodes > self.asked["nodes"] or depth > self.asked["depth"]:
                raise TooMuch("nodes" if nodes > self.asked["nodes"] else "depth")
            following = node.next_sibling if depth else None
            if following is not None:
                stack.append((following, place, depth))
            if node.type == NodeType.TEXT:
                self._text(node, place)
            elif node.type == NodeType.ELEMENT:
                inner = self._enter(node, place)
                if inner is None:
                    continue
                child = node.first_child
                if node.tag in self.tags["blocks"]:
                    stack.append((None, place, depth))
                if child is not None:
                    stack.append((child, inner, depth + 1))
        self.flush()

    def flush(self) -> None:
        """End the block under way."""
        if self.open is not None and any(piece.strip() for piece in self.open.pieces):
            self.blocks.append(self.open)
        self.open = None

    def _leave(self, place: Place) -> None:
        """Close a block; the cells of a row stay together."""
        if place.row:
            self._space(place)
        else:
            self.flush()

    def _space(self, place: Place) -> None:
        if self.open is not None and self.open.pieces[-1:] != [" "]:
            self.open.add(" ")

    def _enter(self, node: Any, place: Place) -> Place | None:
        """Return the place inside an element; None where nothing of it is text."""
        tag = node.tag
        if tag in self.tags["never"]:
            return None
        identity = node.get_attribute("id") or node.get_attribute("name") or ""
        if identity:
            self.ids.append(identity[:100])
        if tag == "br":
            self._break(place)
            return None
        if tag in ("td", "th") and place.row and self.open is not None:
            self.open.add("| " if self.open.pieces[-1].endswith(" ") else " | ")
        elif tag in self.tags["blocks"]:
            self._leave(place)
        return self._inside(node, tag, place)

    def _inside(self, node: Any, tag: str, place: Place) -> Place:
        hidden = node.has_attribute("hidden") or bool(
            _HIDDEN.search(node.get_attribute("style") or "")
        )
        if tag in self.tags["blocks"] or "-" in tag or hidden:
            names = " ".join(filter(None, (node.get_attribute(name) for name in NAMES)))
            self.elements.append((place.element, tag, names[:200], hidden))
            place = replace(place, element=len(self.elements) - 1)
        if tag == "a":
            href = node.get_attribute("href") or ""
            place = replace(place, url=href.strip()[:2000])
        elif tag == "sup":
            place = replace(place, raised=True)
        elif tag in ("b", "strong"):
            place = replace(place, bold=True)
        elif tag == "pre":
            place = replace(place, pre=True)
        return self._kind(node, tag, place)

    def _kind(self, node: Any, tag: str, place: Place) -> Place:
        if place.row:
            return place
        if tag in self.headings:
            return replace(place, kind="heading", level=self.headings[tag], label="")
        if tag in self.tags["blocks"] and node.get_attribute("role") == "heading":
            said = node.get_attribute("aria-level") or "2"
            level = int(said) if said in ("1", "2", "3", "4", "5", "6") else 2
            return replace(place, kind="heading", level=level, label="")
        if tag in ("ol", "ul", "dl"):
            return replace(place, depth=place.depth + 1)
        if tag in self.tags["items"]:
            self.items += 1
            level = max(1, place.depth)
            return replace(place, kind="item", level=level, label=_label(node), item=self.items)
        if tag in self.tags["quotes"]:
            return replace(place, kind="quote", level=0, label="")
        if tag in self.tags["captions"]:
            return replace(place, kind="caption", level=0)
        if tag == "tr" and not self._of_layout(node):
            return replace(place, kind="row", level=0, label="", row=True)
        return place

    def _of_layout(self, row: Any) -> bool:
        """Whether a row belongs to a table that only puts things side by side."""
        cells = len(row.query_selector_all("td, th"))
        if row.query_selector(self.asked["tags"]["of_layout"]) is not None:
            return True
        breaks = len(row.query_selector_all("br"))
        paragraphs = len(row.query_selector_all("p"))
        many = max(breaks, paragraphs) > 2 * cells
        return cells < 2 or many or len(row.text_content or "") > LONG_CELL * cells

    def _break(self, place: Place) -> None:
        if place.row or place.kind == "heading":
            self._space(place)
        elif self.open is not None:
            if self.open.pieces[-1].endswith("\n"):
                self.flush()
            else:
                self.open.add("\n")

    def _text(self, node: Any, place: Place) -> None:
        value = _UNSEEN.sub("", _NUMBERS.sub("", node.value or ""))
        shown = value if place.pre else _BLANKS.sub(" ", value)
        if not shown.strip():
            if shown and self.open is not None and not self.open.pieces[-1][-1:].isspace():
                self.open.add(" ")
            return
        if place.url.startswith("#") and set(shown.strip("\ufe0e\ufe0f ")) <= _BACK:
            return  # the way back from a footnote
        number = self._numbered(node, value)
        block = self._block(place)
        if block.length == 0 or block.pieces[-1][-1:].isspace():
            shown = shown.lstrip()
        if (place.raised or place.url.startswith("#")) and _RAISED.fullmatch(shown.strip()):
            shown = _raised(shown.strip(), block.pieces[-1] if block.pieces else "", place.url)
        start = block.length
        block.add(shown)
        block.numbers.append((number, len(shown)))
        block.bold += len(shown.strip()) if place.bold else 0
        if place.url:
            _link(block, start, place.url)

    def _numbered(self, node: Any, value: str) -> int:
        if self.texts >= self.asked["pieces"]:
            raise TooMuch("nodes")
        number = self.texts
        self.texts += 1
        node.value = chr(FIRST_NUMBER + number + 2 * (number >= 0xFFFE)) + value
        return number

    def _block(self, place: Place) -> Block:
        if self.open is None:
            self.open = Block(place, self.ids)
            self.ids = []
        elif self.ids:
            self.open.ids.extend(self.ids)
            self.ids = []
        return self.open


def _raised(number: str, before: str, url: str) -> str:
    """Write a raised number as what it is: a power, or the mark of a reference."""
    if not url and number in _POWERS and _METRES.search(before):
        return _POWERS[number]
    if not url and before[-1:].isdigit():
        return f"^{number}"
    return f"[{number}]"


def _label(item: Any) -> str:
    """Return what a browser shows before an item: its number, or a dot."""
    if item.tag != "li" or item.parent is None or item.parent.tag != "ol":
        return "•" if item.tag == "li" else ""
    own = item.get_attribute("value") or ""
    if re.fullmatch(r"\d{1,4}", own):
        return f"{int(own)}."
    first = item.parent.get_attribute("start") or "1"
    before = item.parent.get_attribute("data-d3k2") or ""
    start = int(first) if re.fullmatch(r"\d{1,4}", first) else 1
    number = int(before) + 1 if before.isdigit() else start
    item.parent.set_attribute("data-d3k2", str(number))
    return f"{number}."


def _link(block: Block, start: int, url: str) -> None:
    last = block.links[-1] if block.links else None
    if last is not None and last[2] == url and last[1] == start:
        last[1] = block.length
    else:
        block.links.append([start, block.length, url])


def kept_numbers(tree: HTMLTree) -> set[int]:
    """Return the numbers of the texts that the library takes for the main content."""
    main = extract_plain_text(
        tree, main_content=True, comments=False, alt_texts=False, post_meta=False
    )
    found = (ord(mark) - FIRST_NUMBER for mark in _NUMBERS.findall(main))
    return {number - 2 * (number >= 0x10000) for number in found}


def told(block: Block, kept: set[int]) -> dict[str, Any]:
    """Return a finished block as plain data, trimmed."""
    raw = "".join(block.pieces)
    text = raw.strip(" \n\t|")
    lead = len(raw) - len(raw.lstrip(" \n\t|"))
    links = [
        [max(0, s - lead), min(len(text), e - lead), url]
        for s, e, url in block.links
        if max(0, s - lead) < min(len(text), e - lead)
    ]
    return {
        "kind": block.place.kind, "level": block.place.level, "label": block.place.label,
        "item": block.place.item,
        "text": text, "links": links, "ids": block.ids, "element": block.place.element,
        "kept": sum(length for number, length in block.numbers if number in kept),
        "shown": sum(length for _, length in block.numbers), "bold": block.bold,
    }  # fmt: skip


def metadata(tree: HTMLTree, most: int) -> dict[str, Any]:
    """Return what the head says: names with content, the address, the JSON-LD as it stands."""
    document = tree.document
    if document is None:
        return {"meta": [], "canonical": "", "json_ld": [], "title": ""}
    named = [
        [(m.get_attribute("name") or m.get_attribute("property") or "").lower(),
         (m.get_attribute("content") or "")[:1000]]
        for m in document.query_selector_all("meta[content]")
    ]  # fmt: skip
    canonical = document.query_selector("link[rel='canonical' i]")
    data = document.query_selector_all("script[type='application/ld+json' i]")
    return {
        "meta": named[:500],
        "canonical": (canonical.get_attribute("href") or "")[:2000] if canonical else "",
        "json_ld": list(_up_to(most, (script.text_content or "" for script in data))),
        "title": (tree.title or "")[:1000],
    }


def _up_to(most: int, texts: Iterator[str]) -> Iterator[str]:
    for text in texts:
        most -= len(text)
        if most < 0:
            return
        yield text


def bound(megabytes: int, seconds: float) -> None:
    """Limit this process, where the platform can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))


def taken_apart(asked: dict[str, Any], html: str) -> dict[str, Any]:
    """Return the blocks and the metadata of a page, or why it is too much."""
    tree = HTMLTree.parse(html)
    head = metadata(tree, asked["metadata_characters"])
    walk = Walk(asked)
    root = tree.body
    if root is None:
        return {**head, "blocks": [], "elements": []}
    try:
        walk.run(root)
    except TooMuch as much:
        return {"refused": str(much)}
    kept = kept_numbers(tree)
    blocks = [told(block, kept) for block in walk.blocks]
    return {**head, "blocks": blocks, "elements": walk.elements}


def main() -> int:
    """Answer one request."""
    asked = json.loads(sys.stdin.buffer.readline())
    bound(asked["megabytes"], asked["seconds"])
    try:
        answer = taken_apart(asked, sys.stdin.buffer.read().decode("utf-8", "replace"))
        sys.stdout.buffer.write(json.dumps(answer).encode())
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main())
