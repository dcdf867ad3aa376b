"""A question without what hides its words: marks of a web page, unseen signs, foreign figures."""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:nbsp|#160|#xa0);", re.IGNORECASE)
_MIXED = re.compile(r"\w*[a-z]\w*", re.IGNORECASE)
_LOOKALIKES = str.maketrans("аеіоорсхуАВЕКМНОРСТХ", "aeioopcxyABEKMHOPCTX")
"""Cyrillic letters that look Latin; they count only inside a word that has Latin ones."""
_GROUPED = re.compile(r"(?<![\d.,])(\d{1,3})\.(000)(?=\s?(?:IU|IE|UI|units?)\b)", re.IGNORECASE)
_FOREIGN_UNIT = re.compile(r"(?<=\d)(\s?)(?:IE|UI)\b")
_D3 = r"(?:vit(?:amin)?\s?d3?|d3)"
_EACH_DAY = r"(?:(?:a|per|each|every)\s(?:day|morning|night)|daily)"
_THOUSANDS = r"(?<![\d.,])(\d{1,3})(?:k|[, ]?(?:000|500))"
_UNIT_LEFT_OUT = re.compile(
    rf"{_THOUSANDS}(?=\s(?:{_EACH_DAY}\s)?(?:of\s)?{_D3}\b)"
    rf"|(?<=d3\s){_THOUSANDS}(?=\s{_EACH_DAY}\b)|(?<=d\s){_THOUSANDS}(?=\s{_EACH_DAY}\b)",
    re.IGNORECASE,
)
"""A thousand and more of vitamin D with no unit: nobody means anything but IU."""
_THOUSAND = re.compile(r"k\b", re.IGNORECASE)


def cleaned(text: str) -> str:
    """Return a question as it was meant: "50.000 IE" as "50,000 IU", "10k of d3" with its unit."""
    text = _UNSEEN.sub("", _TAG.sub("", _ENTITY.sub(" ", text)))
    text = _MIXED.sub(lambda found: found[0].translate(_LOOKALIKES), text)
    text = _FOREIGN_UNIT.sub(r"\1IU", _GROUPED.sub(r"\1,\2", text))
    return _UNIT_LEFT_OUT.sub(lambda found: f"{_THOUSAND.sub(',000', found[0])} IU", text)
