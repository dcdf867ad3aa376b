"""Reads the lists of conditions, medicines, symptoms and allergies a person wrote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from d3k2.person.faults import Faults
from d3k2.person.given import GivenConcept, GivenMedicine
from d3k2.person.matching import Recognised, Subject, recognise, recognise_code
from d3k2.person.medicine_text import MedicineText, split_medicine
from d3k2.person.person import Condition, Medicine
from d3k2.person.vocabulary import Vocabulary, VocabularyName, plain, vocabulary
from d3k2.person.words import canonical, plain_set, words
from d3k2.regimen import read_regimen
from d3k2.units import InputRefused


def read_conditions(
    given: Sequence[str | GivenConcept] | None, faults: Faults
) -> tuple[Condition, ...] | None:
    """Return the conditions recognised; None when they were not asked.

    Pregnancy and breastfeeding are fields of the person and no conditions; see `stated`.
    """
    if given is None:
        return None
    found: list[Condition] = []
    for index, entry in enumerate(given):
        field = f"conditions[{index}]"
        if isinstance(entry, str) and canonical("stated", entry):
            continue
        with faults.at(field):
            found += [
                Condition(
                    text=one.text,
                    concept=one.concept,
                    groups=one.groups,
                    match=one.match,
                    field=field,
                )
                for one in _recognised(entry, vocabulary("conditions"), "condition")
            ]
    return tuple(found)


def stated(given: Sequence[str | GivenConcept] | None, field: str) -> bool:
    """Whether the conditions say what has a field of its own (``pregnant``, ``lactating``)."""
    return any(
        canonical("stated", entry) == field for entry in given or () if isinstance(entry, str)
    )


def read_names(
    given: Sequence[str | GivenConcept] | None, name: VocabularyName, faults: Faults
) -> tuple[str, ...] | None:
    """Return the ids of symptoms or allergies where recognised, else the words given."""
    if given is None:
        return None
    found: list[str] = []
    for index, entry in enumerate(given):
        with faults.at(f"{name}[{index}]"):
            recognised = _recognised(entry, vocabulary(name), "condition")
            found += [one.concept or one.text for one in recognised]
    return tuple(dict.fromkeys(found))


def read_medicines(
    given: Sequence[str | GivenMedicine] | None, faults: Faults
) -> tuple[Medicine, ...] | None:
    """Return the medicines recognised; None when they were not asked."""
    if given is None:
        return None
    found: list[Medicine] = []
    for index, entry in enumerate(given):
        field = f"medicines[{index}]"
        with faults.at(field):
            found += _medicine(entry, field)
    return tuple(found)


def _medicine(entry: str | GivenMedicine, field: str) -> list[Medicine]:
    known = vocabulary("medicines")
    written = entry if isinstance(entry, str) else entry.name or ""
    if written:
        _refuse_nothing(written, known)
    parts = split_medicine(written) if written else MedicineText("")
    if plain(written) in known.by_name:
        parts = replace(parts, name=written)
    dose, moment = parts.dose, parts.moment
    if isinstance(entry, GivenMedicine):
        if entry.dose:
            dose = f"{entry.dose} per {entry.per}" if entry.per else entry.dose
        moment = entry.moment or moment
        recognised = _by_code(entry, known, parts.name, "medicine")
    else:
        recognised = recognise(parts.name, known, "medicine")
    if all(_may_be_supplement(one) for one in recognised):
        _refuse_supplement(written if isinstance(entry, str) else f"{written} {dose or ''}")
    return [
        Medicine(
            text=_text(one, recognised, written),
            concept=one.concept,
            groups=one.groups,
            match=one.match,
            dose=dose,
            moment=moment,
            field=field,
        )
        for one in recognised
    ]


def _text(one: Recognised, recognised: Sequence[Recognised], written: str) -> str:
    """What was written, or the part of it that this one was."""
    return one.text if len(recognised) > 1 or not written else written


def _recognised(
    entry: str | GivenConcept, known: Vocabulary, subject: Subject
) -> Iterable[Recognised]:
    if isinstance(entry, str):
        _refuse_nothing(entry, known)
        return recognise(entry, known, subject)
    if entry.name:
        _refuse_nothing(entry.name, known)
    return _by_code(entry, known, entry.name or "", subject)


def _by_code(
    entry: GivenConcept, known: Vocabulary, name: str, subject: Subject
) -> tuple[Recognised, ...]:
    """What the code says and what the name says: they may differ, and then both count."""
    if entry.code is None and not entry.name:
        raise InputRefused(
            "A name or a code is needed.",
            accepted='{name = "..."} or {code = "...", system = "..."}',
        )
    if (entry.code is None) != (entry.system is None):
        raise InputRefused(
            "A code and its system belong together.",
            given=entry.code or entry.system,
            accepted='{code = "64859006", system = "snomed"}',
        )
    named = recognise(name, known, subject) if name else ()
    if entry.code is None or entry.system is None:
        return named
    system = canonical("systems", entry.system)
    if system is None:
        raise InputRefused(
            "This code system is not known.",
            field="system",
            given=entry.system,
            accepted=", ".join(words()["systems"]),
        )
    coded = recognise_code(entry.code, system, known, name or f"{system} {entry.code}")
    if coded.match == "none":
        return named or (coded,)
    others = [one for one in named if one.match != "none" and one.concept != coded.concept]
    return (coded, *others)


def _refuse_nothing(text: str, known: Vocabulary) -> None:
    """Refuse words for "none" and for what is absent: a list holds what there is."""
    said = plain(text)
    if said in known.by_name:
        return
    if said in plain_set("text", "nothing") or not said:
        raise InputRefused(
            "A list names what there is.", given=text, accepted="an empty list [] if there is none"
        )
    if any(said.startswith(f"{denial} ") for denial in plain_set("text", "denials")):
        raise InputRefused(
            "A list names what there is, not what is absent.",
            given=text,
            accepted="the list without this entry",
        )


def _may_be_supplement(one: Recognised) -> bool:
    groups = set(one.groups)
    medicine = words()["medicine"]
    if groups & set(medicine["no_supplements"]):
        return False
    return one.match == "none" or bool(groups & set(medicine["supplements"]))


def _refuse_supplement(text: str) -> None:
    """Refuse a vitamin or calcium product among the medicines: it would not be counted."""
    try:
        regimen = read_regimen(text)
    except InputRefused:
        return
    if regimen.items:
        raise InputRefused(
            "This is counted as a supplement.",
            given=text.strip(),
            accepted=f'takes = ["{text.strip()}"]',
        )
