"""Manuals -> what a result rests on of them: where they were looked for, and the files of those that were read."""

from __future__ import annotations

from pathlib import Path

from engine.diagnostics.model import Problems
from engine.keeping.footing import Footing
from engine.manual.files import ManualFiles
from engine.manual.read import ReadFolder, read_folder
from engine.manual.shelves import CASES, MANUAL, RULES, Shelf, copies
from engine.source import Span


def noting(footing: Footing, shelves: tuple[Shelf, ...]) -> ReadFolder:
    """Reads folders on these shelves as `read_folder` does, and notes what is read: which manuals there are, what they
    say of themselves, and all of those that are used."""
    for shelf in shelves:
        footing.shelf(shelf.folder, MANUAL)

    def read(folder: Path, shown: str, place: Span | None) -> tuple[ManualFiles | None, Problems]:
        for copy in copies((folder,), shelves):
            footing.tree(copy, RULES, CASES)
        return read_folder(folder, shown, place)

    return read
