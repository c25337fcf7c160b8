"""Checked manuals that are kept from one run to the next, each with the files that it rests on.

Other data of the same year are the usual case: then the rules are neither read nor checked once more. A manual in which
anything is wrong or doubtful is not kept, so that all that is said of it is said at its place.
"""

from __future__ import annotations

import json
import os
import time
from hashlib import sha256
from typing import Any

from engine.keeping import records
from engine.keeping.footing import Footing, Look
from engine.keeping.program import program
from engine.manual.checked import Manual
from engine.manual.dates import When
from engine.manual.shelves import Shelf
from engine.manual.stored import from_data, to_data


class KeptManual:
    """The manual of this code on these shelves in a period, as it was checked the last time; `folder`: where such are
    kept."""

    __slots__ = ("file", "footing", "started")

    def __init__(self, folder: str, code: str, shelves: tuple[Shelf, ...], when: When) -> None:
        where = [[os.path.abspath(shelf.folder), shelf.shown] for shelf in shelves]
        asked = [code, where, os.getcwd(), os.path.realpath("rules"), when.year, when.period]
        self.file = os.path.join(folder, f"{sha256(json.dumps(asked).encode()).hexdigest()}.json")
        self.started = time.time_ns()
        self.footing = Footing()

    def load(self) -> tuple[Manual, tuple[str, ...]] | None:
        """The manual, and the folders as they are shown of those that it is made of; None if it holds no more."""
        data = self.data()
        return None if data is None else made_of(data)

    def data(self) -> dict[str, Any] | None:
        """What was kept, if it still holds."""
        data = records.read(self.file)
        try:
            if data is None or data["program"] != program():
                return None
            footing, look = Footing(), Look()
            footing.plain, footing.seen = data["rests_on"], data["observed"]
            if look.at(footing.plain) != footing.seen:
                return None
            found = {"manual": data["manual"], "folders": data["folders"]}
        except (LookupError, ValueError, TypeError, AttributeError):
            return None
        self.footing = footing
        return found

    def save(self, manual: Manual, folders: tuple[str, ...]) -> None:
        """Keeps a manual, if nothing that it rests on was changed in the meantime."""
        if not self.footing.holds(self.started):
            return
        try:
            data = to_data(manual)
        except TypeError:
            return
        known = {"program": program(), "rests_on": self.footing.plain, "observed": self.footing.seen}
        records.write(self.file, {**known, "manual": data, "folders": folders})


def made_of(data: dict[str, Any]) -> tuple[Manual, tuple[str, ...]] | None:
    """The manual of kept data, and its folders as they are shown; None for damaged data."""
    try:
        return from_data(data["manual"]), tuple(str(name) for name in data["folders"])
    except (LookupError, ValueError, TypeError, AttributeError):
        return None
