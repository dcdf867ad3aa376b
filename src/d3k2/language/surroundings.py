"""Whether a name counts where it stands: capitals, the gaps inside it, the words around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from d3k2.language.folding import Token, folded
from d3k2.language.register import Name
from d3k2.language.written import contexts

_BLANK = re.compile(r"[^\S\n]{0,3}\n?[^\S\n]{0,3}[-‐‑–−/]?[^\S\n]{0,3}")
_TIGHT = re.compile(r"[()\[\],./‐‑–−-]{1,3}|['’]\s?")
_BRACKET = re.compile(r"[^\S\n]?[()][^\S\n]?")
_DOTTED = re.compile(r"\.[^\S\n]{0,2}")
TEXTS = 16
"""Texts of which it is kept whether all is capitals."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What must, or must not, stand around a name."""

    after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    as_written: bool = False
    """Whether the singular of the name is another word: falls, drops."""


NEAR = 12
"""Words on each side in which a word of ``unless`` counts."""
WORD_LISTS = ("after", "before", "not_after", "not_before", "unless")


@cache
def rules() -> Mapping[str, Rule]:
    """Return the rule of each name that has one, by its folded words."""
    found: dict[str, Rule] = {}
    for row in contexts().get("rule", ()):
        lists = {key: frozenset(folded(word) for word in row.get(key, ())) for key in WORD_LISTS}
        rule = Rule(**lists, as_written=row.get("as_written", False))
        found |= {folded(name): rule for name in row["names"]}
    return found


def counts(text: str, words: Sequence[Token], start: int, end: int, name: Name) -> bool:
    """Whether these words of a text are the name, and not only the same letters."""
    if not all(_joined(text, words[i], words[i + 1]) for i in range(start, end - 1)):
        return False
    written = text[words[start].start : words[end - 1].end]
    if name.exactly and not _same_letters(written, name.exactly, text):
        return False
    rule = rules().get(" ".join(word.word for word in words[start:end]))
    return rule is None or _allows(rule, name, written, words, start, end)


def _allows(
    rule: Rule, name: Name, written: str, words: Sequence[Token], start: int, end: int
) -> bool:
    before = words[start - 1].word if start else ""
    behind = words[end].word if end < len(words) else ""
    if rule.as_written and written.casefold() not in (name.text.casefold(), name.text.upper()):
        return False
    if rule.after and before not in rule.after:
        return False
    if rule.before and behind not in rule.before:
        return False
    if before in rule.not_after or behind in rule.not_before:
        return False
    near = words[max(0, start - NEAR) : end + NEAR] if rule.unless else ()
    return not any(word.word in rule.unless for word in near)


def _joined(text: str, one: Token, other: Token) -> bool:
    """Whether two words can belong to one name: no stop, comma or bracket with a space between."""
    gap = text[one.end : other.start]
    if _BLANK.fullmatch(gap) or _TIGHT.fullmatch(gap):
        return True
    if _BRACKET.fullmatch(gap) and (one.word.isdigit() or one.word in contexts()["bracketed"]):
        return True
    return bool(_DOTTED.fullmatch(gap)) and one.word in contexts()["dotted"]


def _same_letters(written: str, names: Sequence[str], text: str) -> bool:
    """Whether the capitals are those of a name; where all is capitals, they say nothing."""
    if _letters(written) not in map(_letters, names):
        return False
    return text.strip() == written or _has_small_letters(text)


@lru_cache(maxsize=TEXTS)
def _has_small_letters(text: str) -> bool:
    """Whether not all is capitals; asked once a text, not once a name in it."""
    return any(c.islower() for c in text if c.isalpha())


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name)
