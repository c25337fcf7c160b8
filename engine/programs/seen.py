"""Data of one office -> the shape that a program is for, and the numbers that it is called with.

A shape holds which rows there are and of which kind. Two things are found out only when a program runs, and are part of
the shape of the next: a row that is 0 and divides, and a figure that the program could not decide, which then is asked
of the evaluator and handed over like a row.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from itertools import chain
from typing import TypeAlias

from engine.data.dataset import DataSet, Datum, Key
from engine.data.laid import Laid, Layout
from engine.language.values import Outcome
from engine.programs.leaves import (
    LARGE,
    MILLION,
    MILLIONTHS,
    PAIR,
    SIGNED,
    ZERO,
    Asked,
    AskedKind,
    Kind,
    Row,
    kind_of,
    literal,
    numbers_of,
    wider,
)
from engine.programs.structure import Own
from engine.record import dataclass

Shape: TypeAlias = Hashable
Places: TypeAlias = "Mapping[Row, tuple[int, ...]]"
"""The numbers of the rows that a datum gives."""
Order: TypeAlias = "list[tuple[int, int]]"
"""The numbers of rows, each with that of the datum that gives it."""
LaidAt: TypeAlias = "dict[Layout, Order]"
MOST_LAYOUTS = 64


@dataclass(slots=True)
class Seen:
    """`kinds` of the rows, and the numbers among them but for those known to be 0. `asked`: the same of figures."""

    kinds: list[Kind]
    numbers: list[tuple[int, ...]]
    asked: dict[Asked, AskedKind] = field(default_factory=dict)
    answers: list[tuple[int, ...]] = field(default_factory=list)

    @property
    def shape(self) -> Shape:
        return tuple(self.kinds), tuple(self.asked.items())

    def copy(self) -> Seen:
        """The same, to be added to."""
        return Seen(list(self.kinds), list(self.numbers), dict(self.asked), list(self.answers))

    def with_zero(self, number: int) -> None:
        """A number turned out to be 0, counted among those of rows."""
        at = [place for place, kind in enumerate(self.kinds) if isinstance(kind, int)][number]
        left = sum(isinstance(kind, int) and kind != ZERO for kind in self.kinds[:at])
        self.kinds[at] = ZERO
        del self.numbers[left]

    def with_answer(self, asked: Asked, outcome: Outcome) -> bool:
        """What the evaluator says of a figure; False if a program cannot be given that."""
        value = outcome.value
        if asked in self.asked or not isinstance(value, Fraction | str | bool | None):
            return False
        if not isinstance(value, Fraction):
            self.asked[asked] = literal(outcome), ()
            return True
        if not kind_of(value) or outcome.rounded:
            return False
        kind = PAIR | (SIGNED if value < 0 else 0) if value else ZERO
        self.asked[asked] = kind, literal(outcome).carried
        if value:
            self.answers.append(numbers_of(value, kind))
        return True

    def values(self, own: Own, stated: Iterable[int]) -> list[object]:
        """What the body of a program is called with."""
        return [*own.names, *stated, *chain.from_iterable(self.numbers), *chain.from_iterable(self.answers)]


def seen(places: Places, widest: list[int], data: DataSet, unit_kerja: str, laid: LaidAt) -> Seen | None:
    """The rows of an office; None where a number is too long for a program. A number that does not fit the widest kind
    that its row had so far widens that. `laid`: where rows stand that are laid out as those of other offices."""
    kinds: list[Kind] = [None] * len(widest)
    numbers: list[tuple[int, ...]] = []
    order, outcomes = _standing(places, data.data, unit_kerja, laid)
    for at, row in order:
        outcome = outcomes[row]
        value = outcome.value
        if not isinstance(value, Fraction) or outcome.carried or outcome.rounded:
            kinds[at] = literal(outcome)
            continue
        above, below = value.as_integer_ratio()
        if widest[at] == MILLIONTHS and not MILLION % below and 0 <= above * MILLION < LARGE:  # as most are
            kinds[at] = MILLIONTHS
            numbers.append((above * (MILLION // below),))
            continue
        kind = kind_of(value)
        if not kind:
            return None
        if kind != widest[at]:
            widest[at] = wider(widest[at], kind)
        kinds[at] = widest[at]
        numbers.append(numbers_of(value, widest[at]))
    return Seen(kinds, numbers)


def _standing(
    places: Places, data: Mapping[Key, Datum], unit_kerja: str, laid: LaidAt
) -> tuple[Order, Sequence[Outcome]]:
    """Where each row stands that counts, and what the rows give."""
    if not isinstance(data, Laid) or data.office != unit_kerja:
        return _order(places, data, unit_kerja), [datum.outcome for datum in data.values()]
    order = laid.get(data.layout)
    if order is None:
        if len(laid) >= MOST_LAYOUTS:
            laid.clear()
        order = laid[data.layout] = _order(places, data, unit_kerja)
    return order, data.outcomes


def _order(places: Places, keys: Iterable[Key], unit_kerja: str) -> Order:
    found = [
        (at, row)
        for row, (kode, name, period, office) in enumerate(keys)
        for at in places.get((kode, name, period, None if office == unit_kerja else office), ())
    ]
    return sorted(found)


def places_of_rows(rows: Sequence[Row], unit_kerja: str) -> Places:
    """Where each row stands. One of the office of the contract may stand for one of those that report as well."""
    found: dict[Row, tuple[int, ...]] = {}
    for at, (kode, name, period, office) in enumerate(rows):
        key = kode, name, period, None if office == unit_kerja else office
        found[key] = (*found.get(key, ()), at)
    return found
