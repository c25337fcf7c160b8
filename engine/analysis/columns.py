"""The cells of one column -> atoms: the smallest sets of values that no cell and no end of the domain tells apart.

On a line the atoms are, in rising order, the stretch below the first end, that end itself, the stretch up to the next,
and so on: atom 2i+1 is the end i, atom 2i the stretch below it. In a list each value is one, and all others together
are the last. One more stands for an absent value. Sets of atoms are whole numbers used as bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any

from engine.analysis.boxes import Bits, bits_of
from engine.analysis.cells import LINE, Passed, Reading
from engine.analysis.domains import DAY, Domain, Numbers, values_of
from engine.analysis.sets import EVERY_POINT, EVERY_WORD, Few, Line, Scalar, Values, only
from engine.record import dataclass, replace

OTHER = "lainnya"
"""A text that is in no list, where an example needs one."""


SOME_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Column:
    """`ends`: of a line in rising order, of a list its values; `at`: their numbers, by a key that is quick to compare.
    `present`: the atoms that hold a value of the domain; `absent`: the one for absence, or none."""

    domain: Domain | None
    is_line: bool
    ends: tuple[Any, ...]
    at: dict[Any, int]
    common: int | None
    present: Bits
    absent: Bits

    @property
    def all(self) -> Bits:
        return self.present | self.absent

    @property
    def step(self) -> Fraction | None:
        """What values are multiples of."""
        return self.domain.range.step if isinstance(self.domain, Numbers) else None

    @property
    def width(self) -> int:
        """The number of atoms of values."""
        return 2 * len(self.ends) + 1 if self.is_line else len(self.ends) + 1


def column(domain: Domain | None, read: Reading, cells: Iterable[Passed]) -> Column:
    """The atoms of a column with these cells. Without a domain any value may stand there, or none."""
    is_line = read.bounds is LINE
    every = (EVERY_POINT if is_line else EVERY_WORD) if domain is None else values_of(domain)
    found: list[Any] = []
    for held in (every, *(cell.values for cell in cells)):
        found += [cut[0] for cut in held.cuts] if isinstance(held, Line) else sorted(held.values)
    common = _common(found)
    values = {_key(value, common): value for value in found}
    keys = sorted(values) if is_line else list(values)
    at = {key: number for number, key in enumerate(keys)}
    bare = Column(domain, is_line, tuple(values[key] for key in keys), at, common, 0, 0)
    bare = replace(bare, present=(1 << bare.width) - 1)
    inside = _bits(bare, every)
    present = sum(1 << atom for atom in bits_of(inside) if _inhabited(bare, atom)) if _sparse(bare) else inside
    absent = 1 << bare.width if domain is None or domain.absent else 0
    return replace(bare, present=present, absent=absent)


def _common(values: Sequence[Any]) -> int | None:
    """A denominator for all numbers of a line: as whole numbers they compare many times quicker. None if it is huge."""
    if not values or not isinstance(values[0], Fraction):
        return None
    common = lcm(*{value.denominator for value in values})
    return common if common.bit_length() < 512 else None


def _key(value: Any, common: int | None) -> Any:
    return value if common is None else value.numerator * (common // value.denominator)


def bits(column: Column, cell: Passed) -> Bits:
    """The atoms of a cell, as far as the domain has them."""
    found = _bits(column, cell.values) & column.present
    return found | column.absent if cell.absent else found


def _bits(column: Column, values: Values) -> Bits:
    at, common = column.at, column.common
    whole = (1 << column.width) - 1
    if isinstance(values, Line):
        found = whole if values.first else 0
        for end, behind in values.cuts:
            first = 2 * at[_key(end, common)] + 1 + behind
            found ^= whole >> first << first
        return found
    found = sum(1 << at[value] for value in values.values)
    return whole ^ found if values.others else found


def _sparse(column: Column) -> bool:
    """Whether the values of a line have gaps between them."""
    return column.is_line and (column.step is not None or (bool(column.ends) and isinstance(column.ends[0], date)))


def _inhabited(column: Column, atom: int) -> bool:
    """Whether an atom of a line with gaps holds a value at all."""
    return _least(column, atom) is not None


def _least(column: Column, atom: int) -> Any:
    """The least value in an atom of a line with gaps; the greatest where it has no least."""
    low, high, end = _around(column, atom)
    step = column.step
    if step is None:
        return end or _day(low, high)
    if end is not None:
        return end if (end / step).denominator == 1 else None
    if low is None:
        return Fraction(0) if high is None else (ceil(high / step) - 1) * step
    first = (floor(low / step) + 1) * step
    return first if high is None or first < high else None


def _around(column: Column, atom: int) -> tuple[Any, Any, Any]:
    """The ends beside an atom of a line, or the end that it is."""
    number = atom // 2
    if atom % 2:
        return None, None, column.ends[number]
    low = column.ends[number - 1] if number else None
    high = column.ends[number] if number < len(column.ends) else None
    return low, high, None


def _day(low: date | None, high: date | None) -> date | None:
    """A date between two others, neither included."""
    if low is None:
        return SOME_DAY if high is None else None if high == date.min else high - DAY
    if low == date.max or low + DAY == high:
        return None
    return low + DAY


def a_value(column: Column, chosen: Bits) -> Scalar | None:
    """One value out of these atoms, None for an absence: if there is one, a value that cells name themselves."""
    present = chosen & column.present
    if not present:
        return None
    if not column.is_line:
        return _word(column, next(bits_of(present)))
    named = present & int("10" * (len(column.ends) + 1), 2)
    if named:
        return column.ends[next(bits_of(named)) // 2]  # type: ignore[no-any-return]
    atom = next(bits_of(present))
    if _sparse(column):
        return _least(column, atom)  # type: ignore[no-any-return]
    return between(*_around(column, atom)[:2])


def _word(column: Column, atom: int) -> Scalar:
    if atom < len(column.ends):
        return column.ends[atom]  # type: ignore[no-any-return]
    text = OTHER
    while text in column.at:
        text += "_"
    return text


def between(low: Fraction | None, high: Fraction | None) -> Fraction:
    """A number between two others with as few decimals as can be, near the middle."""
    if low is None or high is None:
        return Fraction(0 if low is high else floor(low) + 1 if low is not None else ceil(high) - 1)  # type: ignore[arg-type]
    scale = 1
    while True:
        first, last = floor(low * scale) + 1, ceil(high * scale) - 1
        if first <= last:
            middle = round((low + high) * scale / 2)
            return Fraction(min(max(middle, first), last), scale)
        scale *= 10


def plain(column: Column, chosen: Bits) -> Passed:
    """The simplest set that holds just these atoms, as far as the domain goes: beyond its ends it does not matter."""
    present, absent = chosen & column.present, bool(chosen & column.absent)
    if present == column.present:
        return Passed(EVERY_POINT if column.is_line else EVERY_WORD, absent or not column.absent)
    if column.is_line:
        return Passed(_line(column, present), absent)
    others = bool(present >> len(column.ends))
    left_out = column.present & ~present if others else present
    return Passed(Few(others, frozenset(column.ends[atom] for atom in bits_of(left_out))), absent)


def pieces(column: Column, chosen: Bits) -> list[Bits]:
    """The atoms one stretch after the other, as far as the domain has atoms between; of a list one by one."""
    found: list[Bits] = []
    joined = False
    for atom in bits_of(column.present):
        inside = bool(chosen >> atom & 1)
        if inside and joined and column.is_line:
            found[-1] |= 1 << atom
        elif inside:
            found.append(1 << atom)
        joined = inside
    return found


def _line(column: Column, present: Bits) -> Line:
    live = list(bits_of(column.present))
    line = Line(False)
    for piece in pieces(column, present):
        line |= _stretch(column, piece, live[0], live[-1])
    return line


def _stretch(column: Column, piece: Bits, lowest: int, highest: int) -> Line:
    """From one atom of the domain to another, both included; without end where the domain ends."""
    first, last = (piece & -piece).bit_length() - 1, piece.bit_length() - 1
    if first == last and (first % 2 or (_sparse(column) and _single(column, first))):
        return only(_least(column, first) if _sparse(column) else column.ends[first // 2])
    low = None if first == lowest else _begins(column, first)
    high = None if last == highest else _ends(column, last)
    return Line(low is None, tuple(cut for cut in (low, high) if cut is not None))


def _begins(column: Column, atom: int) -> tuple[Any, bool]:
    if _sparse(column):
        return _least(column, atom), False
    low, _, end = _around(column, atom)
    return (low, True) if end is None else (end, False)


def _ends(column: Column, atom: int) -> tuple[Any, bool]:
    if _sparse(column):
        return _greatest(column, atom), True
    _, high, end = _around(column, atom)
    return (high, False) if end is None else (end, True)


def _greatest(column: Column, atom: int) -> Any:
    _, high, end = _around(column, atom)
    if end is not None:
        return end
    return high - DAY if column.step is None else (ceil(high / column.step) - 1) * column.step


def _single(column: Column, atom: int) -> bool:
    low, high, _ = _around(column, atom)
    return low is not None and high is not None and _least(column, atom) == _greatest(column, atom)
