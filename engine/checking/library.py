"""Every manual of a run: read once, and checked once for each stack, however often it is asked for.

So two pakets of one manual cost little more than one, and a file has one text, whoever has found something in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from pathlib import Path

from engine.checking.cover import covers
from engine.diagnostics.model import Problems
from engine.manual.check import check_manual
from engine.manual.checked import Manual
from engine.manual.read import ManualFiles, read_folder, read_manuals
from engine.manual.shelves import Shelf, yaml_files
from engine.record import dataclass
from engine.source import Span

Stack = tuple[ManualFiles, ...]
Analyse = Callable[[Manual, Stack, Problems], Problems]


@dataclass(slots=True)
class Library:
    """`analyse` is what looks at a checked manual. `files`: what was read, by the name that problems have for it."""

    analyse: Analyse
    files: dict[str, Path] = field(default_factory=dict)
    folders: dict[Path, tuple[ManualFiles | None, Problems]] = field(default_factory=dict)
    manuals: dict[str, frozenset[str]] = field(default_factory=dict)
    """The names of the files of each manual, which is called as it is shown."""
    shown_as: dict[Path, str] = field(default_factory=dict)
    stacks: dict[tuple[str, ...], tuple[Stack, Problems]] = field(default_factory=dict)
    checked: dict[tuple[str, ...], tuple[Manual | None, Problems]] = field(default_factory=dict)

    def read(self, code: str, shelves: tuple[Shelf, ...], place: Span | None) -> tuple[Stack, Problems]:
        """As `read_manuals`."""
        stack, found = read_manuals(code, shelves, place, self._folder)
        if stack:
            self.stacks.setdefault(names_of(stack), (stack, found))
        return stack, found

    def _folder(self, folder: Path, shown: str, place: Span | None) -> tuple[ManualFiles | None, Problems]:
        key = folder.resolve()
        if key not in self.folders:
            self.folders[key] = read_folder(folder, shown, place)
            found = {name: path for path, name in yaml_files(folder, shown)}
            self.files.update(found)
            self.manuals[shown] = frozenset(found)
            self.shown_as[key] = shown
        return self.folders[key]

    def shown(self, folder: Path) -> tuple[str, ...]:
        """What the manual in this folder is called, if it was read."""
        name = self.shown_as.get(folder.resolve())
        return () if name is None else (name,)

    def files_of(self, *manuals: str) -> frozenset[str]:
        """The names of all files of these manuals."""
        return frozenset(name for manual in manuals for name in self.manuals[manual])

    def check(self, stack: Stack) -> tuple[Manual | None, Problems]:
        """The manual on top of this stack, and everything that is found in it and below it."""
        key = names_of(stack)
        if key not in self.checked:
            reported = self.stacks[key][1]
            manual, found = check_manual(stack, reported)
            if manual is not None:
                found += self.analyse(manual, stack, (*reported, *found))
            self.checked[key] = manual, found
        return self.checked[key]

    def problems(self, stack: Stack) -> Problems:
        """What is found in a stack; as part of a larger one that was read too, if that shows all the same."""
        larger = next((other for other, _ in self.stacks.values() if covers(other, stack)), None)
        if larger is None:
            return self.check(stack)[1]
        files = self.files_of(*names_of(stack))
        return tuple(one for one in self.check(larger)[1] if one.place is not None and one.place.source.name in files)


def names_of(stack: Stack) -> tuple[str, ...]:
    """The manuals of a stack as they are shown, the lowest first."""
    return tuple(files.shown for files in stack)
