"""Data of one office -> the shape that a program is for, and the numbers that it is called with.

A shape holds which rows there are and of which kind. Two things are found out only when a program runs, and are part of
the shape of the next: a row that is 0 and divides, and a figure that the program could not decide, which then is asked
of the evaluator and handed over like a row.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import field
from fractions import Fraction
from typing import TypeAlias

from engine.data.dataset import DataSet
from engine.language.values import Outcome
from engine.programs.leaves import PAIR, SIGNED, ZERO, Asked, AskedKind, Kind, Row, kind_of, literal, put, wider
from engine.programs.structure import Own
from engine.record import dataclass

Shape: TypeAlias = Hashable


@dataclass(slots=True)
class Seen:
    """`kinds` of the rows, and the numbers among them but for those known to be 0. `asked`: the same of figures."""

    kinds: list[Kind]
    numbers: list[Fraction]
    asked: dict[Asked, AskedKind] = field(default_factory=dict)
    answers: list[tuple[int, Fraction]] = field(default_factory=list)

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
        if not isinstance(value, Fraction):
            self.asked[asked] = literal(outcome), ()
            return not isinstance(value, tuple)
        if not kind_of(value) or outcome.rounded:
            return False
        kind = PAIR | (SIGNED if value < 0 else 0) if value else ZERO
        self.asked[asked] = kind, literal(outcome).carried
        if value:
            self.answers.append((kind, value))
        return True

    def values(self, own: Own, stated: Sequence[object]) -> list[object]:
        """What the body of a program is called with."""
        values: list[object] = [*own.names, *stated]
        kinds = (kind for kind in self.kinds if isinstance(kind, int) and kind != ZERO)
        for kind, value in zip(kinds, self.numbers, strict=True):
            put(value, kind, values)
        for kind, value in self.answers:
            put(value, kind, values)
        return values


def seen(rows: Sequence[Row], widest: list[int], data: DataSet, unit_kerja: str) -> Seen | None:
    """The rows of an office; None where a number is too long for a program. A number that does not fit the widest kind
    that its row had so far widens that."""
    get = data.data.get
    kinds: list[Kind] = []
    numbers: list[Fraction] = []
    for at, (kode, name, period, office) in enumerate(rows):
        datum = get((kode, name, period, unit_kerja if office is None else office))
        if datum is None:
            kinds.append(None)
            continue
        value = datum.outcome.value
        if not isinstance(value, Fraction) or datum.outcome.carried or datum.outcome.rounded:
            kinds.append(literal(datum.outcome))
            continue
        kind = kind_of(value)
        if not kind:
            return None
        if wider(widest[at], kind) != widest[at]:
            widest[at] = wider(widest[at], kind)
        kinds.append(widest[at])
        numbers.append(value)
    return Seen(kinds, numbers)
