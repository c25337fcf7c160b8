"""Results of the check that are kept from one run to the next, each with what it rests on and the program itself."""

from __future__ import annotations

import json
import os
import time
from dataclasses import field
from hashlib import sha256
from pathlib import Path

from engine.checking.find import OF_PAKET, Subject
from engine.checking.model import Result
from engine.checking.stored import from_data, to_data
from engine.keeping import records
from engine.keeping.footing import LAG, UNREADABLE, Footing, Look
from engine.keeping.program import program
from engine.manual.shelves import CASES, MANUAL, RULES, Shelf, copies
from engine.record import dataclass


@dataclass(slots=True)
class Cache:
    """The records in a folder, which is made when the first is kept."""

    folder: Path
    started: int = field(default_factory=time.time_ns)
    program: str = field(default_factory=program)
    look: Look = field(default_factory=Look)

    def below(self, name: str) -> Cache:
        """Records of another kind in a folder inside this one, by the same look at the files."""
        return Cache(self.folder / name, self.started, self.program, self.look)

    def load(self, subject: Subject, shelves: tuple[Shelf, ...], called: dict[Path, str]) -> Result | None:
        """The result that is known, if it still holds. `called`: what folders are called in this run."""
        data = records.read(self._file(subject, shelves))
        try:
            if data is None or data["program"] != self.program or self.look.at(data["rests_on"]) != data["observed"]:
                return None
            result = from_data(data["result"], subject)
        except (LookupError, ValueError, TypeError, AttributeError):
            return None
        if any(called.get(folder, name) != name for name, folder in result.folders.items()):
            return None
        called.update({folder: name for name, folder in result.folders.items()})
        return result

    def save(self, result: Result, shelves: tuple[Shelf, ...]) -> None:
        """Keeps a result, if all that it rests on is known and older than this run."""
        whole = result.folders if result.subject.kind != "file" else result.files
        if not whole or any(one.code in UNREADABLE for one in result.opened) or self._is_new(result):
            return
        footing = _footing(result, shelves, self.look)
        known = {"program": self.program, "rests_on": footing.plain, "observed": footing.seen}
        records.write(self._file(result.subject, shelves), {**known, "result": to_data(result)})

    def _file(self, subject: Subject, shelves: tuple[Shelf, ...]) -> str:
        where = [[str(shelf.folder), shelf.shown] for shelf in shelves]
        asked = [subject.kind, os.path.abspath(subject.path), subject.shown, where]
        return os.path.join(self.folder, f"{sha256(json.dumps(asked).encode()).hexdigest()}.json")

    def _is_new(self, result: Result) -> bool:
        """Whether a file was changed since the run began: perhaps after it was read."""
        try:
            return any(path.stat().st_mtime_ns >= self.started - LAG for path in result.files.values())
        except OSError:
            return True


def _footing(result: Result, shelves: tuple[Shelf, ...], look: Look) -> Footing:
    """Where manuals were looked for, the folders of those found, and the files of a paket that there are or may be."""
    footing = Footing(look)
    for shelf in shelves:
        footing.shelf(shelf.folder, MANUAL)
    for copy in copies(result.folders.values(), shelves):
        footing.tree(copy, RULES, CASES)
    of_manuals = {name for names in result.manuals.values() for name in names}
    for name, path in result.files.items():
        if name not in of_manuals:
            footing.file(path)
    for path in result.beside.values():
        footing.file(path)
    if result.subject.kind == "paket":
        for name in OF_PAKET:
            footing.file(result.subject.path / name)
    return footing
