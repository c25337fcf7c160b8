"""What rows of each variable give, and what follows from which rows an office has.

Numbers are looked at once more when an office is read: whether one of them falls, jumps, or is above its whole. Which
of them are held against each other is known from the rows alone, so that it is found out once for all offices with the
same rows in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from typing import TypeAlias

from engine.data.dataset import Wanted
from engine.data.laid import Layout, Slot
from engine.language.types import NUMBER
from engine.language.values import Outcome
from engine.manual.checked import Entry, Unit
from engine.manual.written import PERCENT, NumberFormat
from engine.record import dataclass

SHORT = 40
"""Digits of a number that is read quickly."""
FAR = 7.9
"""A value so many times the one before may be misread; the exact bound is 8."""

Series: TypeAlias = "dict[tuple[str, str], dict[str, int]]"
"""By kode and variable: the row of each period."""


@dataclass(slots=True, eq=False)
class Taken:
    """What a row of one variable gives. `known`: texts that were read; None for those that are not plain."""

    entry: Entry
    wanted: Wanted
    id: str
    unit: Unit | None
    known: dict[str, Outcome | None] = field(default_factory=dict)
    wins: bool = field(init=False)

    def __post_init__(self) -> None:
        self.wins = self.wanted.wins

    def plain(self, text: str, format: NumberFormat) -> Fraction | None:
        """A number without sign, as most are, within its limits; None for whatever has to be looked at closely."""
        quantity = self.wanted.quantity
        value = plain_number(text, format, self.unit) if quantity.type == NUMBER else None
        low, high = quantity.lowest, quantity.highest
        if (
            value is None
            or (quantity.whole and value.denominator != 1)
            or (low is not None and value < low)
            or (high is not None and value > high)
        ):
            return None
        return value


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Rows of one variable in base periods, each with the number of its period, from 1. `counts`: from the first
    period on."""

    rows: tuple[tuple[int, int], ...]
    counts: bool

    def doubtful(self, outcomes: Sequence[Outcome]) -> bool:
        """Whether a value may jump, or fall where it counts from the first period on."""
        before: tuple[Fraction, float] | None = None
        size = 0.0
        for number, at in self.rows:
            value = outcomes[at].value
            if not isinstance(value, Fraction):
                continue
            near = value.numerator / value.denominator
            if self.counts:
                if before is not None and near <= before[1] and value < before[0]:
                    return True
                before = value, near
            if value:
                now = abs(near) / (number if self.counts else 1)
                if size and (now > FAR * size or size > FAR * now):
                    return True
                size = now
        return False


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Which rows offices have, in their order. `taken`: what each gives. `doubtful`: they are to be read closely,
    whatever their values. `parts`: rows whose values are not above those of others."""

    slots: list[Slot]
    layout: Layout
    taken: tuple[Taken, ...]
    doubtful: bool
    series: tuple[Run, ...]
    parts: tuple[tuple[int, int], ...]

    @staticmethod
    def of(slots: list[Slot], known: Mapping[tuple[str, str], Taken], base: Sequence[str]) -> Rows:
        """What follows from the rows that offices have."""
        layout = Layout(tuple(slots))
        series: Series = {}
        for at, (kode, name, period) in enumerate(slots):
            series.setdefault((kode, name), {})[period] = at
        parts = list(_parts(series, known, base))
        twice = len(layout.at) < len(slots)
        return Rows(
            slots,
            layout,
            tuple(known[slot[:2]] for slot in slots),
            twice or None in parts,
            tuple(_run(key, rows, known, base) for key, rows in series.items()),
            tuple(pair for pair in parts if pair is not None),
        )

    def over(self, outcomes: Sequence[Outcome]) -> bool:
        """Whether a part is above its whole."""
        for part, whole in self.parts:
            less, more = outcomes[part].value, outcomes[whole].value
            if isinstance(less, Fraction) and isinstance(more, Fraction):
                if less.numerator * more.denominator > more.numerator * less.denominator:
                    return True
        return False


def _run(
    key: tuple[str, str], rows: Mapping[str, int], known: Mapping[tuple[str, str], Taken], base: Sequence[str]
) -> Run:
    variable = known[key].entry.variables.get(key[1])
    counts = variable is not None and variable.consolidation == "kumulatif"
    return Run(tuple((number, rows[one]) for number, one in enumerate(base, 1) if one in rows), counts)


def _parts(
    series: Series, known: Mapping[tuple[str, str], Taken], base: Sequence[str]
) -> Iterator[tuple[int, int] | None]:
    """Rows that may not be above others, with these; None where it cannot be told from rows of the same base periods:
    what is not above in any of these is not above in any other period."""
    for (kode, name), rows in series.items():
        variable = known[kode, name].entry.variables.get(name)
        whole = None if variable is None or variable.part_of is None else series.get((kode, variable.part_of))
        if whole is None:
            continue
        if rows.keys() != whole.keys() or not rows.keys() <= set(base):
            yield None
        yield from ((at, whole[period]) for period, at in rows.items() if period in whole)


def plain_number(text: str, format: NumberFormat, unit: Unit | None) -> Fraction | None:
    """Digits, perhaps with groups of thousands, decimals and the percent sign of the unit, and nothing else."""
    below = 1
    if unit is not None and unit.symbol is not None:
        if unit.symbol != PERCENT or text[-1:] != PERCENT:
            return None
        text, below = text[:-1], 100
    whole, sign, part = text.partition(format.decimal)
    if format.thousands is not None and format.thousands in whole:
        first, *groups = whole.split(format.thousands)
        if not 0 < len(first) < 4 or first[0] == "0" or any(len(group) != 3 for group in groups):
            return None
        whole = first + "".join(groups)
    digits = whole + part
    if not whole or (sign and not part) or len(digits) > SHORT or not digits.isdigit() or not digits.isascii():
        return None
    below *= 10 ** len(part)
    return Fraction(int(digits)) if below == 1 else Fraction(int(digits), below)
