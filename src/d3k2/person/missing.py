"""What is not known of a person and would change the answer."""

from __future__ import annotations

from collections.abc import Callable

from d3k2.person.freshness import fresh
from d3k2.person.limits import inside
from d3k2.person.person import Person, Sun


def missing(person: Person) -> tuple[tuple[str, str], ...]:
    """Return each field that is not known, or too old, with the key of what it would change.

    The keys are phrases in the wordings (``missing.medicines``), the most telling first.
    """
    return tuple((field, f"missing.{key}") for field, key, unknown in _QUESTIONS if unknown(person))


def _lacks(*whats: str) -> Callable[[Person], bool]:
    return lambda person: all(fresh(person, what) is None for what in whats)


def _may_be_pregnant(person: Person) -> bool:
    past = person.postmenopausal_since is not None
    return person.sex == "female" and not past and inside(person.age, "ask_pregnancy")


def _menopause_unknown(person: Person) -> bool:
    told = person.postmenopausal_since is not None or person.pregnant or person.lactating
    return person.sex == "female" and not told and inside(person.age, "ask_menopause")


def _no_diet_calcium(person: Person) -> bool:
    diet = person.diet
    return diet.calcium is None and diet.level is None and not diet.foods


_QUESTIONS: tuple[tuple[str, str, Callable[[Person], bool]], ...] = (
    ("medicines", "medicines", lambda person: person.medicines is None),
    ("conditions", "conditions", lambda person: person.conditions is None),
    ("takes", "takes", lambda person: person.takes is None),
    ("pregnant", "pregnant", lambda p: _may_be_pregnant(p) and p.pregnant is None),
    ("labs.calcidiol", "calcidiol", _lacks("calcidiol")),
    ("labs.egfr", "egfr", _lacks("egfr")),
    ("labs.calcium", "calcium", _lacks("calcium", "calcium_corrected", "calcium_ionised")),
    ("diet.calcium", "diet", _no_diet_calcium),
    ("symptoms", "symptoms", lambda person: person.symptoms is None),
    ("height", "height", lambda person: person.height is None),
    ("postmenopausal_since", "menopause", _menopause_unknown),
    ("t_scores", "t_scores", lambda p: p.t_scores is None and inside(p.age, "ask_t_score")),
    ("sun", "sun", lambda person: person.sun == Sun()),
)
