"""Which rules are computed how often, and what time they take: a world that measures while it computes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from time import perf_counter_ns

from engine.calculation.tree import Node
from engine.calculation.world import Moment, World
from engine.manual.checked import Rule
from engine.record import dataclass
from engine.results.figure import Figure
from engine.source import Span


@dataclass(slots=True)
class Measured:
    """One rule. Times in nanoseconds: `own` of its formula alone, `whole` with the figures that it asked for first."""

    name: str
    place: Span
    evaluations: int = 0
    own: int = 0
    whole: int = 0


@dataclass(slots=True)
class Profile:
    """What is measured in one calculation. `clock` gives nanoseconds."""

    clock: Callable[[], int] = perf_counter_ns
    rules: dict[int, Measured] = field(default_factory=dict)
    below: list[int] = field(default_factory=list)
    """Of the rules that are being computed, the time spent on others."""

    def add(self, rule: Rule, whole: int, below: int) -> None:
        """One evaluation."""
        measured = self.rules.get(id(rule))
        if measured is None:
            measured = self.rules[id(rule)] = Measured(rule.provenance.name, rule.provenance.where)
        measured.evaluations += 1
        measured.own += whole - below
        measured.whole += whole

    def ranked(self) -> Iterator[Measured]:
        """The rules, those that take most time of their own first."""
        yield from sorted(self.rules.values(), key=lambda one: (-one.own, one.name))


@dataclass(slots=True)
class MeasuringWorld(World):
    """A world as every other, which tells its profile of each rule that it computes."""

    profile: Profile = field(default_factory=Profile)

    def computed(self, node: Node, rule: Rule, moment: Moment) -> Figure:
        """What a rule gives for an entity."""
        profile = self.profile
        profile.below.append(0)
        begun = profile.clock()
        figure = World.computed(self, node, rule, moment)
        whole = profile.clock() - begun
        profile.add(rule, whole, profile.below.pop())
        if profile.below:
            profile.below[-1] += whole
        return figure
