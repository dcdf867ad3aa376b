"""Makes the index of meanings again: ``python -m d3k2.answers.index``, after a question changed."""

from __future__ import annotations

import sys
from pathlib import Path

from d3k2.answers.library import INDEX, known_questions
from d3k2.answers.question import plainly
from d3k2.answers.reading import answers_root
from d3k2.language import index_of, link, save_index, sentence_model


def main() -> None:
    """Embed every known question and write the index beside the answers."""
    target = Path(answers_root()).parent / INDEX
    known = known_questions()
    save_index(index_of(known, sentence_model(), _named), target)
    sys.stdout.write(f"{len(known)} questions in {target.name}.\n")


def _named(text: str) -> str:
    """A known question in the names of the register, as every question that is asked is read."""
    return plainly(text, link(text))


if __name__ == "__main__":
    main()
