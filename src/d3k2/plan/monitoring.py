"""What to measure or watch, when, and what would change the plan; and what is not needed."""

from __future__ import annotations

from typing import Any

from d3k2.evidence import Statement, fact, positions, rule, state
from d3k2.plan.assessment import Monitor, Plan
from d3k2.plan.case import Case, number, table
from d3k2.plan.d3_references import sufficiency, sufficiency_words, upper_limit
from d3k2.plan.screened import fired, must_not_be_stopped
from d3k2.safety import When, holds
from d3k2.units import both_units
from d3k2.wording import Sentence, phrase


def monitoring(case: Case, plan: Plan) -> tuple[Monitor, ...]:
    """What to measure and watch in this person, by ``monitoring.toml`` and by rule."""
    values = _values(case, plan)
    planned = [
        Monitor(
            what=phrase(f"monitor.{name}.what", **values),
            when=phrase(f"monitor.{name}.when", **values),
            why=phrase(f"monitor.{name}.why", **values),
            stands_on=(
                *(fact(i) for i in row.get("facts", ())),
                *(rule(i) for i in row.get("rules", ())),
            ),
        )
        for name, row in table("monitoring.toml")["monitor"].items()
        if _wanted(case, plan, row)
    ]
    return (*planned, *_by_rule(case))


def not_needed(case: Case, plan: Plan) -> tuple[Statement, ...]:
    """The tests that this person does not need for this plan."""
    return tuple(
        state(
            f"not_needed.{name}",
            *(fact(i) for i in row["facts"]),
            level="note",
            about="monitoring",
            certainty="moderate",
        )
        for name, row in table("monitoring.toml")["not_needed"].items()
        if _wanted(case, plan, row)
    )


def _by_rule(case: Case) -> tuple[Monitor, ...]:
    return tuple(
        Monitor(
            what=phrase("monitor.rule.what", title=one.rule.title),
            when=phrase("monitor.rule.when"),
            why=_within(one.statement.sentence),
            stands_on=(rule(one.rule.id),),
        )
        for one in fired(case.screening)
        if one.effect.action == "monitor"
    )


def _within(sentence: Sentence) -> Sentence:
    """A sentence to stand within a table, without its full stop."""
    return Sentence(sentence.clinician.rstrip("."), sentence.patient.rstrip("."))


def _wanted(case: Case, plan: Plan, row: dict[str, Any]) -> bool:
    if not set(row.get("on", ())) <= events(case, plan):
        return False
    condition = row.get("when")
    if condition is None:
        return True
    return bool(holds(When.model_validate(condition), case.person, case.regimen).truth)


def events(case: Case, plan: Plan) -> frozenset[str]:
    """What happens in this plan that something may have to be measured for."""
    person = case.person
    level = person.latest("calcidiol")
    asks_k2 = "k2" in person.wants or bool(case.takes_k2)
    plain = _is_plain(case)
    changed = plan.d3.action in ("start", "change") and sufficiency(case) is not None
    stopped = any(s.about in ("d3", "calcium") for s in case.screening.stops)
    screening = case.screening
    kept_on = (bool(case.takes_d) and must_not_be_stopped(screening, "d3")) or (
        bool(case.takes_calcium) and must_not_be_stopped(screening, "calcium")
    )
    happened = {
        "d3-changed": changed and not (plain and level is None and plan.d3.action == "start"),
        "d3-stopped": stopped,
        "d3-above-limit": case.takes_d > upper_limit(case) and not stopped,
        "level-known": level is not None,
        "level-high": level is not None and level.value >= number("25ohd-caution-iom-2011"),
        "level-unknown": level is None,
        "takes-d-or-calcium": bool(case.takes_d or case.takes_calcium),
        "may-stop": not kept_on,
        "must-not-stop": kept_on,
        "plain": plain,
        "covered": case.matched is not None,
        "asks-k2": asks_k2,
        "k2-with-vka": case.k2_with_vka,
        "k2-without-vka": not case.may_take_vka and plan.k2.allowed == "yes",
    }
    return frozenset(name for name, true in happened.items() if true)


def _is_plain(case: Case) -> bool:
    """Whether a person is known to be well, and is one whom nobody advises to be tested."""
    person = case.person
    grave = any(s.level in ("stop", "caution") for s in case.screening.statements)
    known_well = person.conditions == () and person.medicines == () and not person.symptoms
    advised = any(
        a.applies == "yes"
        and a.position.direction == "recommends"
        and a.position.population.conditions
        for a in positions("d-testing", person)
    )
    adult = case.matched is not None
    return known_well and adult and not (grave or advised or person.falls_last_year)


def _values(case: Case, plan: Plan) -> dict[str, str]:
    return {
        "weeks": f"{number('choice-retest-after'):g}",
        "target": sufficiency_words(case),
        "concern": both_units(number("25ohd-caution-iom-2011")),
        "limit": f"{upper_limit(case):,.0f}",
        "takes": f"{case.takes_d:,.0f}",
    }
