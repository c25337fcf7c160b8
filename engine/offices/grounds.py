"""What contracts name -> checked manuals, each read and checked once for all offices that stand under it."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.data.model import KontrakForm
from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.manual.dates import When
from engine.manual.files import ManualFiles, folders_of
from engine.manual.kept import KeptManual, made_of
from engine.manual.leaves import Word
from engine.manual.shelves import Shelf, folders, shelves
from engine.offices.model import Ground
from engine.offices.reckoning import Reckoning
from engine.record import dataclass, replace
from engine.source import Span

if TYPE_CHECKING:
    from engine.manual.read import ReadFolder

MOST = 8
"""Manuals that are kept; where every office brings its own, they would fill the memory."""

Places: TypeAlias = tuple[tuple[Path, str], ...]
"""The folders of manuals that can be seen from a paket, and how they are shown."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a name led to: the manuals, and what was said of them at `place`, where the contract names them."""

    ground: Ground | None
    place: Span
    problems: Problems


@dataclass(slots=True)
class Grounds:
    """`manual`: a folder in which manuals are looked for first. `cache`: where checked manuals are kept, if anywhere;
    `loaded`: those that were found there, each with what was kept of it."""

    manual: Path | None = None
    cache: str | None = None
    loaded: list[tuple[object, Ground]] = field(default_factory=list)
    named: dict[tuple[str, int | None, str | None, Places], Named] = field(default_factory=dict)
    checked: dict[tuple[tuple[tuple[str, ...], ...], Places], Ground | None] = field(default_factory=dict)
    around: dict[Path, Places] = field(default_factory=dict)

    def of(self, form: KontrakForm, paket: Shelf, period: str | None) -> tuple[Ground | None, Problems]:
        """The manual that holds for a contract in a period, and what is wrong with how the contract names it."""
        where = shelves(paket, self.manual)
        places = tuple(place for shelf in where for place in self._folders(shelf, paket))
        key = form.manual.text, form.tahun, period, places
        if key not in self.named:
            _make_room(self.named, 8 * MOST)
            self.named[key] = self._read(form, where, period, places)
        found = self.named[key]
        return found.ground, tuple(_moved(one, found.place, form.manual.span) for one in found.problems)

    def _folders(self, shelf: Shelf, paket: Shelf) -> Places:
        """What lies on a shelf; those that many pakets share are looked into once."""
        if shelf is paket:
            return tuple(folders(shelf))
        if shelf.folder not in self.around:
            _make_room(self.around, 8 * MOST)
            self.around[shelf.folder] = tuple(folders(shelf))
        return self.around[shelf.folder]

    def _read(self, form: KontrakForm, where: tuple[Shelf, ...], period: str | None, places: Places) -> Named:
        name, when = form.manual, When(form.tahun, period)
        if self.cache is None:
            return self._anew(name, when, where, places, None)
        kept = KeptManual(self.cache, name.text, where, when)
        ground = self._loaded(kept)
        if ground is not None:
            return Named(ground, name.span, ())
        from engine.manual.footing import noting

        found = self._anew(name, when, where, places, noting(kept.footing, where))
        if found.ground is not None and not found.problems and not found.ground.problems:
            kept.save(found.ground.manual, found.ground.folders)
        return found

    def _loaded(self, kept: KeptManual) -> Ground | None:
        """The manual as it is kept; the same for all periods in which the same holds."""
        data = kept.data()
        if data is None:
            return None
        for known, ground in self.loaded:
            if known == data:
                return ground
        made = made_of(data)
        if made is None:
            return None
        manual, shown = made
        ground = Ground(manual, shown, (), Reckoning(manual))
        self.loaded = [*self.loaded[1 - MOST :], (data, ground)]
        return ground

    def _anew(self, name: Word, when: When, where: tuple[Shelf, ...], places: Places, read: ReadFolder | None) -> Named:
        from engine.manual.check import check_manual
        from engine.manual.read import read_manuals

        stack, found = read_manuals(name.text, where, name.span, read, when)
        if not stack:
            return Named(None, name.span, in_order(found))
        key = tuple(files.codes for files in stack), places
        if key not in self.checked:
            _make_room(self.checked, MOST)
            self.checked[key] = _checked(stack, tuple(one for one in found if not _at(one, name.span)))
        ground = self.checked[key]
        if ground is None:
            return Named(None, name.span, in_order((*found, *check_manual(stack, found)[1])))
        return Named(ground, name.span, tuple(one for one in found if _at(one, name.span)))


def _checked(stack: tuple[ManualFiles, ...], found: Problems) -> Ground | None:
    from engine.manual.check import check_manual

    manual, more = check_manual(stack, found)
    if manual is None:
        return None
    return Ground(manual, folders_of(stack), in_order((*found, *more)), Reckoning(manual))


def _at(problem: Diagnostic, place: Span) -> bool:
    """Whether it is said of the place where a contract names its manual."""
    return problem.place is not None and problem.place.source is place.source


def _moved(problem: Diagnostic, old: Span, new: Span) -> Diagnostic:
    """What was said of one contract, said of another that has the same name in it."""
    return replace(problem, place=new) if problem.place is old else problem


def _make_room(kept: dict[Any, Any], most: int) -> None:
    """The oldest goes where too many are kept."""
    while len(kept) >= most:
        del kept[next(iter(kept))]
