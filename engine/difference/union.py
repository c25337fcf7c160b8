"""Two manuals and every one between them, as one world of figures with a switch for each change.

A figure is kept by what it was computed from: the switches that were looked at on the way, and how they stood. So
whatever a switch cannot reach is computed once for both of its positions, and which switches reach a figure is seen and
not guessed. What stands in one place, a rule, an entry, a value in the contract, is read in the manual in which only
the switches of that place are on: that is the same there, and there are few of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import TypeAlias

from engine.calculation import reasons
from engine.calculation.origins import figure_of
from engine.calculation.tree import Node
from engine.calculation.world import Moment, View, World
from engine.data.dataset import DataSet, Datum, Key
from engine.data.kontrak import Member
from engine.difference.presence import presence_only
from engine.difference.reach import Reach
from engine.difference.sides import Sides
from engine.evaluation.frame import Frame
from engine.evaluation.plainly import quickly
from engine.evaluation.reference import compute
from engine.language.values import Outcome, absent
from engine.manual.checked import Entry, Manual, Rule
from engine.record import dataclass, replace
from engine.results.figure import Figure

Spot: TypeAlias = "tuple[str, str]"
"""The level and the kode of an entity."""


Read: TypeAlias = "tuple[Node, str, Moment, Figure]"
Place: TypeAlias = "tuple[Node, str, str, str | None]"
"""An entity, a name, a period and an office: what a figure is of."""


@dataclass(slots=True, eq=False)
class Asked:
    """One rule for one entity: what it read first, what it read next if that was so, and what it gave in the end.
    `presence`: attributes of which only counts whether they have a value."""

    rule: Rule
    presence: frozenset[str]
    question: tuple[Node, str, Moment] | None = None
    figure: Figure | None = None
    answers: dict[object, Asked] = field(default_factory=dict)

    def answer(self, world: Union, node: Branch, moment: Moment) -> Figure:
        """The figure, computed only if something was never read before."""
        at = self
        while at.figure is None:
            if at.question is None:
                return self._compute(world, node, moment)
            known = at.answers.get(self._token(at.question[1], world.figure(*at.question)))
            if known is None:
                return self._compute(world, node, moment)
            at = known
        return at.figure

    def _compute(self, world: Union, node: Branch, moment: Moment) -> Figure:
        outside, world.reading = world.reading, []
        found = world.plainly(node, self.rule, moment)
        reads, world.reading = world.reading, outside
        at = self
        for one, name, when, figure in {read[:3]: read for read in reads}.values():
            at.question = (one, name, when)
            at = at.answers.setdefault(self._token(name, figure), Asked(self.rule, self.presence))
        at.figure = found
        return found

    def _token(self, name: str, figure: Figure) -> object:
        """What is told apart of a figure; equal figures of one place are the same object."""
        if name in self.presence and figure.outcome.value is not None:
            return figure.outcome.carried
        return id(figure)


@dataclass(slots=True, eq=False)
class Union(World):
    """The world under those changes that are `on`. `seen`: the switches that were looked at since it was set to 0."""

    sides: Sides = field(kw_only=True)
    reach: Reach = field(kw_only=True)
    on: int = 0
    seen: int = 0
    local: int = 0
    """The switches of the place that is being looked at."""
    reading: list[Read] | None = None
    """What the formula that is being computed has read."""
    now: dict[Place, tuple[Figure, int]] = field(default_factory=dict)
    """What is known since the switches were set, with the switches that reach it."""
    memo: dict[Place, dict[int, dict[int, Figure]]] = field(default_factory=dict)
    same: dict[tuple[Place, Outcome, str | None], Figure] = field(default_factory=dict)
    asked: dict[tuple[object, ...], Asked] = field(default_factory=dict)
    circle: set[Place] = field(default_factory=set)
    manuals: dict[int, Manual] = field(default_factory=dict)

    def turn(self, on: int) -> None:
        """Switches exactly these changes on."""
        self.on, self.seen, self.local = on, 0, self.reach.everywhere
        self.problems.clear()
        self.now.clear()
        self.manual, self.kontrak = self._manual(), self.sides.contract(on & self.reach.everywhere).kontrak

    def _manual(self) -> Manual:
        """The manual at the place that is being looked at: its levels with what may be given there."""
        here = self.on & (self.reach.everywhere | (self.local & self.reach.levels))
        if here not in self.manuals:
            self.manuals[here] = replace(self.sides.manual(here), rules=_Rules(self))
        return self.manuals[here]

    def figure(self, node: Node, name: str, moment: Moment) -> Figure:
        """One attribute of one entity, under what is on."""
        place = (node, name, moment.period, moment.office)
        known = self.now.get(place)
        if known is None:
            before, self.seen = self.seen, 0
            found = self._kept(place) or self._found(place, moment)
            if place not in self.circle:
                self.now[place] = (found, self.seen)
            self.seen |= before
        else:
            found = known[0]
            self.seen |= known[1]
        if self.reading is not None:
            self.reading.append((node, name, moment, found))
        return found

    def _kept(self, place: Place) -> Figure | None:
        """The figure, if it was computed with all switches that reach it standing as they stand now."""
        for seen, by_set in self.memo.setdefault(place, {}).items():
            found = by_set.get(self.on & seen)
            if found is not None:
                self.seen = seen
                return found
        return None

    def _found(self, place: Place, moment: Moment) -> Figure:
        """The figure, computed."""
        node, name = place[:2]
        if place in self.circle:
            self.seen = self.sides.all
            return self.plain(node, name, moment, absent(reasons.circular(node.id(name))))
        outside = self.local, self.manual, self.reading
        self.local = self.seen = self.reach.at(node.level, node.kode, name)
        self.manual, self.reading = self._manual(), None
        self.circle.add(place)
        found = self.origin(self, node, name, moment)
        self.circle.discard(place)
        self.local, self.manual, self.reading = outside
        found = self.same.setdefault((place, found.outcome, found.unit), found)
        self.memo[place].setdefault(self.seen, {})[self.on & self.seen] = found
        return found

    def computed(self, node: Node, rule: Rule, moment: Moment) -> Figure:
        """What a rule gives for an entity. Where everything that it read is what it was once before, so is this."""
        assert isinstance(node, Branch)
        self.seen |= self.reach.structure
        common = self.on & (self.reach.structure | self.reach.everywhere)
        key = (node, id(rule), self.unit(node, rule.unit), moment.period, moment.office, common)
        asked = self.asked.get(key)
        if asked is None:
            asked = self.asked[key] = Asked(rule, presence_only(rule.body))
        return asked.answer(self, node, moment)

    def plainly(self, node: Branch, rule: Rule, moment: Moment) -> Figure:
        """What a rule gives, computed. How it came about is not kept: there are thousands of these."""
        at = replace(moment, period=rule.period) if rule.period else moment
        view = View(self, at)
        outcome = quickly(rule.body, view, node) or compute(rule.body, Frame(view, node)).outcome
        return Figure(node.id(rule.name), at.period, outcome, self.unit(node, rule.unit))

    def member(self, spot: Spot) -> Member:
        """What the contract states of an entity."""
        return self.sides.contract(self.on & self.local).members[spot]

    def entry(self, spot: Spot) -> Entry | None:
        """The entry of an entity."""
        if self.member(spot).entry is None:
            return None
        return self.sides.entries(self.on & self.local).get(spot)

    def below(self, node: Branch) -> list[Branch]:
        """The members of an entity."""
        self.seen |= self.reach.structure
        present = self.sides.contract(self.on & self.reach.structure).members
        return [one for one in node.branches if (one.level, one.kode) in present]

    def present(self, spot: Spot) -> bool:
        """Whether there is such an entity under what is on."""
        return spot in self.sides.contract(self.on).members

    def rule(self, key: tuple[str, str]) -> Rule | None:
        """A rule of a level."""
        return self.sides.manual(self.on & self.local).rules.get(key)

    def datum(self, key: Key) -> Datum | None:
        """A row of the data."""
        return self.sides.contract(self.on & self.local).data.data.get(key)


class Branch(Node):
    """An entity of either side. What it is follows what is on; `branches` are the members that it ever has."""

    __slots__ = ("branches", "kode", "level", "spot", "world")

    def __init__(self, world: Union, spot: Spot, above: Branch | None) -> None:
        self.world, self.spot, self.above = world, spot, above  # type: ignore[misc]
        self.level, self.kode = spot  # type: ignore[misc]
        self.branches: list[Branch] = []

    def every(self) -> Iterator[Branch]:
        """This entity and all below it that either side has."""
        yield self
        for one in self.branches:
            yield from one.every()

    @property
    def member(self) -> Member:
        return self.world.member(self.spot)

    @property
    def members(self) -> list[Branch]:  # type: ignore[override]
        return self.world.below(self)

    @property
    def entry(self) -> Entry | None:
        return self.world.entry(self.spot)


class _Rules(Mapping[tuple[str, str], Rule]):
    """The rules of levels under what is on."""

    __slots__ = ("world",)

    def __init__(self, world: Union) -> None:
        self.world = world

    def __getitem__(self, key: tuple[str, str]) -> Rule:
        rule = self.world.rule(key)
        if rule is None:
            raise KeyError(key)
        return rule

    def __contains__(self, key: object) -> bool:
        return self.world.rule(key) is not None  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.world.sides.manual(self.world.on).rules)

    def __len__(self) -> int:
        return len(self.world.sides.manual(self.world.on).rules)


class _Data(Mapping[Key, Datum]):
    """The rows of the data as what is on understands them."""

    __slots__ = ("world",)

    def __init__(self, world: Union) -> None:
        self.world = world

    def get(self, key: Key, default: object = None) -> Datum | None:  # type: ignore[override]
        return self.world.datum(key)

    def __getitem__(self, key: Key) -> Datum:
        found = self.world.datum(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Key]:
        return iter(self.world.sides.contract(self.world.on).data.data)

    def __len__(self) -> int:
        return len(self.world.sides.contract(self.world.on).data.data)


def union(sides: Sides, reach: Reach) -> tuple[Union, Branch]:
    """The world of both sides and its root, nothing switched on yet."""
    contract = sides.contract(0)
    world = Union(sides.manual(0), contract.kontrak, DataSet({}), figure_of, sides=sides, reach=reach)
    world.data = DataSet(_Data(world))
    world.turn(0)
    return world, _grow(world, contract.kontrak.root, sides.contract(sides.all).kontrak.root, None)


def _grow(world: Union, one: Member, other: Member | None, above: Branch | None) -> Branch:
    """The members of both sides: those of the first in its order, then those that only the second has."""
    branch = Branch(world, (one.level, one.kode), above)
    first = {(member.level, member.kode): member for member in one.members}
    second = {(member.level, member.kode): member for member in other.members} if other else {}
    for spot, member in {**first, **{spot: one for spot, one in second.items() if spot not in first}}.items():
        branch.branches.append(_grow(world, first.get(spot, member), second.get(spot), branch))
    return branch
