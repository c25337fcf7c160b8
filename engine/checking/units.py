"""One subject -> everything that is wrong or doubtful in it.

A manual is checked together with those it stands on, a paket together with its manual: nothing of them has a meaning
alone. What `calculate` would find on its way to the figures is found here without computing one.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.analysis.severity import lowered
from engine.checking.cover import covers
from engine.checking.find import Subject
from engine.checking.library import Library, Stack
from engine.checking.model import Result
from engine.diagnostics.model import Problems
from engine.manual.dates import When
from engine.manual.files import folders_of
from engine.manual.read import read_file
from engine.manual.shelves import Shelf, case_files
from engine.record import dataclass

if TYPE_CHECKING:
    from engine.data.paket import Paket


@dataclass(frozen=True, slots=True)
class Opened:
    """A subject that has been read, and what its result is up to there."""

    result: Result
    stack: Stack = ()
    paket: Paket | None = None


def open_subject(subject: Subject, library: Library, shelves: tuple[Shelf, ...]) -> Opened:
    """Reads a subject and the manuals that it needs, which lie on these shelves."""
    match subject.kind:
        case "manual":
            code = subject.path.resolve().name
            stack, found = library.read(code, shelves, None)
            more, heads = library.chain(code, shelves)
            heads |= library.beside(stack, code, shelves)
            return Opened(replace(_result(subject, library, stack, {}, (*found, *more)), beside=heads), stack)
        case "paket":
            return _open_paket(subject, library, shelves)
        case "file":
            _, found = read_file(subject.path, subject.shown)
            return Opened(_result(subject, library, (), {subject.shown: subject.path}, found))


def _open_paket(subject: Subject, library: Library, shelves: tuple[Shelf, ...]) -> Opened:
    from engine.data.paket import files_of, read_paket

    paket, found = read_paket(subject.path)
    files = files_of(subject.path, paket)
    if paket is None:
        return Opened(_result(subject, library, (), files, found))
    named = paket.form.manual
    stack, more = library.read(named.text, shelves, named.span, When(paket.form.tahun))
    result = _result(subject, library, stack, files, (*found, *more))
    return Opened(replace(result, beside=library.beside(stack, named.text, shelves)), stack, paket)


def _result(subject: Subject, library: Library, stack: Stack, files: dict[str, Path], found: Problems) -> Result:
    """Of a manual that cannot be read, its files all the same."""
    names = folders_of(stack)
    own = library.called.get(subject.path.resolve())
    if not stack and subject.kind == "manual" and own in library.files:
        names = (own,)
    manuals = {name: library.files[name] for name in names}
    files = {**files, **{name: path for one in manuals.values() for name, path in one.items()}}
    if subject.kind != "file":
        files |= {name: path for path, name in case_files(subject.path, subject.shown)}
    covered = tuple(len(folders_of(stack[:count])) for count in range(1, len(stack)) if covers(stack, stack[:count]))
    folders = {name: folder for folder, name in library.called.items() if name in manuals}
    return Result(subject, {name: tuple(one) for name, one in manuals.items()}, files, found, None, covered, folders)


def check_opened(opened: Opened, library: Library) -> Result:
    """The result with everything that is found, with the severities that the manuals give."""
    if not opened.stack:
        return replace(opened.result, found=(), whole=opened.result.subject.kind == "file")
    manual, found = library.check(opened.stack)
    if opened.paket is not None and opened.paket.form.kantor and manual is not None:
        from engine.offices.checked import check_offices

        found += check_offices(opened.result.subject.path, manual, opened.stack)
    elif opened.paket is not None and manual is not None:
        from engine.calculation.contract import contract_findings
        from engine.data.dataset import conform_rows
        from engine.data.kontrak import conform_kontrak
        from engine.data.plausibility import plausible

        kontrak, of_kontrak = conform_kontrak(opened.paket.form, manual)
        data, of_rows = conform_rows(opened.paket.rows, kontrak, manual)
        found += (*of_kontrak, *contract_findings(manual, kontrak), *of_rows, *plausible(kontrak, data, manual))
    return replace(opened.result, found=lowered(found, opened.stack), whole=manual is not None)
