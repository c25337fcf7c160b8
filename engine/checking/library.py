"""Every manual of a run: read once, and checked once for each stack, however often it is asked for.

So two pakets of one manual cost little more than one, and a file has one text, whoever has found something in it.
"""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from engine.analysis.analyse import analyse
from engine.diagnostics.model import Problems
from engine.manual.check import check_manual
from engine.manual.checked import Manual
from engine.manual.dates import Versions, When, chain_problems
from engine.manual.files import ManualFiles, folders_of
from engine.manual.read import read_folder, read_manuals, read_versions
from engine.manual.shelves import MANUAL, Shelf, yaml_files
from engine.record import dataclass
from engine.source import Span

Stack = tuple[ManualFiles, ...]


@dataclass(slots=True)
class Library:
    """`called`: what a folder is called in this run, by the first who named it."""

    called: dict[Path, str]
    folders: dict[Path, tuple[ManualFiles | None, Problems]] = field(default_factory=dict)
    files: dict[str, dict[str, Path]] = field(default_factory=dict)
    """The files of each manual by their names; a manual is called as it is shown."""
    reported: dict[tuple[str, ...], Problems] = field(default_factory=dict)
    heads: dict[tuple[Shelf, ...], Versions] = field(default_factory=dict)
    stacks: dict[tuple[str, tuple[Shelf, ...], When | None], tuple[Stack, Problems]] = field(default_factory=dict)
    """Those with which nothing was wrong, so that it makes no difference where they are named."""
    unnamed: dict[tuple[str, tuple[Shelf, ...], When | None], tuple[Stack, Problems]] = field(default_factory=dict)
    """Those that were asked for without a place where they are named."""
    manuals: dict[tuple[str, ...], tuple[Manual | None, Problems]] = field(default_factory=dict)
    checked: dict[tuple[str, ...], tuple[Manual | None, Problems]] = field(default_factory=dict)

    def read(
        self, code: str, shelves: tuple[Shelf, ...], place: Span | None, when: When | None = None
    ) -> tuple[Stack, Problems]:
        """As `read_manuals`."""
        key = code, shelves, when
        known = self.stacks.get(key) or (self.unnamed.get(key) if place is None else None)
        if known is not None:
            return known
        stack, found = read_manuals(code, shelves, place, self._folder, when)
        self.reported.setdefault(folders_of(stack), found)
        if stack and not found:
            self.stacks[key] = stack, found
        elif place is None:
            self.unnamed[key] = stack, found
        return stack, found

    def chain(self, code: str, shelves: tuple[Shelf, ...]) -> tuple[Problems, dict[str, Path]]:
        """What is wrong between a manual and the version before it, and the files that this rests on, by name."""
        versions = self._versions(shelves)
        own = versions.by_code.get(code)
        if own is None or own.form.menggantikan is None:
            return (), {}
        return tuple(chain_problems(own, versions)), _heads(versions)

    def beside(self, stack: Stack, named: str, shelves: tuple[Shelf, ...]) -> dict[str, Path]:
        """The files that say which version holds, where not a version is named but a rumpun."""
        asked = {named, *(files.form.memakai.text for files in stack if files.form.memakai is not None)}
        return {} if asked <= {files.code for files in stack} else _heads(self._versions(shelves))

    def _versions(self, shelves: tuple[Shelf, ...]) -> Versions:
        if shelves not in self.heads:
            self.heads[shelves] = read_versions(shelves)
        return self.heads[shelves]

    def _folder(self, folder: Path, shown: str, place: Span | None) -> tuple[ManualFiles | None, Problems]:
        key = folder.resolve()
        if key not in self.folders:
            name = self.called.setdefault(key, shown)
            self.folders[key] = read_folder(folder, name, place)
            self.files[name] = {name: path for path, name in yaml_files(folder, name)}
        return self.folders[key]

    def manual(self, stack: Stack) -> tuple[Manual | None, Problems]:
        """The manual on top of this stack, and what of it cannot be understood."""
        key = folders_of(stack)
        if key not in self.manuals:
            self.manuals[key] = check_manual(stack, self.reported[key])
        return self.manuals[key]

    def check(self, stack: Stack) -> tuple[Manual | None, Problems]:
        """The manual on top of this stack, and everything that is found in it and below it."""
        key = folders_of(stack)
        if key not in self.checked:
            manual, found = self.manual(stack)
            if manual is not None:
                found += analyse(manual, stack, (*self.reported[key], *found))
            self.checked[key] = manual, found
        return self.checked[key]


def _heads(versions: Versions) -> dict[str, Path]:
    return {f"{one.shown}/{MANUAL}": one.folder / MANUAL for one in versions.by_code.values()}
