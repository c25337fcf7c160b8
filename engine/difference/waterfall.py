"""The exact shares of a difference -> a printed column that adds up.

From the first value to the last: every part gets the same number of decimals, the fewest at which the printed numbers
add up. Where 6 are not enough, a line says by how much rounding is off, so that whoever adds the column up by hand gets
what is printed under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from engine.record import dataclass
from engine.results.display import rounded

MOST = 6
"""Decimals at most."""


@dataclass(frozen=True, slots=True)
class Column:
    """Rounded numbers, `first` plus `parts` plus `rounding` is `last`; `rounding` is 0 where no line is needed."""

    first: Fraction
    parts: tuple[Fraction, ...]
    last: Fraction
    decimals: int
    rounding: Fraction


def column(first: Fraction, parts: Sequence[Fraction], last: Fraction, decimals: int) -> Column:
    """The column with the fewest decimals, not fewer than `decimals`, at which it adds up."""
    found = _at(first, parts, last, decimals)
    for more in range(decimals + 1, MOST + 1):
        if found.rounding == 0:
            break
        found = _at(first, parts, last, more)
    return found


def _at(first: Fraction, parts: Sequence[Fraction], last: Fraction, decimals: int) -> Column:
    start, end = rounded(first, decimals), rounded(last, decimals)
    shown = tuple(rounded(part, decimals) for part in parts)
    return Column(start, shown, end, decimals, end - start - sum(shown, Fraction(0)))
