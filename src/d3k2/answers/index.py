"""Makes the indexes of meanings again: ``python -m d3k2.answers.index``, after a text changed."""

from __future__ import annotations

import sys
from pathlib import Path

from d3k2.answers.computed.nearest import INDEX as FACTS
from d3k2.answers.computed.nearest import known_facts
from d3k2.answers.library import INDEX as QUESTIONS
from d3k2.answers.library import known_questions
from d3k2.answers.question import plainly
from d3k2.answers.reading import answers_root
from d3k2.language import index_of, link, save_index, sentence_model


def main() -> None:
    """Embed every known question and every fact that is told; write both beside the answers."""
    for name, known in ((QUESTIONS, known_questions()), (FACTS, known_facts())):
        target = Path(answers_root()).parent / name
        save_index(index_of(known, sentence_model(), _named), target)
        sys.stdout.write(f"{len(known)} texts in {target.name}.\n")


def _named(text: str) -> str:
    """A text in the names of the register, as every question that is asked is read."""
    return plainly(text, link(text))


if __name__ == "__main__":
    main()
