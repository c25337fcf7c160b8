"""A calculation and some other rows of data -> the calculation with them; only what rests on them is computed anew.

While it computes, this world notes who asked for what: which figure for which others, and for which rows. What asked
for a changed row, directly or through others, is forgotten, and everything else is taken over. Checks, the printed
table and the search for values that fall are noted in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any, TypeAlias

from engine.calculation import findings, office
from engine.calculation.origins import figure_of
from engine.calculation.paket import doubts_of, whole_calculation
from engine.calculation.rising import falling
from engine.calculation.tree import Node, grow
from engine.calculation.world import Moment, World
from engine.data.dataset import DataSet, Datum, Key
from engine.data.inputs import Inputs
from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.record import dataclass, replace
from engine.results.calculation import Calculation
from engine.results.figure import Figure

Asking: TypeAlias = Hashable
"""A figure (entity, name, moment), or a name of something else that is computed from figures."""


@dataclass(frozen=True, slots=True)
class NotedData(DataSet):
    """Rows that tell who asks for them, whether they are there or not."""

    noted: Callable[[Key], None] = field(compare=False, repr=False)

    def get(self, kode: str, variabel: str, periode: str, unit_kerja: str) -> Datum | None:
        """As that of every other."""
        key = kode, variabel, periode, unit_kerja
        self.noted(key)
        return self.data.get(key)


@dataclass(slots=True)
class NotingWorld(World):
    """`asked`: by figure or row, who asked for it. `warned`: by figure, what was said while it was computed. `other`:
    what was computed from figures and is none. `circular`: figures need each other, so that the order counts."""

    asked: dict[Asking, set[Asking]] = field(default_factory=dict)
    asking: list[Asking] = field(default_factory=list)
    warned: dict[Asking, tuple[Diagnostic, ...]] = field(default_factory=dict)
    other: dict[Asking, Any] = field(default_factory=dict)
    circular: bool = False

    def figure(self, node: Node, name: str, moment: Moment) -> Figure:
        """One attribute of one entity."""
        key = id(node), name, moment
        self.note(key)
        if key in self.known:
            return self.known[key]
        self.circular |= key in self.open
        before = len(self.problems)
        self.asking.append(key)
        figure = World.figure(self, node, name, moment)
        self.asking.pop()
        if key not in self.open:
            self.warned[key] = tuple(self.problems[before:])
            del self.problems[before:]
        return figure

    def note(self, key: Asking) -> None:
        """Whoever is computed now asks for this."""
        if self.asking:
            self.asked.setdefault(key, set()).add(self.asking[-1])

    def once(self, name: Asking, make: Callable[[], Any]) -> Any:
        """Something else that is computed from figures."""
        if name not in self.other:
            self.asking.append(name)
            self.other[name] = make()
            self.asking.pop()
        return self.other[name]

    def resting_on(self, keys: Iterable[Asking]) -> set[Asking]:
        """Everything that asked for one of these, directly or through others."""
        found: set[Asking] = set()
        waiting = list(keys)
        while waiting:
            for one in self.asked.get(waiting.pop(), ()):
                if one not in found:
                    found.add(one)
                    waiting.append(one)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Changing:
    """A calculation that can be changed. `computed`: how many figures were computed for it."""

    calculation: Calculation
    world: NotingWorld
    root: Node
    computed: int

    def change(self, rows: Mapping[Key, Datum | None]) -> Changing:
        """The calculation with these rows instead of those that are there; None: the row is gone."""
        inputs = _with(_inputs(self.calculation), rows, self.calculation)
        if self.world.circular:
            return _made(self.calculation, inputs, _world(self.calculation, inputs), grow(inputs.kontrak.root))
        gone = self.world.resting_on(rows)
        world = _world(self.calculation, inputs)
        world.known = {key: one for key, one in self.world.known.items() if key not in gone}
        world.warned = {key: one for key, one in self.world.warned.items() if key not in gone}
        world.other = {key: one for key, one in self.world.other.items() if key not in gone}
        world.asked = {key: set(asking) for key, asking in self.world.asked.items()}
        return _made(self.calculation, inputs, world, self.root)


def changing(calculation: Calculation) -> Changing:
    """The same calculation, ready to be changed."""
    inputs = _inputs(calculation)
    return _made(calculation, inputs, _world(calculation, inputs), grow(inputs.kontrak.root))


def _inputs(calculation: Calculation) -> Inputs:
    assert calculation.inputs is not None
    return calculation.inputs


def _world(calculation: Calculation, inputs: Inputs) -> NotingWorld:
    world = NotingWorld(calculation.manual, inputs.kontrak, inputs.data, figure_of)
    world.data = NotedData(inputs.data.data, world.note)
    return world


def _made(calculation: Calculation, inputs: Inputs, world: NotingWorld, root: Node) -> Changing:
    before = len(world.known)
    period, manual = calculation.period, calculation.manual
    figures = office.computed(world, root, period)
    given = office.given(world, root, period)
    table = world.once("table", lambda: office.table(world, root, period))
    checks = in_order(finding for found in _checks(world, root, period) for finding in found)
    falls = world.once("falls", lambda: tuple(falling(world, root)))
    warnings = [one for found in world.warned.values() for one in found]
    made = whole_calculation(
        inputs, manual, calculation.files, period, figures, given, table, checks, (*warnings, *world.problems, *falls)
    )
    return Changing(made, world, root, len(world.known) - before)


def _checks(world: NotingWorld, root: Node, period: str) -> Iterator[Problems]:
    for number, check in enumerate(world.manual.checks):
        make = lambda check=check: tuple(findings.of_check(check, world, root, period))  # noqa: E731
        yield world.once(("check", number), make)


def _with(inputs: Inputs, rows: Mapping[Key, Datum | None], calculation: Calculation) -> Inputs:
    """The inputs with other rows, without what was said of those that are gone, and with the doubts that are left."""
    data = {key: datum for key, datum in inputs.data.data.items() if key not in rows}
    data |= {key: datum for key, datum in rows.items() if datum is not None}
    gone = [old.place for key in rows if (old := inputs.data.data.get(key)) is not None]
    problems = tuple(one for one in inputs.problems if not any(_at(one, place) for place in gone))
    dataset = DataSet(data)
    doubts = doubts_of(inputs.kontrak, dataset, calculation.manual)
    return replace(inputs, data=dataset, problems=problems, doubts=doubts)


def _at(problem: Diagnostic, place: Any) -> bool:
    found = problem.place
    return found is not None and found.source is place.source and place.start <= found.start < max(place.end, 1)
