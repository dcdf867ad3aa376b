"""Makes the index of meanings again: ``python -m d3k2.answers.index``, after a question changed."""

from __future__ import annotations

import sys
from pathlib import Path

from d3k2.answers.library import INDEX, known_questions
from d3k2.answers.reading import answers_root
from d3k2.language import index_of, save_index, sentence_model


def main() -> None:
    """Embed every known question and write the index beside the answers."""
    target = Path(answers_root()).parent / INDEX
    known = known_questions()
    save_index(index_of(known, sentence_model()), target)
    sys.stdout.write(f"{len(known)} questions in {target.name}.\n")


if __name__ == "__main__":
    main()
