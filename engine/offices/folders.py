"""Folders of pakets -> offices, one after the other. What is wrong with one is its own problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from pathlib import Path

from engine.calculation.paket import conform_paket
from engine.calculation.problems import unknown_period
from engine.data.paket import Paket, read_paket
from engine.diagnostics.model import Problems, in_order
from engine.manual.shelves import Shelf
from engine.offices.grounds import Grounds
from engine.offices.model import Office, Part
from engine.record import dataclass

EVERY = "all"


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods that are wanted: those named, `every` one of the manual, or, naming none, its last."""

    named: tuple[str, ...] = ()
    every: bool = False


def periods_of(text: str | None) -> Periods:
    """`Q1,Q2`, `all`, or nothing."""
    if text is None:
        return Periods()
    return Periods(every=True) if text == EVERY else Periods(tuple(dict.fromkeys(text.split(","))))


def offices(folders: Iterable[Path], periods: Periods, grounds: Grounds) -> Iterator[Office]:
    """The office of each folder, in this order."""
    return (office_of(folder, periods, grounds) for folder in folders)


def office_of(folder: Path, periods: Periods, grounds: Grounds) -> Office:
    """One paket with what it can be computed from in these periods."""
    shown = folder.as_posix()
    paket, problems = read_paket(folder, shown)
    if paket is None:
        return Office(shown, "", {}, in_order(problems))
    reading = _Reading(paket, Shelf(folder, shown), grounds)
    parts = {period: part for period in reading.periods(periods) if (part := reading.part(period)) is not None}
    return Office(shown, paket.form.unit_kerja.text.strip(), parts, in_order(problems), reading.named)


@dataclass(slots=True)
class _Reading:
    """One paket on its manuals; in another period another version of a manual may hold."""

    paket: Paket
    shelf: Shelf
    grounds: Grounds
    named: dict[str, Problems] = field(default_factory=dict)
    known: dict[int, Part] = field(default_factory=dict)

    def periods(self, wanted: Periods) -> tuple[str, ...]:
        """The codes of the periods that are wanted, also those that the manual does not have."""
        if wanted.named:
            return wanted.named
        ground, found = self.grounds.of(self.paket.form, self.shelf, None)
        if ground is None:
            self.named[""] = found
            return ()
        codes = tuple(ground.manual.periods)
        return codes if wanted.every else codes[-1:]

    def part(self, period: str) -> Part | None:
        """What a period is computed from; None where that cannot be."""
        ground, self.named[period] = self.grounds.of(self.paket.form, self.shelf, period)
        if ground is None:
            return None
        if period not in ground.manual.periods:
            self.named[period] = (unknown_period(period, ground.manual.periods),)
            return None
        if id(ground) not in self.known:
            self.known[id(ground)] = Part(ground, conform_paket(self.paket, ground.manual, ()))
        return self.known[id(ground)]
