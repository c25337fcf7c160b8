"""A formula alone -> inputs that reach its goals, and the values on each of its edges with one step on either side.

A search that is led by what it reaches: inputs that reach something new are kept, and tried again with each choice
changed and with each number moved to where a distance from an edge becomes 0. It is the same in every run.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import field
from fractions import Fraction
from itertools import product
from math import floor, prod
from typing import TypeAlias

from engine.analysis.reach import Identity
from engine.cases.alone import LISTS, Formula, Sample, Slot
from engine.cases.coverage import of_figures
from engine.cases.edges import Edge, distances, zero
from engine.cases.goals import Key, check_identity, identities
from engine.evaluation.frame import Step
from engine.language.types import BOOLEAN, DATE, NUMBER, STRING
from engine.language.values import Outcome
from engine.manual.checked import Check
from engine.record import dataclass
from engine.results.figure import Figure

MOST = 1500
"""Computations of one formula."""
TOGETHER = 240
"""Combinations of choices that are all tried."""
Side: TypeAlias = "tuple[Edge, int]"


@dataclass(frozen=True, slots=True)
class Trial:
    """Inputs with which a formula was computed, and what they reach. `sides`: on which side of edges, 0 on the edge."""

    sample: Sample
    step: Step
    goals: frozenset[Key]
    sides: frozenset[Side] = frozenset()


@dataclass(slots=True)
class Search:
    """What was tried of one formula. `left`: how often it may still be computed."""

    formula: Formula
    left: int = MOST
    kept: list[Trial] = field(default_factory=list)
    reached: set[Key | Side] = field(default_factory=set)
    tried: set[tuple[tuple[Slot, Outcome], ...]] = field(default_factory=set)
    waiting: deque[Trial] = field(default_factory=deque)
    own: frozenset[Identity] = frozenset()
    checks: tuple[Check, ...] = ()

    def run(self) -> tuple[Trial, ...]:
        """The trials that reach something new, in the order in which they were found."""
        self.checks = tuple(one for one in self.formula.manual.checks if one.condition is self.formula.body)
        self.own = frozenset((*identities(self.formula.body), *map(check_identity, self.checks)))
        self._try({}, ())
        for sample in self._combined():
            self._try(sample, ())
        while self.waiting and self.left > 0:
            self._around(self.waiting.popleft())
        return tuple(self.kept)

    def _try(self, sample: Sample, sides: Collection[Side]) -> None:
        key = tuple(sorted(((slot, one) for slot, one in sample.items()), key=lambda pair: str(pair[0])))
        if self.left <= 0 or (key in self.tried and not set(sides) - self.reached):
            return
        self.left -= 1
        self.tried.add(key)
        step = self.formula.compute(sample)
        figure = Figure("", "", step.outcome, step=step)
        goals = frozenset(goal for goal in of_figures([figure], self.checks) if goal[0] in self.own)
        trial = Trial(sample, step, goals, frozenset(sides))
        if not self.reached >= goals | trial.sides:
            self.reached |= goals | trial.sides
            self.kept.append(trial)
            self.waiting.append(trial)

    def _combined(self) -> Iterator[Sample]:
        """Every combination of choices, where there are not too many; new slots come up on the way."""
        known: list[Slot] = []
        while True:
            slots = [slot for slot in self.formula.kinds if len(self._choices(slot)) > 1]
            if slots == known or prod(len(self._choices(slot)) for slot in slots) > TOGETHER:
                return
            known = slots
            for values in product(*(self._choices(slot) for slot in slots)):
                yield dict(zip(slots, values, strict=True))

    def _choices(self, slot: Slot) -> tuple[Outcome, ...]:
        kind = self.formula.kinds[slot]
        if kind.type == BOOLEAN:
            return Outcome(True), Outcome(False)
        if kind.type == STRING:
            return tuple(Outcome(value) for value in kind.values)
        if kind.type == DATE:
            return tuple(Outcome(value) for value in self.formula.days())
        return LISTS.get(kind.type, ())

    def _around(self, trial: Trial) -> None:
        """Each input changed alone."""
        for slot in list(self.formula.kinds):
            absent = (self.formula.absent(slot),) if self.formula.may_be_absent(slot) else ()
            for value in (*self._choices(slot), *absent):
                self._try({**trial.sample, slot: value}, ())
        for slot in list(self.formula.kinds):
            if self.formula.kinds[slot].type == NUMBER:
                for number in self._plain(slot):
                    self._try({**trial.sample, slot: Outcome(number)}, ())
                self._edges(trial, slot)

    def _plain(self, slot: Slot) -> Iterator[Fraction]:
        """Values that are often an edge, and far ones."""
        kind = self.formula.kinds[slot]
        one = kind.unit.one if kind.unit else Fraction(1)
        for value in (Fraction(0), one, -one, 200 * one, *(end for end in (kind.low, kind.high) if end is not None)):
            if kind.holds(value):
                yield value

    def _edges(self, trial: Trial, slot: Slot) -> None:
        """A number moved onto every edge that depends on it, and a step to either side."""
        kind = self.formula.kinds[slot]
        here = self.formula.value(slot, trial.sample).value
        if not isinstance(here, Fraction):
            return
        one = kind.unit.one if kind.unit else Fraction(1)
        points = [here, here + one, here + 2 * one]
        measured = [dict(distances([self.formula.compute({**trial.sample, slot: Outcome(x)})])) for x in points]
        self.left -= len(points)
        for edge in measured[0]:
            if edge[0] not in self.own or not all(edge in one for one in measured):
                continue
            at = zero([(x, one[edge]) for x, one in zip(points, measured, strict=True)])
            if at is not None:
                for side, value in _beside(at, kind.step):
                    if kind.holds(value):
                        self._try({**trial.sample, slot: Outcome(value)}, [(edge, side)])


def _beside(at: Fraction, step: Fraction) -> tuple[tuple[int, Fraction], ...]:
    """The edge and one step to either side; where no written number lies on the edge, the nearest ones beside it."""
    if (at / step).denominator == 1:
        return (0, at), (-1, at - step), (1, at + step)
    below = floor(at / step) * step
    return (-1, below), (1, below + step)


def explore(formula: Formula, most: int = MOST) -> tuple[Trial, ...]:
    """Inputs that reach what can be reached of a formula."""
    return Search(formula, most).run()
