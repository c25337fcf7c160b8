"""What a compiled formula gives: an exact number, reduced when it is first looked at, or any other result.

Both kinds answer the same questions: `value`, `reasons`, `carried`, `rounded`, `status`, `problems`, `outcome`.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from engine.diagnostics.model import Problems, Reason
from engine.language.arithmetic import number_text
from engine.language.values import Outcome, Status, Value
from engine.record import dataclass


class Number:
    """A number as it was computed, numerator over denominator: equal to the int, Decimal or Fraction that is as much.

    The two are reduced, and the sign brought above the line, when the number is first looked at. (Without an
    `__init__`, which would double the price of making one: generated source makes it empty and sets both parts.)
    """

    __slots__ = ("_value", "above", "below")

    above: int
    below: int

    reasons: ClassVar[tuple[Reason, ...]] = ()
    problems: ClassVar[Problems] = ()
    carried: tuple[Reason, ...] = ()
    rounded: bool = False

    @property
    def value(self) -> Fraction:
        """The number, reduced."""
        try:
            return self._value
        except AttributeError:
            self._value: Fraction = Fraction(self.above, self.below)
            return self._value

    @property
    def numerator(self) -> int:
        return self.value.numerator

    @property
    def denominator(self) -> int:
        return self.value.denominator

    @property
    def outcome(self) -> Outcome:
        """As the reference evaluator gives it."""
        return Outcome(self.value, (), self.carried, self.rounded)

    @property
    def status(self) -> Status:
        """It has a value, so that only what lies under it counts."""
        return "final" if all([reason.lawful for reason in self.carried]) else "provisional"

    def as_integer_ratio(self) -> tuple[int, int]:
        return self.value.as_integer_ratio()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Number):
            return self.value == other.value
        return self.value == other if isinstance(other, int | Fraction | Decimal) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.value)

    def __lt__(self, other: Any) -> bool:
        return bool(self.value < _plain(other))

    def __le__(self, other: Any) -> bool:
        return bool(self.value <= _plain(other))

    def __gt__(self, other: Any) -> bool:
        return bool(self.value > _plain(other))

    def __ge__(self, other: Any) -> bool:
        return bool(self.value >= _plain(other))

    def __bool__(self) -> bool:
        return self.above != 0

    def __reduce__(self) -> tuple[Any, ...]:
        return number_of, (self.outcome,)

    def __str__(self) -> str:
        return number_text(self.value)

    def __repr__(self) -> str:
        return f"Number({self.value})"


def _plain(other: Any) -> Any:
    if isinstance(other, float):
        raise TypeError("a float is not the number that was written: compare with Decimal or Fraction")
    return other.value if isinstance(other, Number) else other


class ScaledNumber(Number):
    """A number of which a constant factor is multiplied in when it is first looked at."""

    __slots__ = ("scale",)

    scale: Fraction

    @property
    def value(self) -> Fraction:
        """The number, reduced."""
        try:
            return self._value
        except AttributeError:
            above, below = self.scale.as_integer_ratio()
            self._value: Fraction = Fraction(above * self.above, below * self.below)
            return self._value


class MarkedNumber(Number):
    """A number under which something was absent, or an irrational number was rounded."""

    __slots__ = ("carried", "rounded")

    carried: tuple[Reason, ...]
    rounded: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A result that is no number: a text, a truth value, a date, a list …, or nothing, with reasons or problems."""

    outcome: Outcome
    problems: Problems = ()

    @property
    def value(self) -> Value | None:
        return self.outcome.value

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return self.outcome.reasons

    @property
    def carried(self) -> tuple[Reason, ...]:
        return self.outcome.carried

    @property
    def rounded(self) -> bool:
        return self.outcome.rounded

    @property
    def status(self) -> Status:
        return self.outcome.status


def number_of(outcome: Outcome) -> Number:
    """A number with what is to be known of it."""
    assert isinstance(outcome.value, Fraction)
    number = MarkedNumber() if outcome.carried or outcome.rounded else Number()
    number.above, number.below = outcome.value.as_integer_ratio()
    if isinstance(number, MarkedNumber):
        number.carried, number.rounded = outcome.carried, outcome.rounded
    return number


def result_of(outcome: Outcome, problems: Problems = ()) -> Number | Result:
    """An outcome as a compiled formula gives it."""
    plain = isinstance(outcome.value, Fraction) and not problems
    return number_of(outcome) if plain else Result(outcome, problems)
