"""Values as an explanation prints them: with their unit, exact where that takes few decimals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from engine.calculation.tree import Node
from engine.evaluation.frame import Step
from engine.language import typed
from engine.language.literals import quoted
from engine.language.values import Outcome
from engine.manual.checked import Unit
from engine.record import dataclass
from engine.results.calculation import Calculation
from engine.results.display import displayed, unit_of

MOST_DECIMALS = 10
FOR_RATIOS = 4
"""Decimals of a number without a unit that does not end."""
MOST_MEMBERS = 20


@dataclass(frozen=True, slots=True)
class Eyes:
    """How values are seen: the calculation they belong to, the satuan of the figure, and those of local names."""

    calculation: Calculation
    locals: Mapping[str, Unit | None]
    unit: Unit | None = None

    def with_locals(self, names: Mapping[str, Unit | None]) -> Eyes:
        """The same, inside a function: it knows its parameters alone."""
        return replace(self, locals=names)

    def unit_of(self, step: Step) -> Unit | None:
        """The satuan in which the value of a step is written; None where it is a plain number."""
        match step.node:
            case typed.Path(name=name):
                return self._unit_of_attribute(name, step)
            case typed.Local(name):
                return self.locals.get(name)
            case typed.Clamp() | typed.Round() | typed.Labelled():
                return self.unit_of(step.parts[0])
        return None

    def _unit_of_attribute(self, name: str, step: Step) -> Unit | None:
        value = step.parts[0].outcome.value
        if isinstance(value, tuple):
            value = next((one.value for one in value if isinstance(one.value, Node)), None)
        if not isinstance(value, Node):
            return None
        figure = self.calculation.all.get(value.id(name))
        return unit_of(figure.unit, self.calculation.manual.units) if figure else None

    def shown(self, outcome: Outcome, unit: Unit | None) -> str:
        """A number as the decrees write it; texts and truth values as formulas write them."""
        value = outcome.value
        match value:
            case bool():
                return "true" if value else "false"
            case str():
                return quoted(value)
            case tuple():
                members = [self.shown(one, unit) for one in value[:MOST_MEMBERS]]
                return "[" + "; ".join(members) + ("; …]" if len(value) > MOST_MEMBERS else "]")
            case Node():
                return label(value)
        return displayed(outcome, unit, self.decimals(value, unit))

    def value(self, step: Step) -> str:
        """The value of a step in its own satuan; a plain number where it has none."""
        return self.shown(step.outcome, self.unit_of(step))

    def in_figure(self, step: Step) -> str:
        """The value of a step on its way to the figure: a ratio is written like the figure itself."""
        ratio = self.unit if self.unit is not None and self.unit.kind == "rasio" else None
        return self.shown(step.outcome, self.unit_of(step) or ratio)

    def decimals(self, value: object, unit: Unit | None) -> int:
        """As few as the value needs, at least those of the display; those of the display where it does not end."""
        table = self.calculation.table
        least = 0 if unit is None else table.decimals if table else 2
        if not isinstance(value, Fraction):
            return least
        written = value / (unit.one if unit else 1)
        for decimals in range(least, MOST_DECIMALS + 1):
            if (written * 10**decimals).denominator == 1:
                return decimals
        return least if unit is not None else FOR_RATIOS


def label(node: Node) -> str:
    """`level/kode`, as in ids; the level alone at the top."""
    return f"{node.level}/{node.kode}" if node.above else node.level
