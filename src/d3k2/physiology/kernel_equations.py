"""The equations of a model, their slopes and their elimination as straight lines of assignments.

Each function is Python text of the plainest kind: numbers are read from arrays, one assignment
follows the other, results are put into arrays. `machine_code` compiles exactly that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from d3k2.physiology.equations import Equation
from d3k2.physiology.kernel_derivatives import partials
from d3k2.physiology.kernel_elimination import Elimination, Place, elimination
from d3k2.physiology.model import Model, model


@dataclass(frozen=True)
class StraightLines:
    """Some blocks as functions over plain arrays, with what has to be known to call them.

    Attributes
    ----------
    blocks : tuple of str
        The blocks.
    variables : tuple of str
        The states or rules that are shown.
    """

    blocks: tuple[str, ...]
    variables: tuple[str, ...]

    @property
    def of(self) -> Model:
        """The equations."""
        return model(*self.blocks)

    @cached_property
    def constants(self) -> tuple[str, ...]:
        """What stands before the inflows in a person's row of numbers: constants, fixed rules."""
        shown = self._needed(self.variables)
        used = {*self.variables}.union(*(e.uses for e in (*self._rules, *self._rates, *shown)))
        known = (*self.of.constants, *(e.name for e in self.of.fixed))
        return tuple(name for name in known if name in used)

    @cached_property
    def slopes(self) -> tuple[Place, ...]:
        """Which rate depends on which state: row and column of each entry of the slopes."""
        place = self._places
        return tuple(
            (place[e.name], place[by])
            for e in self._rates
            for by in self._by[e.name]
            if by != "time"
        )

    @cached_property
    def pivots(self) -> Elimination:
        """How the matrix of an implicit step is eliminated."""
        return elimination(len(self.of.states), self.slopes)

    def change(self) -> str:
        """Return the text of the rates of change."""
        lines = [*self._read((*self._rules, *self._rates)), *_assigned(self._rules)]
        return _function("change(time, states, given, out)", [*lines, *self._rates_out()])

    def slope(self) -> str:
        """Return the text of the rates of change with their slopes by states and time."""
        lines = [*self._read((*self._rules, *self._rates))]
        for rule in self._rules:
            lines += _assigned((rule,))
            lines += (f"{_slope(rule.name, by)} = {t}" for by, t in self._by[rule.name].items())
        lines += self._rates_out()
        entry = {place: position for position, place in enumerate(self.slopes)}
        for rate in self._rates:
            row, by_name = self._places[rate.name], self._by[rate.name]
            lines += (
                f"entries[{entry[row, self._places[by]]}] = {text}"
                for by, text in by_name.items()
                if by != "time"
            )
            lines.append(f"by_time[{row}] = {by_name.get('time', '0.0')}")
        return _function("slope(time, states, given, out, entries, by_time)", lines)

    def factor(self) -> str:
        """Return the text that eliminates ``shift - slope``; of a pivot its reciprocal is kept."""
        entry = {place: f" - entries[{i}]" for i, place in enumerate(self.slopes)}
        lines = [
            f"{_cell(*place)} = {'shift' if place[0] == place[1] else '0.0'}{entry.get(place, '')}"
            for place in self.pivots.places
        ]
        for step, pivot in enumerate(self.pivots.order):
            own = _cell(pivot, pivot)
            lines.append(f"{own} = 1.0/{own}")
            for row in self.pivots.below(step):
                share = _cell(row, pivot)
                lines.append(f"{share} = {share}*{own}")
                for column in self.pivots.beside(step):
                    cell = _cell(row, column)
                    lines.append(f"{cell} = {cell} - {share}*{_cell(pivot, column)}")
        kept = (f"factors[{i}] = {_cell(*place)}" for i, place in enumerate(self.pivots.places))
        return _function("factor(entries, shift, factors)", [*lines, *kept])

    def solve(self) -> str:
        """Return the text that puts a solution in the place of the right-hand side."""
        pivots, size = self.pivots, len(self.of.states)
        at = {place: f"factors[{i}]" for i, place in enumerate(pivots.places)}
        lines = [f"x{i} = x[{i}]" for i in range(size)]
        for step, pivot in enumerate(pivots.order):
            lines += (f"x{r} = x{r} - {at[r, pivot]}*x{pivot}" for r in pivots.below(step))
        for step, pivot in reversed([*enumerate(pivots.order)]):
            known = "".join(f" - {at[pivot, j]}*x{j}" for j in pivots.beside(step))
            lines.append(f"x{pivot} = (x{pivot}{known})*{at[pivot, pivot]}")
        return _function("solve(factors, x)", [*lines, *(f"x[{i}] = x{i}" for i in range(size))])

    def levels(self) -> str:
        """Return the text of the shown variables."""
        rules = self._needed(self.variables)
        shown = [Equation("", "rule", name) for name in self.variables]
        out = [f"out[{i}] = {name}" for i, name in enumerate(self.variables)]
        lines = [*self._read((*rules, *shown)), *_assigned(rules), *out]
        return _function("levels(time, states, given, out)", lines)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: position for position, name in enumerate(self.of.states)}

    @cached_property
    def _rates(self) -> tuple[Equation, ...]:
        return tuple(e for e in self.of.equations if e.kind == "rate")

    @cached_property
    def _rules(self) -> tuple[Equation, ...]:
        """The moving rules that the rates follow from."""
        return self._needed(frozenset[str]().union(*(e.uses for e in self._rates)))

    def _needed(self, names: Iterable[str]) -> tuple[Equation, ...]:
        fixed = {e.name for e in self.of.fixed}
        wanted = {*names}
        found = []
        for rule in reversed(self.of.rules):
            if rule.name in wanted and rule.name not in fixed:
                wanted |= rule.uses
                found.append(rule)
        return tuple(reversed(found))

    @cached_property
    def _by(self) -> Mapping[str, Mapping[str, str]]:
        """Slopes of rules and rates by the states and the time: the rule of the chain."""
        roots = {*self.of.states, "time"}
        found: dict[str, dict[str, str]] = {}
        for e in (*self._rules, *self._rates):
            terms: dict[str, list[str]] = {}
            for name, slope in partials(e.expression, roots | found.keys()).items():
                if name in roots:
                    terms.setdefault(name, []).append(slope)
                for by in found.get(name, ()) if name not in roots else ():
                    terms.setdefault(by, []).append(f"{slope}*{_slope(name, by)}")
            # A state's name stands for its level: its rate of change is used by no equation.
            found[e.name] = {by: " + ".join(parts) for by, parts in terms.items()}
        return found

    def _read(self, equations: Iterable[Equation]) -> Iterator[str]:
        used = frozenset[str]().union(*(e.uses for e in equations))
        row = (*self.constants, *self.of.inflows)
        for array, names in (("states", self.of.states), ("given", row)):
            yield from (f"{n} = {array}[{i}]" for i, n in enumerate(names) if n in used)

    def _rates_out(self) -> Iterator[str]:
        return (f"out[{self._places[e.name]}] = {_text(e)}" for e in self._rates)


def _slope(name: str, by: str) -> str:
    return f"{name}__{by}"


def _cell(row: int, column: int) -> str:
    return f"cell_{row}_{column}"


def _text(equation: Equation) -> str:
    return equation.expression.replace("^", "**")


def _assigned(rules: Iterable[Equation]) -> Iterator[str]:
    return (f"{e.name} = {_text(e)}" for e in rules)


def _function(head: str, lines: Iterable[str]) -> str:
    return "\n    ".join([f"def {head}:", *lines, "pass"]) + "\n"
