"""Manuals and pakets -> what is wrong with the case files in them. Nothing is computed for it.

Where nothing was wrong, that is kept with all that it rests on, so that the next check need not read a single file.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cases.find import files_of, shelves_of
from engine.checking.cache import Cache
from engine.checking.find import Subject
from engine.checking.model import Result
from engine.diagnostics.model import Diagnostic, Problems, in_order

if TYPE_CHECKING:
    from engine.cases.suite import Loaded, Suites
    from engine.checking.library import Library

OWN = "cases"
"""The folder of these records inside that of the cache."""
BROKEN_MANUAL = "E931"
"""What the check of the manual itself says, and better."""


def check(
    subjects: Iterable[Subject], manual: Path | None, cache: Cache | None, library: Library | None
) -> tuple[Problems, dict[str, Path]]:
    """What is wrong with the case files of these; and those files by name. `library`: manuals read already."""
    known = cache.below(OWN) if cache is not None else None
    found: list[Diagnostic] = []
    files: dict[str, Path] = {}
    suites: Suites | None = None
    for subject in subjects:
        own = {shown: path for path, shown in files_of(subject)}
        files |= own
        if not own or (known is not None and _is_clean(subject, own, manual, known)):
            continue
        suites = suites or _suites(manual, library)
        loaded = suites.load((subject,), lambda shown: None)
        problems = _problems(loaded)
        found += problems
        if known is not None and not problems and subject.only is None:
            known.save(_result(subject, own, loaded, suites), shelves_of(subject, manual))
    return in_order(found), files


def _suites(manual: Path | None, library: Library | None) -> Suites:
    from engine.cases.suite import Suites

    return Suites(manual) if library is None else Suites(manual, library)


def _is_clean(subject: Subject, own: dict[str, Path], manual: Path | None, known: Cache) -> bool:
    """Whether it is known that nothing is wrong with just these files."""
    result = known.load(subject, shelves_of(subject, manual), {}) if subject.only is None else None
    return result is not None and own.items() <= result.files.items()


def _problems(loaded: Iterable[Loaded]) -> Problems:
    from engine.cases.prepare import prepare

    found: list[Diagnostic] = []
    for one in loaded:
        found += (each for each in one.problems if each.code != BROKEN_MANUAL)
        for case in one.cases if one.ground is not None else ():
            assert one.ground is not None
            found += prepare(case, one.ground)[1]
    return tuple(found)


def _result(subject: Subject, own: dict[str, Path], loaded: Iterable[Loaded], suites: Suites) -> Result:
    """What the answer rests on: the case files, the manuals with their files, and the pakets that cases are about."""
    from engine.cases.ground import folder_of
    from engine.data.paket import files_of as files_of_paket
    from engine.manual.files import folders_of

    files, manuals = dict(own), {}
    for one in loaded:
        for name in folders_of(one.ground.stack) if one.ground is not None else ():
            manuals[name] = tuple(suites.library.files[name])
            files |= suites.library.files[name]
        for case in one.cases:
            if case.paket is not None:
                folder = folder_of(case.folder, case.paket)
                files |= files_of_paket(folder, suites.pakets.of(folder)[0])
    folders = {name: folder for folder, name in suites.library.called.items() if name in manuals}
    return Result(subject, manuals, files, (), (), (), folders)
