"""What a result rests on, and what is there of it: folders that are looked into, files that are read.

A kept result may be used as long as all of it is as it was; so nothing has to be told apart by dates, and an answer is
the same with and without a cache. Everything is looked at before the program reads it and once more when the result is
kept, so that nothing is kept of files that were changed in between.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from stat import S_ISREG

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Plain: TypeAlias = list[list[str]]
    Seen: TypeAlias = list[list[str | None]]

LAG = 50_000_000
"""Nanoseconds that the clock of a file system may be behind."""
UNREADABLE = ("E405", "E501", "E502", "E503", "E504")
"""Problems with files that are not there, or may not be read: they cannot be compared the next time."""


class Footing:
    """What a result rests on, as data, and what was seen of it when it was named. Not `firm`: it rests on more."""

    __slots__ = ("firm", "look", "plain", "seen")

    def __init__(self, look: Look | None = None) -> None:
        self.plain: Plain = []
        self.seen: Seen = []
        self.look = look or Look()
        self.firm = True

    def shelf(self, folder: str | os.PathLike[str], head: str) -> None:
        """The folders in this one that have a file `head`, and what these files hold."""
        self._add(["shelf", os.path.abspath(folder), head])

    def tree(self, folder: str | os.PathLike[str], ending: str, but: str) -> None:
        """The files here and below that end so, and not so."""
        self._add(["tree", os.path.abspath(folder), ending, but])

    def file(self, path: str | os.PathLike[str]) -> None:
        """A single file, there or not."""
        self._add(["file", os.path.abspath(path)])

    def take(self, other: Footing) -> None:
        """All that another result rests on, as it was seen there."""
        self.plain += other.plain
        self.seen += other.seen
        self.firm = self.firm and other.firm

    def sink(self) -> None:
        """It rests on something that cannot be looked at again."""
        self.firm = False

    def _add(self, one: list[str]) -> None:
        if one not in self.plain:
            self.plain.append(one)
            self.seen.append(self.look.now(*one))

    def holds(self, since: int) -> bool:
        """Whether all is still as it was seen, and none of it was changed since this time."""
        again = Look()
        return self.firm and again.at(self.plain) == self.seen and again.newest < since - LAG


class Look:
    """A look at files, each of which is read once. `newest`: when what was looked at was changed for the last time."""

    __slots__ = ("digests", "newest", "once")

    def __init__(self) -> None:
        self.digests: dict[str, str | None] = {}
        self.newest = 0
        self.once: dict[tuple[str, ...], list[str | None]] = {}

    def at(self, plain: Plain) -> Seen:
        """What is there, looked into once for all results that rest on it. Raises LookupError, TypeError or ValueError
        for damaged data."""
        for one in map(tuple, plain):
            if one not in self.once:
                self.once[one] = self.now(*one)
        return [self.once[tuple(one)] for one in plain]

    def now(self, kind: str, path: str, what: str = "", but: str = "") -> list[str | None]:
        """What is there now."""
        if kind == "shelf":
            return self._shelf(path, what)
        return self._tree(path, what, but) if kind == "tree" else [self.digest(path)]

    def digest(self, path: str) -> str | None:
        """Of what a file holds; None if it cannot be read."""
        if path not in self.digests:
            self.digests[path] = self._read(path)
        return self.digests[path]

    def _read(self, path: str) -> str | None:
        try:
            found = os.stat(path)
            if not S_ISREG(found.st_mode):
                return None
            with open(path, "rb") as opened:
                digest = sha256(opened.read()).hexdigest()
        except OSError:
            return None
        self.newest = max(self.newest, found.st_mtime_ns)
        return digest

    def _shelf(self, folder: str, head: str) -> list[str | None]:
        own = self.digest(os.path.join(folder, head))
        if own is not None:  # it is such a folder itself
            return [own]
        found: list[str | None] = []
        for name in _names(folder):
            digest = self.digest(os.path.join(folder, name, head))
            if digest is not None:
                found += [name, digest]
        return found

    def _tree(self, folder: str, ending: str, but: str) -> list[str | None]:
        found: list[str | None] = []
        for above, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(names):
                if name.endswith(ending) and not name.endswith(but):
                    path = os.path.join(above, name)
                    found += [os.path.realpath(path) if os.path.islink(path) else path, self.digest(path)]
        return found


def _names(folder: str) -> Iterable[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return ()
