"""A manual as its files are written: what it is, its rule files and its entries, and the versions that it extends."""

from __future__ import annotations

from dataclasses import field

from engine.manual.model import EntryFile, LockFile, ManualForm, RevisedEntry, RuleFile
from engine.record import dataclass
from engine.source import Source


@dataclass(frozen=True, slots=True)
class ManualFiles:
    """One manual as read: what it is, its rule files and its entries. `unread`: names of unreadable files.

    `revised`: entries of the version that it extends, as it changes them; once both are put together there are none.
    `versions`: of a manual that extends others, each as its own files are, the oldest first and itself last.
    """

    code: str
    shown: str
    form: ManualForm
    rules: tuple[RuleFile, ...]
    entries: tuple[EntryFile, ...]
    unread: tuple[str, ...] = ()
    revised: tuple[RevisedEntry, ...] = ()
    versions: tuple[ManualFiles, ...] = field(default=())
    lock: LockFile | None = None
    """What it said when it was established."""

    @property
    def chain(self) -> tuple[ManualFiles, ...]:
        """The versions that it is made of, the oldest first; of one that extends none, itself."""
        return self.versions or (self,)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of those versions."""
        return tuple(one.code for one in self.chain)

    @property
    def sources(self) -> frozenset[Source]:
        """The texts of its own files."""
        return frozenset(form.extent.source for form in (*self.rules, *self.entries, *self.revised))

    def writer(self, source: Source) -> ManualFiles:
        """The version in whose files this text stands."""
        return next((one for one in reversed(self.chain) if source in one.sources), self)


def folders_of(stack: tuple[ManualFiles, ...]) -> tuple[str, ...]:
    """The manuals of a stack as they are shown, the lowest first, each behind the versions that it extends."""
    return tuple(version.shown for files in stack for version in files.chain)
