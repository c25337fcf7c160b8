"""What a person names -> what is checked. Folders are looked into; no file is opened.

A manual is a folder with `manual.yaml`, a paket one with `kontrak.yaml`. What lies inside one is checked with the whole
of it, because only there it has a meaning.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from engine.checking import problems as problem
from engine.diagnostics.model import Diagnostic, Problems
from engine.manual.shelves import CASES, MANUAL, RULES, around, folders, shipped
from engine.record import dataclass

KONTRAK = "kontrak.yaml"
OF_PAKET = (KONTRAK, "published.yaml")
_SKIPPED = ("node_modules", "__pycache__")
_ENVIRONMENT = "pyvenv.cfg"


@dataclass(frozen=True, slots=True)
class Subject:
    """A manual or a paket at `path`, or a rule file that belongs to none.

    `shown` is how the person knows it. `only`: the file or folder inside that was named; what is found elsewhere is
    not shown.
    """

    kind: Literal["manual", "paket", "file"]
    path: Path
    shown: str
    only: Path | None = None


def find(names: Iterable[str]) -> tuple[tuple[Subject, ...], Problems]:
    """The subjects of these names; without any, what lies under the current folder, and the manuals that come along."""
    found: list[Diagnostic] = []
    subjects: list[Subject] = []
    for name in names:
        some, problems = _named(name)
        subjects += some
        found += problems
    if not subjects and not found:
        subjects += (*_here(), *_shipped())
    return tuple(_distinct(subjects)), tuple(found)


def nothing_here() -> bool:
    """Whether no manual and no paket lies under the current folder, nor this folder in one."""
    return next(iter(_here()), None) is None


def _here() -> tuple[Subject, ...]:
    here = Path(".")
    return tuple(_below(here)) or _owners(here)


def _named(name: str) -> tuple[tuple[Subject, ...], Problems]:
    path = Path(name)
    if path.is_dir():
        inside = tuple(_below(path)) or _owners(path)
        return inside, () if inside else (problem.nothing_to_check(name),)
    if path.exists():
        owners = _owners(path)
        if not owners and path.suffix == RULES:
            owners = (Subject("file", path, path.as_posix()),)
        return owners, () if owners else (problem.file_of_nothing(name, RULES),)
    along = {folder.name: _manual(folder, shown) for shelf in around()[::-1] for folder, shown in folders(shelf)}
    return ((along[name],), ()) if name in along else ((), (problem.no_such_subject(name, along),))


def _below(folder: Path) -> Iterator[Subject]:
    """Every manual and paket in this folder, itself included. What lies inside a manual is part of it."""
    for where, inner, files in os.walk(folder):
        here = Path(where)
        inner[:] = sorted(one for one in inner if _is_looked_into(here / one))
        if KONTRAK in files:
            yield Subject("paket", here, here.as_posix())
        if MANUAL in files:
            yield Subject("manual", here, here.as_posix())
            inner.clear()


def _is_looked_into(folder: Path) -> bool:
    hidden = folder.name.startswith(".") or folder.name in _SKIPPED
    return not hidden and not (folder / _ENVIRONMENT).exists()


def _owners(path: Path) -> tuple[Subject, ...]:
    """The nearest manual or paket above that a file or folder is part of."""
    for folder in _above(path):
        if (folder / KONTRAK).is_file() and (path.is_dir() or _may_lie_in_paket(path)):
            return (Subject("paket", folder, folder.as_posix(), path),)
        if (folder / MANUAL).is_file() and (path.is_dir() or path.suffix == RULES):
            return (Subject("manual", folder, folder.as_posix(), path),)
    return ()


def _may_lie_in_paket(file: Path) -> bool:
    return file.suffix != RULES or file.name in OF_PAKET or file.name.endswith(CASES)


def _above(path: Path) -> Iterator[Path]:
    """The folders that hold it, the nearest first, as the person would type them."""
    for folder in Path(os.path.abspath(path)).parents:
        yield folder if path.is_absolute() else Path(os.path.relpath(folder))


def _shipped() -> Iterator[Subject]:
    for folder, shown in folders(shipped()):
        yield _manual(folder, shown)


def _manual(folder: Path, shown: str) -> Subject:
    return Subject("manual", folder, shown)


def _distinct(subjects: Iterable[Subject]) -> Iterator[Subject]:
    """Each once. A part of what is checked as a whole is not asked for on its own."""
    whole = {(subject.kind, subject.path.resolve()) for subject in subjects if subject.only is None}
    seen: set[tuple[str, Path, Path | None]] = set()
    for subject in subjects:
        part = subject.only.resolve() if subject.only else None
        key = (subject.kind, subject.path.resolve(), part)
        if key in seen or (part is not None and key[:2] in whole):
            continue
        seen.add(key)
        yield subject
