"""What was given, from the cells of a trial table to a regimen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from d3k2.regimen import Regimen, read_regimen
from d3k2.trials.cells import CannotSimulate, choice, first, within, words
from d3k2.units import DAYS_A_YEAR, InputRefused

_MONTHS_A_YEAR = 12
_DAYS_A_WEEK = 7
_UNSAID = re.compile(r"\s*\((?:memory|mean|[^)]*memory[^)]*)\)|\bmean\b|\blabel\b.*", re.I)
_NONE = re.compile(r"(?:none|0|nothing|no|-)?(?:\s.*with.*)?", re.I)
_TERM = re.compile(
    r"(?:(?P<before>calcifediol|D3|D2)\s+)?"
    r"(?P<amount>\d[\d,.]*)(?:-(?P<to>\d[\d,.]*))?\s*"
    r"(?P<unit>IU|µg|ug|mcg|mg)?(?:\s*/\s*d(?:ay)?)?\s*"
    r"(?P<after>D3|D2|25OHD3|calcifediol)?\s*(?P<when>.*)",
    re.I,
)
_COUNT = re.compile(r"\((\d+) doses?\)", re.I)
_TIMES_A_WEEK = re.compile(r"x\s*(\d)\s*/\s*w(?:ee)?k", re.I)
_EVERY = re.compile(r"every (\d+) (days?|weeks?|months?)", re.I)
_IN_WEEKS = re.compile(r"w(?:ee)?k\s*([\d, ]+)", re.I)
_OVER = re.compile(r"IU over (\d+) d(?:ays?)?|over (\d+) d(?:ays?)?", re.I)
_ONCE = re.compile(r"(?:once|single)(?: dose| load)?", re.I)
_NOTED = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Given:
    """What an arm took, and what its control took where the table says so."""

    takes: Regimen
    control: Regimen
    assumed: tuple[str, ...] = ()


def given(cells: Mapping[str, str], start: date, *, vitamin_d: bool, calcium: bool) -> Given:
    """Return the regimen of an arm.

    Parameters
    ----------
    cells : mapping
        A row of the table.
    start : datetime.date
        The first day.
    vitamin_d, calcium : bool
        Whether the outcome depends on them: what it does not depend on need not be readable.

    Raises
    ------
    CannotSimulate
        When a dose or form is not said, or is none that the model takes.
    """
    assumed: list[str] = []
    d, control = _vitamin_d(cells, start, assumed) if vitamin_d else ("", "")
    parts = [d, _vitamin_k(cells, start, assumed)]
    if calcium:
        parts.append(_calcium(cells, start, assumed))
    return Given(_read("; ".join(filter(None, parts))), _read(control), tuple(assumed))


def _read(text: str) -> Regimen:
    if not text:
        return Regimen()
    try:
        return read_regimen(text, "arm")
    except InputRefused as refusal:
        raise CannotSimulate(f"what was taken cannot be read: {text!r}") from refusal


def _vitamin_d(cells: Mapping[str, str], start: date, assumed: list[str]) -> tuple[str, str]:
    form, dose = cells.get("d_form", ""), cells.get("d_dose_iu_day", "")
    if _NONE.fullmatch(dose) or form == "none":
        if form and form != "none" and not dose:
            raise CannotSimulate(f"the dose of vitamin D ({form}) is not given")
        return "", ""
    if match := re.fullmatch(r"(D[23]) vs (D[23])", form):
        treated, control = match.groups()
        return (
            _terms(dose, treated, start, assumed),
            _terms(dose, control, start, assumed),
        )
    return _terms(dose, _form(form, dose), start, assumed), ""


def _form(form: str, dose: str) -> str:
    plain = re.split(r"\s*\+|\s*\(", form, maxsplit=1)[0].strip()
    if not plain:
        raise CannotSimulate("the form of vitamin D is not given")
    found = next((e["form"] for e in words()["vitamin_d"] if _whole(e["pattern"], plain)), None)
    if found is None:
        raise CannotSimulate(f"the model does not take vitamin D as {form!r} (dose {dose!r})")
    return str(found)


def _terms(dose: str, form: str, start: date, assumed: list[str]) -> str:
    """Return the terms of a dose such as ``50000 wk0 + 25000 wk4,8`` as items of a regimen."""
    plain = _UNSAID.sub("", dose).strip()
    loading = re.fullmatch(r"(\d+) then (\d+) (?:IU )?(\w+)", plain)
    if loading:
        plain = f"{loading[1]} once + {loading[2]} {loading[3]}"
    matches = [_TERM.fullmatch(text.strip()) for text in plain.split("+")]
    terms = [match for match in matches if match is not None]
    if len(terms) < len(matches):
        raise CannotSimulate(f"the dose {dose!r} is not one that can be simulated")
    found: list[str] = []
    loaded = False
    for match in terms:
        own = _form(match["before"] or match["after"] or form, dose)
        amount = _amount(match, dose, assumed, "d_dose_iu_day")
        what = f"{own} {amount:.10g} {_unit(match, own)}"
        # "24000 IU + 300 ug 25OHD3 monthly": what is said last holds for both.
        when = match["when"] or terms[-1]["when"]
        later = start + timedelta(days=_first_gap(when)) if loaded else start
        found += _items(what, when, later, assumed)
        loaded = loaded or (_ONCE.fullmatch(when.strip()) is not None and own == form)
    return "; ".join(found)


def _amount(match: re.Match[str], dose: str, assumed: list[str], column: str) -> float:
    low = within(float(match["amount"].replace(",", "")), column)
    if match["to"] is None:
        return low
    high = within(float(match["to"].replace(",", "")), column)
    if low <= 0 or high / low > choice("widest_range"):
        raise CannotSimulate(f"{dose!r} is a range of doses, not one")
    assumed.append(f"{(low + high) / 2:g} for a dose of {dose}")
    return (low + high) / 2


def _unit(match: re.Match[str], form: str) -> str:
    unit = match["unit"]
    if unit is None:
        if form == "calcifediol":
            raise CannotSimulate("a dose of calcifediol needs its unit")
        return "IU"
    return "µg" if unit.lower() in ("ug", "mcg", "µg") else unit


def _items(what: str, when: str, start: date, assumed: list[str]) -> Iterator[str]:
    counted = _COUNT.search(when)
    often = _NOTED.sub("", when).strip().lower()
    if over := _OVER.fullmatch(often):
        days = int(over[1] or over[2])
        if not days:
            raise CannotSimulate(f"{what} over no days is no dose")
        name, amount, unit = what.split(" ", 2)
        assumed.append(f"the total of {amount} {unit} spread evenly over {days} days")
        yield f"{name} {float(amount) / days:g} {unit} daily {_between(start, days)}"
    elif weeks := _IN_WEEKS.fullmatch(often):
        for week in re.findall(r"\d+", weeks[1]):
            day = start + timedelta(days=_DAYS_A_WEEK * int(week))
            yield f"{what} single dose on {day}"
    elif _ONCE.fullmatch(often):
        yield f"{what} single dose on {start}"
    elif times := _TIMES_A_WEEK.fullmatch(often):
        yield f"{what} {times[1]} times a week from {start}"
    elif _EVERY.fullmatch(often):
        yield f"{what} {often} from {start}"
    elif often in words()["schedule"]:
        said = words()["schedule"][often]
        until = ""
        if counted and said == "monthly":
            month = DAYS_A_YEAR / _MONTHS_A_YEAR
            last = start + timedelta(days=round(month * (int(counted[1]) - 1 / 2)))
            until = f" until {last}"
        yield f"{what} {said} from {start}{until}"
    else:
        raise CannotSimulate(f"how often {what} was taken cannot be read: {when!r}")


def _first_gap(when: str) -> int:
    """Days between a loading dose and the first of the doses that follow it."""
    often = _NOTED.sub("", when).strip().lower()
    return {"weekly": _DAYS_A_WEEK, "monthly": round(DAYS_A_YEAR / _MONTHS_A_YEAR)}.get(often, 0)


def _between(start: date, days: int) -> str:
    return f"from {start} until {start + timedelta(days=days - 1)}"


def _vitamin_k(cells: Mapping[str, str], start: date, assumed: list[str]) -> str:
    form, dose = cells.get("k_form", "").strip(), cells.get("k_dose_ug_day", "").strip()
    if not form or form == "none" or _NONE.fullmatch(dose):
        if form and form != "none" and not dose:
            raise CannotSimulate(f"the dose of vitamin K ({form}) is not given")
        return ""
    known = next((e["form"] for e in words()["vitamin_k"] if _whole(e["pattern"], form)), None)
    if known is None:
        raise CannotSimulate(f"the model does not take vitamin K as {form!r}")
    match = _TERM.fullmatch(dose)
    if match is None or match["to"]:
        raise CannotSimulate(f"the dose {dose!r} of vitamin K is not one that can be simulated")
    unit = "mg" if (match["unit"] or "").lower() == "mg" else "µg"
    when = match["when"]
    plain = _NOTED.sub("", when).strip()
    amount = _amount(match, dose, assumed, "k_dose_ug_day")
    items = _items(f"{known} {amount:g} {unit}", plain, start, assumed)
    return "; ".join(items)


def _calcium(cells: Mapping[str, str], start: date, assumed: list[str]) -> str:
    said = cells.get("calcium_mg_day", "").strip()
    if _NONE.fullmatch(said) or re.search(r"total|diet|intake", said):
        return ""
    match = re.match(r"(\d[\d,.]*)(?:-(\d[\d,.]*))?\s*(?:mg)?\s*(.*)", said)
    if match is None:
        raise CannotSimulate(f"the amount of calcium cannot be read: {said!r}")
    if "CaCO3" in said and "elemental" in said:
        raise CannotSimulate(f"whether {said!r} is elemental calcium is not said")
    low = float(match[1].replace(",", ""))
    high = float(match[2].replace(",", "")) if match[2] else low
    amount = within((low + high) / 2, "calcium_mg_day")
    kind = first("salt", f"{said} {cells.get('arm', '')}", "salt")
    salt = f" {kind}" if kind else ""
    if re.search(r"once|single|load", match[3]):
        return f"calcium{salt} {amount:g} mg single dose on {start}"
    divided = amount > choice("largest_calcium_dose")
    parts, each = ("twice daily", amount / 2) if divided else ("daily", amount)
    assumed.append(f"{amount:g} mg of calcium with meals")
    return f"calcium{salt} {each:g} mg {parts} with meals from {start}"


def _whole(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text, re.I) is not None
