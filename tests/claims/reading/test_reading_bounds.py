"""What is no article is refused with a sentence, in bounded time and memory."""

from __future__ import annotations

import io
import resource
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pypdf
import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from d3k2.claims import Article
from d3k2.claims.reading import bounded, limits, most_bytes, page, pdf, read_article
from d3k2.units import InputRefused

HERE = Path(__file__).parent
PROPERTIES = tomli.loads((HERE / "pieces.toml").read_text("utf-8"))
REFUSED = tomli.loads((HERE / "refused.toml").read_text("utf-8"))["case"]
MEGABYTE = 2**20


def sound(article: Article) -> None:
    """Blocks lie inside the text, in order, apart, and hold something; so do links."""
    last = 0
    for block in article.blocks:
        assert last <= block.start < block.end <= len(article.text)
        assert article.text[block.start : block.end].strip() != ""
        last = block.end
    starts = [link.start for link in article.links]
    assert starts == sorted(starts)
    assert all(0 <= k.start < k.end <= len(article.text) for k in article.links)


def read_or_refused(file: str, data: bytes) -> Article | None:
    try:
        article = read_article(file, data)
    except InputRefused as refusal:
        assert refusal.message.endswith(".")
        assert refusal.source == file
        return None
    sound(article)
    return article


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["what"])
def test_what_is_no_article_is_refused_by_name(case: dict[str, str]) -> None:
    data = bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode()
    with pytest.raises(InputRefused) as refused:
        read_article(case["file"], data)
    assert case["says"] in refused.value.message
    assert refused.value.accepted is not None
    assert refused.value.source == case["file"]


def test_a_word_document_is_refused_by_name() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w:t>Vitamin D</w:t>")
    with pytest.raises(InputRefused, match="Word document"):
        read_article("a.docx", packed.getvalue())


def test_a_pdf_of_fifty_megabytes_is_refused_at_once() -> None:
    begin = time.perf_counter()
    with pytest.raises(InputRefused, match=r"too large to be an article \(50\.0 MB of PDF\)"):
        read_article("a.pdf", b"%PDF-1.7\n" + b" " * 50_000_000)
    assert time.perf_counter() - begin < 30


def test_a_page_of_a_hundred_megabytes_is_refused_at_once() -> None:
    begin = time.perf_counter()
    with pytest.raises(InputRefused, match="too large"):
        read_article("a.html", b"<p>" * 33_000_000)
    assert time.perf_counter() - begin < 30
    assert most_bytes() < 50_000_000


def test_a_page_nested_too_deep_is_refused_by_that_name() -> None:
    with pytest.raises(InputRefused, match="nested more than 500 deep"):
        read_article("a.html", b"<div>" * 600 + b"Vitamin D")


def test_every_limit_says_why() -> None:
    for table in limits.limits().values():
        for name in table:
            assert name.endswith("note") or any(
                f"{stem}_note" in table for stem in (name, name.rsplit("_", 1)[0])
            )


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same limits, lower: less to wait for."""
    table = {k: dict(v) for k, v in limits.limits().items()}
    table["page"]["seconds"] = table["pdf"]["seconds"] = 1
    table["page"]["pieces"] = 10_000
    table["pdf"]["megabytes"] = 400
    monkeypatch.setattr(page, "limits", lambda: table)
    monkeypatch.setattr(pdf, "limits", lambda: table)


TOO_LONG = "within 1 seconds"
"""What a slow machine meets before any other limit."""
BOMBS = {
    "nested": ("<div>" * 100_000 + "Vitamin D", "deep"),
    "attributes": ("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">D", TOO_LONG),
    "tables": ("<table><tr><td>" * 50_000 + "Vitamin D", "deep"),
    "bold": ("<b>" * 100_000 + "Vitamin D", "deep"),
    "pieces": ("<p>a</p>" * 200_000, "pieces of text"),
    "entities": ("<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>Vitamin &b;</p>", ""),
    "one line": ("<p>" + "vitamin D is good " * 60_000 + "</p>", "longer than any article"),
    "open marks": ("<" * 4_000_000, ""),
    "comments": ("<!--" * 1_000_000, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.usefixtures("quick")
def test_a_page_built_to_hurt_ends_soon_and_small(name: str) -> None:
    html, says = BOMBS[name]
    begin = time.perf_counter()
    if says:
        with pytest.raises(InputRefused, match=f"{says}|{TOO_LONG}"):
            read_article("bomb.html", html.encode())
    else:
        read_or_refused("bomb.html", html.encode())
    assert time.perf_counter() - begin < 30
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1200 * 1024


TEXT_BOMBS = {
    "one line": "vitamin D " * 500_000,
    "stars": "*" * 1_000_000 + "a",
    "paired stars": "*a " * 300_000,
    "brackets": "[" * 1_000_000,
    "links": "[a](" * 200_000,
    "notes": "[^1" * 300_000,
    "quotes": ">" * 1_000_000 + " a",
    "items": "- " * 500_000 + "a",
    "bars": "|" * 1_000_000 + "a",
    "dashes": "- " * 99 + "\n" + ("-" * 150 + "\n") * 10_000,
    "comments": "<!--" * 300_000,
    "blanks": " " * 2_000_000 + "a",
    "front matter": "---\n" + "a:\n" * 500_000,
    "lines": "a\n" * 199_000,
}


@pytest.mark.parametrize("name", TEXT_BOMBS)
@pytest.mark.parametrize("suffix", ["md", "txt"])
def test_a_text_built_to_hurt_ends_soon(name: str, suffix: str) -> None:
    begin = time.perf_counter()
    read_or_refused(f"bomb.{suffix}", f"Vitamin D.\n\n{TEXT_BOMBS[name]}".encode())
    assert time.perf_counter() - begin < 30


def test_a_pdf_that_unfolds_to_more_than_the_memory_ends_soon_and_small(
    make_pdf: Callable[..., bytes], quick: None
) -> None:
    squeezed = zlib.compressobj(9)
    blanks = b" " * MEGABYTE
    stream = b"".join(squeezed.compress(blanks) for _ in range(600)) + squeezed.flush()
    twice = zlib.compress(stream, 9)
    data = make_pdf([], stream=twice, filters="[/FlateDecode /FlateDecode]")
    assert len(data) < MEGABYTE
    begin = time.perf_counter()
    with pytest.raises(InputRefused, match="could not be read"):
        read_article("bomb.pdf", data)
    assert time.perf_counter() - begin < 30
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1200 * 1024


def test_a_pdf_that_draws_for_ever_ends_soon(make_pdf: Callable[..., bytes], quick: None) -> None:
    drawn = zlib.compress(b"BT /F1 1 Tf 1 TL 72 700 Td " + b"(vitamin D is here) ' " * 300_000)
    begin = time.perf_counter()
    assert read_or_refused("bomb.pdf", make_pdf([], stream=drawn, filters="/FlateDecode")) is None
    assert time.perf_counter() - begin < 30


def test_a_locked_pdf_is_refused_and_one_with_no_password_is_read(
    make_pdf: Callable[..., bytes],
) -> None:
    plain = make_pdf([[("Vitamin D is made in the skin when the sun shines on it.", 11, 700)]])

    def locked(user: str) -> bytes:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain))
        writer.encrypt(user_password=user, owner_password="owner", algorithm="RC4-128")
        written = io.BytesIO()
        writer.write(written)
        return written.getvalue()

    with pytest.raises(InputRefused, match="locked with a password"):
        read_article("a.pdf", locked("secret"))
    assert read_article("a.pdf", locked("")).text.startswith("Vitamin D is made in the skin")


def test_a_scan_says_that_it_is_one(make_pdf: Callable[..., bytes]) -> None:
    with pytest.raises(InputRefused, match="probably a scan"):
        read_article("a.pdf", make_pdf([[], []]))


def test_work_that_takes_all_memory_is_ended(tmp_path: Path) -> None:
    script = tmp_path / "greedy.py"
    script.write_text(
        "import json, resource, sys\n"
        "asked = json.loads(sys.stdin.buffer.readline())\n"
        "most = asked['megabytes'] * 2**20\n"
        "resource.setrlimit(resource.RLIMIT_AS, (most, most))\n"
        "try:\n    bytearray(2**31)\nexcept MemoryError:\n    sys.exit(77)\n"
    )
    with pytest.raises(bounded.Ended) as ended:
        bounded.run_bounded(script, {}, b"", 5, 256)
    assert ended.value.why == "memory"


def test_work_that_waits_for_ever_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "GRACE", 0)
    script = tmp_path / "sleeper.py"
    script.write_text("import time\ntime.sleep(60)\n")
    begin = time.perf_counter()
    with pytest.raises(bounded.Ended) as ended:
        bounded.run_bounded(script, {}, b"", 0.5, 256)
    assert ended.value.why == "time"
    assert time.perf_counter() - begin < 20


def test_nothing_of_an_article_is_told_when_the_reader_breaks(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "broken.py"
    script.write_text("import sys\nraise ValueError(sys.stdin.read())\n")
    with pytest.raises(bounded.Ended) as ended:
        bounded.run_bounded(script, {}, b"my secret level", 5, 256)
    assert ended.value.why == "crash"
    assert capfd.readouterr() == ("", "")


def starts() -> Iterator[bytes]:
    yield from (b"", b"# K2\n\n", b"<!doctype html><body><p>Vitamin D", b"%PDF-1.7\n", b"\xff\xfe")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(list(starts())),
    st.binary(max_size=300),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "-"]),
)
def test_any_bytes_are_read_or_refused(start: bytes, rest: bytes, file: str) -> None:
    read_or_refused(file, start + rest)


PIECES = st.sampled_from(PROPERTIES["mark_up"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40))
def test_any_page_is_sound_and_never_shows_a_script(pieces: list[str]) -> None:
    article = read_or_refused("a.html", ("<p>Vitamin D.</p>" + "".join(pieces)).encode())
    if article is not None and "<textarea>" not in pieces and "<title>" not in pieces:
        assert "secret" not in article.text + article.page


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PROPERTIES["marks"]), max_size=30),
    st.sampled_from(["a.txt", "a.md", "-"]),
)
def test_any_text_is_read_in_place(pieces: list[str], file: str) -> None:
    text = "".join(pieces)
    article = read_or_refused(file, text.encode())
    if article is not None:
        assert article.text == text


def test_mixed_encodings_stay_readable() -> None:
    mixed = "Vitamin D: 50 µg, ".encode() + "25(OH)D ≥ 50 – naïve".encode("cp1252", "ignore")
    assert "50 µg" in read_article("a.txt", mixed).text
    assert "naïve" in read_article("a.txt", mixed).text


@pytest.mark.parametrize(
    ("declared", "encoding", "words"),
    [
        ("iso-8859-1", "cp1252", "the naïve – µg"),
        ("windows-1251", "windows-1251", "Vitamin D is good for the bones of Дмитрий"),
        ("", "utf-8", "the naïve – µg"),
        ("", "utf-16", "the naïve – µg"),
        ("x-no-such", "utf-8", "the naïve – µg"),
        ("unicode_escape", "utf-8", "the naïve – µg"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_declares(
    declared: str, encoding: str, words: str
) -> None:
    meta = f"<meta charset={declared}>" if declared else ""
    html = f"<html><head>{meta}</head><body><p>{words}</p></body></html>"
    assert read_article("a.html", html.encode(encoding)).text == words


def test_the_reader_leaves_no_process_behind() -> None:
    others = set(psutil.Process().children())
    read_article("a.html", b"<p>Vitamin D is good for you.</p>")
    assert set(psutil.Process().children()) <= others
