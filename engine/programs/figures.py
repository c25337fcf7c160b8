"""What a program gives: every figure of an office by its id, made when it is first looked at.

A figure that the program leaves out, and all of them where it could not decide, is asked of the evaluator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from fractions import Fraction
from threading import Lock
from typing import Any, TypeAlias

from engine.calculation import office
from engine.calculation.plain import plain_figures_of
from engine.calculation.tree import Node
from engine.calculation.world import NAMA, Moment, World
from engine.compiling.number import MarkedNumber, Number, Result, result_of
from engine.compiling.ratio import Reasons
from engine.data.dataset import DataSet
from engine.data.kontrak import Kontrak
from engine.diagnostics.model import Problems, in_order
from engine.language.values import Outcome
from engine.manual.checked import Manual
from engine.programs.leaves import Asked
from engine.record import dataclass

Values: TypeAlias = "tuple[Any, ...]"
Place: TypeAlias = "tuple[int, str]"
"""Which member, counted from the root down, and which attribute."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """`scale * above / below`, by the numbers of the values."""

    scale: Fraction
    above: tuple[int, ...]
    below: tuple[int, ...]
    under: Reasons

    def made(self, values: Values) -> Number:
        """The number."""
        number = MarkedNumber() if self.under else Number()
        above, below = self.scale.as_integer_ratio()
        for at in self.above:
            above *= values[at]
        for at in self.below:
            below *= values[at]
        number.above, number.below = above, below
        if isinstance(number, MarkedNumber):
            number.carried, number.rounded = self.under, False
        return number


@dataclass(frozen=True, slots=True)
class Word:
    """A text or a truth value, by its number."""

    at: int
    under: Reasons

    def made(self, values: Values) -> Result:
        """The result."""
        return Result(Outcome(values[self.at], (), self.under))


@dataclass(frozen=True, slots=True)
class Fixed:
    """What is known beforehand."""

    result: Number | Result

    def made(self, values: Values) -> Number | Result:
        """The result."""
        return self.result


Recipe: TypeAlias = "Quotient | Word | Fixed"


def places_of(manual: Manual, root: Node) -> dict[str, Place]:
    """Where each figure of an office stands, by its id: those that are given, then those that are computed."""
    found: dict[str, Place] = {}
    nodes = list(root.all())
    for at, node in enumerate(nodes):
        variables = node.entry.variables if node.entry else ()
        for name in (NAMA, *manual.levels[node.level].attributes, *variables):
            found[node.id(name)] = at, name
    for at, node in enumerate(nodes):
        for name in office.names(manual, node):
            found[node.id(name)] = at, name
    return found


@dataclass(slots=True, eq=False)
class Reference:
    """The evaluator, with the office that it is asked about. It is set up when it is first asked."""

    manual: Manual
    kontrak: Kontrak
    data: DataSet | Callable[[], DataSet]
    period: str
    lock: Any = field(default_factory=Lock)
    world: World | None = None
    nodes: list[Node] = field(default_factory=list)

    def outcome(self, place: Place) -> Outcome:
        """One figure."""
        with self.lock:
            at, name = place
            world = self._world()
            return world.figure(self.nodes[at], name, Moment(self.period)).outcome

    def asked(self, asked: Asked) -> Outcome:
        """One figure of any period, and of one of several offices."""
        with self.lock:
            at, name, period, one = asked
            world = self._world()
            return world.figure(self.nodes[at], name, Moment(period, one)).outcome

    def problems(self) -> Problems:
        """What it warns of while it computes all figures."""
        with self.lock:
            world = self._world()
            office.computed(world, self.nodes[0], self.period)
            office.given(world, self.nodes[0], self.period)
            return in_order(world.problems)

    def _world(self) -> World:
        if self.world is None:
            data = self.data if isinstance(self.data, DataSet) else self.data()
            self.world, root = plain_figures_of(self.manual, self.kontrak, data)
            self.nodes = list(root.all())
        return self.world


class Figures(Mapping[str, "Number | Result"]):
    """Every figure of one office in one period, by its id (`level/kode.name`; those of the root have just a name).

    A figure is a `Number`, equal to the int, Decimal or Fraction that is as much, or a `Result` for whatever is no
    number; both have `value`, `reasons`, `carried`, `rounded` and `status`. `problems`: what is warned of while data
    are put together, or what is wrong with the inputs.
    """

    __slots__ = ("_asked", "_made", "_problems", "_recipes", "_values", "places")

    def __init__(
        self,
        places: Mapping[str, Place],
        recipes: Mapping[str, Recipe],
        values: Values,
        asked: Reference | None,
        problems: Problems | None,
    ) -> None:
        self.places = places
        self._recipes = recipes
        self._values = values
        self._asked = asked
        self._problems = problems
        self._made: dict[str, Number | Result] = {}

    def __getitem__(self, id_: str) -> Number | Result:
        recipe = self._recipes.get(id_)
        if type(recipe) is Fixed:
            return recipe.result
        made = self._made.get(id_)
        if made is None:
            if recipe is not None:
                made = recipe.made(self._values)
            else:
                assert self._asked is not None
                made = result_of(self._asked.outcome(self.places[id_]))
            self._made[id_] = made
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self.places)

    @property
    def recipes(self) -> Mapping[str, Recipe]:
        """Those that a program computed."""
        return self._recipes

    @property
    def returned(self) -> Values:
        """What the program returned, from which recipes make figures."""
        return self._values

    @property
    def problems(self) -> Problems:
        if self._problems is None:
            assert self._asked is not None
            self._problems = self._asked.problems()
        return self._problems

    def outcome(self, id_: str) -> Outcome:
        """A figure as the evaluator gives it: value, reasons, what is carried, whether it is rounded."""
        return self[id_].outcome
