"""The periods that are wanted -> for each of them the manual that holds then."""

from __future__ import annotations

from collections.abc import Mapping

from engine.calculation.problems import unknown_period
from engine.data.model import KontrakForm
from engine.diagnostics.model import Problems
from engine.manual.shelves import Shelf
from engine.offices.grounds import Grounds
from engine.offices.model import Ground
from engine.record import dataclass

EVERY = "all"


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods that are wanted: those named, `every` one of the manual, or, naming none, its last."""

    named: tuple[str, ...] = ()
    every: bool = False


@dataclass(frozen=True, slots=True)
class Grounded:
    """`grounds`: by period, where it can be computed. `problems`: by period, those wanted and not computed too."""

    grounds: Mapping[str, Ground]
    problems: Mapping[str, Problems]


def periods_of(text: str | None) -> Periods:
    """`Q1,Q2`, `all`, or nothing."""
    if text is None:
        return Periods()
    return Periods(every=True) if text == EVERY else Periods(tuple(dict.fromkeys(text.split(","))))


def grounded(form: KontrakForm, paket: Shelf, grounds: Grounds, wanted: Periods) -> Grounded:
    """What a contract is computed on; in another period another version of its manual may hold."""
    codes = wanted.named
    if not codes:
        ground, problems = grounds.of(form, paket, None)
        if ground is None:
            return Grounded({}, {"": problems})
        codes = tuple(ground.manual.periods) if wanted.every else tuple(ground.manual.periods)[-1:]
    found: dict[str, Ground] = {}
    said: dict[str, Problems] = {}
    for period in codes:
        ground, said[period] = grounds.of(form, paket, period)
        if ground is not None and period in ground.manual.periods:
            found[period] = ground
        elif ground is not None:
            said[period] = (unknown_period(period, ground.manual.periods),)
    return Grounded(found, said)
