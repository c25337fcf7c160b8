"""One target -> everything that is wrong or doubtful in it.

A manual is checked together with those it stands on, a paket together with its manual: nothing of them has a meaning
alone. What `calculate` would find on its way to the figures is found here without computing one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.checking import problems as problem
from engine.checking.find import Target
from engine.checking.follows import first_causes
from engine.checking.library import Library, Stack, names_of
from engine.diagnostics.model import Diagnostic, Problems
from engine.manual.read import read_file
from engine.manual.shelves import Shelf, shelves
from engine.record import dataclass

if TYPE_CHECKING:
    from engine.data.paket import Paket


@dataclass(frozen=True, slots=True)
class Opened:
    """A target that has been read. `problems`: what is wrong with reading it; `paket`: only of one."""

    target: Target
    files: frozenset[str]
    problems: Problems
    stack: Stack = ()
    paket: Paket | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a target holds. `files`: the names of those looked at; `stack`: the manuals it was checked with, as they
    are shown, the lowest first."""

    problems: Problems
    files: frozenset[str]
    stack: tuple[str, ...] = ()


def open_target(target: Target, library: Library, manual: Path | None) -> Opened:
    """Reads a target and the manuals that it needs. `manual`: a folder in which manuals are looked for first."""
    own = Shelf(target.path, target.shown)
    match target.kind:
        case "manual":
            stack, found = library.read(target.path.resolve().name, (own, *shelves(own, manual)), None)
            names = names_of(stack) or library.shown(target.path)
            return Opened(target, library.files_of(*names), found, stack)
        case "paket":
            return _open_paket(target, library, shelves(own, manual))
        case "file":
            library.files[target.shown] = target.path
            return Opened(target, frozenset([target.shown]), read_file(target.path, target.shown)[1])


def _open_paket(target: Target, library: Library, shelves: tuple[Shelf, ...]) -> Opened:
    from engine.data.paket import files_of, read_paket

    paket, found = read_paket(target.path)
    files = files_of(target.path, paket)
    library.files.update(files)
    if paket is None:
        return Opened(target, frozenset(files), found)
    named = paket.form.manual
    stack, more = library.read(named.text, shelves, named.span)
    return Opened(target, library.files_of(*names_of(stack)) | frozenset(files), (*found, *more), stack, paket)


def check_opened(opened: Opened, library: Library) -> Found:
    """All problems of a target, or of the part of it that was named."""
    found = opened.problems
    if opened.paket is not None and opened.stack:
        found += _of_paket(opened.paket, opened.stack, library)
    elif opened.stack:
        found += library.problems(opened.stack)
    whole = Found(first_causes(found), opened.files, names_of(opened.stack))
    return whole if opened.target.only is None else _part(opened.target.only, whole, library)


def _of_paket(paket: Paket, stack: Stack, library: Library) -> Problems:
    """What is found in its manual, then in its contract and its data."""
    from engine.data.dataset import conform_rows
    from engine.data.kontrak import conform_kontrak
    from engine.data.plausibility import plausible

    manual, found = library.check(stack)
    if manual is None:
        return found
    kontrak, of_kontrak = conform_kontrak(paket.form, manual)
    data, of_rows = conform_rows(paket.rows, kontrak, manual)
    return (*found, *of_kontrak, *of_rows, *plausible(kontrak, data, manual))


def _part(only: Path, found: Found, library: Library) -> Found:
    """The problems of this file or folder, and those of which the other side lies in it."""
    inside = only.resolve()
    names = frozenset(name for name in found.files if library.files[name].resolve().is_relative_to(inside))
    if names:
        problems = tuple(one for one in found.problems if _touches(one, names))
    else:  # perhaps because the contract, which would name it, cannot be read
        errors = tuple(one for one in found.problems if one.severity == "error")
        problems = errors or (problem.not_looked_at(only.as_posix()),)
    return Found(problems, names, found.stack)


def _touches(found: Diagnostic, names: frozenset[str]) -> bool:
    places = [found.place, *(place for _, place in found.others)]
    return any(place is not None and place.source.name in names for place in places)
