"""A value for every set of changes -> the share of each change in the whole difference: Shapley and Owen values, exact.

Sets are bit masks. Which change comes first never counts: a share is the mean, over all orders, of what a change adds
to those before it. Where changes stand in groups, the orders are those in which no group is interrupted by another
(Owen); groups may stand in groups again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import factorial, lcm
from typing import TypeAlias

Value: TypeAlias = "Callable[[int], Fraction]"
Tree: TypeAlias = "int | tuple[Tree, ...]"
"""A single change as the mask of one bit, a block that is never divided as the mask of several, or a group of these."""


def shares(tree: tuple[Tree, ...], value: Value) -> dict[int, Fraction]:
    """The share of every single change or block, by its mask. They add up to the value of all minus that of none."""
    if all(isinstance(one, int) for one in tree):
        return _one_by_one(tuple(mask(one) for one in tree), value)
    factors: dict[int, dict[int, Fraction]] = {}
    for leaf, without, weight in _orders(tree, 0, Fraction(1)):
        own = factors.setdefault(leaf, {})
        own[without | leaf] = own.get(without | leaf, Fraction(0)) + weight
        own[without] = own.get(without, Fraction(0)) - weight
    whole, below = _over_one(sorted({one for own in factors.values() for one in own}), value)
    return {leaf: _sum(own, whole, below) for leaf, own in factors.items()}


def _one_by_one(players: tuple[int, ...], value: Value) -> dict[int, Fraction]:
    """Changes without groups: every set counts by its size alone."""
    count = len(players)
    whole, below = _over_one(list(subsets(players)), value)
    by_size = [[0] * (count + 1) for _ in players]
    total = [0] * (count + 1)
    for size in range(count + 1):
        for some in combinations(range(count), size):
            number = whole[_union(players[at] for at in some)]
            total[size] += number
            for at in some:
                by_size[at][size] += number
    joins = [factorial(size - 1) * factorial(count - size) if size else 0 for size in range(count + 1)]
    stays = [factorial(size) * factorial(count - size - 1) if size < count else 0 for size in range(count + 1)]
    return {
        player: Fraction(
            sum(own[k] * joins[k] - (total[k] - own[k]) * stays[k] for k in range(count + 1)), factorial(count) * below
        )
        for player, own in zip(players, by_size, strict=True)
    }


def _over_one(sets: list[int], value: Value) -> tuple[dict[int, int], int]:
    """The values of sets over one common denominator."""
    values = {one: value(one) for one in sets}
    below = lcm(*(number.denominator for number in values.values()))
    return {one: number.numerator * (below // number.denominator) for one, number in values.items()}, below


def _sum(factors: dict[int, Fraction], whole: dict[int, int], below: int) -> Fraction:
    """Factors times values, added up over one common denominator."""
    common = lcm(*(factor.denominator for factor in factors.values()))
    parts = (factor.numerator * (common // factor.denominator) * whole[one] for one, factor in factors.items())
    return Fraction(sum(parts), common * below)


def _orders(group: tuple[Tree, ...], base: int, weight: Fraction) -> Iterator[tuple[int, int, Fraction]]:
    """Every (change, set that is there before it, share of the orders in which it is)."""
    masks = [mask(one) for one in group]
    for at, member in enumerate(group):
        others = masks[:at] + masks[at + 1 :]
        for size in range(len(group)):
            part = weight * _weight(size, len(group))
            for some in combinations(others, size):
                before = base | _union(some)
                if isinstance(member, int):
                    yield member, before, part
                else:
                    yield from _orders(member, before, part)


@cache
def _weight(size: int, count: int) -> Fraction:
    """In which part of all orders of `count` these `size` come first and a given one comes next."""
    return Fraction(factorial(size) * factorial(count - size - 1), factorial(count))


def mask(tree: Tree) -> int:
    """All changes in it."""
    return tree if isinstance(tree, int) else _union(mask(one) for one in tree)


def _union(masks: Iterable[int]) -> int:
    found = 0
    for one in masks:
        found |= one
    return found


def cost(tree: tuple[Tree, ...]) -> int:
    """At most how many sets the shares of this tree ask the value of."""
    inner = max((cost(one) for one in tree if not isinstance(one, int)), default=1)
    groups = sum(1 for one in tree if not isinstance(one, int))
    size: int = 2 ** len(tree)
    return size if not groups else size + groups * size // 2 * inner


def bits(number: int) -> tuple[int, ...]:
    """The single changes of a set, as masks."""
    return tuple(1 << at for at in range(number.bit_length()) if number >> at & 1)


def subsets(players: tuple[int, ...]) -> Iterator[int]:
    """Every set of these, the smallest first."""
    for size in range(len(players) + 1):
        for some in combinations(players, size):
            yield _union(some)
