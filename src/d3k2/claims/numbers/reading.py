"""One sentence, read once for all checks: what it names and the amounts it writes."""

from __future__ import annotations

from dataclasses import dataclass

from d3k2.claims.findings import NumberFinding, NumberVerdict
from d3k2.evidence import Ground
from d3k2.language import Mention, WrittenAmount, amounts, link


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a sentence.

    Attributes
    ----------
    concepts : tuple of str
        Ids of what the heading or the sentence before named: what "it" may be.
    following : str
        The next sentence, where a base rate may stand.
    """

    concepts: tuple[str, ...] = ()
    following: str = ""


ALONE = Context()


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as the checks read it.

    Attributes
    ----------
    start : int
        Where the sentence stands in the article.
    mentions, amounts
        As `d3k2.language.link` and `d3k2.language.amounts` find them in ``text``: their places
        count from the start of the sentence.
    """

    text: str
    start: int
    mentions: tuple[Mention, ...]
    amounts: tuple[WrittenAmount, ...]
    context: Context = ALONE

    def find(
        self,
        start: int,
        end: int,
        kind: str,
        verdict: NumberVerdict,
        reason: str,
        stands_on: tuple[Ground, ...] = (),
    ) -> NumberFinding:
        """Make a finding about a piece of this sentence, placed in the article."""
        text = self.text[start:end]
        return NumberFinding(
            self.start + start, self.start + end, text, kind, verdict, reason, stands_on
        )

    def names(self, *concepts: str) -> bool:
        """Whether one of these, or a kind of one, is named in the sentence."""
        return any({m.concept.id, *m.concept.wider} & set(concepts) for m in self.mentions)


def read_sentence(sentence: str, start: int = 0, context: Context = ALONE) -> Reading:
    """Read a sentence for the checks.

    Parameters
    ----------
    start : int, optional
        Where it stands in the article; findings count from there.
    """
    return Reading(sentence, start, link(sentence), amounts(sentence), context)
