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
from engine.calculation.world import Moment, World
from engine.data.dataset import DataSet, Datum, Key
from engine.data.kontrak import Member
from engine.difference.reach import Reach
from engine.difference.sides import Sides
from engine.language.values import absent
from engine.manual.checked import Entry, Manual, Rule
from engine.record import dataclass, replace
from engine.results.figure import Figure

Spot: TypeAlias = "tuple[str, str]"
"""The level and the kode of an entity."""


@dataclass(slots=True, eq=False)
class Union(World):
    """The world under those changes that are `on`. `seen`: the switches that were looked at since it was set to 0."""

    sides: Sides = field(kw_only=True)
    reach: Reach = field(kw_only=True)
    on: int = 0
    seen: int = 0
    local: int = 0
    """The switches of the place that is being looked at."""
    memo: dict[tuple[str, str, str, Moment], dict[int, dict[int, Figure]]] = field(default_factory=dict)
    circle: set[tuple[str, str, str, Moment]] = field(default_factory=set)
    manuals: dict[int, Manual] = field(default_factory=dict)

    def turn(self, on: int) -> None:
        """Switches exactly these changes on."""
        self.on, self.seen, self.local = on, 0, self.reach.everywhere
        self.problems.clear()
        common = on & self.reach.everywhere
        if common not in self.manuals:
            self.manuals[common] = replace(self.sides.manual(common), rules=_Rules(self))
        self.manual, self.kontrak = self.manuals[common], self.sides.contract(common).kontrak

    def figure(self, node: Node, name: str, moment: Moment) -> Figure:
        """One attribute of one entity, under what is on."""
        key = (node.level, node.kode, name, moment)
        known = self.memo.setdefault(key, {})
        for seen, by_set in known.items():
            found = by_set.get(self.on & seen)
            if found is not None:
                self.seen |= seen
                return found
        if key in self.circle:
            self.seen |= self.sides.all
            return self.plain(node, name, moment, absent(reasons.circular(node.id(name))))
        outside = self.seen, self.local
        self.local = self.seen = self.reach.at(node.level, node.kode, name)
        self.circle.add(key)
        found = self.origin(self, node, name, moment)
        self.circle.discard(key)
        known.setdefault(self.seen, {})[self.on & self.seen] = found
        self.seen, self.local = self.seen | outside[0], outside[1]
        return found

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

    __slots__ = ("branches", "spot", "world")

    def __init__(self, world: Union, spot: Spot, above: Branch | None) -> None:
        self.world, self.spot, self.above = world, spot, above  # type: ignore[misc]
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
    def level(self) -> str:
        return self.spot[0]

    @property
    def kode(self) -> str:
        return self.spot[1]

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
