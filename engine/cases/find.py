"""Where case files lie. Folders are looked into; no file is opened, and nothing heavy is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.checking.find import Subject
from engine.manual.shelves import CASES, case_files


def any_cases(subjects: Iterable[Subject]) -> bool:
    """Whether there is any case file in these manuals and pakets."""
    return any(True for subject in subjects for _ in files_of(subject))


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
