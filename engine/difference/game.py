"""One figure under every set of changes -> which changes reach it, the share of each, or which of them flip it.

Where a figure is a number under no and under all changes, but not under some set between them, that set is no version
that anybody would put in force: the smallest sets around it that keep the figure move together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

from engine.difference.shares import Tree, bits, cost, mask, shares
from engine.language.values import Outcome, Value
from engine.record import dataclass

MOST = 12
"""Changes that are held against each other one by one; more are grouped."""
WORK = 16_000
"""Sets of changes that a figure is computed under at most."""
LOOKS = 4_096
"""Sets that are tried to find which of them flips a figure."""

Figure: TypeAlias = "Callable[[int], tuple[Outcome, int]]"
"""Under these changes: the outcome, and the changes that were looked at on the way."""
Nest: TypeAlias = "Callable[[tuple[int, ...]], Sequence[tuple[Tree, ...]]]"
"""Ways to group changes, the finest first. They depend on names alone."""


@dataclass(slots=True, eq=False)
class Game:
    """`figure` is asked once for each set."""

    figure: Figure
    all: int
    known: dict[int, Outcome] = field(default_factory=dict)
    players: int = 0

    def outcome(self, on: int) -> Outcome:
        """Under these changes. Those that do not reach the figure do not count."""
        if on not in self.known:
            self.known[on], seen = self.figure(on)
            self.players |= seen
        return self.known[on]

    def number(self, on: int) -> Fraction | None:
        """The value, if it is a number."""
        value = self.outcome(on).value
        return value if isinstance(value, Fraction) else None

    def reached(self) -> tuple[int, ...]:
        """The changes that are looked at when the figure is computed, as far as single changes and all but one show.
        While sets are asked for, more may turn up."""
        self.outcome(0)
        self.outcome(self.all)
        tried = 0
        while self.players & ~tried:
            one = bits(self.players & ~tried)[0]
            tried |= one
            self.outcome(one)
            self.outcome(self.all & ~one)
        return bits(self.players)


def divided(game: Game, nest: Nest) -> dict[int, Fraction]:
    """The share of every change or block of changes that reaches a figure that is a number on both sides."""
    blocks = game.reached()
    while True:
        before = game.players
        found = _shares(game, blocks, nest)
        if game.players == before and isinstance(found, dict):
            return found
        joined = found if isinstance(found, int) else 0
        blocks = (*(one for one in blocks if not one & joined), *((joined,) if joined else ()))
        blocks = (*blocks, *bits(game.players & ~mask(blocks)))


def _shares(game: Game, blocks: tuple[int, ...], nest: Nest) -> dict[int, Fraction] | int:
    """The shares; or blocks that must move together."""
    if not blocks:
        return {}
    tree = _tree(blocks, nest)
    missing: list[int] = []

    def value(on: int) -> Fraction:
        number = game.number(on)
        if number is None:
            missing.append(on)
        return number if number is not None else Fraction(0)

    found = shares(tree, value)
    if not missing:
        return found
    leaves = tuple(_leaves(tree))
    return _joined(game, leaves, min(missing, key=lambda on: (on.bit_count(), on)))


def _tree(blocks: tuple[int, ...], nest: Nest) -> tuple[Tree, ...]:
    if len(blocks) <= MOST:
        return blocks
    return next((way for way in nest(blocks) if cost(way) <= WORK), (mask(blocks),))


def _leaves(tree: Iterable[Tree]) -> Iterable[int]:
    for one in tree:
        yield from (one,) if isinstance(one, int) else _leaves(one)


def _joined(game: Game, leaves: tuple[int, ...], wrong: int) -> int:
    """The smallest sets around one under which there is no number that have one, all of them together."""
    inside = [one for one in leaves if one & wrong]
    others = [one for one in leaves if not one & wrong]
    for size in range(len(others) + 1):
        if size > 2:
            break
        fitting = [some for some in combinations(others, size) if game.number(wrong | mask(some)) is not None]
        if fitting:
            return mask(tuple(inside)) | mask(tuple(one for some in fitting for one in some))
    return mask(leaves)


def flips(game: Game, same: Callable[[Outcome, Outcome], bool]) -> tuple[int, ...]:
    """The smallest sets of changes under which the figure is what it is under all. Empty where too many would have to
    be tried."""
    players, last = game.reached(), game.outcome(game.all)
    looked = 0
    for size in range(1, len(players) + 1):
        found = []
        for some in combinations(players, size):
            looked += 1
            if looked > LOOKS:
                return ()
            if same(game.outcome(mask(some)), last):
                found.append(mask(some))
        if found:
            return tuple(found)
    return ()


def same_value(one: Outcome, other: Outcome) -> bool:
    """Whether two figures say the same: a value, or none."""
    return _plain(one.value) == _plain(other.value)


def as_known(one: Outcome, other: Outcome) -> bool:
    """Whether both have a value, or neither."""
    return (one.value is None) == (other.value is None)


def _plain(value: Value | None) -> object:
    if isinstance(value, tuple):
        return tuple(_plain(one.value) for one in value)
    return (type(value).__name__, value)
