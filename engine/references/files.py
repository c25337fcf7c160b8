"""Folders -> the manuals and pakets that lie there, each file read once.

Names are looked for in what a person works on: the folders they name, or else the current one; and beside those in the
manuals that come along. Bytes come through `opened`, so that a change can be tried before anything is written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import field
from pathlib import Path

from engine.checking.find import KONTRAK, find
from engine.diagnostics.model import Diagnostic, Problems
from engine.manual import rule_problems
from engine.manual.dates import Version, Versions
from engine.manual.files import ManualFiles
from engine.manual.model import EntryFile, RevisedEntry, RuleFile
from engine.manual.places import decode
from engine.manual.read import conform_file
from engine.manual.shelves import MANUAL, Shelf, folders, shipped, yaml_files
from engine.manual.versions import alone, extended
from engine.record import dataclass
from engine.source import Source, Span


@dataclass(frozen=True, slots=True)
class Workplace:
    """The folders of manuals and pakets that are looked at. `base`: the folder that shown names start from. `named`:
    those that the person named."""

    base: Path
    manuals: tuple[Path, ...]
    pakets: tuple[Path, ...]
    along: Shelf
    """The manuals that come along."""
    named: tuple[Path, ...] = ()

    def shown(self, path: Path) -> str:
        """A file as the person knows it: from where they are, or as one of the manuals that come along."""
        folder = self.along.folder.resolve()
        if path.is_relative_to(self.base) or not path.is_relative_to(folder):
            return Path(os.path.relpath(path, self.base)).as_posix()
        return f"{self.along.shown}/{path.relative_to(folder).as_posix()}"


def workplace(names: Iterable[str] = (), *, whole: bool = False) -> tuple[Workplace, Problems]:
    """What these names mean, or else what lies under the current folder; what lies beside; and what comes along.

    `whole`: what lies under the current folder in any case.
    """
    given = tuple(names)
    found, problems = find(given)
    named = tuple(one.path.resolve() for one in found if one.kind != "file") if given else ()
    here = () if given and not whole else find(())[0]
    roots = [*named, *(one.path.resolve() for one in here)]
    if here:
        roots += [folder for folder in (Path.cwd(), *Path.cwd().parents) if _is_one(folder)][:1]
    along = shipped()
    shelf = [folder.resolve() for folder, _ in folders(along)]
    everything = dict.fromkeys([*roots, *(one for root in roots if root not in shelf for one in _beside(root)), *shelf])
    manuals = tuple(folder for folder in everything if (folder / MANUAL).is_file())
    pakets = tuple(folder for folder in everything if (folder / KONTRAK).is_file())
    return Workplace(Path.cwd(), manuals, pakets, along, named), problems


def _is_one(folder: Path) -> bool:
    return (folder / MANUAL).is_file() or (folder / KONTRAK).is_file()


def _beside(folder: Path) -> list[Path]:
    """The manuals and pakets beside this one."""
    return [one for one in sorted(folder.parent.iterdir()) if _is_one(one)]


@dataclass(slots=True)
class Files:
    """Everything read of a workplace, each file once. `problems`: what is wrong with the files, by manual or paket."""

    place: Workplace
    opened: Callable[[Path], bytes] = Path.read_bytes
    sources: dict[Path, Source] = field(default_factory=dict)
    raw: dict[Path, bytes] = field(default_factory=dict)
    manuals: dict[Path, ManualFiles | None] = field(default_factory=dict)
    together: dict[Path, ManualFiles] = field(default_factory=dict)
    problems: dict[Path, list[Diagnostic]] = field(default_factory=dict)

    def source(self, path: Path) -> tuple[Source | None, Problems]:
        """The text of a rule file, a contract or the like."""
        data = self.bytes(path)
        if data is None:
            return None, ()
        if path in self.sources:
            return self.sources[path], ()
        source, found = decode(data, self.place.shown(path))
        if source is not None:
            self.sources[path] = source
        return source, found

    def bytes(self, path: Path) -> bytes | None:
        """What a file holds; None if it cannot be opened."""
        if path not in self.raw:
            try:
                self.raw[path] = self.opened(path)
            except OSError:
                return None
        return self.raw[path]

    def path(self, source: Source) -> Path:
        """The file of a text that was read."""
        return next(path for path, known in self.sources.items() if known is source)

    def manual(self, folder: Path) -> ManualFiles | None:
        """All files of a manual; None if none of them says what manual it is."""
        if folder not in self.manuals:
            self.manuals[folder] = self._manual(folder, self.problems.setdefault(folder, []))
        return self.manuals[folder]

    def _manual(self, folder: Path, found: list[Diagnostic]) -> ManualFiles | None:
        rules: list[RuleFile] = []
        entries: list[EntryFile] = []
        revised: list[RevisedEntry] = []
        unread: list[str] = []
        for path, _ in yaml_files(folder, ""):
            source, problems = self.source(path)
            form, more = (None, ()) if source is None else conform_file(source)
            found += [*problems, *more]
            match form:
                case RuleFile():
                    rules.append(form)
                case EntryFile():
                    entries.append(form)
                case RevisedEntry():
                    revised.append(form)
                case None:
                    unread.append(path.name)
        heads = [file.manual for file in rules if file.manual is not None]
        shown = self.place.shown(folder)
        if not heads:
            found.append(rule_problems.no_manual_key(shown, None))
            return None
        parts = (tuple(rules), tuple(entries), tuple(unread), tuple(revised))
        return ManualFiles(folder.name, shown, heads[0], *parts)

    def effective(self, folder: Path) -> ManualFiles | None:
        """A manual put together with the versions that it extends; None if one of them is not there."""
        if folder not in self.together:
            chain: list[Path] = []
            here: Path | None = folder
            while here is not None and here not in chain:
                files = self.manual(here)
                if files is None:
                    return None
                chain.append(here)
                base = files.form.memperluas
                here = None if base is None else self.find(base.text, here)
                if base is not None and here is None:
                    self.problems[folder].append(self._unknown(base.text, base.span))
                    return None
            parts = [one for path in reversed(chain) if (one := self.manual(path)) is not None]
            self.together[folder] = self._together(parts, folder)
        return self.together[folder]

    def _together(self, chain: list[ManualFiles], folder: Path) -> ManualFiles:
        made, problems = alone(chain[0])
        found = [*problems]
        for version in chain[1:]:
            made, problems = extended(made, version)
            found += problems
        self.problems[folder] += found
        return made

    def stack(self, folder: Path) -> tuple[tuple[Path, ManualFiles], ...]:
        """A manual and those it stands on, the lowest (the decree) first. Empty if one of them is not there."""
        found: list[tuple[Path, ManualFiles]] = []
        here: Path | None = folder
        while here is not None and here not in [one for one, _ in found]:
            files = self.effective(here)
            if files is None:
                return ()
            found.append((here, files))
            below = files.form.memakai
            if below is None:
                return tuple(reversed(found))
            here = self.find(below.text, here)
            if here is None:
                self.problems[folder].append(self._unknown(below.text, below.span))
        return ()

    def find(self, code: str, near: Path) -> Path | None:
        """The folder of a manual: in or beside the folder that names it, in the current one, among those that
        come along, or anywhere."""
        here, along = self.place.base, self.place.along.folder.resolve()
        nearby = (near / code, near.parent / code, here / "rules" / code, here / code, along / code)
        anywhere = (folder for folder in self.place.manuals if folder.name == code)
        found = next((folder for folder in (*nearby, *anywhere) if (folder / MANUAL).is_file()), None)
        return found or self._newest(code)

    def _newest(self, family: str) -> Path | None:
        """The newest version of a rumpun."""
        known = {
            folder.name: Version(folder.name, folder, files.shown, files.form)
            for folder in reversed(self.place.manuals)
            if (files := self.manual(folder)) is not None
        }
        members = Versions(known).members(family)
        return members[-1].folder if members else None

    def _unknown(self, code: str, place: Span) -> Diagnostic:
        return rule_problems.unknown_manual(place, code, sorted({folder.name for folder in self.place.manuals}))
