"""Blocks put together to one model, and the forms it is solved in, all made of the same text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import TopologicalSorter

from d3k2.physiology.equations import Equation, equations

BODY = ("vitamin_d", "mineral_bone", "vitamin_k", "artery")
"""The blocks of the body, upstream first. ``warfarin`` is for teaching and stands apart."""

BLOCKS = (*BODY, "warfarin")

INFLOWS = (
    "dose_d3", "dose_d2", "dose_calcifediol", "dose_mk7", "dose_mk4", "dose_k1",
    "calcium_offered", "calcium_saturable", "warfarin_dose",
)  # fmt: skip
"""What is swallowed: inputs that change within a course."""

CLOCK = ("start_day",)
"""What a course knows and a person does not."""


@dataclass(frozen=True)
class Model:
    """Some blocks as one model: a plain value gives way to a rule or state of another block.

    Attributes
    ----------
    blocks : tuple of str
        Upstream first.
    equations : tuple of Equation
        Values, then rules in an order in which they can be computed, then rates of change.
    """

    blocks: tuple[str, ...]
    equations: tuple[Equation, ...]

    @cached_property
    def states(self) -> tuple[str, ...]:
        """What has a rate of change, block after block: the columns of a state array."""
        return tuple(e.name for e in self.equations if e.kind == "rate")

    @cached_property
    def rules(self) -> tuple[Equation, ...]:
        """What follows from the states, in an order in which it can be computed."""
        return tuple(e for e in self.equations if e.kind == "rule")

    @cached_property
    def inflows(self) -> tuple[str, ...]:
        """The inputs that change within a course."""
        return tuple(e.name for e in self._plain if e.name in INFLOWS)

    @cached_property
    def constants(self) -> tuple[str, ...]:
        """Everything that is set before a run: a fact, or something of the person or the clock."""
        return tuple(e.name for e in self._plain if e.name not in INFLOWS)

    @cached_property
    def fixed(self) -> tuple[Equation, ...]:
        """The rules that follow from constants alone, so that they are computed only once."""
        known = {*self.constants}
        moving = {*self.states, *self.inflows, *(e.name for e in self.rules), "time"}
        found = []
        for rule in self.rules:
            if not rule.uses & (moving - known):
                known.add(rule.name)
                found.append(rule)
        return tuple(found)

    @cached_property
    def written(self) -> Mapping[str, float]:
        """Values of the text: neutral inputs, and where the states of the typical person are."""
        return {e.name: float(e.expression) for e in self.equations if e.kind == "value"}

    @property
    def antimony(self) -> str:
        """The whole model as one Antimony text."""
        return _text(self.equations)

    @property
    def antimony_for_solving(self) -> str:
        """The same with fixed rules as values, which the solver is given for each person."""
        fixed = {e.name for e in self.fixed}
        return _text(
            Equation(e.name, "value", "1") if e.name in fixed else e for e in self.equations
        )

    @property
    def _plain(self) -> tuple[Equation, ...]:
        states = {*self.states}
        return tuple(e for e in self.equations if e.kind == "value" and e.name not in states)


@cache
def model(*blocks: str) -> Model:
    """Return blocks as one model.

    Raises
    ------
    RuntimeError
        When two blocks both say how the same thing moves: a fault of our text.
    """
    chosen = tuple(block for block in BLOCKS if block in blocks)
    written = [(block, e) for block in chosen for e in equations(block)]
    owner: dict[str, str] = {}
    for block, e in written:
        if e.kind != "value" and owner.setdefault(e.name, block) != block:
            raise RuntimeError(f"{owner[e.name]} and {block} both define {e.name}")
    values: dict[str, Equation] = {}
    for block, e in written:
        if e.kind == "value" and owner.get(e.name, block) == block:
            values.setdefault(e.name, e)
    rules = {e.name: e for _, e in written if e.kind == "rule"}
    order = TopologicalSorter({name: e.uses & rules.keys() for name, e in rules.items()})
    rates = [e for _, e in written if e.kind == "rate"]
    sorted_rules = [rules[name] for name in order.static_order()]
    return Model(chosen, (*values.values(), *sorted_rules, *rates))


@cache
def blocks_for(*variables: str) -> tuple[str, ...]:
    """Return the fewest blocks of the body that say how these variables move.

    Raises
    ------
    KeyError
        When no block does.
    """
    moves = {e.name: block for block in BLOCKS for e in equations(block) if e.kind != "value"}
    needed: set[str] = set()
    open_names = [*variables]
    while open_names:
        block = moves[open_names.pop()]
        if block not in needed:
            needed.add(block)
            taken = (e.name for e in equations(block) if e.kind == "value")
            open_names += [n for n in taken if moves.get(n, block) != block]
    return tuple(block for block in BLOCKS if block in needed)


@cache
def independent(blocks: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return groups of blocks that neither feed nor are fed by any other, upstream first."""
    groups: list[set[str]] = []
    for block in blocks:
        state = next(e.name for e in equations(block) if e.kind == "rate")
        together = set(blocks_for(state)) & set(blocks)
        for group in [g for g in groups if g & together]:
            groups.remove(group)
            together |= group
        groups.append(together)
    return tuple(tuple(b for b in BLOCKS if b in group) for group in groups)


@cache
def sbml(text: str) -> str:
    """Return an Antimony text as SBML, which COPASI and other tools read too."""
    import antimony

    antimony.clearPreviousLoads()
    if antimony.loadAntimonyString(text) < 0:
        raise RuntimeError(f"the model text is wrong: {antimony.getLastError()}")
    found: str = antimony.getSBMLString(antimony.getMainModuleName())
    return found


def _text(lines: Iterable[Equation]) -> str:
    return "\n".join(["model d3k2", *(e.antimony for e in lines), "end", ""])
