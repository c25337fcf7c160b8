"""Exact sets of values: unions of intervals of ordered values, and lists of values or of all others.

A Line is kept as the places where it changes, so that taking the rest is turning one sign, and nothing is ever rounded
or sampled. Numbers and dates make lines; texts and truths make lists.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Final, TypeAlias

from engine.record import dataclass

Scalar: TypeAlias = "Fraction | str | bool | date"
Cut: TypeAlias = tuple[Any, bool]
"""A place between values: just before a number or date (False) or just behind it (True)."""


@dataclass(frozen=True, slots=True)
class Line:
    """`first`: whether it holds everything far below. At each cut, in rising order, it begins or ends."""

    first: bool
    cuts: tuple[Cut, ...] = ()

    def __invert__(self) -> Line:
        return Line(not self.first, self.cuts)

    def __and__(self, other: Line) -> Line:
        return _merged(self, other, 2)

    def __or__(self, other: Line) -> Line:
        return _merged(self, other, 1)

    def __contains__(self, value: object) -> bool:
        passed = sum(cut < (value, True) for cut in self.cuts)
        return self.first != (passed % 2 == 1)

    @property
    def empty(self) -> bool:
        return not self.first and not self.cuts


@dataclass(frozen=True, slots=True)
class Few:
    """These values, or all but these."""

    others: bool
    values: frozenset[Any] = frozenset()

    def __invert__(self) -> Few:
        return Few(not self.others, self.values)

    def __and__(self, other: Few) -> Few:
        return ~(~self | ~other)

    def __or__(self, other: Few) -> Few:
        match self.others, other.others:
            case False, False:
                return Few(False, self.values | other.values)
            case True, True:
                return Few(True, self.values & other.values)
            case True, False:
                return Few(True, self.values - other.values)
        return Few(True, other.values - self.values)

    def __contains__(self, value: object) -> bool:
        return (value in self.values) != self.others

    @property
    def empty(self) -> bool:
        return not self.others and not self.values


Values: TypeAlias = "Line | Few"

EVERY_POINT: Final = Line(True)
NO_POINT: Final = Line(False)
EVERY_WORD: Final = Few(True)
NO_WORD: Final = Few(False)


def above(value: Any, closed: bool) -> Line:
    """From `value` on."""
    return Line(False, ((value, not closed),))


def below(value: Any, closed: bool) -> Line:
    """Up to `value`."""
    return Line(True, ((value, closed),))


def only(value: Any) -> Line:
    """One value of a line."""
    return Line(False, ((value, False), (value, True)))


def words(*values: Scalar) -> Few:
    """These values alone."""
    return Few(False, frozenset(values))


def _merged(a: Line, b: Line, needed: int) -> Line:
    """What lies in at least `needed` of the two."""
    if needed == 2 and len(a.cuts) == len(b.cuts) == 1 and a.first < b.first and a.cuts < b.cuts:
        return Line(False, a.cuts + b.cuts)  # `[90..100)` and all like it
    cuts: list[Cut] = []
    depth = a.first + b.first
    inside = first = depth >= needed
    changes = [(cut, -1 if a.first == (at % 2 == 0) else 1) for at, cut in enumerate(a.cuts)]
    changes += [(cut, -1 if b.first == (at % 2 == 0) else 1) for at, cut in enumerate(b.cuts)]
    changes.sort()
    for at, (cut, change) in enumerate(changes):
        depth += change
        if at + 1 < len(changes) and changes[at + 1][0] == cut:
            continue
        if (depth >= needed) != inside:
            inside = not inside
            cuts.append(cut)
    return Line(first, tuple(cuts))


Interval: TypeAlias = tuple[Cut | None, Cut | None]


def intervals(line: Line) -> tuple[Interval, ...]:
    """Where each of its pieces begins and ends; None is without end."""
    ends: list[Cut | None] = [None] if line.first else []
    ends += line.cuts
    if len(ends) % 2:
        ends.append(None)
    return tuple(zip(ends[::2], ends[1::2], strict=True))
