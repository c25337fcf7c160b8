"""Where case files lie. Folders are looked into; no file is opened, and nothing heavy is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.checking.find import Subject
from engine.manual.shelves import CASES, Shelf, case_files, shelves


def files_of(subject: Subject) -> Iterator[tuple[Path, str]]:
    """The case files of a manual or a paket, or only those that were named, each as the person knows it."""
    if subject.kind == "file":
        if subject.path.name.endswith(CASES):
            yield subject.path, subject.shown
        return
    limit = (subject.only or subject.path).resolve()
    for path, shown in case_files(subject.path, subject.shown):
        if path.resolve().is_relative_to(limit):
            yield path, shown


def shelves_of(subject: Subject, manual: Path | None) -> tuple[Shelf, ...]:
    """Where the manuals of a subject are looked for; a manual that is named itself is found first."""
    own = Shelf(subject.path if subject.kind != "file" else subject.path.parent, subject.shown)
    return (own, *shelves(own, manual)) if subject.kind == "manual" else shelves(own, manual)
