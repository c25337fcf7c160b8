"""What a formula can give: exact values, and N/A with its reasons.

An Outcome is a value together with what has to be known about it: why there is none (`reasons`), what was absent on the
way to it although it has a value (`carried`), and whether an irrational number was rounded (`rounded`). Lists and
contexts hold Outcomes, so that nothing is forgotten inside them either.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Literal, Protocol, TypeAlias

from engine.diagnostics.model import Reason
from engine.record import dataclass

Status = Literal["final", "provisional", "na"]


class Entity(Protocol):
    """A member of the tree, as a value. Its attributes are computed by the evaluator."""

    @property
    def level(self) -> str: ...
    @property
    def kode(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Context:
    """`{a: 1, b: 2}`, entries in the order written."""

    entries: tuple[tuple[str, Outcome], ...]

    def get(self, name: str) -> Outcome | None:
        return next((outcome for key, outcome in self.entries if key == name), None)


@dataclass(frozen=True, slots=True)
class Range:
    """`[low..high)`; an end is a number, a text or a date. Also what a unary test such as `>= 5` stands for."""

    low: Fraction | str | date | None
    high: Fraction | str | date | None
    low_closed: bool = True
    high_closed: bool = True


Value: TypeAlias = "Fraction | str | bool | date | tuple[Outcome, ...] | Context | Range | Entity"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value, or N/A (`value` is None) with at least one reason."""

    value: Value | None
    reasons: tuple[Reason, ...] = ()
    carried: tuple[Reason, ...] = ()
    rounded: bool = False

    @property
    def status(self) -> Status:
        """`provisional` if anything missing lies under it, `na` if it has no value and every reason is lawful."""
        if not all(reason.lawful for reason in self.reasons + self.carried):
            return "provisional"
        return "na" if self.value is None else "final"


def merged(groups: Iterable[tuple[Reason, ...]]) -> tuple[Reason, ...]:
    """Distinct reasons in reading order."""
    return tuple(dict.fromkeys([reason for group in groups for reason in group]))


def absent(*reasons: Reason) -> Outcome:
    """N/A for these reasons."""
    return Outcome(None, reasons)
