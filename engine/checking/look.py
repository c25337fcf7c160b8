"""Subjects -> results: those that are known from an earlier run, and the others after a look. What reads and checks is
loaded only where something has to be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.checking.cache import Cache
from engine.checking.find import Subject
from engine.checking.merge import larger
from engine.checking.model import Result
from engine.manual.shelves import Shelf, shelves
from engine.record import dataclass

if TYPE_CHECKING:
    from engine.checking.library import Library
    from engine.checking.units import Opened


def look_at(
    subjects: Iterable[Subject], manual: Path | None, cache: Cache | None, begun: Callable[[str], None]
) -> tuple[tuple[Result, ...], Library | None]:
    """The result of each subject, in order, and the manuals that were read for it, if any had to be. `manual`: a folder
    in which manuals are looked for first."""
    look = _Look(manual, cache)
    for subject in subjects:
        begun(subject.shown)
        look.take(subject)
    for number, result in enumerate(look.results):
        begun(result.subject.shown)
        look.check(number)
    return tuple(look.results), look.library


@dataclass(slots=True)
class _Look:
    manual: Path | None
    cache: Cache | None
    results: list[Result] = field(default_factory=list)
    opened: dict[int, Opened] = field(default_factory=dict)
    called: dict[Path, str] = field(default_factory=dict)
    """What each folder of a manual is called in this run."""
    library: Library | None = None

    def take(self, subject: Subject) -> None:
        """The result as it is known, or what reading the subject gives."""
        known = self.cache.load(subject, self._shelves(subject), self.called) if self.cache else None
        self.results.append(known or self._open(subject, len(self.results)))

    def check(self, number: int) -> None:
        """Everything that is found in a subject, unless a larger one shows it."""
        result = self.results[number]
        if result.found is None and larger(result, self.results) is None:
            if number not in self.opened:
                self._open(result.subject, number)
            from engine.checking.units import check_opened

            assert self.library is not None
            self.results[number] = check_opened(self.opened[number], self.library)
        if number in self.opened and self.cache is not None:
            self.cache.save(self.results[number], self._shelves(result.subject))

    def _open(self, subject: Subject, number: int) -> Result:
        from engine.checking.library import Library
        from engine.checking.units import open_subject

        self.library = self.library or Library(self.called)
        self.opened[number] = open_subject(subject, self.library, self._shelves(subject))
        return self.opened[number].result

    def _shelves(self, subject: Subject) -> tuple[Shelf, ...]:
        """Where the manuals of a subject are looked for; a manual that is named itself is found first."""
        own = Shelf(subject.path, subject.shown)
        beside = shelves(own, self.manual)
        return (own, *beside) if subject.kind == "manual" else beside
