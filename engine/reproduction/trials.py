"""What a figure would be if others were otherwise: the world of an office with some of its figures exchanged.

Only what rests on an exchanged figure is computed again; all else is taken over from the world as it is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field

from engine.calculation import office
from engine.calculation.tree import Node
from engine.calculation.world import KODE, NAMA, Moment, View, World
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language.typed import Typed
from engine.language.values import Outcome
from engine.manual.checked import Rule, Unit
from engine.record import dataclass, replace
from engine.results.display import unit_of
from engine.results.figure import Figure

Key = tuple[int, str, Moment]
NOTHING: Mapping[str, Outcome] = {}
"""No figure is otherwise."""


@dataclass(slots=True)
class Trials:
    """The world as it is, and which figures rest on which. `spots`: where each figure stands, by its id."""

    base: World
    root: Node
    period: str
    spots: dict[str, tuple[Node, str]] = field(default_factory=dict)
    readers: dict[str, list[str]] = field(default_factory=dict)
    resting: dict[str, frozenset[str]] = field(default_factory=dict)
    under: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kept: dict[frozenset[str], tuple[dict[Key, Figure], tuple[tuple[Key, Figure], ...]]] = field(default_factory=dict)
    counted: int = 0

    def figure(self, id: str, world: World | None = None) -> Figure:
        """A figure in a world, the one as it is if none is named."""
        node, name = self.spots[id]
        return (world or self.base).figure(node, name, Moment(self.period))

    def unit(self, id: str) -> Unit | None:
        """The unit in which a figure is printed."""
        return unit_of(self.figure(id).unit, self.base.manual.units)

    def changed(self, changes: Mapping[str, Outcome], world: World | None = None) -> World:
        """The world in which these figures have these values."""
        base = world or self.base
        if not changes:
            return base
        for id in changes:
            self.figure(id, base)
        stays, given = self._kept(frozenset(changes), base)
        known = dict(stays)
        for key, one in given:
            known[key] = replace(one, outcome=changes[one.id])
        return World(base.manual, base.kontrak, base.data, base.origin, [], known, set())

    def _kept(self, ids: frozenset[str], world: World) -> tuple[dict[Key, Figure], tuple[tuple[Key, Figure], ...]]:
        """What of a world does not rest on these figures, and these figures themselves."""
        if world is self.base:
            self._catch_up()
            if ids in self.kept:
                return self.kept[ids]
        stale = frozenset[str]().union(*(self._stale(id, world) for id in ids), ids)
        stays = {key: one for key, one in world.known.items() if one.id not in stale}
        found = stays, tuple((key, one) for key, one in world.known.items() if one.id in ids)
        if world is self.base:
            self.kept[ids] = found
        return found

    def _stale(self, id: str, world: World) -> frozenset[str]:
        """What rests on a figure in a world; in another than the one as it is, figures may read others."""
        if world is self.base:
            return self.rests_on(id)
        self._catch_up()
        here: dict[str, list[str]] = {}
        for figure in world.known.values():
            for read in figure.reads:
                here.setdefault(read, []).append(figure.id)
        return frozenset(_closure(id, lambda one: [*self.readers.get(one, []), *here.get(one, [])]))

    def rests_on(self, id: str) -> frozenset[str]:
        """Every figure computed so far that rests on this one."""
        self._catch_up()
        if id not in self.resting:
            self.resting[id] = frozenset(_closure(id, lambda one: self.readers.get(one, [])))
        return self.resting[id]

    def _catch_up(self) -> None:
        """Takes in which figures were read by those computed since."""
        if self.counted != len(self.base.known):
            for figure in list(self.base.known.values())[self.counted :]:
                for id in figure.reads:
                    self.readers.setdefault(id, []).append(figure.id)
            self.counted = len(self.base.known)
            self.resting.clear()
            self.kept.clear()

    def below(self, id: str) -> tuple[str, ...]:
        """Every figure that this one rests on, the nearest first."""
        if id not in self.under:
            self.under[id] = tuple(_closure(id, self.reads))
        return self.under[id]

    def reads(self, id: str) -> tuple[str, ...]:
        """The figures that this one is computed from; of one that is given, those that its rule would read."""
        return tuple(one for one in self.figure(id).by_rule.reads if one in self.spots)

    def rule(self, id: str) -> Rule | None:
        """The rule that computes a figure, if one does."""
        node, name = self.spots[id]
        entry = node.entry
        if entry is not None and name in entry.rules:
            return entry.rules[name]
        if entry is not None and name == self.base.manual.levels[node.level].result:
            return entry.result
        return self.base.manual.rules.get((node.level, name))

    def worked_out(self, id: str, body: Typed, world: World | None = None, period: str | None = None) -> Outcome:
        """What another formula would give for this figure."""
        node, _ = self.spots[id]
        view = View(world or self.base, Moment(period or self.period))
        return compute(body, Frame(view, node)).outcome


def trials_of(world: World, root: Node, period: str) -> Trials:
    """Trials of an office. Figures are computed when they are first asked for."""
    trials = Trials(world, root, period)
    for node in root.all():
        given = (*world.manual.levels[node.level].attributes, *(node.entry.variables if node.entry else ()))
        for name in dict.fromkeys((*given, *office.names(world.manual, node), KODE, NAMA)):
            trials.spots[node.id(name)] = node, name
    return trials


def siblings(trials: Trials, id: str) -> Iterator[str]:
    """The same attribute of the other members of the level."""
    node, name = trials.spots[id]
    for other in trials.root.all():
        if other.level == node.level and other is not node and other.id(name) in trials.spots:
            yield other.id(name)


def _closure(id: str, step: Callable[[str], Iterable[str]]) -> Iterable[str]:
    """Everything that can be reached, the nearest first."""
    seen: dict[str, None] = {}
    waiting = deque(step(id))
    while waiting:
        one = waiting.popleft()
        if one not in seen:
            seen[one] = None
            waiting.extend(step(one))
    return seen
