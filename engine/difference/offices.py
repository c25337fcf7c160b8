"""Many pakets under two manuals -> how many offices move, by how much, and which change what they are called.

One office after the other is read, computed and let go; one that cannot be read is reported and the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

from engine.data.paket import read_paket
from engine.diagnostics.model import Problems, in_order
from engine.difference import problems as problem
from engine.difference.attribution import Attribution, Compared, Pair, attribute
from engine.record import dataclass, replace


@dataclass(frozen=True, slots=True)
class Office:
    """One paket: its attribution, None where it could not be read; then the problems say why."""

    shown: str
    attribution: Attribution | None
    problems: Problems

    @property
    def first(self) -> Compared | None:
        """The figure that offices are put in order by: the first number that is explained or shown at the end."""
        return None if self.attribution is None else leading(self.attribution)

    @property
    def size(self) -> Fraction:
        """How far that figure moves."""
        figure = self.first
        difference = None if figure is None else moved_by(figure)
        return abs(difference) if difference is not None else Fraction(0)


def offices(
    pair: Pair,
    pakets: Iterable[Path],
    period: str | None,
    wanted: tuple[str, ...],
    begun: Callable[[str], None] = lambda shown: None,
) -> tuple[Office, ...]:
    """Every office, those that move most first."""
    folders = tuple(pakets)
    found = []
    for folder in folders:
        begun(folder.as_posix())
        one = _office(pair, folder, period, wanted)
        found.append(one if len(folders) == 1 else _slim(one))
    return tuple(sorted(found, key=lambda one: (one.attribution is None, -one.size, one.shown)))


def _office(pair: Pair, folder: Path, period: str | None, wanted: tuple[str, ...]) -> Office:
    paket, problems = read_paket(folder)
    if paket is None:
        return Office(folder.as_posix(), None, in_order(problems))
    found, more = attribute(pair, paket, period, wanted)
    named = paket.form.manual
    if found is not None and named.text not in (pair.before.code, pair.after.code):
        more += (problem.other_manual(named.span, named.text, pair.before.code, pair.after.code),)
    return Office(folder.as_posix(), found, in_order((*problems, *more)))


def _slim(one: Office) -> Office:
    """Without the figures that stay as they are, so that thousands of offices fit."""
    if one.attribution is None:
        return one
    return replace(one, attribution=replace(one.attribution, figures=one.attribution.moved))


def leading(attribution: Attribution) -> Compared | None:
    """The first number among the figures that were asked for, and that moves."""
    return next((one.figure for one in attribution.explained if moved_by(one.figure) is not None), None)


def moved_by(figure: Compared) -> Fraction | None:
    """By how much a number moves; None where it is none on a side."""
    before, after = (side.value if side is not None else None for side in (figure.before, figure.after))
    if isinstance(before, Fraction) and isinstance(after, Fraction):
        return after - before
    return None


def renamed(attribution: Attribution) -> tuple[Compared, ...]:
    """The texts among the figures that were asked for, and that are others now."""
    return tuple(one.figure for one in attribution.explained if _is_text(one.figure))


def _is_text(figure: Compared) -> bool:
    return any(isinstance(side.value, str) for side in (figure.before, figure.after) if side is not None)
